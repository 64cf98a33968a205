/*
 * JSON Schema, draft 2020-12, of the environment as an object of strings. It accepts what a load accepts; what it
 * cannot say, it accepts: the README lists that. With .others it is what the loads of all the processes accept.
 */
#include <string.h>

#include "base/json.h"
#include "base/output.h"
#include "base/writef.h"
#include "value/disclosure.h"
#include "schema/walk.h"
#include "write/pattern.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* ---- The names that a variable has: its own, deprecated ones, and each with _FILE ---- */

struct names {                   /* a walk over them; zeroed, it is before the first */
  const char *base;              /* without the prefix */
  const char *suffix;
  bool file;
  size_t deprecated;             /* which of the deprecated names it is, from 1; 0: the variable's own */
};

static bool next_name(struct names *names, const envtab_field *field)
{
  names->file = names->base && field->from_file && !names->file; /* after a name comes its file */
  if (!names->base) names->base = field->name;
  else if (!names->file) names->base = field->deprecated ? field->deprecated[names->deprecated++] : NULL;
  names->suffix = names->file ? "_FILE" : "";
  return names->base != NULL;
}

static bool is_own_name(const struct names *names) { return !names->deprecated && !names->file; }

/* The same; a name that is a variable of another process is left to that one. */
static bool next_property(struct names *names, struct envtab__variables *variables)
{
  while (next_name(names, variables->field))
    if (is_own_name(names) || !envtab__is_variable(variables, names->base, names->suffix)) return true;
  return false;
}

static void write_property_name(struct envtab__sink *out, const struct envtab__variables *variables,
                                const struct names *names)
{
  envtab__write(out, "\"");
  envtab__write_bytes(out, variables->name, strlen(variables->name) - strlen(variables->field->name));
  envtab__writef(out, "%s%s\"", names->base, names->suffix);
}

/* ---- What a value is ---- */

/* The members of a schema that a value which is not empty follows. */
static void write_value_rules(struct envtab__sink *out, const envtab_field *field)
{
  size_t least = envtab__least_characters(field), most = envtab__most_characters(field);
  struct envtab__sink in_json = { envtab__write_in_json, out };

  if (envtab__shown_choices(field) && field->type->choices_are == ENVTAB_CHOICES_ARE_TEXTS) {
    for (size_t i = 0; field->choices[i].name; i++)
      envtab__writef(out, i ? ", %j" : "\"enum\": [%j", field->choices[i].name);
    envtab__write(out, "]");
    return;
  }
  if (envtab__needs_text_pattern(field)) envtab__write(out, "\"$ref\": \"#/$defs/text\", ");
  envtab__write(out, "\"pattern\": \"");
  envtab__write_pattern(&in_json, field);
  envtab__write(out, "\"");
  if (least) envtab__writef(out, ", \"minLength\": %z", least);
  if (most) envtab__writef(out, ", \"maxLength\": %z", most);
}

/* Whether the name may be there and empty. A second name may have the value instead. */
static bool may_be_empty(const struct envtab__variables *variables)
{
  const envtab_field *field = variables->field;

  if (envtab__takes_empty(field) || field->deprecated || field->from_file) return true;
  return field->empty != ENVTAB_EMPTY_IS_ERROR && (!variables->required || variables->optional);
}

static void write_value(struct envtab__sink *out, const struct envtab__variables *variables)
{
  const envtab_field *field = variables->field;

  if (!may_be_empty(variables)) {
    write_value_rules(out, field);
    return;
  }
  envtab__writef(out, "\"anyOf\": [%s, { ",
                 field->raw || envtab__takes_empty(field) ? "{ \"const\": \"\" }" : "{ \"$ref\": \"#/$defs/empty\" }");
  write_value_rules(out, field);
  envtab__write(out, " }]");
}

/* ---- Properties ---- */

/* What is known of the variable by its own name alone. */
static void write_default_and_example(struct envtab__sink *out, const struct envtab__variables *variables)
{
  const char *default_value = envtab__shown_default(variables->field);
  bool shown = envtab__disclosure(variables->field, NULL, 0) == ENVTAB__SHOW_VALUE;
  char text[ENVTAB__TEXT];

  if (envtab__is_secret(variables->field)) envtab__write(out, ", \"writeOnly\": true");
  if (default_value) envtab__writef(out, ", \"default\": %j", default_value);
  if (shown && envtab__shown_example(text, variables->field)) envtab__writef(out, ", \"examples\": [%j]", text);
}

static void write_description(struct envtab__sink *out, const struct envtab__variables *variables)
{
  struct envtab__sink in_json = { envtab__write_in_json, out };
  char purpose[ENVTAB__TEXT], accepted[ENVTAB__TEXT];

  envtab__write(out, "\"description\": \"");
  envtab__writef(&in_json, "%s %s", envtab__purpose(purpose, variables), envtab__accepted(accepted, variables));
  envtab__write(out, "\"");
}

static void write_property(struct envtab__sink *out, const struct envtab__variables *variables,
                           const struct names *names)
{
  envtab__write(out, "    ");
  write_property_name(out, variables, names);
  envtab__write(out, ": {\n      ");
  if (names->file) envtab__write(out, "\"description\": \"The path of a file that holds the value.\"");
  else write_description(out, variables);
  if (names->deprecated) envtab__write(out, ", \"deprecated\": true");
  if (is_own_name(names)) write_default_and_example(out, variables);
  envtab__write(out, ",\n      \"type\": \"string\"");
  if (!names->file) {
    envtab__write(out, ",\n      ");
    write_value(out, variables);
  }
  envtab__write(out, "\n    }");
}

static void write_properties(struct envtab__sink *out, struct envtab__variables *variables)
{
  const char *between = "";

  envtab__write(out, "  \"properties\": {\n");
  while (envtab__next_variable(variables))
    for (struct names names = { .base = NULL }; next_property(&names, variables); between = ",\n") {
      envtab__write(out, between);
      write_property(out, variables, &names);
    }
  envtab__write(out, "\n  },\n");
}

/* ---- Rules across variables ---- */

/* A schema of objects in which the name is set. */
static void write_set(struct envtab__sink *out, const struct envtab__variables *variables, const struct names *names)
{
  const envtab_field *field = variables->field;

  envtab__write(out, "{ \"required\": [");
  write_property_name(out, variables, names);
  envtab__write(out, "]");
  if (!envtab__takes_empty(field) && field->empty != ENVTAB_EMPTY_IS_ERROR) {
    envtab__write(out, ", \"properties\": { ");
    write_property_name(out, variables, names);
    envtab__writef(out, ": { %s } }", field->raw ? "\"minLength\": 1" : "\"$ref\": \"#/$defs/set\"");
  }
  envtab__write(out, " }");
}

/* Schemas of objects in which one of the variable's names is set. Returns what is written before the next one. */
static const char *write_any_set(struct envtab__sink *out, const struct envtab__variables *variables,
                                 const char *between)
{
  for (struct names names = { .base = NULL }; next_name(&names, variables->field); between = ", ") {
    envtab__write(out, between);
    write_set(out, variables, &names);
  }
  return between;
}

/* One of the names is set, where any variable of the optional group is that it is in. */
static void write_required(struct envtab__sink *out, const struct envtab__variables *variables)
{
  bool optional = variables->optional != NULL;
  const char *between = "";

  envtab__write(out, "    { ");
  if (optional) {
    struct envtab__variables inner;
    envtab_schema group;

    envtab__open_group(&inner, &group, variables);
    envtab__write(out, "\"if\": { \"anyOf\": [");
    while (envtab__next_variable(&inner)) between = write_any_set(out, &inner, between);
    envtab__write(out, "] }, \"then\": { ");
  }
  envtab__write(out, "\"anyOf\": [");
  write_any_set(out, variables, "");
  envtab__write(out, optional ? "] } }" : "] }");
}

/* A name and a file are not both set, nor are two files; but a deprecated name may repeat what the name says. */
static const char *write_conflicts(struct envtab__sink *out, const struct envtab__variables *variables,
                                   const char *between)
{
  for (struct names one = { .base = NULL }; next_name(&one, variables->field);)
    for (struct names other = one; next_name(&other, variables->field);) {
      if (!one.file && !other.file) continue;
      envtab__writef(out, "%s    { \"not\": { \"allOf\": [", between);
      write_set(out, variables, &one);
      envtab__write(out, ", ");
      write_set(out, variables, &other);
      envtab__write(out, "] } }");
      between = ",\n";
    }
  return between;
}

static void write_conditions(struct envtab__sink *out, struct envtab__variables *variables)
{
  const char *between = "";

  envtab__write(out, "  \"allOf\": [\n");
  while (envtab__next_variable(variables)) {
    if (variables->required && !envtab__is_simply_required(variables)) {
      envtab__write(out, between);
      write_required(out, variables);
      between = ",\n";
    }
    between = write_conflicts(out, variables, between);
  }
  envtab__write(out, *between ? "\n  ],\n" : "    true\n  ],\n");
}

static void write_simply_required(struct envtab__sink *out, struct envtab__variables *variables)
{
  const char *between = "";

  envtab__write(out, "  \"required\": [");
  while (envtab__next_variable(variables))
    if (envtab__is_simply_required(variables)) {
      envtab__writef(out, "%s\"%s\"", between, variables->name);
      between = ", ";
    }
  envtab__write(out, "],\n");
}

/* ---- Reserved prefixes ---- */

static bool reserves_any(const envtab_schema *schema)
{
  struct envtab__walk walk;

  if (schema->reserved_prefix) return true;
  envtab__walk(&walk, schema);
  while (envtab__next(&walk))
    if (walk.field->group && walk.field->group->reserved_prefix) return true;
  return false;
}

/* The prefixes of a schema and of its groups, as patterns. Returns what is written before the next one. */
static const char *write_reserved_prefixes(struct envtab__sink *out, const envtab_schema *schema, const char *before,
                                           const char *between)
{
  struct envtab__sink in_json = { envtab__write_in_json, out };
  struct envtab__walk walk;

  if (schema->reserved_prefix) {
    envtab__writef(out, "%s%s", between, before);
    envtab__write_literal(&in_json, schema->reserved_prefix);
    between = "|";
  }
  envtab__walk(&walk, schema);
  while (envtab__next(&walk)) {
    if (!walk.field->group || !walk.field->group->reserved_prefix) continue;
    envtab__writef(out, "%s%s", between, before);
    for (size_t i = 1; i <= walk.depth; i++) envtab__write(out, envtab__group_at(&walk, i)->name);
    envtab__write(out, walk.field->name);
    envtab__write_literal(&in_json, walk.field->group->reserved_prefix);
    between = "|";
  }
  return between;
}

static void write_known_names(struct envtab__sink *out, struct envtab__variables *variables)
{
  const char *between = "";

  while (envtab__next_variable(variables))
    for (struct names names = { .base = NULL }; next_property(&names, variables); between = ", ") {
      envtab__write(out, between);
      write_property_name(out, variables, &names);
    }
}

/* A name with a reserved prefix is known, or is a service link of Kubernetes. */
static void write_reserved(struct envtab__sink *out, struct envtab__variables *variables)
{
  static const char links[] = ".(?:_SERVICE_HOST|_SERVICE_PORT|_PORT)$|.._SERVICE_PORT_|"
                              "._PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_ADDR|_PORT|_PROTO)?$";
  const envtab_schema *schema;
  const char *between = "";
  bool any = false;

  for (size_t i = 0; (schema = envtab__schema_at(variables->root, i)) != NULL; i++) any = any || reserves_any(schema);
  if (!any) return;
  envtab__write(out, "  \"propertyNames\": { \"anyOf\": [\n    { \"pattern\": \"^(?!");
  for (size_t i = 0; (schema = envtab__schema_at(variables->root, i)) != NULL; i++)
    between = write_reserved_prefixes(out, schema, variables->before, between);
  envtab__write(out, ")\" },\n    { \"enum\": [");
  write_known_names(out, variables);
  envtab__writef(out, "] },\n    { \"pattern\": %j }\n  ] },\n", links);
}

/* ---- The whole ---- */

ENVTAB_INTERNAL void envtab__write_json_schema(struct envtab__output *output, struct envtab__variables *variables)
{
  const envtab_schema *schema = variables->root;
  struct envtab__sink *out = &output->sink;

  envtab__writef(out,
                 "{\n"
                 "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                 "  \"title\": %j",
                 schema->name);
  if (schema->about) envtab__writef(out, ",\n  \"description\": %j", schema->about);
  envtab__write(out, ",\n  \"type\": \"object\",\n");
  write_properties(out, variables);
  write_simply_required(out, variables);
  write_conditions(out, variables);
  write_reserved(out, variables);
  envtab__writef(out,
                 "  \"additionalProperties\": { \"type\": \"string\" },\n"
                 "  \"$defs\": {\n"
                 "    \"text\": { \"pattern\": %j },\n"
                 "    \"empty\": { \"pattern\": \"^ *$\" },\n"
                 "    \"set\": { \"pattern\": \"[^ ]\" }\n"
                 "  }\n}\n",
                 envtab__text_pattern());
}
