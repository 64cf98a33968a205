/*
 * varlock's .env.schema (varlock.dev): comments with decorators, then NAME=default. Each value is a string with a
 * pattern, as strict as the type is.
 */
#include <stdio.h>
#include <string.h>

#include "base/output.h"
#include "base/utf8.h"
#include "value/disclosure.h"
#include "write/pattern.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* In single quotes all stands for itself; a default that holds one, or is longer than a line, is left to the program. */
static const char *varlock_default(const envtab_field *field)
{
  const char *default_value = envtab__shown_default(field);

  return default_value && !strchr(default_value, '\'') ? default_value : NULL;
}

static void put_varlock_option(struct envtab__output *out, const char *name, size_t number)
{
  if (!number) return;
  envtab__write(out, name);
  envtab__write_number(out, number);
  envtab__write(out, ", ");
}

/* Names in quotes; none of them can hold one. */
static bool put_varlock_enum(struct envtab__output *out, const envtab_choice *choices)
{
  for (size_t i = 0; choices[i].name; i++)
    if (strchr(choices[i].name, '"') || !envtab__is_line(choices[i].name)) return false;
  for (size_t i = 0; choices[i].name; i++) {
    envtab__write(out, i ? ", \"" : "# @type=enum(\"");
    envtab__write(out, choices[i].name);
    envtab__write(out, "\"");
  }
  envtab__write(out, ")\n");
  return true;
}

static void put_varlock_type(struct envtab__output *out, const envtab_field *field)
{
  struct envtab__text_sink sink = { envtab__write_piece, out };
  const envtab_choice *choices = envtab__shown_choices(field);

  if (choices && !field->type->own_choices && put_varlock_enum(out, choices)) return;
  envtab__write(out, "# @type=string(");
  put_varlock_option(out, "minLength=", envtab__least_characters(field));
  put_varlock_option(out, "maxLength=", envtab__most_characters(field));
  envtab__write(out, "matches=regex(\"");
  if (envtab__needs_text_pattern(field)) {
    envtab__write(out, "(?=");
    envtab__write(out, envtab__text_pattern);
    envtab__write(out, ")");
  }
  envtab__send_pattern(&sink, field);
  envtab__write(out, "\"))\n");
}

ENVTAB_INTERNAL void envtab__write_env_schema(struct envtab__variables *variables, FILE *file)
{
  struct envtab__output out;

  envtab__begin_output(&out, file);
  envtab__write_title(&out, variables->root);
  envtab__write(&out, "# @defaultRequired=false @defaultSensitive=false\n# ---\n");
  while (envtab__next_variable(variables)) {
    const char *default_value = varlock_default(variables->field);

    envtab__write(&out, "\n");
    envtab__write_description(&out, "# ", variables, !default_value);
    put_varlock_type(&out, variables->field);
    /* To varlock, what is required is not empty. */
    if (envtab__is_simply_required(variables) && !envtab__takes_empty(variables->field))
      envtab__write(&out, "# @required\n");
    if (envtab__is_secret(variables->field)) envtab__write(&out, "# @sensitive\n");
    envtab__write(&out, variables->name);
    envtab__write(&out, default_value ? "='" : "=");
    envtab__write(&out, default_value ? default_value : "");
    envtab__write(&out, default_value ? "'\n" : "\n");
  }
  envtab__flush(&out);
}
