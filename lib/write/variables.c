/*
 * The one walk of all writers: each variable of a table and of the tables in .others, once, groups flattened. A
 * variable that several tables have is described by the row that needs it most; of these, by the first.
 */
#include <stdlib.h>
#include <string.h>

#include "write/variables.h"
#include "base/ascii.h"
#include "base/format.h"
#include "schema/walk.h"

/* A table may be listed in its own .others, so that one list serves all processes of a program. */
ENVTAB_INTERNAL const envtab_schema *envtab__schema_at(const envtab_schema *root, size_t number)
{
  if (number == 0) return root;
  for (const envtab_schema *const *other = root->others; other && *other; other++)
    if (*other != root && --number == 0) return *other;
  return NULL;
}

/* Whether the text may be part of a name; an empty one may. */
static bool is_name_part(const char *text)
{
  while (envtab__is_name_char(*text)) text++;
  return !*text;
}

/* The bytes of the longest name that a prefix, groups and fields of a schema make; false: it cannot be walked. */
static bool measure(const envtab_schema *schema, size_t prefix_length, size_t *longest)
{
  size_t lengths[ENVTAB__DEEPEST + 2] = { prefix_length };
  struct envtab__walk walk;

  if (envtab__schema_defect(schema)) return false;
  envtab__walk(&walk, schema);
  while (envtab__next(&walk)) {
    size_t *length = &lengths[walk.depth + 1];

    if (envtab__field_defect(&walk) || !is_name_part(walk.field->name)) return false;
    for (const char *const *name = walk.field->deprecated; name && *name; name++)
      if (!is_name_part(*name)) return false;
    *length = lengths[walk.depth] + strlen(walk.field->name);
    if (*length >= UINT16_MAX) return false; /* as a load has it */
    if (*length > *longest) *longest = *length;
  }
  return true;
}

ENVTAB_INTERNAL envtab_write_result envtab__open_variables(struct envtab__variables *variables,
                                                           const envtab_schema *schema, const char *prefix)
{
  size_t longest = 0;
  const envtab_schema *each;

  memset(variables, 0, sizeof *variables);
  variables->root = schema;
  variables->before = prefix ? prefix : "";
  variables->before_length = strlen(variables->before);
  if (!is_name_part(variables->before)) return ENVTAB_WRITE_SCHEMA;
  for (size_t i = 0; (each = envtab__schema_at(schema, i)) != NULL; i++)
    if (!measure(each, variables->before_length, &longest)) return ENVTAB_WRITE_SCHEMA;
  variables->capacity = longest + 1;
  variables->text = malloc(4 * variables->capacity);
  if (!variables->text) return ENVTAB_WRITE_MEMORY;
  variables->other = variables->text + variables->capacity;
  envtab__walk(&variables->walk, schema);
  return ENVTAB_WRITE_OK;
}

ENVTAB_INTERNAL void envtab__close_variables(struct envtab__variables *variables) { free(variables->text); }

ENVTAB_INTERNAL void envtab__open_group(struct envtab__variables *inner, envtab_schema *group,
                                        const struct envtab__variables *outer)
{
  *group = *outer->optional->group;
  group->others = NULL;
  *inner = *outer;
  inner->root = group;
  inner->before = outer->name;
  inner->before_length = outer->prefix_length;
  inner->number = 0;
  inner->text = outer->text + 2 * outer->capacity;
  inner->other = outer->text + 3 * outer->capacity;
  envtab__walk(&inner->walk, group);
}

/* ---- Which row describes a variable ---- */

/* How deep the innermost optional group is; 0: there is none. */
static size_t optional_depth(const struct envtab__walk *walk)
{
  size_t depth = walk->depth;

  while (depth && !envtab__group_at(walk, depth)->optional) depth--;
  return depth;
}

static bool requires(const envtab_field *field) { return !field->default_value && !field->optional; }

/* How much the row needs its variable: 2: always, 1: where its group is there, 0: not. */
static int need_of(const struct envtab__walk *walk)
{
  if (!requires(walk->field)) return 0;
  return optional_depth(walk) ? 1 : 2;
}

/* Writes the name of the row that the walk is at; returns the length of its prefix up to a depth. */
static size_t build_name(char *out, const struct envtab__variables *variables, const struct envtab__walk *walk,
                         size_t depth)
{
  struct envtab__buffer name = envtab__buffer(out, variables->capacity);
  size_t length = variables->before_length;

  envtab__append_bytes(&name, variables->before, variables->before_length);
  for (size_t i = 1; i <= walk->depth; i++) {
    envtab__append_text(&name, envtab__group_at(walk, i)->name);
    if (i == depth) length = name.length;
  }
  envtab__append_text(&name, walk->field->name);
  return length;
}

static void describe_by(struct envtab__variables *variables, const struct envtab__walk *walk)
{
  size_t depth = optional_depth(walk);

  variables->field = walk->field;
  variables->name = variables->text;
  variables->group = walk->level.group;
  variables->optional = depth ? envtab__group_at(walk, depth) : NULL;
  variables->prefix_length = build_name(variables->text, variables, walk, depth);
  variables->required = requires(walk->field);
}

/* Looks in one of the schemas for the name in variables->text; the walk stops there. False: it does not have it. */
static bool find_variable(struct envtab__variables *variables, size_t number, struct envtab__walk *walk)
{
  envtab__walk(walk, envtab__schema_at(variables->root, number));
  while (envtab__next(walk)) {
    if (walk->field->group) continue;
    build_name(variables->other, variables, walk, 0);
    if (strcmp(variables->other, variables->text) == 0) return true;
  }
  return false;
}

/* Tables are small, and written seldom: earlier ones are searched again, and nothing has to be remembered. */
static bool was_visited(struct envtab__variables *variables)
{
  struct envtab__walk walk;

  for (size_t i = 0; i < variables->number; i++)
    if (find_variable(variables, i, &walk)) return true;
  return false;
}

/* Whether whole is start, up to this length, then base, then suffix. */
static bool is_joined(const char *whole, const char *start, size_t length, const char *base, const char *suffix)
{
  size_t middle = strlen(base);

  return strncmp(whole, start, length) == 0 && strncmp(whole + length, base, middle) == 0 &&
         strcmp(whole + length + middle, suffix) == 0;
}

ENVTAB_INTERNAL bool envtab__is_variable(struct envtab__variables *variables, const char *base, const char *suffix)
{
  size_t length = strlen(variables->name) - strlen(variables->field->name);

  for (size_t i = 0; envtab__schema_at(variables->root, i); i++) {
    struct envtab__walk walk;

    envtab__walk(&walk, envtab__schema_at(variables->root, i));
    while (envtab__next(&walk)) {
      if (walk.field->group) continue;
      build_name(variables->other, variables, &walk, 0);
      if (is_joined(variables->other, variables->name, length, base, suffix)) return true;
    }
  }
  return false;
}

static void choose_described_row(struct envtab__variables *variables)
{
  struct envtab__walk most = variables->walk, other;

  for (size_t i = variables->number + 1; envtab__schema_at(variables->root, i); i++)
    if (find_variable(variables, i, &other) && need_of(&other) > need_of(&most)) most = other;
  describe_by(variables, &most);
}

/* ---- The walk ---- */

/* The next field of this schema or of the next one. */
static bool next_field(struct envtab__variables *variables)
{
  while (!envtab__next(&variables->walk)) {
    const envtab_schema *schema = envtab__schema_at(variables->root, ++variables->number);

    if (!schema) variables->number = 0;
    envtab__walk(&variables->walk, schema ? schema : variables->root);
    if (!schema) return false;
  }
  return true;
}

ENVTAB_INTERNAL bool envtab__next_variable(struct envtab__variables *variables)
{
  while (next_field(variables)) {
    if (variables->walk.field->group) continue;
    build_name(variables->text, variables, &variables->walk, 0);
    if (was_visited(variables)) continue;
    choose_described_row(variables);
    return true;
  }
  return false;
}
