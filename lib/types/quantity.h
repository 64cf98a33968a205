/* A number and its unit. */
#ifndef ENVTAB_QUANTITY_H
#define ENVTAB_QUANTITY_H

#include "internal.h"

struct envtab__quantity {
  uint64_t whole, fraction;      /* the digits before and behind the point */
  size_t digits;                 /* of the fraction, which is right up to 18 of them */
  bool fits;                     /* whole does, in 64 bits */
};
/* Reads the number at the start of text; returns its length. 0: there is none. */
ENVTAB_INTERNAL size_t envtab__quantity(const char *text, size_t length, struct envtab__quantity *quantity);
/* quantity, of at most 18 digits of fraction, times unit. False: the product is not whole. *fits: in 64 bits. */
ENVTAB_INTERNAL bool envtab__multiply(const struct envtab__quantity *quantity, uint64_t unit, uint64_t *product,
                                      bool *fits);
/* The length of the word, letters of any language, at the start of text. */
ENVTAB_INTERNAL size_t envtab__unit_length(const char *text);
/*
 * Writes the number at the start of text as it should have been: 5 for +5, 05 and 5., 0.5 for .5, 1000 for 1_000; at
 * most
 * one byte more than it is long, and a NUL. Returns how long it is in text; 0: there is none.
 */
ENVTAB_INTERNAL size_t envtab__correct_number(const char *text, char *out);
/* Whether text without its blanks is mended. */
ENVTAB_INTERNAL bool envtab__equal_but_blanks(const char *text, const char *mended);

#endif
