/*
 * A walk over the fields of a schema and of its groups, in table order and without recursion: a program's table may be
 * wrong in any way, so its depth is bounded. Every walk over a table that was not loaded yet asks for the defects that
 * would lead it astray; envtab_check_schema() finds all the others.
 */
#include <string.h>

#include "schema/walk.h"

/* ---- The steps ---- */

static void enter(struct envtab__walk *walk, const envtab_schema *schema, const envtab_field *group)
{
  walk->level.schema = schema;
  walk->level.group = group;
  walk->level.next = (const char *)schema->fields;
  walk->level.left = schema->count;
}

ENVTAB_INTERNAL void envtab__walk(struct envtab__walk *walk, const envtab_schema *schema)
{
  walk->depth = 0;
  walk->field = NULL;
  walk->skip = false;
  enter(walk, schema, NULL);
}

ENVTAB_INTERNAL bool envtab__change_level(struct envtab__walk *walk)
{
  const envtab_field *group = walk->field;

  if (group && group->group && !walk->skip) {
    walk->outer[walk->depth++] = walk->level;
    enter(walk, group->group, group);
  }
  walk->skip = false;
  while (walk->level.left == 0) {
    if (walk->depth == 0) return false;
    walk->level = walk->outer[--walk->depth];
  }
  return true;
}

/* ---- Defects that stop a load ---- */

/* So a row of a table is a field, and bytes after it that are zero: has_tail() finds nothing in them. */
_Static_assert(sizeof(envtab_row) == sizeof(envtab_field) + sizeof(void *), "a row is a field and a null pointer");
_Static_assert(_Alignof(envtab_field) % sizeof(size_t) == 0, "what follows a field is of whole size_t");

ENVTAB_INTERNAL const char *envtab__schema_defect(const envtab_schema *schema)
{
  if (!schema->name) return "has no name";
  if (!schema->fields && schema->count) return "has no fields";
  if (schema->field_size < sizeof(envtab_field)) return "has rows of an older version of envtab";
  if (schema->field_size % _Alignof(envtab_field))
    return "has a field_size that is not a multiple of a row's alignment";
  if (!schema->alignment || (schema->alignment & (schema->alignment - 1)))
    return "has an alignment that is not a power of two";
  for (size_t i = 0; i < sizeof schema->reserved / sizeof *schema->reserved; i++)
    if (schema->reserved[i]) return "has a reserved member that is not zero";
  return NULL;
}

static const char *group_defect(const envtab_schema *schema, const envtab_field *field)
{
  const char *defect = envtab__schema_defect(field->group);

  if (defect) return defect;
  if (!field->name) return "has no name: use \"\" for no prefix";
  if (field->size != (field->optional ? sizeof(void *) : field->group->size))
    return field->optional ? "is optional, so its member is a pointer"
                           : "has a member of another size than its schema's struct";
  if (field->optional && field->element_size && field->element_size != field->group->size)
    return "points to a struct of another size than its schema's";
  return field->offset > schema->size || field->size > schema->size - field->offset ? "lies beyond the struct" : NULL;
}

/*
 * What lies after the field in its row must be zero: the null pointer that names its struct to the compiler, and
 * options that a newer header has and this library does not know. They are compared a size_t at a time, as field_size
 * is a multiple of the field's alignment.
 */
static bool has_tail(const envtab_field *field, size_t size)
{
  const char *tail = (const char *)(field + 1);
  size_t piece;

  for (size_t i = 0; i < size - sizeof *field; i += sizeof piece) {
    memcpy(&piece, tail + i, sizeof piece);
    if (piece) return true;
  }
  return false;
}

static const char *element_defect(const envtab_field *field)
{
  if (!field->element->name) return "has a type without a name";
  if (!field->element->read || !field->element->show) return "has items whose type does not read and show them";
  return field->element_size != field->element->size ? "has items of another size than their type's" : NULL;
}

static const char *names_defect(const char *const *names)
{
  for (; *names; names++)
    if (!**names) return "has a .deprecated that is not a variable name";
  return NULL;
}

/* Each load asks this of each row, so the checks of options that few rows have are functions of their own. */
static const char *row_defect(const envtab_schema *schema, const envtab_field *field)
{
  const envtab_type *type = field->type;

  if (!type || !type->read || !type->show) return "has no type that reads and shows it";
  if (!type->name) return "has a type without a name";
  if (!field->name || !*field->name) return "has no name";
  if (field->size != type->size) return "has a member of another size than its type's";
  if (field->offset > schema->size || field->size > schema->size - field->offset) return "lies beyond the struct";
  if (field->default_value && field->optional) return "has .default_value and .optional";
  if (field->default_value && field->secret) return "is a secret with a default";
  if (field->deprecated && names_defect(field->deprecated)) return names_defect(field->deprecated);
  return field->element ? element_defect(field) : NULL;
}

static const char *field_defect(const struct envtab__walk *walk)
{
  const envtab_schema *schema = walk->level.schema;
  const envtab_field *field = walk->field;

  if (schema->field_size > sizeof *field && has_tail(field, schema->field_size))
    return "has options that this library does not know";
  if (!field->group) return row_defect(schema, field);
  return envtab__too_deep(walk) ? "is a group more than 8 deep" : group_defect(schema, field);
}

ENVTAB_INTERNAL const char *envtab__field_defect(struct envtab__walk *walk)
{
  const char *defect = field_defect(walk);

  walk->skip = defect != NULL;
  return defect;
}
