/* Decimal digits to a number. */
#ifndef ENVTAB_NUMBER_H
#define ENVTAB_NUMBER_H

#include "internal.h"

/* Reads the digits at the start of text; returns how many there are. *fits is false where they exceed 64 bits. */
ENVTAB_INTERNAL size_t envtab__digits(const char *text, size_t length, uint64_t *number, bool *fits);

#endif
