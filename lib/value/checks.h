/* What every text must be before its type reads it. */
#ifndef ENVTAB_CHECKS_H
#define ENVTAB_CHECKS_H

#include "internal.h"

/* Whether the text passes at a glance, as most do. False: it may be right, but needs the full check; or it is empty. */
ENVTAB_INTERNAL bool envtab__is_ordinary_text(const char *text, size_t length);

/* Whether a type may read this text, the value's or an item's; false: the value is rejected. Empty text passes. */
ENVTAB_INTERNAL bool envtab__check_text(envtab_value *value, const char *text, size_t length);

#endif
