/* One pass over the environment, which gives each name its value. */
#ifndef ENVTAB_ENVIRON_H
#define ENVTAB_ENVIRON_H

#include "internal.h"
#include "schema/names.h"

/* Gives each name its value; returns how many variables have a reserved prefix but no known name, links among them. */
ENVTAB_INTERNAL size_t envtab__scan(struct envtab__names *names, const char *const *environment);
/* Whether the entry has a reserved prefix and a name that is not known. length: of its name. */
ENVTAB_INTERNAL bool envtab__is_unknown(const struct envtab__names *names, const char *entry, size_t length);

#endif
