/* The names of .choices as a piece of a sentence, and the one that was probably meant. */
#ifndef ENVTAB_CHOICES_H
#define ENVTAB_CHOICES_H

#include "internal.h"

/* Writes the names of .choices as "a, b or c", cut with "..." where they do not fit; returns the length. */
ENVTAB_INTERNAL size_t envtab__append_choices(char *out, size_t capacity, const envtab_choice *choices);

/* Writes the hint that names the choice which text is a slip of; false: it is none. */
ENVTAB_INTERNAL bool envtab__append_near_choice(char *out, size_t capacity, const envtab_choice *choices, const char *text,
                                      size_t length);

#endif
