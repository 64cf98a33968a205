/* Markdown: a table with a row for each variable, for the program's documentation. */
#include <string.h>

#include "base/output.h"
#include "base/writef.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* Text from the table must not be read as Markdown or HTML: characters with a meaning there are escaped. */
static void write_cell(struct envtab__sink *out, const char *text)
{
  for (; *text; text++) {
    if (strchr("\\`*_{}[]<>#|~&", *text)) envtab__write(out, "\\");
    envtab__write_bytes(out, text, 1);
  }
}

static size_t longest_run_of_backquotes(const char *text)
{
  size_t longest = 0, run = 0;

  for (; *text; text++) {
    run = *text == '`' ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}

static void write_fence(struct envtab__sink *out, size_t length)
{
  while (length--) envtab__write(out, "`");
}

/*
 * Code in a cell; the fence is longer than any run of backquotes in it. A bar ends a cell even there, and cannot be
 * escaped after a backslash.
 */
static void write_code(struct envtab__sink *out, const char *text)
{
  size_t longest = longest_run_of_backquotes(text);
  const char *gap = longest ? " " : "";

  if (strstr(text, "\\|")) {
    write_cell(out, text);
    return;
  }
  write_fence(out, longest + 1);
  envtab__write(out, gap);
  for (; *text; text++) {
    if (*text == '|') envtab__write(out, "\\");
    envtab__write_bytes(out, text, 1);
  }
  envtab__write(out, gap);
  write_fence(out, longest + 1);
}

static void write_default_cell(struct envtab__sink *out, const struct envtab__variables *variables)
{
  const char *default_value = envtab__shown_default(variables->field);
  const char *any = variables->field->default_value;
  char text[ENVTAB__TEXT];

  if (default_value && *default_value) write_code(out, default_value);
  else if (any) envtab__write(out, *any ? "(not shown)" : "(empty)");
  else if (!variables->required) envtab__write(out, "(not set)");
  else if (!variables->optional) envtab__write(out, "**required**");
  else write_cell(out, envtab__when_unset(text, variables));
}

static void write_table_row(struct envtab__sink *out, const struct envtab__variables *variables)
{
  char text[ENVTAB__TEXT];

  envtab__writef(out, "| `%s` | ", variables->name);
  write_default_cell(out, variables);
  envtab__write(out, " | ");
  write_cell(out, envtab__purpose(text, variables));
  envtab__write(out, " ");
  write_cell(out, envtab__accepted(text, variables));
  if (!variables->field->default_value && envtab__shown_example(text, variables->field)) {
    envtab__write(out, " For example: ");
    write_code(out, text);
  }
  envtab__write(out, " |\n");
}

ENVTAB_INTERNAL void envtab__write_markdown(struct envtab__output *output, struct envtab__variables *variables)
{
  const envtab_schema *schema = variables->root;
  struct envtab__sink *out = &output->sink;

  envtab__write(out, "# The environment of ");
  write_cell(out, schema->name);
  envtab__write(out, "\n\n");
  if (schema->about) {
    write_cell(out, schema->about);
    envtab__write(out, "\n\n");
  }
  envtab__write(out, "| variable | default | meaning |\n| --- | --- | --- |\n");
  while (envtab__next_variable(variables)) write_table_row(out, variables);
}
