/* Strings of JSON (RFC 8259). */
#include <string.h>

#include "base/json.h"
#include "base/format.h"
#include "base/output.h"
#include "base/utf8.h"

/*
 * Appends the escape of a character, if it needs one. Beyond what the RFC demands, what a terminal would obey is
 * escaped; all of these characters are below U+10000, so that one \u is enough.
 */
static void append_json_escape(struct envtab__buffer *escape, const char *text, size_t length)
{
  size_t size = envtab__utf8(text, length);

  if (!size) {
    envtab__append_text(escape, "\xef\xbf\xbd"); /* U+FFFD */
  } else if (*text == '"' || *text == '\\') {
    envtab__append_text(escape, "\\");
    envtab__append_bytes(escape, text, 1);
  } else if (!envtab__printable(text, length)) {
    envtab__append_text(escape, "\\u");
    envtab__append_hex(escape, envtab__code_point(text, size), 4, false);
  }
}

static void write_escaped(const struct envtab__sink *out, const char *text, size_t length)
{
  for (size_t i = 0; i < length;) {
    size_t size = envtab__utf8(text + i, length - i);
    char escape_text[8];
    struct envtab__buffer escape = ENVTAB__BUFFER(escape_text);

    append_json_escape(&escape, text + i, length - i);
    if (escape.length) envtab__write_bytes(out, escape.text, escape.length);
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
