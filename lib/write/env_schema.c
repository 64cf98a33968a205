/*
 * varlock's .env.schema (varlock.dev): comments with decorators, then NAME=default. Each value is a string with a
 * pattern, as strict as the type is.
 */
#include <string.h>

#include "base/output.h"
#include "base/utf8.h"
#include "base/writef.h"
#include "value/disclosure.h"
#include "write/pattern.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* In single quotes nothing is special; a default that holds one, or is longer than a line, is left to the program. */
static const char *varlock_default(const envtab_field *field)
{
  const char *default_value = envtab__shown_default(field);

  return default_value && !strchr(default_value, '\'') ? default_value : NULL;
}

/* Names in quotes; false: one of them cannot be written so. */
static bool write_varlock_enum(struct envtab__sink *out, const envtab_choice *choices)
{
  for (size_t i = 0; choices[i].name; i++)
    if (strchr(choices[i].name, '"') || !envtab__is_line(choices[i].name)) return false;
  for (size_t i = 0; choices[i].name; i++)
    envtab__writef(out, i ? ", \"%s\"" : "# @type=enum(\"%s\"", choices[i].name);
  envtab__write(out, ")\n");
  return true;
}

static void write_varlock_type(struct envtab__sink *out, const envtab_field *field)
{
  size_t least = envtab__least_characters(field), most = envtab__most_characters(field);
  const envtab_choice *choices = envtab__shown_choices(field);

  if (choices && field->type->choices_are == ENVTAB_CHOICES_ARE_TEXTS && write_varlock_enum(out, choices)) return;
  envtab__write(out, "# @type=string(");
  if (least) envtab__writef(out, "minLength=%z, ", least);
  if (most) envtab__writef(out, "maxLength=%z, ", most);
  envtab__write(out, "matches=regex(\"");
  if (envtab__needs_text_pattern(field)) envtab__writef(out, "(?=%s)", envtab__text_pattern());
  envtab__write_pattern(out, field);
  envtab__write(out, "\"))\n");
}

ENVTAB_INTERNAL void envtab__write_env_schema(struct envtab__output *output, struct envtab__variables *variables)
{
  struct envtab__sink *out = &output->sink;

  envtab__write_title(out, variables->root);
  envtab__write(out, "# @defaultRequired=false @defaultSensitive=false\n# ---\n");
  while (envtab__next_variable(variables)) {
    const char *default_value = varlock_default(variables->field);

    envtab__write(out, "\n");
    envtab__write_description(out, "# ", variables, !default_value);
    write_varlock_type(out, variables->field);
    /* To varlock, what is required is not empty. */
    if (envtab__is_simply_required(variables) && !envtab__takes_empty(variables->field))
      envtab__write(out, "# @required\n");
    if (envtab__is_secret(variables->field)) envtab__write(out, "# @sensitive\n");
    if (default_value) envtab__writef(out, "%s='%s'\n", variables->name, default_value);
    else envtab__writef(out, "%s=\n", variables->name);
  }
}
