/* Where a loaded struct lies: its arena, its head, and the structs of its groups. */
#ifndef ENVTAB_PLACE_H
#define ENVTAB_PLACE_H

#include "internal.h"
#include "config/head.h"
#include "load/state.h"

/* What the arena holds beside what reading the rows needs. */
ENVTAB_INTERNAL size_t envtab__fixed_capacity(const struct envtab__load *load);
/* Opens the load's arena, and places the head and all structs in it. NULL: there is not so much memory. */
ENVTAB_INTERNAL struct envtab__head *envtab__place(struct envtab__load *load, size_t size);

#endif
