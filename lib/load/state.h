/* The state of one load, which its steps share. */
#ifndef ENVTAB_STATE_H
#define ENVTAB_STATE_H

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
  struct envtab__names names;
  struct envtab__few_names few;  /* where they lie, unless they are too many: then on the heap, or in the caller's memory */
  char *heap;
  size_t tail;                   /* bytes of names at the end of the caller's memory */
  struct envtab__arena arena;
  uint8_t *sources;              /* of the rows, in the arena */
  size_t unknown;                /* variables with an reserved prefix and no known name */
  bool looked_at;                /* the rows keep their texts, for envtab__look_at_load() */
  struct envtab_value value;     /* the one that is read now */
};


#endif
