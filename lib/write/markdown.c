/* Markdown: a table with a row for each variable, for the program's documentation. */
#include <string.h>

#include "write/listing.h"

/* A text in a cell: what Markdown or HTML would read into it is escaped. */
static void put_cell(struct envtab__output *out, const char *text)
{
  for (; *text; text++) {
    if (strchr("\\`*_{}[]<>#|~&", *text)) envtab__emit(out, "\\");
    envtab__emit_bytes(out, text, 1);
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
  for (size_t i = 0; i <= longest; i++) envtab__emit(out, "`");
  envtab__emit(out, longest ? " " : "");
  for (; *text; text++) {
    if (*text == '|') envtab__emit(out, "\\");
    envtab__emit_bytes(out, text, 1);
  }
  envtab__emit(out, longest ? " " : "");
  for (size_t i = 0; i <= longest; i++) envtab__emit(out, "`");
}

static void put_default_cell(struct envtab__output *out, const struct envtab__listing *listing)
{
  const char *default_value = envtab__shown_default(listing->field);
  char text[ENVTAB__TEXT];

  if (default_value && *default_value) put_code(out, default_value);
  else if (listing->field->default_value) envtab__emit(out, *listing->field->default_value ? "(not shown)" : "(empty)");
  else if (!listing->required) envtab__emit(out, "(not set)");
  else if (!listing->optional) envtab__emit(out, "**required**");
  else put_cell(out, envtab__when_unset(text, listing));
}

static void put_table_row(struct envtab__output *out, const struct envtab__listing *listing)
{
  char text[ENVTAB__TEXT];

  envtab__emit(out, "| ");
  put_code(out, listing->name);
  envtab__emit(out, " | ");
  put_default_cell(out, listing);
  envtab__emit(out, " | ");
  put_cell(out, envtab__purpose(text, listing));
  envtab__emit(out, " ");
  put_cell(out, envtab__taken(text, listing));
  if (!listing->field->default_value && envtab__shown_example(text, listing->field)) {
    envtab__emit(out, " For example: ");
    put_code(out, text);
  }
  envtab__emit(out, " |\n");
}

ENVTAB_INTERNAL void envtab__write_markdown(struct envtab__listing *listing, FILE *file)
{
  const envtab_schema *schema = listing->root;
  struct envtab__output out;

  envtab__begin_output(&out, file);
  envtab__emit(&out, "# The environment of ");
  put_cell(&out, schema->name);
  envtab__emit(&out, "\n\n");
  if (schema->about) {
    put_cell(&out, schema->about);
    envtab__emit(&out, "\n\n");
  }
  envtab__emit(&out, "| variable | default | meaning |\n| --- | --- | --- |\n");
  while (envtab__next_listed(listing)) put_table_row(&out, listing);
  envtab__flush(&out);
}
