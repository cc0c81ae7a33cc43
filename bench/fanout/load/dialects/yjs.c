/* y-websocket: each message is one Yjs update (version 1) that appends the points' numbers to the
 * drawer's array of integers. */
#include "../load.h"

#include <stdio.h>
#include <string.h>

enum { SYNC = 0, STEP_1 = 0, STEP_2 = 1, UPDATE = 2 };
enum { NUMBERS = 3 * POINTS, FIRST_CLIENT = 1000, ANY = 8, HAS_ORIGIN = 0x80, INTEGER = 125 };

static void address(const drawer *who, char *path, size_t size) {
  snprintf(path, size, "/%x-%u", the_plan.tag, who->room);
}

static void opened(drawer *who) {
  const u8 ask[] = {SYNC, STEP_1, 1, 0}; /* an empty state vector */
  wire_send(who, BINARY, ask, sizeof ask);
  wire_flush(who);
}

static void hear_update(drawer *who, const u8 *at, const u8 *end) {
  take_varint(&at, end); /* length */
  if (take_varint(&at, end) != 1) { /* clients in the update */
    ledger.unknown++;
    return;
  }
  take_varint(&at, end); /* items */
  u64 client = take_varint(&at, end), clock = take_varint(&at, end);
  ledger_delivery(who, (u32)client - FIRST_CLIENT, (u32)clock / NUMBERS);
}

static void heard(drawer *who, int opcode, const u8 *bytes, size_t length) {
  const u8 nothing[] = {SYNC, STEP_2, 2, 0, 0};
  if (opcode != BINARY || length < 3 || bytes[0] != SYNC) return;
  if (bytes[1] == STEP_1) {
    wire_send(who, BINARY, nothing, sizeof nothing);
    wire_flush(who);
  } else if (bytes[1] == STEP_2) {
    who->stage = READY;
  } else {
    hear_update(who, bytes + 2, bytes + length);
  }
}

/* The array's name the first time, later the item before; then what is appended. */
static size_t put_place(u8 *to, const drawer *who, u32 clock) {
  size_t at = 0;
  if (clock == 0) {
    const u8 head[] = {ANY, 1};
    memcpy(to, head, sizeof head);
    at = sizeof head;
    char name[16];
    int length = snprintf(name, sizeof name, "s%u", who->index);
    at += put_varint(to + at, (u64)length);
    memcpy(to + at, name, (size_t)length);
    return at + (size_t)length;
  }
  to[at++] = ANY | HAS_ORIGIN;
  at += put_varint(to + at, FIRST_CLIENT + who->index);
  return at + put_varint(to + at, clock - 1);
}

static size_t put_number(u8 *to, u32 value) { /* lib0: six bits in the first byte, then seven */
  to[0] = INTEGER;
  if (value < 64) {
    to[1] = (u8)value;
    return 2;
  }
  to[1] = (u8)(0x80 | (value & 63));
  return 2 + put_varint(to + 2, value >> 6);
}

static void draw(drawer *who, u32 number) {
  u8 update[256], message[264] = {SYNC, UPDATE};
  u32 clock = number * NUMBERS;
  size_t at = 0, length = 2;
  update[at++] = 1; /* client */
  update[at++] = 1; /* item */
  at += put_varint(update + at, FIRST_CLIENT + who->index);
  at += put_varint(update + at, clock);
  at += put_place(update + at, who, clock);
  at += put_varint(update + at, NUMBERS);
  for (int point = 0; point < POINTS; point++) {
    pen_step(who);
    at += put_number(update + at, (u32)who->x);
    at += put_number(update + at, (u32)who->y);
    at += put_number(update + at, 100 + chance() % 900);
  }
  update[at++] = 0; /* nothing deleted */
  length += put_varint(message + length, at);
  memcpy(message + length, update, at);
  wire_send(who, BINARY, message, length + at);
}

const dialect yjs = {"yjs", address, opened, heard, draw};
