#include "load.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

u64 now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (u64)time.tv_sec * 1000000000 + (u64)time.tv_nsec;
}

u32 chance(void) { /* Marsaglia's xorshift32: quick, and the same in every run */
  static u32 state = 2463534242;
  state ^= state << 13;
  state ^= state >> 17;
  return state ^= state << 5;
}

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(2);
}

void append(buffer *to, const void *bytes, size_t length) {
  if (to->length + length > to->capacity) {
    to->capacity = 2 * (to->length + length) + 256;
    to->bytes = realloc(to->bytes, to->capacity);
    if (!to->bytes) fail("out of memory");
  }
  if (length) memcpy(to->bytes + to->length, bytes, length);
  to->length += length;
}

size_t put_varint(u8 *to, u64 value) {
  size_t length = 0;
  for (; value > 0x7f; value >>= 7) to[length++] = (u8)(value | 0x80);
  to[length++] = (u8)value;
  return length;
}

size_t put_zigzag(u8 *to, int value) {
  return put_varint(to, (u32)value << 1 ^ (u32)(value >> 31));
}

u64 take_varint(const u8 **from, const u8 *end) {
  u64 value = 0;
  for (int shift = 0; *from < end && shift < 63; shift += 7) {
    u8 byte = *(*from)++;
    value |= (u64)(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return value;
}

const u8 *find(const u8 *from, const u8 *end, const char *text) {
  return from < end ? memmem(from, (size_t)(end - from), text, strlen(text)) : NULL;
}

u32 take_decimal(const u8 *from, const u8 *end) {
  u32 value = 0;
  for (; from < end && *from >= '0' && *from <= '9'; from++) value = 10 * value + (*from - '0');
  return value;
}

char *read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail("cannot read %s", path);
  fseek(file, 0, SEEK_END);
  long length = ftell(file);
  rewind(file);
  char *text = calloc(1, (size_t)length + 1);
  if (!text || fread(text, 1, (size_t)length, file) != (size_t)length) fail("cannot read %s", path);
  fclose(file);
  return text;
}
