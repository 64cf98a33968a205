/* A walk over the fields of a schema and of its groups, in table order, without recursion. */
#include "schema/walk.h"

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
