/*
 * Problems for people: names in a column, the reason, and what to do. On a terminal wrapped at its width and coloured.
 *
 *   orders: PORT         "80a" is not a port (a whole number from 1 to 65535).
 *                        What to do stands here.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/terminal.h"

enum { WIDEST_NAME = 32, NARROWEST_TEXT = 30 };

static const char *full_stop(const char *text)
{
  size_t length = strlen(text);

  return length && strchr(".?!", text[length - 1]) ? "" : ".";
}

/* ---- The problem ---- */

/* The value in quotes; those within it stand behind a backslash, as backslashes do. Returns the length. */
static size_t put_value(char *out, size_t capacity, const char *value)
{
  size_t used = 0;

  out[used++] = '"';
  for (; *value && used + 5 < capacity; value++) {
    if (*value == '"') out[used++] = '\\';
    out[used++] = *value;
  }
  return used + envtab__put(out + used, capacity - used, "\" ");
}

static void put_sentence(struct envtab__terminal *page, const envtab_problem *problem)
{
  char sentence[2560], at[32] = "";
  size_t used = envtab__put(sentence, sizeof sentence, problem->warning ? "(warning) " : "");

  if (problem->value) used += put_value(sentence + used, sizeof sentence / 2, problem->value);
  if (problem->value && problem->at != SIZE_MAX && problem->at >= 60)
    snprintf(at, sizeof at, ", at byte %zu", problem->at);
  snprintf(sentence + used, sizeof sentence - used, "%s%s%s", problem->reason, at, full_stop(problem->reason));
  envtab__terminal_wrap(page, sentence);
}

static size_t width_of_names(const envtab_problem *problem)
{
  return problem->longest < WIDEST_NAME ? problem->longest : WIDEST_NAME;
}

static void put_problem(struct envtab__terminal *page, const envtab_problem *problem)
{
  const char *program = problem->schema ? problem->schema->name : NULL;

  if (program) {
    envtab__terminal_write(page, program);
    envtab__terminal_write(page, ": ");
  }
  if (problem->name) {
    page->indent = page->column + width_of_names(problem) + 2;
    envtab__terminal_colour(page, problem->warning ? ENVTAB__YELLOW : ENVTAB__RED);
    envtab__terminal_write(page, problem->name);
    envtab__terminal_colour(page, ENVTAB__END_COLOUR);
    envtab__terminal_write(page, " ");
    envtab__terminal_pad(page, page->indent);
  } else {
    page->indent = page->column;
    envtab__terminal_colour(page, ENVTAB__BOLD);
  }
  if (page->width && page->indent + NARROWEST_TEXT > page->width) page->indent = 4;
  put_sentence(page, problem);
  if (!problem->name) envtab__terminal_colour(page, ENVTAB__END_COLOUR);
  if (!problem->hint) return;
  envtab__terminal_new_line(page);
  envtab__terminal_pad(page, page->indent);
  envtab__terminal_wrap(page, problem->hint);
}

void envtab_print(void *context, const envtab_problem *problem)
{
  struct envtab__terminal page;
  int error = errno;

  envtab__begin_terminal(&page, context ? context : stderr, 0);
  put_problem(&page, problem);
  envtab__terminal_new_line(&page);
  envtab__end_terminal(&page);
  errno = error;
}
