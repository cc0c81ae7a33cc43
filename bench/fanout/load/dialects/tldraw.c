/* tldraw sync, protocol 8: a stroke is a shape that is put, then its path of base 64 appended to. */
#include "../load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_POINT = 16, POINT = 8 }; /* characters */

static void address(const drawer *who, char *path, size_t size) {
  snprintf(path, size, "/%x-%u?sessionId=%u", the_plan.tag, who->room, who->id);
}

static void opened(drawer *who) {
  static const char FORM[] = "{\"type\":\"connect\",\"connectRequestId\":\"%u\","
                             "\"lastServerClock\":-1,\"protocolVersion\":8,\"schema\":%s}";
  size_t size = sizeof FORM + strlen(the_plan.schema) + 16;
  char *text = malloc(size);
  snprintf(text, size, FORM, who->id, the_plan.schema);
  wire_say(who, text);
  free(text);
}

/* One "shape:c<index>s<stroke>" of a diff: ["put",…] begins it, ["append","…",offset] goes on. */
static const u8 *hear_shape(drawer *who, const u8 *at, const u8 *end) {
  u32 index = take_decimal(at, end);
  while (at < end && *at != 's') at++;
  u32 number = take_decimal(at + 1, end) * STROKE_MESSAGES;
  const u8 *operation = find(at, end, ":[\"");
  if (!operation) return end;
  if (operation[3] == 'p' && operation[4] == 'a') { /* patch */
    const u8 *text = find(operation, end, "[\"append\",\"");
    if (!text) return end;
    const u8 *offset = find(text + strlen("[\"append\",\""), end, "\",");
    if (!offset) return end;
    number += (take_decimal(offset + 2, end) - FIRST_POINT) / (POINT * POINTS);
    operation = offset;
  }
  ledger_delivery(who, index, number);
  return operation + 3;
}

static void heard(drawer *who, int opcode, const u8 *bytes, size_t length) {
  const u8 *end = bytes + length, *at = bytes;
  if (opcode != TEXT) return;
  if (who->stage == ENTERING) {
    if (find(bytes, end, "\"type\":\"connect\"")) who->stage = READY;
    return;
  }
  if (find(bytes, end, "\"discard\"")) ledger.refused++;
  static const char KEY[] = "\"shape:c";
  while ((at = find(at, end, KEY))) {
    at += strlen(KEY);
    const u8 *quote = memchr(at, '"', (size_t)(end - at));
    if (quote && quote + 1 < end && quote[1] == ':') at = hear_shape(who, at, end);
  }
}

static void put_path(char *to) {
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";
  for (int at = 0; at < POINT * POINTS; at++) { /* small half floats: never NaN or infinite */
    bool exponent = at % POINT == 1 || at % POINT == 4 || at % POINT == 6;
    to[at] = DIGITS[chance() % (exponent ? 16 : 32)];
  }
  to[POINT * POINTS] = 0;
}

static const char PUT[] =
    "{\"type\":\"push\",\"clientClock\":%u,\"diff\":{\"shape:c%us%u\":[\"put\",{\"x\":%d,\"y\":%d,"
    "\"rotation\":0,\"isLocked\":false,\"opacity\":1,\"meta\":{},\"id\":\"shape:c%us%u\","
    "\"type\":\"draw\",\"props\":{\"segments\":[{\"type\":\"free\",\"path\":\"AAAAAAAAAAAAAAA/%s\"}],"
    "\"color\":\"black\",\"fill\":\"none\",\"dash\":\"draw\",\"size\":\"m\",\"isComplete\":false,"
    "\"isClosed\":false,\"isPen\":true,\"scale\":1,\"scaleX\":1,\"scaleY\":1},"
    "\"parentId\":\"page:page\",\"index\":\"a1\",\"typeName\":\"shape\"}]}}";
static const char APPEND[] =
    "{\"type\":\"push\",\"clientClock\":%u,\"diff\":{\"shape:c%us%u\":[\"patch\",{\"props\":[\"patch\","
    "{\"segments\":[\"patch\",{\"0\":[\"patch\",{\"path\":[\"append\",\"%s\",%u]}]}]}]}]}}";

static void draw(drawer *who, u32 number) {
  char text[1024], path[POINT * POINTS + 1];
  u32 stroke = number / STROKE_MESSAGES, index = who->index;
  pen_step(who);
  put_path(path);
  /* The put's path has a first point more than every other message appends: the offset tells. */
  u32 offset = FIRST_POINT + number % STROKE_MESSAGES * POINT * POINTS;
  int length = number % STROKE_MESSAGES == 0
                   ? snprintf(text, sizeof text, PUT, number + 1, index, stroke, who->x, who->y,
                              index, stroke, path)
                   : snprintf(text, sizeof text, APPEND, number + 1, index, stroke, path, offset);
  wire_send(who, TEXT, text, (size_t)length);
}

const dialect tldraw = {"tldraw", address, opened, heard, draw};
