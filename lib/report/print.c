/*
 * Problems for people: names in a column, the reason, and what to do. On a terminal wrapped at its width and coloured.
 *
 *   orders: PORT         "80a" is not a port (a whole number from 1 to 65535).
 *                        What to do comes here.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/terminal.h"

/*
 * A name that is wider than this pushes only its own text to the right, not the column of all. Where less than this is
 * left for the text, it goes below the name.
 */
enum { WIDEST_NAME = 32, NARROWEST_TEXT = 30 };

static const char *full_stop(const char *text)
{
  size_t length = strlen(text);

  return length && strchr(".?!", text[length - 1]) ? "" : ".";
}

/* ---- The problem ---- */

/*
 * A program's sink may hand on a value that is longer than the library's are: the reason after it must not be cut off.
 */
enum { LONGEST_VALUE = 1280 };

/* The value in quotes; quotes within it get a backslash, as backslashes have already. */
static void append_value(struct envtab__buffer *sentence, const char *value)
{
  envtab__append_text(sentence, "\"");
  for (; *value && sentence->length < LONGEST_VALUE; value++) {
    if (*value == '"') envtab__append_text(sentence, "\\");
    envtab__append_bytes(sentence, value, 1);
  }
  envtab__append_text(sentence, "\" ");
}

static void print_sentence(struct envtab__terminal *terminal, const envtab_problem *problem)
{
  char text[2560];
  struct envtab__buffer sentence = ENVTAB__BUFFER(text);

  if (problem->warning) envtab__append_text(&sentence, "(warning) ");
  if (problem->value) append_value(&sentence, problem->value);
  envtab__append_text(&sentence, problem->reason);
  if (problem->value && problem->at != SIZE_MAX && problem->at >= ENVTAB__SHOWN) /* the value is cut before that byte */
    envtab__append_format(&sentence, ", at byte %zu", problem->at);
  envtab__append_text(&sentence, full_stop(problem->reason));
  envtab__terminal_wrap(terminal, text);
}

static size_t width_of_names(const envtab_problem *problem)
{
  return problem->longest < WIDEST_NAME ? problem->longest : WIDEST_NAME;
}

/* The program's name comes first on the line, as in the output of other programs: a log may hold those of many. */
static void print_problem(struct envtab__terminal *terminal, const envtab_problem *problem)
{
  const char *program = problem->schema ? problem->schema->name : NULL;

  if (program) {
    envtab__terminal_write(terminal, program);
    envtab__terminal_write(terminal, ": ");
  }
  if (problem->name) {
    terminal->indent = terminal->column + width_of_names(problem) + 2;
    envtab__terminal_colour(terminal, problem->warning ? ENVTAB__YELLOW : ENVTAB__RED);
    envtab__terminal_write(terminal, problem->name);
    envtab__terminal_colour(terminal, ENVTAB__END_COLOUR);
    envtab__terminal_write(terminal, " ");
    envtab__terminal_pad(terminal, terminal->indent);
  } else {
    terminal->indent = terminal->column;
    envtab__terminal_colour(terminal, ENVTAB__BOLD);
  }
  if (terminal->width && terminal->indent + NARROWEST_TEXT > terminal->width) terminal->indent = 4;
  print_sentence(terminal, problem);
  if (!problem->name) envtab__terminal_colour(terminal, ENVTAB__END_COLOUR);
  if (!problem->hint) return;
  envtab__terminal_new_line(terminal);
  envtab__terminal_pad(terminal, terminal->indent);
  envtab__terminal_wrap(terminal, problem->hint);
}

void envtab_print(void *context, const envtab_problem *problem)
{
  struct envtab__terminal terminal;
  int error = errno;

  envtab__begin_terminal(&terminal, context ? context : stderr, 0);
  print_problem(&terminal, problem);
  envtab__terminal_new_line(&terminal);
  envtab__end_terminal(&terminal);
  errno = error;
}
