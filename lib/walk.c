/* A walk over the fields of a schema and of its groups, in table order, without recursion. */
#include "engine.h"

ENVTAB_INTERNAL void envtab__walk(struct envtab__walk *walk, const envtab_schema *schema)
{
  walk->depth = 0;
  walk->field = NULL;
  walk->level[0].schema = schema;
  walk->level[0].group = NULL;
  walk->level[0].next = 0;
}

ENVTAB_INTERNAL bool envtab__too_deep(const struct envtab__walk *walk)
{
  return walk->field->group && walk->depth == ENVTAB__DEEPEST;
}

ENVTAB_INTERNAL bool envtab__next(struct envtab__walk *walk)
{
  struct envtab__level *level = &walk->level[walk->depth];

  if (walk->field && walk->field->group && walk->depth < ENVTAB__DEEPEST) {
    level++;
    walk->depth++;
    level->schema = walk->field->group;
    level->group = walk->field;
    level->next = 0;
  }
  while (level->next == level->schema->count) {
    if (walk->depth == 0) return false;
    level--;
    walk->depth--;
  }
  /* By the size of a row in the program, which may be a newer one than the library's. */
  walk->field = (const envtab_field *)(const void *)((const char *)level->schema->fields + level->next++ * level->schema->field_size);
  return true;
}
