/* DrawnBy itself: subscribe to a drawing, enter it, send ink (see canvas/messages.py). */
#include "../load.h"

#include <stdio.h>
#include <string.h>

enum { INK = 1, PEN = 1, SIZE = 64, UNITS = 16 /* a pixel */, REPORT_EVERY = 256 * 1024 };

static void address(const drawer *who, char *path, size_t size) {
  (void)who;
  snprintf(path, size, "/socket");
}

static void opened(drawer *who) { (void)who; }

static void say_about(drawer *who, const char *kind, const char *data) {
  char text[256];
  snprintf(text, sizeof text, "[\"%s\",\"%s\",%s]", kind, who->channel, data);
  wire_say(who, text);
}

/* The server stops sending to who does not say what arrived; browsers say it as often. */
static void report(drawer *who) {
  if (who->received - who->reported < REPORT_EVERY) return;
  char text[64];
  snprintf(text, sizeof text, "[\"beat\",null,%llu]", (unsigned long long)who->received);
  who->reported = who->received;
  wire_say(who, text);
}

static void hear_text(drawer *who, const u8 *at, const u8 *end) {
  static const char REFUSED[] = "[\"refused\"", TROUBLE[] = "[\"error\"";
  if (find(at, end, REFUSED) == at || find(at, end, TROUBLE) == at) {
    if (!ledger.refused++) fprintf(stderr, "refused: %.*s\n", (int)(end - at), at);
  } else if (who->stage == READY) {
    return;
  } else if (find(at, end, "[\"connected\"") == at) {
    say_about(who, "subscribe", "null");
  } else if (find(at, end, "[\"subscribed\"") == at) {
    const u8 *handle = find(at, end, "\"handle\":");
    if (handle) who->handle = take_decimal(handle + strlen("\"handle\":"), end);
    say_about(who, "message", "{\"type\":\"enter\",\"version\":1,\"applied\":0}");
  } else if (find(at, end, "\"type\":\"head\"")) {
    who->stage = READY;
  }
}

/* Each record: sender u32, length varint, ink that starts with 1, index u16, stroke u16, offset. */
static void hear_batch(drawer *who, const u8 *at, const u8 *end) {
  take_varint(&at, end); /* the handle */
  while (end - at > 5) {
    at += 4;
    u64 length = take_varint(&at, end);
    if (length > (u64)(end - at)) {
      ledger.unknown++;
      return;
    }
    if (length > 6 && *at == INK) {
      const u8 *offset = at + 5;
      u32 point = (u32)take_varint(&offset, at + length), stroke = at[3] | (u32)at[4] << 8;
      ledger_delivery(who, at[1] | (u32)at[2] << 8, stroke * STROKE_MESSAGES + point / POINTS);
    }
    at += length;
  }
}

static void heard(drawer *who, int opcode, const u8 *bytes, size_t length) {
  who->received += length;
  if (opcode == BINARY) hear_batch(who, bytes, bytes + length);
  else hear_text(who, bytes, bytes + length);
  report(who);
}

static size_t put_column(u8 *to, const int *values) {
  size_t length = put_zigzag(to, values[0]);
  for (int at = 1; at < POINTS; at++)
    length += put_zigzag(to + length, values[at] - values[at - 1]);
  return length;
}

static void draw(drawer *who, u32 number) {
  u8 ink[128];
  u32 stroke = number / STROKE_MESSAGES;
  size_t at = put_varint(ink, who->handle);
  const u8 head[] = {INK, (u8)who->index, (u8)(who->index >> 8), (u8)stroke, (u8)(stroke >> 8)};
  memcpy(ink + at, head, sizeof head);
  at += sizeof head;
  at += put_varint(ink + at, number % STROKE_MESSAGES * POINTS);
  const u8 style[] = {PEN, 0xc0, 0x40, 0x20, 0xff};
  memcpy(ink + at, style, sizeof style);
  at += sizeof style;
  at += put_varint(ink + at, SIZE);
  at += put_varint(ink + at, POINTS);
  int x[POINTS], y[POINTS], pressure[POINTS];
  for (int point = 0; point < POINTS; point++) {
    pen_step(who);
    x[point] = who->x * UNITS;
    y[point] = who->y * UNITS;
    pressure[point] = 128 + (int)(chance() % 64);
  }
  at += put_column(ink + at, x);
  at += put_column(ink + at, y);
  at += put_column(ink + at, pressure);
  for (int point = 0; point < POINTS; point++) ink[at++] = 8; /* milliseconds between points */
  wire_send(who, BINARY, ink, at);
}

const dialect drawnby = {"drawnby", address, opened, heard, draw};
