/* A config as an operator may see it: a line for each variable, with its value and where that came from. */
#include <errno.h>
#include <stdio.h>

#include "config/show.h"
#include "base/output.h"
#include "base/utf8.h"
#include "config/head.h"
#include "config/view.h"

/* A raw value may hold anything: what a terminal should not get stands as \xNN. */
ENVTAB_INTERNAL void envtab__print_piece(void *file, const char *piece, size_t length)
{
  for (size_t i = 0; i < length;) {
    size_t size = envtab__printable(piece + i, length - i);

    if (size) fwrite(piece + i, 1, size, file);
    else fprintf(file, "\\x%02X", (unsigned)(unsigned char)piece[i]);
    i += size ? size : 1;
  }
}

ENVTAB_INTERNAL const char *envtab__source_name(envtab_source source)
{
  static const char *const names[] = { "not set", "default", "environment", "former name", "file" };

  return names[source];
}

ENVTAB_INTERNAL void envtab__show(const void *config, FILE *out, bool values)
{
  struct envtab__sink printer = { envtab__print_piece, out };
  size_t longest = envtab__longest_name(config);
  struct envtab__view view;

  envtab__begin_view(&view, config);
  while (envtab__next_row(&view)) {
    bool there = values && view.source != ENVTAB_SOURCE_NONE && !view.unread;

    envtab__send_name(&printer, &view);
    fprintf(out, "%*s", (int)(longest - envtab__length_of_name(&view) + 2), "");
    if (there) envtab__send_value(&printer, &view);
    fprintf(out, "%s(%s%s)\n", there ? "  " : "", envtab__source_name(view.source), view.wrong ? ", wrong" : "");
  }
}

void envtab_show(const void *config, FILE *out)
{
  int error = errno;

  if (envtab__head_of(config)->schema) envtab__show(config, out ? out : stdout, true);
  errno = error;
}
