/* The pattern of the whole numbers of a range. */
#ifndef ENVTAB_INT_RANGE_H
#define ENVTAB_INT_RANGE_H

#include "internal.h"
#include "base/output.h"

/* Writes the pattern, in a group, of the whole numbers from least to greatest; both in decimal. */
ENVTAB_INTERNAL void envtab__write_int_range(struct envtab__sink *out, const char *least, const char *greatest);

#endif
