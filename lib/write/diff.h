/* How two environments differ. */
#ifndef ENVTAB_DIFF_H
#define ENVTAB_DIFF_H

#include "internal.h"

enum envtab__comparison { ENVTAB__SAME, ENVTAB__DIFFERS, ENVTAB__NOT_COMPARED /* there is not enough memory */ };
/*
 * Prints how the environment differs from the entries. problems: filled with how many problems each of the two has that
 * stop a load.
 */
ENVTAB_INTERNAL enum envtab__comparison envtab__diff(const envtab_schema *schema, const envtab_options *options,
                                                     const char *const *entries, FILE *out, size_t problems[2]);

#endif
