/*
 * Text that is put together in an array of characters: always bounded, and ended with a NUL. What does not fit is cut
 * but counted, so that the caller can see that it was, and how much space the whole text takes.
 */
#include <stdarg.h>

#include "base/format.h"
#include "base/ascii.h"
#include "base/entry.h"
#include "base/secret_bytes.h"

ENVTAB_INTERNAL void envtab__append_bytes(struct envtab__buffer *buffer, const char *text, size_t length)
{
  size_t at = buffer->length;

  buffer->length += length;
  if (at >= buffer->capacity) return;
  if (length > buffer->capacity - at - 1) length = buffer->capacity - at - 1;
  envtab__copy_secret(buffer->text + at, text, length);
  buffer->text[at + length] = '\0';
}

ENVTAB_INTERNAL void envtab__append_text(struct envtab__buffer *buffer, const char *text)
{
  envtab__append_bytes(buffer, text, envtab__length_of_secret(text));
}

ENVTAB_INTERNAL void envtab__append_uint(struct envtab__buffer *buffer, uint64_t number)
{
  char digits[20];
  size_t first = sizeof digits;

  do digits[--first] = (char)('0' + number % 10);
  while (number /= 10);
  envtab__append_bytes(buffer, digits + first, sizeof digits - first);
}

ENVTAB_INTERNAL void envtab__append_hex(struct envtab__buffer *buffer, uint32_t number, int digits, bool upper)
{
  while (digits--) {
    unsigned digit = number >> (4 * digits) & 15;

    envtab__append_bytes(buffer, (upper ? "0123456789ABCDEF" : "0123456789abcdef") + digit, 1);
  }
}

/* Up to most bytes of a text, which need not have a NUL after them. */
static void append_some(struct envtab__buffer *buffer, const char *text, int most)
{
  size_t length = 0;

  for (const volatile char *at = text; length < (size_t)most && at[length];) length++;
  envtab__append_bytes(buffer, text, length);
}

/* What comes before the next conversion, or before the end. */
static size_t length_before_conversion(const char *format)
{
  size_t length = 0;

  while (format[length] && format[length] != '%') length++;
  return length;
}

ENVTAB_INTERNAL void envtab__append_format(struct envtab__buffer *buffer, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  for (;;) {
    size_t length = length_before_conversion(format);
    int most;

    envtab__append_bytes(buffer, format, length);
    format += length;
    if (!*format) break;
    if (format[1] == '.') { /* %.*s: the precision comes before the text */
      most = va_arg(arguments, int);
      append_some(buffer, va_arg(arguments, const char *), most);
      format += 4;
    } else if (format[1] == 'z') { /* %zu */
      envtab__append_uint(buffer, va_arg(arguments, size_t));
      format += 3;
    } else { /* %s */
      envtab__append_text(buffer, va_arg(arguments, const char *));
      format += 2;
    }
  }
  va_end(arguments);
}

/* Characters up to least, and those beyond ASCII, are shown as \xNN. */
static void append_escaped(struct envtab__buffer *buffer, const char *text, size_t length, unsigned char least)
{
  size_t shown = length < ENVTAB__SHOWN ? length : ENVTAB__SHOWN;

  for (size_t i = 0; i < shown; i++) {
    unsigned char c = (unsigned char)text[i];

    if (c == '\\') envtab__append_text(buffer, "\\\\");
    else if (c > least && c < 0x7f) envtab__append_bytes(buffer, text + i, 1);
    else {
      envtab__append_text(buffer, "\\x");
      envtab__append_hex(buffer, c, 2, true);
    }
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

ENVTAB_INTERNAL void envtab__append_entry_name(struct envtab__buffer *buffer, const char *entry)
{
  size_t length = envtab__name_length(entry), end = envtab__begins_with_mark(entry) ? 3 : 0;

  while (end < length && envtab__is_name_char(entry[end])) end++;
  while (end < length && entry[end] == ' ') end++;
  envtab__append_name(buffer, entry, end);
  if (end < length) envtab__append_text(buffer, "...");
}

ENVTAB_INTERNAL size_t envtab__put(char *out, size_t capacity, const char *text)
{
  struct envtab__buffer buffer = envtab__buffer(out, capacity);

  envtab__append_text(&buffer, text);
  return buffer.length;
}
