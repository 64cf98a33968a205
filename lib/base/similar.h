/* How far two words are from each other. */
#ifndef ENVTAB_SIMILAR_H
#define ENVTAB_SIMILAR_H

#include "internal.h"

struct envtab__spelling { const char *text; size_t length; uint32_t letters; };
ENVTAB_INTERNAL struct envtab__spelling envtab__spelling(const char *text, size_t length);
/* The edits (a letter more, less, other, or two swapped) from one to the other, up to most; else most + 1. */
ENVTAB_INTERNAL size_t envtab__distance(const struct envtab__spelling *a, const struct envtab__spelling *b, size_t most);
/* How many edits make a name of this length a slip. */
ENVTAB_INTERNAL size_t envtab__typo_distance(size_t length);

/* Whether text is the name but for upper and lower case. */
ENVTAB_INTERNAL bool envtab__equal_but_case(const char *text, size_t length, const char *name);

#endif
