/*
 * JSON Schema, draft 2020-12, of the environment as an object of strings. It accepts what a load accepts; what it cannot
 * say, it accepts: the README lists that. With .others it is what the loads of all the processes accept.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/output.h"
#include "value/disclosure.h"
#include "schema/walk.h"
#include "write/pattern.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

struct schema_writer {
  struct envtab__output output;
  struct envtab__variables *variables;
  const char *between;           /* what stands before the next of several */
};

/* ---- Names: a variable's, its former one, and those of their files ---- */

enum { PLAIN_NAME, FILE_NAME, FORMER_NAME, FORMER_FILE_NAME, NAME_KINDS };

static bool has_name(const envtab_field *field, int kind)
{
  return (kind < FORMER_NAME || field->deprecated) && (kind % 2 == PLAIN_NAME || field->from_file);
}

/* Whether the name is told with this variable: one that is a variable of another table stands there. */
static bool tells_name(struct envtab__variables *variables, int kind)
{
  const envtab_field *field = variables->field;

  if (!has_name(field, kind)) return false;
  return kind == PLAIN_NAME || !envtab__is_variable(variables, kind < FORMER_NAME ? field->name : *field->deprecated,
                                                  kind % 2 == PLAIN_NAME ? "" : "_FILE");
}

static void put_property_name(struct schema_writer *writer, const struct envtab__variables *variables, int kind)
{
  struct envtab__output *out = &writer->output;
  size_t prefix = strlen(variables->name) - strlen(variables->field->name);

  envtab__write(out, "\"");
  envtab__write_bytes(out, variables->name, prefix);
  envtab__write(out, kind < FORMER_NAME ? variables->field->name : *variables->field->deprecated);
  envtab__write(out, kind % 2 == PLAIN_NAME ? "\"" : "_FILE\"");
}

static void put_between(struct schema_writer *writer)
{
  envtab__write(&writer->output, writer->between);
  writer->between = ",\n";
}

/* ---- What a value is ---- */

static void put_enum(struct envtab__output *out, const envtab_choice *choices)
{
  envtab__write(out, "\"enum\": [");
  for (size_t i = 0; choices[i].name; i++) {
    envtab__write(out, i ? ", " : "");
    envtab__write_json(out, choices[i].name);
  }
  envtab__write(out, "]");
}

static void put_count(struct envtab__output *out, const char *name, size_t count)
{
  if (!count) return;
  envtab__write(out, ", \"");
  envtab__write(out, name);
  envtab__write(out, "\": ");
  envtab__write_number(out, count);
}

/* The members of a schema that a value which is not empty follows. */
static void put_value_rules(struct envtab__output *out, const envtab_field *field)
{
  struct envtab__text_sink quoted = { envtab__write_json_piece, out };

  if (envtab__shown_choices(field) && !field->type->own_choices) {
    put_enum(out, field->choices);
    return;
  }
  if (envtab__needs_text_pattern(field)) envtab__write(out, "\"$ref\": \"#/$defs/text\", ");
  envtab__write(out, "\"pattern\": \"");
  envtab__send_pattern(&quoted, field);
  envtab__write(out, "\"");
  put_count(out, "minLength", envtab__least_characters(field));
  put_count(out, "maxLength", envtab__most_characters(field));
}

/* Whether the name may be there and empty. A second name may have the value instead. */
static bool may_be_empty(const struct envtab__variables *variables)
{
  const envtab_field *field = variables->field;

  if (envtab__takes_empty(field) || field->deprecated || field->from_file) return true;
  return field->empty != ENVTAB_EMPTY_IS_ERROR && (!variables->required || variables->optional);
}

static const char *empty_of(const envtab_field *field)
{
  return field->raw || envtab__takes_empty(field) ? "{ \"const\": \"\" }" : "{ \"$ref\": \"#/$defs/empty\" }";
}

static void put_rules(struct schema_writer *writer, int kind)
{
  const struct envtab__variables *variables = writer->variables;
  struct envtab__output *out = &writer->output;

  envtab__write(out, "\"type\": \"string\"");
  if (kind % 2 == FILE_NAME) return;
  envtab__write(out, ",\n      ");
  if (may_be_empty(variables)) {
    envtab__write(out, "\"anyOf\": [");
    envtab__write(out, empty_of(variables->field));
    envtab__write(out, ", { ");
  }
  put_value_rules(out, variables->field);
  if (may_be_empty(variables)) envtab__write(out, " }]");
}

/* ---- Properties ---- */

static void put_annotations(struct schema_writer *writer, int kind)
{
  const struct envtab__variables *variables = writer->variables;
  struct envtab__output *out = &writer->output;
  char text[ENVTAB__TEXT];

  envtab__write(out, "\"description\": ");
  if (kind % 2 == FILE_NAME) {
    envtab__write(out, "\"The path of a file that holds the value.\"");
  } else {
    struct envtab__text_sink quoted = { envtab__write_json_piece, out };

    envtab__write(out, "\"");
    envtab__send_text(&quoted, envtab__purpose(text, variables));
    envtab__send_text(&quoted, " ");
    envtab__send_text(&quoted, envtab__accepted(text, variables));
    envtab__write(out, "\"");
  }
  if (kind >= FORMER_NAME) envtab__write(out, ", \"deprecated\": true");
  if (kind != PLAIN_NAME) return;
  if (envtab__is_secret(variables->field)) envtab__write(out, ", \"writeOnly\": true");
  if (envtab__shown_default(variables->field)) {
    envtab__write(out, ", \"default\": ");
    envtab__write_json(out, envtab__shown_default(variables->field));
  }
  if (envtab__disclosure(variables->field, NULL, 0) == ENVTAB__SHOW_VALUE && envtab__shown_example(text, variables->field)) {
    envtab__write(out, ", \"examples\": [");
    envtab__write_json(out, text);
    envtab__write(out, "]");
  }
}

static void put_properties(struct schema_writer *writer)
{
  writer->between = "";
  envtab__write(&writer->output, "  \"properties\": {\n");
  while (envtab__next_variable(writer->variables))
    for (int kind = 0; kind < NAME_KINDS; kind++) {
      if (!tells_name(writer->variables, kind)) continue;
      put_between(writer);
      envtab__write(&writer->output, "    ");
      put_property_name(writer, writer->variables, kind);
      envtab__write(&writer->output, ": {\n      ");
      put_annotations(writer, kind);
      envtab__write(&writer->output, ",\n      ");
      put_rules(writer, kind);
      envtab__write(&writer->output, "\n    }");
    }
  envtab__write(&writer->output, "\n  },\n");
}

/* ---- Rules across variables ---- */

/* A schema of objects in which the name is set. */
static void put_set(struct schema_writer *writer, const struct envtab__variables *variables, int kind)
{
  struct envtab__output *out = &writer->output;
  const envtab_field *field = variables->field;

  envtab__write(out, "{ \"required\": [");
  put_property_name(writer, variables, kind);
  envtab__write(out, "]");
  if (!envtab__takes_empty(field) && field->empty != ENVTAB_EMPTY_IS_ERROR) {
    envtab__write(out, ", \"properties\": { ");
    put_property_name(writer, variables, kind);
    envtab__write(out, field->raw ? ": { \"minLength\": 1 } }" : ": { \"$ref\": \"#/$defs/set\" } }");
  }
  envtab__write(out, " }");
}

static void put_any_set(struct schema_writer *writer, const struct envtab__variables *variables, const char **between)
{
  for (int kind = 0; kind < NAME_KINDS; kind++) {
    if (!has_name(variables->field, kind)) continue;
    envtab__write(&writer->output, *between);
    put_set(writer, variables, kind);
    *between = ", ";
  }
}

/* The condition that any variable of the optional group is set which the variables's variable is in. */
static void put_group_set(struct schema_writer *writer)
{
  struct envtab__variables inner;
  envtab_schema group;
  const char *between = "";

  envtab__open_group(&inner, &group, writer->variables);
  envtab__write(&writer->output, "\"if\": { \"anyOf\": [");
  while (envtab__next_variable(&inner)) put_any_set(writer, &inner, &between);
  envtab__write(&writer->output, "] }, \"then\": ");
}

static void put_required(struct schema_writer *writer)
{
  const char *between = "";
  bool optional = writer->variables->optional != NULL;

  put_between(writer);
  envtab__write(&writer->output, "    { ");
  if (optional) put_group_set(writer);
  envtab__write(&writer->output, optional ? "{ \"anyOf\": [" : "\"anyOf\": [");
  put_any_set(writer, writer->variables, &between);
  envtab__write(&writer->output, optional ? "] } }" : "] }");
}

/* A name and a second one are not both set; but a former name may repeat what the name says. */
static void put_conflicts(struct schema_writer *writer)
{
  const struct envtab__variables *variables = writer->variables;

  for (int one = 0; one < NAME_KINDS; one++)
    for (int other = one + 1; other < NAME_KINDS; other++) {
      if (!has_name(variables->field, one) || !has_name(variables->field, other)) continue;
      if (one == PLAIN_NAME && other == FORMER_NAME) continue;
      put_between(writer);
      envtab__write(&writer->output, "    { \"not\": { \"allOf\": [");
      put_set(writer, variables, one);
      envtab__write(&writer->output, ", ");
      put_set(writer, variables, other);
      envtab__write(&writer->output, "] } }");
    }
}

static void put_conditions(struct schema_writer *writer)
{
  writer->between = "";
  envtab__write(&writer->output, "  \"allOf\": [\n");
  while (envtab__next_variable(writer->variables)) {
    if (writer->variables->required && !envtab__is_simply_required(writer->variables)) put_required(writer);
    put_conflicts(writer);
  }
  envtab__write(&writer->output, *writer->between ? "\n  ],\n" : "    true\n  ],\n");
}

static void put_simply_required(struct schema_writer *writer)
{
  writer->between = "";
  envtab__write(&writer->output, "  \"required\": [");
  while (envtab__next_variable(writer->variables)) {
    if (!envtab__is_simply_required(writer->variables)) continue;
    envtab__write(&writer->output, *writer->between ? ", " : "");
    writer->between = ", ";
    put_property_name(writer, writer->variables, PLAIN_NAME);
  }
  envtab__write(&writer->output, "],\n");
}

/* ---- Names that the program owns ---- */

static void put_owned_prefix(struct schema_writer *writer, const struct envtab__walk *walk, const char *owns)
{
  struct envtab__text_sink quoted = { envtab__write_json_piece, &writer->output };

  if (!owns) return;
  envtab__write(&writer->output, *writer->between ? "|" : "");
  writer->between = "|";
  envtab__send_literal(&quoted, writer->variables->before);
  for (size_t i = 1; walk && i <= walk->depth; i++) envtab__send_literal(&quoted, envtab__group_at(walk, i)->name);
  if (walk) envtab__send_literal(&quoted, walk->field->name);
  envtab__send_literal(&quoted, owns);
}

static bool owns_any(const envtab_schema *schema)
{
  struct envtab__walk walk;

  if (schema->reserved_prefix) return true;
  envtab__walk(&walk, schema);
  while (envtab__next(&walk))
    if (walk.field->group && walk.field->group->reserved_prefix) return true;
  return false;
}

static void put_owned_prefixes(struct schema_writer *writer)
{
  const envtab_schema *schema;

  writer->between = "";
  for (size_t i = 0; (schema = envtab__schema_at(writer->variables->root, i)) != NULL; i++) {
    struct envtab__walk walk;

    put_owned_prefix(writer, NULL, schema->reserved_prefix);
    envtab__walk(&walk, schema);
    while (envtab__next(&walk))
      if (walk.field->group) put_owned_prefix(writer, &walk, walk.field->group->reserved_prefix);
  }
}

static void put_known_names(struct schema_writer *writer)
{
  writer->between = "";
  while (envtab__next_variable(writer->variables))
    for (int kind = 0; kind < NAME_KINDS; kind++) {
      if (!tells_name(writer->variables, kind)) continue;
      envtab__write(&writer->output, *writer->between ? ", " : "");
      writer->between = ", ";
      put_property_name(writer, writer->variables, kind);
    }
}

/* What is owned is known, or is a service link of Kubernetes. */
static void put_owned(struct schema_writer *writer)
{
  static const char links[] = ".(?:_SERVICE_HOST|_SERVICE_PORT|_PORT)$|.._SERVICE_PORT_|"
                              "._PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_ADDR|_PORT|_PROTO)?$";
  bool any = false;
  const envtab_schema *schema;

  for (size_t i = 0; (schema = envtab__schema_at(writer->variables->root, i)) != NULL; i++) any = any || owns_any(schema);
  if (!any) return;
  envtab__write(&writer->output, "  \"propertyNames\": { \"anyOf\": [\n    { \"pattern\": \"^(?!");
  put_owned_prefixes(writer);
  envtab__write(&writer->output, ")\" },\n    { \"enum\": [");
  put_known_names(writer);
  envtab__write(&writer->output, "] },\n    { \"pattern\": \"");
  envtab__write(&writer->output, links);
  envtab__write(&writer->output, "\" }\n  ] },\n");
}

/* ---- The whole ---- */

static void put_head(struct schema_writer *writer)
{
  struct envtab__output *out = &writer->output;

  envtab__write(out, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": ");
  envtab__write_json(out, writer->variables->root->name);
  if (writer->variables->root->about) {
    envtab__write(out, ",\n  \"description\": ");
    envtab__write_json(out, writer->variables->root->about);
  }
  envtab__write(out, ",\n  \"type\": \"object\",\n");
}

static void put_definitions(struct envtab__output *out)
{
  struct envtab__text_sink quoted = { envtab__write_json_piece, out };

  envtab__write(out, "  \"additionalProperties\": { \"type\": \"string\" },\n  \"$defs\": {\n    \"text\": { \"pattern\": \"");
  envtab__send_text(&quoted, envtab__text_pattern);
  envtab__write(out, "\" },\n    \"empty\": { \"pattern\": \"^ *$\" },\n    \"set\": { \"pattern\": \"[^ ]\" }\n  }\n}\n");
}

ENVTAB_INTERNAL void envtab__write_json_schema(struct envtab__variables *variables, FILE *out)
{
  struct schema_writer writer;

  envtab__begin_output(&writer.output, out);
  writer.variables = variables;
  put_head(&writer);
  put_properties(&writer);
  put_simply_required(&writer);
  put_conditions(&writer);
  put_owned(&writer);
  put_definitions(&writer.output);
  envtab__flush(&writer.output);
}
