/*
 * The state of one load, which its steps share. It lies on the stack of envtab_load(): nothing is global, so that
 * threads may load at once.
 */
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
  struct envtab__few_names few;  /* memory of the names; of too many: the heap, or the end of the caller's */
  char *heap;
  size_t tail;                   /* bytes of names at the end of the caller's memory */
  struct envtab__arena arena;
  uint8_t *sources;              /* of the rows, in the arena */
  size_t unknown;                /* how many variables have a reserved prefix and no known name */
  bool looked_at;                /* by envtab__look_at_load(): the rows keep their texts */
  struct envtab_value value;     /* the one that is read now */
};

#endif
