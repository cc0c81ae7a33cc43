/* A crowd of drawers in one thread: what the parts of the load generator share. */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;

enum { POINTS = 4, STROKE_MESSAGES = 10 }; /* points a message, messages a stroke */
enum { TEXT = 1, BINARY = 2 };             /* opcodes of RFC 6455 */
enum { REMEMBERED = 1024 };                /* send times kept a drawer: 34 s at 30 messages/s */

typedef struct {
  u8 *bytes;
  size_t length, capacity;
} buffer;

typedef enum { CONNECTING, UPGRADING, ENTERING, READY, GONE } stage;

typedef struct {
  int descriptor;
  stage stage;
  u32 id, room, index; /* index: within the room */
  const char *cookie, *channel;
  buffer input, output, message; /* message: of fragments so far */
  size_t flushed;
  int fragment_opcode;
  u32 next;                /* number of the next message */
  u32 first, end;          /* the messages that are measured: first <= number < end */
  u32 *last_heard;         /* by index of the sender; NEVER at first */
  u64 sent_at[REMEMBERED]; /* nanoseconds, by number modulo REMEMBERED */
  int x, y;
  u32 handle;               /* dialect drawnby: of the channel */
  u64 received, reported;   /* dialect drawnby: bytes of messages */
  u32 stroke_characters;    /* dialect tldraw: of the path so far */
} drawer;

/* How the clients of one server speak. */
typedef struct {
  const char *name;
  void (*address)(const drawer *who, char *path, size_t size);
  void (*opened)(drawer *who);
  void (*heard)(drawer *who, int opcode, const u8 *bytes, size_t length);
  void (*draw)(drawer *who, u32 number);
} dialect;

extern const dialect drawnby, socketio, relay, naive, yjs, tldraw;

/* The run. */
typedef struct {
  const dialect *dialect;
  int port;
  u32 drawers, rooms; /* drawers a room */
  u32 tag;            /* makes the names of rooms new in every run */
  double warm_seconds, seconds, rate;
  u64 look_every; /* nanoseconds between two looks at the sockets; 0: at once */
  u64 most;       /* nanoseconds that 99 % of the deliveries may take; 0: any */
  const char *guests, *schema;
} plan;

extern plan the_plan;
extern drawer *crowd; /* by id: room * drawers + index */

/* basics.c */
u64 now(void); /* nanoseconds of the monotonic clock */
u32 chance(void);
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
void append(buffer *to, const void *bytes, size_t length);
size_t put_varint(u8 *to, u64 value); /* returns its length */
size_t put_zigzag(u8 *to, int value);
u64 take_varint(const u8 **from, const u8 *end);
const u8 *find(const u8 *from, const u8 *end, const char *text);
u32 take_decimal(const u8 *from, const u8 *end);
char *read_file(const char *path);

/* wire.c */
extern u64 moment; /* when the bytes at hand were read */
void wire_open(void);
void wire_connect(drawer *who);
void wire_send(drawer *who, int opcode, const void *bytes, size_t length);
void wire_say(drawer *who, const char *text);
void wire_flush(drawer *who);
void wire_wait(u64 until); /* serves all sockets till then */

/* ledger.c */
enum { NEVER = UINT32_MAX };
extern struct ledger {
  bool measuring, hopeless; /* hopeless: too many were late, whatever else arrives */
  u64 late_allowed;
  u64 delivered, late, missing, repeated, unknown, gone, refused, bytes_received;
} ledger;
void ledger_delivery(drawer *to, u32 sender, u32 number);
void ledger_lag(u64 nanoseconds);
double ledger_latency(double share); /* milliseconds that this share of deliveries stayed below */
double ledger_lag_p99(void);

/* pen.c */
void pen_step(drawer *who);

#endif
