/* Where each row's text comes from. */
#ifndef ENVTAB_CHOOSE_H
#define ENVTAB_CHOOSE_H

#include "internal.h"
#include "schema/names.h"

/* Chooses the text of a row by the values of all its names. */
ENVTAB_INTERNAL void envtab__choose_row(struct envtab__table *table, struct envtab__row *row);
/* The room for reading it; SIZE_MAX: too much to count. */
ENVTAB_INTERNAL size_t envtab__row_capacity(const struct envtab__row *row);
/* Drops the optional groups that the environment does not set; the room for the structs. After all rows are chosen. */
ENVTAB_INTERNAL size_t envtab__choose_scopes(struct envtab__table *table);

/* Chooses the text of each row, and bounds the room for all of them; SIZE_MAX: too much to count. */
ENVTAB_INTERNAL size_t envtab__choose_rows(struct envtab__table *table);

#endif
