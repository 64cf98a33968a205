/* Why values go wrong, and what to do about it. */
#ifndef ENVTAB_CAUSES_H
#define ENVTAB_CAUSES_H

#include "internal.h"

struct envtab__context {            /* what is known of a text that was rejected */
  const char *text;              /* a cause is sought where it is not empty */
  size_t length;
  const char *name;              /* the variable's */
  const envtab_field *field;
  const envtab_type *type;
};
/* Writes the sentence for the cause that the text shows; false: none is known. certain: only a cause without a doubt. */
ENVTAB_INTERNAL bool envtab__hint(const struct envtab__context *clue, bool certain, char *out, size_t capacity);

#endif
