/* What is wrong with a schema at first sight, so that a load cannot go on; envtab_check_schema() finds all the rest. */
#include "schema/defects.h"
#include "schema/walk.h"

ENVTAB_INTERNAL const char *envtab__schema_defect(const envtab_schema *schema)
{
  if (!schema->name) return "has no name";
  if (!schema->fields && schema->count) return "has no fields";
  if (schema->field_size < sizeof(envtab_field)) return "has rows of an older version of envtab";
  if (!schema->alignment || (schema->alignment & (schema->alignment - 1)))
    return "has an alignment that is not a power of two";
  for (size_t i = 0; i < sizeof schema->reserved / sizeof *schema->reserved; i++)
    if (schema->reserved[i]) return "has a reserved member that is not zero";
  return NULL;
}

static const char *group_fault(const envtab_schema *schema, const envtab_field *field)
{
  const char *fault = envtab__schema_defect(field->group);

  if (fault) return fault;
  if (!field->name) return "has no name: use \"\" for no prefix";
  if (field->size != (field->optional ? sizeof(void *) : field->group->size))
    return field->optional ? "is optional, so its member is a pointer"
                           : "has a member of another size than its schema's struct";
  if (field->optional && field->element_size && field->element_size != field->group->size)
    return "points to a struct of another size than its schema's";
  return field->offset > schema->size || field->size > schema->size - field->offset ? "lies beyond the struct" : NULL;
}

/* A program that was built with a newer header has larger rows: what this library does not know must be zero. */
static bool has_tail(const envtab_field *field, size_t size)
{
  const char *row = (const char *)field;

  for (size_t i = sizeof *field; i < size; i++)
    if (row[i]) return true;
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
    if (!**name) return "has a .deprecated that is not a variable name";
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

ENVTAB_INTERNAL const char *envtab__field_defect(struct envtab__walk *walk)
{
  const char *fault =
    envtab__too_deep(walk) ? "is a group more than 8 deep" : field_fault(walk->level.schema, walk->field);

  walk->skip = fault != NULL;
  return fault;
}
