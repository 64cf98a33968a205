/*
 * Text that is put together in an array of characters: always bounded, and ended with a NUL. What does not fit is cut
 * but counted, so that the caller can see that it was, and how much space the whole text takes.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"

ENVTAB_INTERNAL void envtab__append_bytes(struct envtab__buffer *buffer, const char *text, size_t length)
{
  size_t at = buffer->length;

  buffer->length += length;
  if (at >= buffer->capacity) return;
  if (length > buffer->capacity - at - 1) length = buffer->capacity - at - 1;
  memcpy(buffer->text + at, text, length);
  buffer->text[at + length] = '\0';
}

ENVTAB_INTERNAL void envtab__append_text(struct envtab__buffer *buffer, const char *text)
{
  envtab__append_bytes(buffer, text, strlen(text));
}

ENVTAB_INTERNAL void envtab__append_format(struct envtab__buffer *buffer, const char *format, ...)
{
  bool full = buffer->length >= buffer->capacity;
  va_list arguments;
  int length;

  /* A buffer that is full still counts: snprintf writes nothing to a NULL of no bytes. */
  va_start(arguments, format);
  length = vsnprintf(full ? NULL : buffer->text + buffer->length, full ? 0 : buffer->capacity - buffer->length, format,
                     arguments);
  va_end(arguments);
  if (length > 0) buffer->length += (size_t)length;
}

/* Characters up to least, and those beyond ASCII, are shown as \xNN. */
static void append_escaped(struct envtab__buffer *buffer, const char *text, size_t length, unsigned char least)
{
  static const char digits[] = "0123456789ABCDEF";
  size_t shown = length < ENVTAB__SHOWN ? length : ENVTAB__SHOWN;

  for (size_t i = 0; i < shown; i++) {
    unsigned char c = (unsigned char)text[i];
    const char hex[] = { '\\', 'x', digits[c >> 4], digits[c & 15] };

    if (c == '\\') envtab__append_text(buffer, "\\\\");
    else if (c > least && c < 0x7f) envtab__append_bytes(buffer, text + i, 1);
    else envtab__append_bytes(buffer, hex, sizeof hex);
  }
  if (length > shown) envtab__append_format(buffer, "... (%zu bytes)", length);
}

ENVTAB_INTERNAL void envtab__append_escaped(struct envtab__buffer *buffer, const char *text, size_t length)
{
  append_escaped(buffer, text, length, 0x1f);
}

ENVTAB_INTERNAL void envtab__append_name(struct envtab__buffer *buffer, const char *name, size_t length)
{
  append_escaped(buffer, name, length, ' ');
}

ENVTAB_INTERNAL size_t envtab__put(char *out, size_t capacity, const char *text)
{
  struct envtab__buffer buffer = envtab__buffer(out, capacity);

  envtab__append_text(&buffer, text);
  return buffer.length;
}
