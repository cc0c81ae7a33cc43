/* The consumer of Channels' tutorial: JSON in, group_send, JSON out. */
#include "../load.h"

#include <stdio.h>
#include <string.h>

static void address(const drawer *who, char *path, size_t size) {
  snprintf(path, size, "/ws/%x-%u/", the_plan.tag, who->room);
}

static void opened(drawer *who) { who->stage = READY; }

static u32 number_after(const u8 *at, const u8 *end) {
  while (at < end && *at == ' ') at++;
  return take_decimal(at, end);
}

static void heard(drawer *who, int opcode, const u8 *bytes, size_t length) {
  const u8 *end = bytes + length;
  const u8 *client = find(bytes, end, "\"client\":"), *seq = find(bytes, end, "\"seq\":");
  if (opcode != TEXT || !client || !seq) return;
  ledger_delivery(who, number_after(client + strlen("\"client\":"), end),
                  number_after(seq + strlen("\"seq\":"), end));
}

static void draw(drawer *who, u32 number) {
  char text[512];
  size_t length = (size_t)snprintf(
      text, sizeof text, "{\"type\":\"points\",\"stroke\":\"%u-%u\",\"client\":%u,\"seq\":%u,\"points\":[",
      who->index, number / STROKE_MESSAGES, who->index, number);
  for (int point = 0; point < POINTS; point++) {
    pen_step(who);
    length += (size_t)snprintf(text + length, sizeof text - length, "%s[%d,%d,0.%u]",
                               point ? "," : "", who->x, who->y, 100 + chance() % 900);
  }
  length += (size_t)snprintf(text + length, sizeof text - length, "]}");
  wire_send(who, TEXT, text, length);
}

const dialect naive = {"naive", address, opened, heard, draw};
