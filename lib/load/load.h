/* One load, from the schema and the environment to the sealed struct. */
#ifndef ENVTAB_LOAD_H
#define ENVTAB_LOAD_H

#include "internal.h"
#include "base/arena.h"
#include "value/value.h"
#include "report/report.h"
#include "schema/names.h"

struct envtab__load {
  const envtab_schema *schema;
  const envtab_options *options;
  const char *const *environment;
  struct envtab__report report;
  struct envtab__table table;
  struct envtab__arena arena;
  uint8_t *sources;              /* of the rows, in the block */
  size_t unknown;                /* variables with an owned prefix and no known name */
  bool looked_at;                /* the rows keep their texts, for envtab__look_at_load() */
  struct envtab_value value;     /* the one that is read now */
};

/*
 * Loads without sealing or scrubbing, reports the problems, and hands the load to look, wrong or right, with its struct
 * at scopes[0].base; all is released then. False: there are problems.
 */
ENVTAB_INTERNAL bool envtab__look_at_load(const envtab_schema *schema, const envtab_options *options,
                                          void (*look)(void *context, const struct envtab__load *load), void *context);
/* A sink that takes no notice. */
ENVTAB_INTERNAL envtab_sink envtab__ignore;

#endif
