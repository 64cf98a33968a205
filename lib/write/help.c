/* Help for the terminal: each variable, what it is for, what it accepts. */
#include <string.h>

#include "base/format.h"
#include "base/output.h"
#include "base/terminal.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* A longer name has a line of its own, and does not move the column of the texts. */
enum { HELP_WIDTH = 80, WIDEST_HELP_NAME = 28 };

static size_t width_of_help_names(struct envtab__variables *variables)
{
  size_t width = 0;

  while (envtab__next_variable(variables)) {
    size_t length = strlen(variables->name);

    if (length > width && length <= WIDEST_HELP_NAME) width = length;
  }
  return width;
}

static void write_help_line(struct envtab__terminal *terminal, const char *text)
{
  envtab__terminal_pad(terminal, terminal->indent);
  envtab__terminal_wrap(terminal, text);
  envtab__terminal_new_line(terminal);
}

/* What it accepts, what happens when it is not set, and an example. */
static void write_terms(struct envtab__terminal *terminal, const struct envtab__variables *variables)
{
  char terms[2 * ENVTAB__TEXT], text[ENVTAB__TEXT];
  struct envtab__buffer buffer = ENVTAB__BUFFER(terms);

  envtab__append_text(&buffer, envtab__accepted(text, variables));
  envtab__append_format(&buffer, " %s", envtab__when_unset(text, variables));
  if (!variables->field->default_value && envtab__shown_example(text, variables->field))
    envtab__append_format(&buffer, " For example: %s", text);
  write_help_line(terminal, terms);
}

static void write_help_variable(struct envtab__terminal *terminal, const struct envtab__variables *variables)
{
  char text[ENVTAB__TEXT];

  envtab__terminal_new_line(terminal);
  envtab__terminal_write(terminal, "  ");
  envtab__terminal_colour(terminal, ENVTAB__BOLD);
  envtab__terminal_write(terminal, variables->name);
  envtab__terminal_colour(terminal, ENVTAB__END_COLOUR);
  if (terminal->column + 2 > terminal->indent) envtab__terminal_new_line(terminal);
  write_help_line(terminal, envtab__purpose(text, variables));
  write_terms(terminal, variables);
}

ENVTAB_INTERNAL void envtab__write_help(struct envtab__output *output, struct envtab__variables *variables)
{
  struct envtab__terminal terminal;
  char text[ENVTAB__TEXT];

  envtab__begin_terminal(&terminal, output->file, HELP_WIDTH);
  envtab__terminal_wrap(&terminal, envtab__title(text, variables->root));
  envtab__terminal_new_line(&terminal);
  terminal.indent = width_of_help_names(variables) + 4;
  while (envtab__next_variable(variables)) write_help_variable(&terminal, variables);
  envtab__end_terminal(&terminal);
}
