/* Where each row's text comes from. */
#ifndef ENVTAB_CHOOSE_H
#define ENVTAB_CHOOSE_H

#include "internal.h"
#include "schema/names.h"

/*
 * Chooses the text of each row, and drops the optional groups that the environment does not set. Returns the memory
 * that reading all of it needs, structs included; SIZE_MAX: too much to count.
 */
ENVTAB_INTERNAL size_t envtab__choose(struct envtab__names *names);

#endif
