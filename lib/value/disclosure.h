/* What may be shown of a value: asked by all that prints, decided here alone. */
#ifndef ENVTAB_DISCLOSURE_H
#define ENVTAB_DISCLOSURE_H

#include "internal.h"

/* What is shown in place of a secret. */
#define ENVTAB__SHOWN_SECRET "<secret>"

enum envtab__disclosure {
  ENVTAB__SHOW_NOTHING,          /* only whether it is there or wrong, in words of the library's own */
  ENVTAB__SHOW_REASON,           /* what its type, which is made for secrets, says and shows of it */
  ENVTAB__SHOW_VALUE             /* the text itself */
};

/* What may be shown of a valid text of the field; text NULL: of any. */
ENVTAB_INTERNAL enum envtab__disclosure envtab__disclosure(const envtab_field *field, const char *text, size_t length);
/*
 * The same of a text that a message is about, be it rejected or suspicious. It may have been meant for another variable,
 * so that more of it is hidden.
 */
ENVTAB_INTERNAL enum envtab__disclosure envtab__disclosure_in_message(const envtab_field *field, const char *text,
                                                                      size_t length);

/* The choices, where they may be shown: those of a secret are its possible values. NULL: there are none to show. */
ENVTAB_INTERNAL const envtab_choice *envtab__shown_choices(const envtab_field *field);

/* Whether the field's texts are choices, compared by the library, that may not be shown: nothing is known of them. */
static inline bool envtab__hides_choices(const envtab_field *field)
{
  const envtab_type *type = field->element ? field->element : field->type;

  return field->choices && type->choices_are == ENVTAB_CHOICES_ARE_TEXTS && !envtab__shown_choices(field);
}

/* Whether nothing of a value is in the text that was shown for it. */
ENVTAB_INTERNAL bool envtab__is_masked(const char *shown);

/*
 * Whether the field's text is handled as a secret: copied and wiped by the loops for secrets, never empty, and marked
 * as a secret wherever the schema is written. What may be shown of it is envtab__disclosure()'s to say.
 */
static inline bool envtab__is_secret(const envtab_field *field)
{
  return field->secret || field->type->secret || (field->element && field->element->secret);
}

#endif
