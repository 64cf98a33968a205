/* How two environments differ. */
#ifndef ENVTAB_DIFF_H
#define ENVTAB_DIFF_H

#include "internal.h"

/* Prints how the environment differs from the entries; the status. problems: of the two, which stop a load. */
ENVTAB_INTERNAL int envtab__diff(const envtab_schema *schema, const envtab_options *options,
                                 const char *const *entries, FILE *out, size_t problems[2]);

#endif
