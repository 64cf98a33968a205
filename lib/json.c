/* Strings of JSON (RFC 8259). */
#include <string.h>

#include "output.h"

/* A piece that stands between the quotes; whole characters. */
ENVTAB_INTERNAL void envtab__take_json(void *output, const char *piece, size_t length)
{
  for (size_t i = 0; i < length;) {
    size_t size = envtab__utf8(piece + i, length - i);
    unsigned char c = (unsigned char)piece[i];
    char escape[8];

    if (c == '"' || c == '\\' || c < 0x20) {
      snprintf(escape, sizeof escape, c < 0x20 ? "\\u%04x" : "\\%c", (unsigned)c);
      envtab__emit(output, escape);
    } else if (size) {
      envtab__emit_bytes(output, piece + i, size);
    } else {
      envtab__emit(output, "\xef\xbf\xbd");
    }
    i += size ? size : 1;
  }
}

ENVTAB_INTERNAL void envtab__emit_json(struct envtab__output *output, const char *text)
{
  envtab__emit(output, "\"");
  envtab__take_json(output, text, strlen(text));
  envtab__emit(output, "\"");
}
