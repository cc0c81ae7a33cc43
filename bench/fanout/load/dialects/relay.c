/* A bare relay: every message is passed on, as it is, to everyone else in the room. */
#include "../load.h"

#include <stdio.h>
#include <string.h>

static void address(const drawer *who, char *path, size_t size) {
  snprintf(path, size, "/%x-%u", the_plan.tag, who->room);
}

static void opened(drawer *who) { who->stage = READY; }

/* index u16, number u32, then each point: x u16, y u16, pressure u8 */
static void heard(drawer *who, int opcode, const u8 *bytes, size_t length) {
  u32 number;
  if (opcode != BINARY || length < 6) return;
  memcpy(&number, bytes + 2, 4);
  ledger_delivery(who, bytes[0] | (u32)bytes[1] << 8, number);
}

static void draw(drawer *who, u32 number) {
  u8 message[6 + 5 * POINTS] = {(u8)who->index, (u8)(who->index >> 8)};
  memcpy(message + 2, &number, 4);
  for (u8 *at = message + 6; at < message + sizeof message; at += 5) {
    pen_step(who);
    const u8 point[] = {(u8)who->x, (u8)(who->x >> 8), (u8)who->y, (u8)(who->y >> 8),
                        (u8)(128 + chance() % 64)};
    memcpy(at, point, sizeof point);
  }
  wire_send(who, BINARY, message, sizeof message);
}

const dialect relay = {"relay", address, opened, heard, draw};
