/* The names of .choices as a piece of a sentence, and the one that was probably meant. */
#ifndef ENVTAB_CHOICES_H
#define ENVTAB_CHOICES_H

#include "internal.h"
#include "base/format.h"

enum { ENVTAB__CHOICES_SIZE = 200 }; /* the most bytes of the names together */

/*
 * Appends the names of .choices as "a, b or c", where last is " or ". Those beyond ENVTAB__CHOICES_SIZE are replaced by
 * "...": a message must stay readable.
 */
ENVTAB_INTERNAL void envtab__append_choices(struct envtab__buffer *buffer, const envtab_choice *choices,
                                            const char *last);
/* Appends the hint that names the choice which text is a typo of; false: it is not similar to any. */
ENVTAB_INTERNAL bool envtab__append_near_choice(struct envtab__buffer *buffer, const envtab_choice *choices,
                                                const char *text, size_t length);

#endif
