/* Where the members of a schema's rows lie in its struct, and what can be wrong with that. */
#ifndef ENVTAB_LAYOUT_H
#define ENVTAB_LAYOUT_H

#include "internal.h"

struct envtab__gap {             /* zeroed, it is before the first */
  size_t start, size;            /* bytes of the struct that no row fills */
  size_t next;                   /* where the search goes on */
  bool last;
};
/* Finds the next gap that is too large for padding: a member that has no row. False: there are no more. */
ENVTAB_INTERNAL bool envtab__next_gap(const envtab_schema *schema, struct envtab__gap *gap);
/* Whether a row before this one, counted from 0, fills some of the same bytes. */
ENVTAB_INTERNAL bool envtab__overlaps(const envtab_schema *schema, size_t row);
/* Whether no member of the field's type can be at its offset. */
ENVTAB_INTERNAL bool envtab__is_misaligned(const envtab_field *field);

#endif
