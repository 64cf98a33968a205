/* Strings of JSON (RFC 8259). */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/output.h"
#include "base/utf8.h"

/* How a character stands in a string; NULL: as it is. What a terminal would obey is escaped; all of it is in the BMP. */
static const char *json_escape(char room[8], const char *text, size_t length)
{
  size_t size = envtab__utf8(text, length);

  if (!size) return "\xef\xbf\xbd"; /* U+FFFD: it is no UTF-8 */
  if (*text == '"' || *text == '\\') snprintf(room, 8, "\\%c", *text);
  else if (envtab__printable(text, length)) return NULL;
  else snprintf(room, 8, "\\u%04x", (unsigned)envtab__code_point(text, size) & 0xffff);
  return room;
}

/* A piece that stands between the quotes; whole characters. */
ENVTAB_INTERNAL void envtab__write_json_piece(void *output, const char *piece, size_t length)
{
  for (size_t i = 0; i < length;) {
    size_t size = envtab__utf8(piece + i, length - i);
    char room[8];
    const char *escaped = json_escape(room, piece + i, length - i);

    if (escaped) envtab__write(output, escaped);
    else envtab__write_bytes(output, piece + i, size);
    i += size ? size : 1;
  }
}

ENVTAB_INTERNAL void envtab__write_json(struct envtab__output *output, const char *text)
{
  envtab__write(output, "\"");
  envtab__write_json_piece(output, text, strlen(text));
  envtab__write(output, "\"");
}
