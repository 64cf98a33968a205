/* The pattern of the whole numbers of a range. */
#ifndef ENVTAB_INT_RANGE_H
#define ENVTAB_INT_RANGE_H

#include "internal.h"
#include "base/output.h"

/* Sends the pattern, in a group, of the whole numbers from least to greatest, in decimal. */
ENVTAB_INTERNAL void envtab__send_int_range(const struct envtab__text_sink *sink, const char *least,
                                        const char *greatest);

#endif
