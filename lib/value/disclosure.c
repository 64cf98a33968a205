/*
 * What may be shown of a value. A row with .secret shows nothing. A type for secrets was written with that in mind, so
 * its reasons may be shown. Any other text is shown unless it looks like a credential: it may have got into the wrong
 * variable.
 */
#include "value/disclosure.h"
#include "base/secret_bytes.h"
#include "value/credential.h"

/* An item of a list is decided by the element's type: that is what its text is. */
static enum envtab__disclosure decide(const envtab_field *field, bool looks_secret)
{
  const envtab_type *type = field->element ? field->element : field->type;

  if (field->secret) return ENVTAB__SHOW_NOTHING;
  if (type->secret) return ENVTAB__SHOW_REASON;
  return envtab__is_secret(field) || looks_secret ? ENVTAB__SHOW_NOTHING : ENVTAB__SHOW_VALUE;
}

ENVTAB_INTERNAL enum envtab__disclosure envtab__disclosure(const envtab_field *field, const char *text, size_t length)
{
  return decide(field, text && envtab__looks_secret(text, length));
}

ENVTAB_INTERNAL enum envtab__disclosure envtab__disclosure_in_message(const envtab_field *field, const char *text,
                                                                      size_t length)
{
  return decide(field, text && envtab__may_hold_password(text, length));
}

ENVTAB_INTERNAL const envtab_choice *envtab__shown_choices(const envtab_field *field)
{
  const envtab_type *type = field->element ? field->element : field->type;
  bool schemes = type->choices_are == ENVTAB_CHOICES_ARE_SCHEMES; /* they say nothing of what follows them */

  return schemes || decide(field, false) == ENVTAB__SHOW_VALUE ? field->choices : NULL;
}

ENVTAB_INTERNAL bool envtab__is_masked(const char *shown) { return envtab__equal_secrets(shown, ENVTAB__SHOWN_SECRET); }
