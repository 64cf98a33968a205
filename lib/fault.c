/* What is wrong with a schema at first sight, so that a load cannot go on; envtab_check_schema() finds all the rest. */
#include "engine.h"

/* So a row of a table is a field, and bytes after it that are zero: has_tail() finds nothing in them. */
_Static_assert(sizeof(envtab_row) == sizeof(envtab_field) + sizeof(void *), "a row is a field and a null pointer");
_Static_assert(_Alignof(envtab_field) % sizeof(size_t) == 0, "what follows a field is whole words");

ENVTAB_INTERNAL const char *envtab__schema_fault(const envtab_schema *schema)
{
  if (!schema->name) return "has no name";
  if (!schema->fields && schema->count) return "has no fields";
  if (schema->field_size < sizeof(envtab_field)) return "has rows of an older version of envtab";
  if (schema->field_size % _Alignof(envtab_field))
    return "has a field_size that is not a multiple of a row's alignment";
  if (!schema->alignment || (schema->alignment & (schema->alignment - 1)))
    return "has an alignment that is no power of two";
  for (size_t i = 0; i < sizeof schema->reserved / sizeof *schema->reserved; i++)
    if (schema->reserved[i]) return "has a reserved member that is not zero";
  return NULL;
}

static const char *group_fault(const envtab_schema *schema, const envtab_field *field)
{
  const char *fault = envtab__schema_fault(field->group);

  if (fault) return fault;
  if (!field->name) return "has no name: \"\" puts nothing before its names";
  if (field->size != (field->optional ? sizeof(void *) : field->group->size))
    return field->optional ? "is optional, so its member is a pointer"
                           : "has a member of another size than its schema's struct";
  if (field->optional && field->element_size && field->element_size != field->group->size)
    return "points to a struct of another size than its schema's";
  return field->offset > schema->size || field->size > schema->size - field->offset ? "lies beyond the struct" : NULL;
}

/*
 * What lies after the field in its row must be zero: the null pointer that names its struct to the compiler, and options
 * that a newer header has and this library does not know. These are whole words, as field_size is a multiple of the
 * field's alignment.
 */
static bool has_tail(const envtab_field *field, size_t size)
{
  const char *tail = (const char *)(field + 1);
  size_t word;

  for (size_t i = 0; i < size - sizeof *field; i += sizeof word) {
    memcpy(&word, tail + i, sizeof word);
    if (word) return true;
  }
  return false;
}

static const char *field_fault(const envtab_schema *schema, const envtab_field *field)
{
  const envtab_type *type = field->type;

  if (schema->field_size > sizeof *field && has_tail(field, schema->field_size))
    return "has options that this library does not know";
  if (field->group) return group_fault(schema, field);
  if (!type || !type->read || !type->show) return "has no type that reads and shows it";
  if (!type->name || (field->element && !field->element->name)) return "has a type without a name";
  if (!field->name || !*field->name) return "has no name";
  for (const char *const *name = field->deprecated; name && *name; name++)
    if (!**name) return "has a .deprecated that is no name of a variable";
  if (field->size != type->size) return "has a member of another size than its type's";
  if (field->offset > schema->size || field->size > schema->size - field->offset) return "lies beyond the struct";
  if (field->element && (!field->element->read || !field->element->show))
    return "has items whose type does not read and show them";
  if (field->element && field->element_size != field->element->size)
    return "has items of another size than their type's";
  if (field->default_value && field->optional) return "has .default_value and .optional";
  if (field->default_value && field->secret) return "is a secret with a default";
  return NULL;
}

ENVTAB_INTERNAL const char *envtab__fault(struct envtab__walk *walk)
{
  const char *fault =
    envtab__too_deep(walk) ? "is a group more than 8 deep" : field_fault(walk->level.schema, walk->field);

  walk->skip = fault != NULL;
  return fault;
}
