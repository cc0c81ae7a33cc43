/* WebSocket clients (RFC 6455) on epoll. */
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 256, READ_AT_ONCE = 256 * 1024, MAX_BACKLOG = 4 << 20 };
enum { CONTINUATION = 0, CLOSE = 8, PING = 9, PONG = 10 };

u64 moment;
static int watched;

void wire_open(void) {
  watched = epoll_create1(0);
  if (watched < 0) fail("epoll: %s", strerror(errno));
}

static void watch(drawer *who, int operation, u32 events) {
  struct epoll_event event = {.events = events, .data.ptr = who};
  epoll_ctl(watched, operation, who->descriptor, &event);
}

static void lose(drawer *who, const char *reason) {
  if (who->stage == GONE) return;
  if (ledger.gone++ < 3) fprintf(stderr, "drawer %u lost: %s\n", who->id, reason);
  who->stage = GONE;
  close(who->descriptor);
}

void wire_connect(drawer *who) {
  who->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (who->descriptor < 0) fail("socket: %s", strerror(errno));
  int yes = 1;
  setsockopt(who->descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)the_plan.port)};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(who->descriptor, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS)
    fail("connect: %s", strerror(errno));
  watch(who, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
}

static void upgrade(drawer *who) {
  char path[256], request[1024];
  the_plan.dialect->address(who, path, sizeof path);
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        "Sec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:%d\r\n%s%s%s\r\n",
                        path, the_plan.port, the_plan.port, who->cookie ? "Cookie: sessionid=" : "",
                        who->cookie ? who->cookie : "", who->cookie ? "\r\n" : "");
  append(&who->output, request, (size_t)length);
  who->stage = UPGRADING;
  wire_flush(who);
}

void wire_flush(drawer *who) {
  buffer *output = &who->output;
  while (who->flushed < output->length) {
    ssize_t sent = send(who->descriptor, output->bytes + who->flushed,
                        output->length - who->flushed, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      watch(who, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
      if (output->length - who->flushed > MAX_BACKLOG) lose(who, "the server does not read");
      return;
    }
    if (sent < 0) {
      lose(who, strerror(errno));
      return;
    }
    who->flushed += (size_t)sent;
  }
  output->length = who->flushed = 0;
}

void wire_send(drawer *who, int opcode, const void *bytes, size_t length) {
  u8 head[8] = {(u8)(0x80 | opcode), (u8)(0x80 | length)};
  size_t size = 2;
  if (length > 0xffff) fail("a message too long for this generator");
  if (length > 125) {
    head[1] = 0x80 | 126;
    head[size++] = (u8)(length >> 8);
    head[size++] = (u8)length;
  }
  u32 mask = chance();
  memcpy(head + size, &mask, 4);
  append(&who->output, head, size + 4);
  append(&who->output, bytes, length);
  u8 *masked = who->output.bytes + who->output.length - length;
  for (size_t at = 0; at < length; at++) masked[at] ^= head[size + (at & 3)];
}

void wire_say(drawer *who, const char *text) {
  wire_send(who, TEXT, text, strlen(text));
  wire_flush(who);
}

static void control(drawer *who, int opcode, const u8 *bytes, size_t length) {
  if (opcode == PING) {
    wire_send(who, PONG, bytes, length);
    wire_flush(who);
  } else if (opcode == CLOSE) {
    char reason[32];
    snprintf(reason, sizeof reason, "closed with %d", length > 1 ? bytes[0] << 8 | bytes[1] : 0);
    lose(who, reason);
  }
}

static void fragment(drawer *who, bool last, int opcode, const u8 *bytes, size_t length) {
  if (opcode != CONTINUATION) {
    who->fragment_opcode = opcode;
    who->message.length = 0;
  }
  append(&who->message, bytes, length);
  if (last)
    the_plan.dialect->heard(who, who->fragment_opcode, who->message.bytes, who->message.length);
}

/* Size of the frame's head and, by `length`, of its payload; 0 if the head is incomplete. */
static size_t head_of(const u8 *frame, size_t available, u64 *length) {
  if (available < 2) return 0;
  *length = frame[1] & 0x7f;
  size_t extra = *length == 126 ? 2 : *length == 127 ? 8 : 0;
  if (available < 2 + extra) return 0;
  if (extra) *length = 0;
  for (size_t at = 0; at < extra; at++) *length = *length << 8 | frame[2 + at];
  return 2 + extra;
}

/* Returns how many of the bytes were whole frames. */
static size_t hear_frames(drawer *who, const u8 *bytes, size_t available) {
  size_t at = 0;
  while (who->stage != GONE) {
    u64 length;
    const u8 *frame = bytes + at;
    size_t head = head_of(frame, available - at, &length);
    if (!head || available - at < head + length) break;
    int opcode = frame[0] & 0x0f;
    bool last = frame[0] & 0x80;
    if (opcode >= CLOSE) control(who, opcode, frame + head, length);
    else if (last && opcode != CONTINUATION)
      the_plan.dialect->heard(who, opcode, frame + head, length);
    else fragment(who, last, opcode, frame + head, length);
    at += head + length;
  }
  return at;
}

/* Returns the length of the answer's head; 0 if it is incomplete. */
static size_t hear_answer(drawer *who, const u8 *bytes, size_t available) {
  const u8 *end = find(bytes, bytes + available, "\r\n\r\n");
  if (!end) return 0;
  if (available < 12 || memcmp(bytes, "HTTP/1.1 101", 12)) {
    lose(who, "the server refused to upgrade");
    return 0;
  }
  who->stage = ENTERING;
  the_plan.dialect->opened(who);
  return (size_t)(end + 4 - bytes);
}

static size_t hear(drawer *who, const u8 *bytes, size_t available) {
  size_t answer = 0;
  if (who->stage == UPGRADING) {
    answer = hear_answer(who, bytes, available);
    if (!answer) return 0;
  }
  return answer + hear_frames(who, bytes + answer, available - answer);
}

/* All drawers share one buffer to read into; only what is incomplete is kept for each. */
static void read_some(drawer *who) {
  static buffer shared;
  shared.length = 0;
  append(&shared, who->input.bytes, who->input.length);
  if (shared.capacity - shared.length < READ_AT_ONCE) {
    static u8 room[READ_AT_ONCE];
    append(&shared, room, READ_AT_ONCE);
    shared.length -= READ_AT_ONCE;
  }
  ssize_t got = recv(who->descriptor, shared.bytes + shared.length, READ_AT_ONCE, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) {
    lose(who, got ? strerror(errno) : "the server hung up");
    return;
  }
  moment = now();
  if (ledger.measuring) ledger.bytes_received += (u64)got;
  size_t available = shared.length + (size_t)got;
  size_t used = hear(who, shared.bytes, available);
  who->input.length = 0;
  append(&who->input, shared.bytes + used, available - used);
}

static void serve(drawer *who, u32 events) {
  if (who->stage == CONNECTING) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(who->descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) lose(who, strerror(error));
    else upgrade(who);
  } else if (events & EPOLLOUT) {
    wire_flush(who);
  }
  if (who->stage != GONE && who->flushed == who->output.length && events & EPOLLOUT)
    watch(who, EPOLL_CTL_MOD, EPOLLIN);
  if (who->stage != GONE && events & (EPOLLIN | EPOLLHUP | EPOLLERR)) read_some(who);
}

static void sleep_until(u64 time) {
  struct timespec when = {.tv_sec = (time_t)(time / 1000000000),
                          .tv_nsec = (long)(time % 1000000000)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL);
}

void wire_wait(u64 until) {
  struct epoll_event events[EVENTS];
  for (;;) {
    u64 start = now(), left = start < until ? until - start : 0;
    struct timespec patience = {.tv_sec = (time_t)(left / 1000000000),
                                .tv_nsec = (long)(left % 1000000000)};
    int count = epoll_pwait2(watched, events, EVENTS, &patience, NULL);
    for (int at = 0; at < count; at++) {
      drawer *who = events[at].data.ptr;
      if (who->stage != GONE) serve(who, events[at].events);
    }
    u64 look = start + the_plan.look_every;
    if (now() >= until) return;
    if (the_plan.look_every) sleep_until(look < until ? look : until);
  }
}
