/* Text for people: in columns, on a terminal wrapped and coloured. */
#ifndef ENVTAB_TERMINAL_H
#define ENVTAB_TERMINAL_H

#include "internal.h"
#include "base/output.h"

struct envtab__terminal {
  struct envtab__output output;
  size_t width;                  /* 0: lines are not wrapped */
  size_t column, indent;         /* where the next character goes; where a wrapped line goes on */
  bool colour;
};
#define ENVTAB__BOLD "\033[1m"
#define ENVTAB__RED "\033[1;31m"
#define ENVTAB__YELLOW "\033[1;33m"
#define ENVTAB__END_COLOUR "\033[0m"
/* width: where the file is not a terminal. */
ENVTAB_INTERNAL void envtab__begin_terminal(struct envtab__terminal *terminal, FILE *file, size_t width);
ENVTAB_INTERNAL void envtab__terminal_write(struct envtab__terminal *terminal, const char *text);
/* Writes a text word by word; one that would pass the edge goes to the next line. */
ENVTAB_INTERNAL void envtab__terminal_wrap(struct envtab__terminal *terminal, const char *text);
/* On a terminal only. */
ENVTAB_INTERNAL void envtab__terminal_colour(struct envtab__terminal *terminal, const char *code);
ENVTAB_INTERNAL void envtab__terminal_pad(struct envtab__terminal *terminal, size_t column);
ENVTAB_INTERNAL void envtab__terminal_new_line(struct envtab__terminal *terminal);
ENVTAB_INTERNAL void envtab__end_terminal(struct envtab__terminal *terminal);

#endif
