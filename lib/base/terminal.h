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

/* Codes of ECMA-48, for envtab__terminal_colour(). */
#define ENVTAB__BOLD "\033[1m"
#define ENVTAB__RED "\033[1;31m"
#define ENVTAB__YELLOW "\033[1;33m"
#define ENVTAB__END_COLOUR "\033[0m"

/* Begins to write to the file. width: the lines', where the file is not a terminal. */
ENVTAB_INTERNAL void envtab__begin_terminal(struct envtab__terminal *terminal, FILE *file, size_t width);
/* Writes a text as it is. */
ENVTAB_INTERNAL void envtab__terminal_write(struct envtab__terminal *terminal, const char *text);
/* Writes a text word by word; one that would pass the edge goes to the next line. */
ENVTAB_INTERNAL void envtab__terminal_wrap(struct envtab__terminal *terminal, const char *text);
struct envtab__piece {           /* of a text */
  const char *text;
  bool quoted;                   /* its quotes get a backslash, as backslashes have already */
};
/* The same of a text in pieces, of which the last is NULL: it need not be put together in memory first. */
ENVTAB_INTERNAL void envtab__terminal_wrap_pieces(struct envtab__terminal *terminal, const struct envtab__piece *pieces);
/* Writes a code, on a terminal that has colours. */
ENVTAB_INTERNAL void envtab__terminal_colour(struct envtab__terminal *terminal, const char *code);
/* Writes spaces up to the column. */
ENVTAB_INTERNAL void envtab__terminal_pad(struct envtab__terminal *terminal, size_t column);
ENVTAB_INTERNAL void envtab__terminal_new_line(struct envtab__terminal *terminal);
/* Writes what was collected to the file, and flushes it. */
ENVTAB_INTERNAL void envtab__end_terminal(struct envtab__terminal *terminal);

#endif
