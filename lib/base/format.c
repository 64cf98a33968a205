/* Text that is put together in an array of characters, always bounded and always ended with a NUL. */
#include <stdio.h>
#include <string.h>

#include "base/format.h"

ENVTAB_INTERNAL size_t envtab__put(char *out, size_t capacity, const char *text)
{
  size_t length = strlen(text);

  if (capacity) {
    size_t fits = length < capacity ? length : capacity - 1;

    memcpy(out, text, fits);
    out[fits] = '\0';
  }
  return length;
}

/* ---- Text from outside: so that no log and no terminal can be misled ---- */

/* least: what is shown as it is comes after this. */
static size_t escape(char *out, size_t capacity, const char *text, size_t length, unsigned char least)
{
  static const char digits[] = "0123456789ABCDEF";
  size_t used = 0, shown = length < ENVTAB__SHOWN ? length : ENVTAB__SHOWN;

  for (size_t i = 0; i < shown && used + 5 < capacity; i++) {
    unsigned char c = (unsigned char)text[i];

    if (c == '\\') {
      out[used++] = '\\';
      out[used++] = '\\';
    } else if (c > least && c < 0x7f) {
      out[used++] = text[i];
    } else {
      out[used++] = '\\';
      out[used++] = 'x';
      out[used++] = digits[c >> 4];
      out[used++] = digits[c & 15];
    }
  }
  out[used] = '\0';
  if (length > ENVTAB__SHOWN) used += (size_t)snprintf(out + used, capacity - used, "... (%zu bytes)", length);
  return used;
}

ENVTAB_INTERNAL size_t envtab__escape(char *out, size_t capacity, const char *text, size_t length)
{
  return escape(out, capacity, text, length, 0x1f);
}

/* A blank at the end of a name would not be seen. */
ENVTAB_INTERNAL size_t envtab__escape_name(char *out, size_t capacity, const char *text, size_t length)
{
  return escape(out, capacity, text, length, ' ');
}
