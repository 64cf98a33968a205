/* One load, from the schema and the environment to the sealed struct. */
#ifndef ENVTAB_LOAD_H
#define ENVTAB_LOAD_H

#include "internal.h"
#include "load/state.h"

/*
 * Loads without sealing or scrubbing, reports the problems, and hands the load to look, wrong or right, with its struct
 * at scopes[0].base; all is released then. False: there are problems.
 */
ENVTAB_INTERNAL bool envtab__look_at_load(const envtab_schema *schema, const envtab_options *options,
                                          void (*look)(void *context, const struct envtab__load *load), void *context);
/* A sink that drops each problem. */
ENVTAB_INTERNAL envtab_sink envtab__ignore;

#endif
