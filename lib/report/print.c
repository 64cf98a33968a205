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

static void print_sentence(struct envtab__terminal *terminal, const envtab_problem *problem)
{
  const char *quote = problem->value ? "\"" : "";
  char at_text[40];
  struct envtab__buffer at = ENVTAB__BUFFER(at_text);

  if (problem->value && problem->at != SIZE_MAX && problem->at >= ENVTAB__SHOWN) /* the value is cut before that byte */
    envtab__append_format(&at, ", at byte %zu", problem->at);
  envtab__terminal_wrap_pieces(terminal, (const struct envtab__piece[]){
    { problem->warning ? "(warning) " : "", false },
    { quote, false }, { problem->value ? problem->value : "", true }, { quote, false }, { problem->value ? " " : "", false },
    { problem->reason, false }, { at_text, false }, { full_stop(problem->reason), false }, { NULL, false }
  });
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
