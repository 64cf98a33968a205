/* The one walk of all writers: each variable of a table and of the tables in .others, once, groups flattened. */
#ifndef ENVTAB_VARIABLES_H
#define ENVTAB_VARIABLES_H

#include "internal.h"
#include "value/disclosure.h"
#include "schema/walk.h"

struct envtab__variables {
  /* The variable that the walk is at. */
  const envtab_field *field;
  const char *name;              /* whole, with every prefix; until the next step */
  const envtab_field *group;     /* the innermost group that it is in; NULL: none */
  const envtab_field *optional;  /* the innermost optional group that it is in; NULL: none */
  size_t prefix_length;          /* of the name: up to the end of that optional group's prefix */
  bool required;                 /* unset is a problem, where its group is there */

  const envtab_schema *root;
  const char *before;            /* the prefix of each name, of this length */
  size_t before_length;
  size_t number;                 /* of the schema that the walk is in: 0: the root; else of .others, from 1 */
  struct envtab__walk walk;
  size_t capacity;               /* for a name */
  char *text, *other;            /* for two names */
};

/*
 * Begins the walk, with this prefix before each name (NULL: none). ENVTAB_WRITE_SCHEMA: a schema cannot be walked, or a
 * name is not one; ENVTAB_WRITE_MEMORY.
 */
ENVTAB_INTERNAL envtab_write_result envtab__open_variables(struct envtab__variables *variables,
                                                           const envtab_schema *schema, const char *prefix);
ENVTAB_INTERNAL void envtab__close_variables(struct envtab__variables *variables);
/* Steps to the next variable; false: that was the last, and the next step is to the first again. */
ENVTAB_INTERNAL bool envtab__next_variable(struct envtab__variables *variables);
/*
 * Begins a walk over the optional group that the outer walk is in; it ends when that one steps on. It uses the outer
 * one's memory, so it is not closed. group: filled with the group's schema, without its .others.
 */
ENVTAB_INTERNAL void envtab__open_group(struct envtab__variables *inner, envtab_schema *group,
                                        const struct envtab__variables *outer);
/* Whether it must be set in every environment. */
static inline bool envtab__is_always_required(const struct envtab__variables *variables)
{
  return variables->required && !variables->optional;
}
/* Whether it must be set by this name: it has no other. */
static inline bool envtab__is_simply_required(const struct envtab__variables *variables)
{
  return envtab__is_always_required(variables) && !variables->field->deprecated && !variables->field->from_file;
}
/* Whether NAME= is a value. */
static inline bool envtab__takes_empty(const envtab_field *field)
{
  return field->empty == ENVTAB_EMPTY_IS_VALUE && !envtab__is_secret(field);
}
/* Whether a variable has this name of its own: the prefix of the one that the walk is at, then base, then suffix. */
ENVTAB_INTERNAL bool envtab__is_variable(struct envtab__variables *variables, const char *base, const char *suffix);
/* The schema with this number: 0: the root; else of .others, from 1; NULL: there is none. */
ENVTAB_INTERNAL const envtab_schema *envtab__schema_at(const envtab_schema *root, size_t number);

#endif
