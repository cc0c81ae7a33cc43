/* Excalidraw's rooms: Socket.IO 4 over Engine.IO 4. A client broadcasts the whole element it draws,
 * encrypted, so a message is a JSON head, the cipher text and its initialisation vector. */
#include "../load.h"

#include <stdio.h>
#include <string.h>

/* Of a free-hand element as JSON; and of AES-GCM's tag and initialisation vector. */
enum { ELEMENT = 620, ELEMENT_POINT = 21, TAG = 16, VECTOR = 12 };

static void address(const drawer *who, char *path, size_t size) {
  (void)who;
  snprintf(path, size, "/socket.io/?EIO=4&transport=websocket");
}

static void opened(drawer *who) { (void)who; }

static void join(drawer *who) {
  char text[96];
  snprintf(text, sizeof text, "42[\"join-room\",\"%x-%u\"]", the_plan.tag, who->room);
  wire_say(who, text);
}

static void hear_text(drawer *who, const u8 *bytes, size_t length) {
  if (length == 1 && bytes[0] == '2') wire_say(who, "3"); /* ping, pong */
  else if (bytes[0] == '0') wire_say(who, "40");          /* open, connect */
  else if (length > 2 && !memcmp(bytes, "40", 2)) join(who);
  else if (find(bytes, bytes + length, "room-user-change")) who->stage = READY;
}

static void heard(drawer *who, int opcode, const u8 *bytes, size_t length) {
  if (opcode == TEXT && length) {
    hear_text(who, bytes, length);
  } else if (opcode == BINARY && length > VECTOR) {
    u32 head[2];
    memcpy(head, bytes, sizeof head);
    ledger_delivery(who, head[0], head[1]);
  }
}

static void draw(drawer *who, u32 number) {
  static u8 cipher[4096]; /* to the relay any bytes are like any other */
  char text[160];
  u32 points = (number % STROKE_MESSAGES + 1) * POINTS, head[] = {who->index, number};
  memcpy(cipher, head, sizeof head);
  snprintf(text, sizeof text,
           "452-[\"server-broadcast\",\"%x-%u\",{\"_placeholder\":true,\"num\":0},"
           "{\"_placeholder\":true,\"num\":1}]",
           the_plan.tag, who->room);
  wire_send(who, TEXT, text, strlen(text));
  wire_send(who, BINARY, cipher, ELEMENT + points * ELEMENT_POINT + TAG);
  wire_send(who, BINARY, cipher, VECTOR);
}

const dialect socketio = {"socketio", address, opened, heard, draw};
