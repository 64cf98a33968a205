/* Scrubbing the secrets from the environment. */
#ifndef ENVTAB_SCRUB_H
#define ENVTAB_SCRUB_H

#include "internal.h"
#include "load/state.h"

/* Overwrites and removes the variables of secret rows. What cannot be overwritten is reported. */
ENVTAB_INTERNAL void envtab__scrub(struct envtab__load *load);

#endif
