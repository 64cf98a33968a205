/* Reading the rows into their structs. */
#ifndef ENVTAB_READ_H
#define ENVTAB_READ_H

#include "internal.h"
#include "load/state.h"

/* Reads each row into its struct; reports what is wrong with it. */
ENVTAB_INTERNAL void envtab__read_rows(struct envtab__load *load);

#endif
