/* Text in UTF-8, and which of its characters may be shown: no control characters, and none that are invisible. */
#include <string.h>

#include "base/utf8.h"

/* RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF. */
ENVTAB_INTERNAL size_t envtab__utf8(const char *text, size_t length)
{
  const unsigned char *byte = (const unsigned char *)text;
  unsigned char low = 0x80, high = 0xbf;
  size_t size;

  if (byte[0] < 0x80) return 1;
  if (byte[0] < 0xc2 || byte[0] > 0xf4) return 0;
  size = byte[0] < 0xe0 ? 2 : byte[0] < 0xf0 ? 3 : 4;
  if (byte[0] == 0xe0) low = 0xa0;
  if (byte[0] == 0xed) high = 0x9f;
  if (byte[0] == 0xf0) low = 0x90;
  if (byte[0] == 0xf4) high = 0x8f;
  if (length < size || byte[1] < low || byte[1] > high) return 0;
  for (size_t i = 2; i < size; i++)
    if ((byte[i] & 0xc0) != 0x80) return 0;
  return size;
}

ENVTAB_INTERNAL uint32_t envtab__code_point(const char *text, size_t size)
{
  static const unsigned char lead[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
  uint32_t code = (unsigned char)text[0] & lead[size];

  for (size_t i = 1; i < size; i++) code = code << 6 | ((unsigned char)text[i] & 0x3f);
  return code;
}

/*
 * Characters that move the cursor, the line or the direction of the text, or that nobody sees: C0 and C1, the line and
 * paragraph separators, the byte order mark, and the marks of bidirectional text, which reorder what is shown.
 */
static bool is_control(uint32_t code)
{
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 || code == 0xfeff ||
         (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

ENVTAB_INTERNAL size_t envtab__printable(const char *text, size_t length)
{
  size_t size = envtab__utf8(text, length);

  return size && !is_control(envtab__code_point(text, size)) ? size : 0;
}

ENVTAB_INTERNAL bool envtab__is_line(const char *text)
{
  size_t length = strlen(text), i = 0, size;

  while (i < length && (size = envtab__printable(text + i, length - i)) != 0) i += size;
  return i == length;
}

ENVTAB_INTERNAL void envtab__make_printable(char *text)
{
  size_t length = strlen(text);

  for (size_t i = 0, size; i < length; i += size ? size : 1) {
    size = envtab__printable(text + i, length - i);
    if (!size) text[i] = '?';
  }
}
