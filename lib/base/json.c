/* Strings of JSON (RFC 8259). */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/output.h"
#include "base/utf8.h"

/* The escape of a character; NULL: it needs none. What a terminal would obey is escaped too; all of it is in the BMP. */
static const char *json_escape(char escape[8], const char *text, size_t length)
{
  size_t size = envtab__utf8(text, length);

  if (!size) return "\xef\xbf\xbd"; /* U+FFFD */
  if (*text == '"' || *text == '\\') snprintf(escape, 8, "\\%c", *text);
  else if (envtab__printable(text, length)) return NULL;
  else snprintf(escape, 8, "\\u%04x", (unsigned)envtab__code_point(text, size) & 0xffff);
  return escape;
}

static void write_escaped(const struct envtab__sink *out, const char *text, size_t length)
{
  for (size_t i = 0; i < length;) {
    size_t size = envtab__utf8(text + i, length - i);
    char buffer[8];
    const char *escape = json_escape(buffer, text + i, length - i);

    if (escape) envtab__write(out, escape);
    else envtab__write_bytes(out, text + i, size);
    i += size ? size : 1;
  }
}

ENVTAB_INTERNAL void envtab__write_in_json(void *out, const char *piece, size_t length)
{
  write_escaped(out, piece, length);
}

ENVTAB_INTERNAL void envtab__write_json(const struct envtab__sink *out, const char *text)
{
  envtab__write(out, "\"");
  write_escaped(out, text, strlen(text));
  envtab__write(out, "\"");
}
