/* A config as JSON. */
#ifndef ENVTAB_SHOW_JSON_H
#define ENVTAB_SHOW_JSON_H

#include "internal.h"
#include "load/state.h"

/* One object, with a member for each variable. */
ENVTAB_INTERNAL void envtab__show_json(const struct envtab__load *load, FILE *out);

#endif
