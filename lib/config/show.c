/* A config as an operator may see it: a line for each variable, with its value and where that came from. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "config/show.h"
#include "base/utf8.h"
#include "config/head.h"
#include "config/view.h"
#include "config/visit.h"

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

struct showing {
  struct envtab__view view;
  size_t longest;                /* of the names */
  bool values;                   /* they are wanted */
  FILE *out;
};

static void print_variable(void *context, const envtab_variable *variable)
{
  const struct showing *showing = context;
  size_t length = strlen(variable->name);
  bool valued = showing->values && variable->value;

  envtab__print_piece(showing->out, variable->name, length);
  fprintf(showing->out, "%*s", (int)(showing->longest - length + 2), "");
  if (valued) envtab__print_piece(showing->out, variable->value, strlen(variable->value));
  fprintf(showing->out, "%s(%s%s)\n", valued ? "  " : "", envtab__source_name(variable->source),
          showing->view.wrong ? ", wrong" : "");
}

ENVTAB_INTERNAL void envtab__show(const void *config, FILE *out, bool values)
{
  struct showing showing = { .longest = envtab__longest_name(config), .values = values, .out = out };

  envtab__begin_view(&showing.view, config);
  envtab__visit(&showing.view, print_variable, &showing);
}

void envtab_show(const void *config, FILE *out)
{
  const struct envtab__head *head = envtab__find_head(config, "envtab_show()");
  int error = errno;

  if (head && head->schema) envtab__show(config, out ? out : stdout, true);
  errno = error;
}
