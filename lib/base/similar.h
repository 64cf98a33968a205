/* How similar two texts are. */
#ifndef ENVTAB_SIMILAR_H
#define ENVTAB_SIMILAR_H

#include "internal.h"

struct envtab__spelling { const char *text; size_t length; };
/*
 * The edits from one to the other (a letter added, removed, replaced, or two swapped; upper and lower case are the
 * same), up to most, which is at most 2; else most + 1. steps: what it took is added.
 */
ENVTAB_INTERNAL size_t envtab__distance(struct envtab__spelling a, struct envtab__spelling b, size_t most,
                                        size_t *steps);
/* The most edits that are still a typo in a name of this length; in a short one, they would make another name of it. */
ENVTAB_INTERNAL size_t envtab__typo_distance(size_t length);

/* Whether text is the name but for upper and lower case. */
ENVTAB_INTERNAL bool envtab__equal_but_case(const char *text, size_t length, const char *name);

#endif
