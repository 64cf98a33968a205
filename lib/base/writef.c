/* A formatted write, so that text reads in the source of a writer as it comes out. */
#include <stdarg.h>
#include <string.h>

#include "base/writef.h"
#include "base/format.h"
#include "base/json.h"
#include "base/output.h"

static void write_number(const struct envtab__sink *out, size_t number)
{
  char text[24];
  struct envtab__buffer digits = ENVTAB__BUFFER(text);

  envtab__append_uint(&digits, number);
  envtab__write(out, text);
}

ENVTAB_INTERNAL void envtab__writef(const struct envtab__sink *out, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  for (const char *next; (next = strchr(format, '%')) != NULL; format = next + 2) {
    envtab__write_bytes(out, format, (size_t)(next - format));
    if (next[1] == 's') envtab__write(out, va_arg(arguments, const char *));
    else if (next[1] == 'j') envtab__write_json(out, va_arg(arguments, const char *));
    else if (next[1] == 'z') write_number(out, va_arg(arguments, size_t));
    else envtab__write(out, "%"); /* %% */
  }
  envtab__write(out, format);
  va_end(arguments);
}
