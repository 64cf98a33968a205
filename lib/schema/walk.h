/* The fields of a schema and of its groups, in table order. */
#ifndef ENVTAB_WALK_H
#define ENVTAB_WALK_H

#include "internal.h"

enum { ENVTAB__DEEPEST = 8 };    /* groups in groups */

struct envtab__level {
  const envtab_schema *schema;
  const envtab_field *group;     /* the row that put the schema here; NULL: the root */
  const char *next;              /* the row to visit next */
  size_t left;                   /* how many are left */
};
struct envtab__walk {
  const envtab_field *field;
  struct envtab__level level;    /* that holds the field */
  size_t depth;                  /* how many levels are around it */
  bool skip;                     /* the group that the walk is at has a defect, and is not entered */
  struct envtab__level outer[ENVTAB__DEEPEST]; /* these levels, from the root */
};

ENVTAB_INTERNAL void envtab__walk(struct envtab__walk *walk, const envtab_schema *schema);
/* Enters the group that the walk is at, or leaves those that are done. False: the walk is over. */
ENVTAB_INTERNAL bool envtab__change_level(struct envtab__walk *walk);
/* Steps to the next field of the level, which has some left. */
static inline void envtab__step(struct envtab__walk *walk)
{
  walk->field = (const envtab_field *)(const void *)walk->level.next;
  walk->level.next += walk->level.schema->field_size; /* of a row in the program, whose header may be newer */
  walk->level.left--;
}
/* Steps to the next field; a group's own row comes before its fields. False: that was the last. */
static inline bool envtab__next(struct envtab__walk *walk)
{
  if ((walk->level.left == 0 || (walk->field && walk->field->group)) && !envtab__change_level(walk)) return false;
  envtab__step(walk);
  return true;
}
/* The group that the walk is in at a depth from 1 on. */
static inline const envtab_field *envtab__group_at(const struct envtab__walk *walk, size_t depth)
{
  return depth == walk->depth ? walk->level.group : walk->outer[depth].group;
}
/* Whether the field is a group that lies too deep to be entered (as one that holds itself does). */
static inline bool envtab__too_deep(const struct envtab__walk *walk)
{
  return walk->depth == ENVTAB__DEEPEST && walk->field->group;
}

/*
 * The defect of the walk's field that a load cannot go on with; NULL: it has none. A group with a defect will not be
 * entered, so each walk must ask before it steps on from a group, unless the schema was loaded.
 */
ENVTAB_INTERNAL const char *envtab__field_defect(struct envtab__walk *walk);
/* The same of a schema itself: before this is NULL, there is nothing to walk over. */
ENVTAB_INTERNAL const char *envtab__schema_defect(const envtab_schema *schema);

#endif
