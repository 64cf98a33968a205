/* Markdown: a table with a row for each variable, for the program's documentation. */
#include <stdio.h>
#include <string.h>

#include "base/output.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* A text in a cell: what Markdown or HTML would read into it is escaped. */
static void put_cell(struct envtab__output *out, const char *text)
{
  for (; *text; text++) {
    if (strchr("\\`*_{}[]<>#|~&", *text)) envtab__write(out, "\\");
    envtab__write_bytes(out, text, 1);
  }
}

/*
 * Code in a cell; the fence is longer than any run of backquotes in it. A bar ends a cell even there, and what escapes it
 * does not behind a backslash.
 */
static void put_code(struct envtab__output *out, const char *text)
{
  size_t longest = 0, run = 0;

  if (strstr(text, "\\|")) {
    put_cell(out, text);
    return;
  }
  for (const char *c = text; *c; c++) {
    run = *c == '`' ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  for (size_t i = 0; i <= longest; i++) envtab__write(out, "`");
  envtab__write(out, longest ? " " : "");
  for (; *text; text++) {
    if (*text == '|') envtab__write(out, "\\");
    envtab__write_bytes(out, text, 1);
  }
  envtab__write(out, longest ? " " : "");
  for (size_t i = 0; i <= longest; i++) envtab__write(out, "`");
}

static void put_default_cell(struct envtab__output *out, const struct envtab__variables *variables)
{
  const char *default_value = envtab__shown_default(variables->field);
  char text[ENVTAB__TEXT];

  if (default_value && *default_value) put_code(out, default_value);
  else if (variables->field->default_value) envtab__write(out, *variables->field->default_value ? "(not shown)" : "(empty)");
  else if (!variables->required) envtab__write(out, "(not set)");
  else if (!variables->optional) envtab__write(out, "**required**");
  else put_cell(out, envtab__when_unset(text, variables));
}

static void put_table_row(struct envtab__output *out, const struct envtab__variables *variables)
{
  char text[ENVTAB__TEXT];

  envtab__write(out, "| ");
  put_code(out, variables->name);
  envtab__write(out, " | ");
  put_default_cell(out, variables);
  envtab__write(out, " | ");
  put_cell(out, envtab__purpose(text, variables));
  envtab__write(out, " ");
  put_cell(out, envtab__accepted(text, variables));
  if (!variables->field->default_value && envtab__shown_example(text, variables->field)) {
    envtab__write(out, " For example: ");
    put_code(out, text);
  }
  envtab__write(out, " |\n");
}

ENVTAB_INTERNAL void envtab__write_markdown(struct envtab__variables *variables, FILE *file)
{
  const envtab_schema *schema = variables->root;
  struct envtab__output out;

  envtab__begin_output(&out, file);
  envtab__write(&out, "# The environment of ");
  put_cell(&out, schema->name);
  envtab__write(&out, "\n\n");
  if (schema->about) {
    put_cell(&out, schema->about);
    envtab__write(&out, "\n\n");
  }
  envtab__write(&out, "| variable | default | meaning |\n| --- | --- | --- |\n");
  while (envtab__next_variable(variables)) put_table_row(&out, variables);
  envtab__flush(&out);
}
