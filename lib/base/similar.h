/* How similar two texts are. */
#ifndef ENVTAB_SIMILAR_H
#define ENVTAB_SIMILAR_H

#include "internal.h"

/* A text, and the set of its letters: a bit for each. */
struct envtab__spelling { const char *text; size_t length; uint32_t letters; };
ENVTAB_INTERNAL struct envtab__spelling envtab__spelling(const char *text, size_t length);
/* The edits from one to the other (a letter added, removed, replaced, or two swapped), up to most; else most + 1. */
ENVTAB_INTERNAL size_t envtab__distance(const struct envtab__spelling *a, const struct envtab__spelling *b,
                                        size_t most);
/* The most edits that are still a typo in a name of this length; in a short one, they would make another name of it. */
ENVTAB_INTERNAL size_t envtab__typo_distance(size_t length);

/* Whether text is the name but for upper and lower case. */
ENVTAB_INTERNAL bool envtab__equal_but_case(const char *text, size_t length, const char *name);

#endif
