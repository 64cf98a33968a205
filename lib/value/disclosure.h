/* What may be shown of a value: asked by all that prints, decided here alone. */
#ifndef ENVTAB_DISCLOSURE_H
#define ENVTAB_DISCLOSURE_H

#include "internal.h"

/* What is shown in place of a secret. */
#define ENVTAB__SHOWN_SECRET "<secret>"

enum envtab__disclosure {
  ENVTAB__SHOW_NOTHING,          /* only that it is there, or that it is wrong, in the library's own words */
  ENVTAB__SHOW_REASON,           /* what its type says and shows of it: made for secrets, it knows what it may show */
  ENVTAB__SHOW_VALUE             /* the text itself */
};

/* What may be shown of a text of the field's that is right, or of any when it is NULL. */
ENVTAB_INTERNAL enum envtab__disclosure envtab__disclosure(const envtab_field *field, const char *text, size_t length);
/* The same of one that was rejected. It may belong to another variable, so that more of them are hidden. */
ENVTAB_INTERNAL enum envtab__disclosure envtab__disclosure_of_rejected(const envtab_field *field, const char *text,
                                                                       size_t length);

/* The choices, where they may be shown: those of a secret are values of it. NULL: there are none. */
ENVTAB_INTERNAL const envtab_choice *envtab__shown_choices(const envtab_field *field);

/* Whether nothing of a value is in the text that was shown for it. */
ENVTAB_INTERNAL bool envtab__is_masked(const char *shown);

/*
 * Whether the field's text is handled as a secret: copied and wiped by the loops for secrets, never empty, and marked as
 * one to who keeps it. What may be shown is not asked here.
 */
static inline bool envtab__is_secret(const envtab_field *field)
{
  return field->secret || field->type->secret || (field->element && field->element->secret);
}

#endif
