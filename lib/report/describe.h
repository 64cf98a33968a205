/* What a row says of itself, in words. */
#ifndef ENVTAB_DESCRIBE_H
#define ENVTAB_DESCRIBE_H

#include "internal.h"

/* Writes start, and the help as the end of the sentence: "Signs the cookie." goes on as ": signs the cookie". */
ENVTAB_INTERNAL void envtab__append_help(char *out, size_t capacity, const char *start, const char *help);
/* Writes what the field takes, as snprintf does: "a whole number from 1 to 64", "debug or info". */
ENVTAB_INTERNAL size_t envtab__append_accepted(char *out, size_t capacity, const envtab_field *field);

#endif
