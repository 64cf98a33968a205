/* Help for the terminal: each variable, what it is for, what it takes. */
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/terminal.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

enum { HELP_WIDTH = 80, WIDEST_HELP_NAME = 28 };

static size_t width_of_listed(struct envtab__variables *variables)
{
  size_t width = 0;

  while (envtab__next_variable(variables)) {
    size_t length = strlen(variables->name);

    if (length > width && length <= WIDEST_HELP_NAME) width = length;
  }
  return width;
}

static void put_help_line(struct envtab__terminal *page, const char *text)
{
  envtab__terminal_pad(page, page->indent);
  envtab__terminal_wrap(page, text);
  envtab__terminal_new_line(page);
}

/* What it takes, what becomes of it when it is not set, and an example. */
static void put_terms(struct envtab__terminal *page, const struct envtab__variables *variables)
{
  char terms[2 * ENVTAB__TEXT], text[ENVTAB__TEXT];
  size_t used = envtab__put(terms, sizeof terms, envtab__accepted(text, variables));

  used = envtab__append(terms, sizeof terms, used, " ");
  used = envtab__append(terms, sizeof terms, used, envtab__when_unset(text, variables));
  if (!variables->field->default_value && envtab__shown_example(text, variables->field)) {
    used = envtab__append(terms, sizeof terms, used, " For example: ");
    envtab__append(terms, sizeof terms, used, text);
  }
  put_help_line(page, terms);
}

static void put_help_variable(struct envtab__terminal *page, const struct envtab__variables *variables)
{
  char text[ENVTAB__TEXT];

  envtab__terminal_new_line(page);
  envtab__terminal_write(page, "  ");
  envtab__terminal_colour(page, ENVTAB__BOLD);
  envtab__terminal_write(page, variables->name);
  envtab__terminal_colour(page, ENVTAB__END_COLOUR);
  if (page->column + 2 > page->indent) envtab__terminal_new_line(page);
  put_help_line(page, envtab__purpose(text, variables));
  put_terms(page, variables);
}

ENVTAB_INTERNAL void envtab__write_help(struct envtab__variables *variables, FILE *file)
{
  struct envtab__terminal page;
  char text[ENVTAB__TEXT];

  envtab__begin_terminal(&page, file, HELP_WIDTH);
  envtab__terminal_wrap(&page, envtab__title(text, variables->root));
  envtab__terminal_new_line(&page);
  page.indent = width_of_listed(variables) + 4;
  while (envtab__next_variable(variables)) put_help_variable(&page, variables);
  envtab__end_terminal(&page);
}
