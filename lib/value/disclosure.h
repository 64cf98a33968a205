/* What may be shown of a value. */
#ifndef ENVTAB_DISCLOSURE_H
#define ENVTAB_DISCLOSURE_H

#include "internal.h"

/* Whether the field's value is never shown. */
static inline bool envtab__is_hidden(const envtab_field *field)
{
  return field->secret || field->type->secret || (field->element && field->element->secret);
}

/* The choices that may be told: those of a secret are values of it, but for the schemes of a URL. */
static inline const envtab_choice *envtab__shown_choices(const envtab_field *field)
{
  const envtab_type *type = field->element ? field->element : field->type;

  return !envtab__is_hidden(field) || type->choices_are == ENVTAB_CHOICES_ARE_SCHEMES ? field->choices : NULL;
}

#endif
