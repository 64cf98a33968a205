/* What every text must be before its type reads it. */
#ifndef ENVTAB_CHECKS_H
#define ENVTAB_CHECKS_H

#include "internal.h"

/* Whether the text is certainly right, as most are. False: it needs a second look, if only because it is empty. */
ENVTAB_INTERNAL bool envtab__is_ordinary_text(const char *text, size_t length);

/* Rejects a value whose text, or an item of it, no type may read. */
ENVTAB_INTERNAL bool envtab__check_text(envtab_value *value, const char *text, size_t length);

#endif
