/* Why values go wrong, and what to do about it. */
#ifndef ENVTAB_CAUSES_H
#define ENVTAB_CAUSES_H

#include "internal.h"
#include "base/format.h"

struct envtab__context {         /* what is known of a text that was rejected */
  const char *text;              /* a cause is sought where it is not empty */
  size_t length;
  const char *name;              /* the variable's */
  const envtab_field *field;
  const envtab_type *type;
};
/* Appends the sentence on the cause that the text shows. certain: only where it is certain. False: none is known. */
ENVTAB_INTERNAL bool envtab__append_cause(struct envtab__buffer *hint, const struct envtab__context *context,
                                          bool certain);

#endif
