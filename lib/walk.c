/* A walk over the fields of a schema and of its groups, in table order, without recursion. */
#include "engine.h"

static void enter(struct envtab__level *level, const envtab_schema *schema, const envtab_field *group)
{
  level->schema = schema;
  level->group = group;
  level->next = (const char *)schema->fields;
  level->left = schema->count;
}

ENVTAB_INTERNAL void envtab__walk(struct envtab__walk *walk, const envtab_schema *schema)
{
  walk->depth = 0;
  walk->field = NULL;
  walk->skip = false;
  enter(&walk->level[0], schema, NULL);
}

ENVTAB_INTERNAL bool envtab__change_level(struct envtab__walk *walk)
{
  struct envtab__level *level = &walk->level[walk->depth];

  if (walk->field && walk->field->group && !walk->skip && walk->depth < ENVTAB__DEEPEST) {
    enter(++level, walk->field->group, walk->field);
    walk->depth++;
  }
  walk->skip = false;
  for (; level->left == 0; level--)
    if (walk->depth-- == 0) return false;
  return true;
}
