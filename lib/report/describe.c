/*
 * A row of the table as prose: what its variable is for, and what it accepts. Problems and writers share it, so that
 * the documentation and the message that sends someone there say the same.
 */
#include <string.h>

#include "report/describe.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/utf8.h"
#include "value/choices.h"
#include "value/disclosure.h"
#include "value/value.h"

/* ---- What it is for ---- */

/*
 * Whether the first word is an ordinary one, which begins in lower case within a sentence: not PostgreSQL, TLS or K8s.
 */
static bool begins_ordinary(const char *text)
{
  size_t length = strcspn(text, " .,;:");

  for (size_t i = 1; i < length; i++)
    if (!envtab__is_lower(text[i])) return false;
  return envtab__is_upper(*text);
}

ENVTAB_INTERNAL void envtab__append_help(struct envtab__buffer *buffer, const char *help)
{
  size_t length = help ? strlen(help) : 0;
  char first;

  if (!length) return;
  if (help[length - 1] == '.') length--; /* the caller ends the sentence */
  if (!length) return;
  first = begins_ordinary(help) ? envtab__to_lower(*help) : *help;
  envtab__append_text(buffer, ": ");
  envtab__append_bytes(buffer, &first, 1);
  envtab__append_bytes(buffer, help + 1, length - 1);
}

/* ---- What it accepts ---- */

/* ", of 20 bytes", ", of at least 32 bytes", ", of 1 to 3 items"; nothing where all lengths are accepted. */
static void append_lengths(struct envtab__buffer *buffer, const envtab_field *field)
{
  size_t min = field->min_length, max = field->max_length;
  size_t last = max ? max : min;
  const char *unit = field->element ? last == 1 ? "item" : "items" : last == 1 ? "byte" : "bytes";

  if (min && min == max) envtab__append_format(buffer, ", of %zu %s", min, unit);
  else if (min && max) envtab__append_format(buffer, ", of %zu to %zu %s", min, max, unit);
  else if (min) envtab__append_format(buffer, ", of at least %zu %s", min, unit);
  else if (max) envtab__append_format(buffer, ", of at most %zu %s", max, unit);
}

/* ", from 1s to 1h", ", at least 1s", ", at most 1h" */
static void append_range(struct envtab__buffer *buffer, const envtab_field *field)
{
  if (field->min && field->max) envtab__append_format(buffer, ", from %s to %s", field->min, field->max);
  else if (field->min) envtab__append_format(buffer, ", at least %s", field->min);
  else if (field->max) envtab__append_format(buffer, ", at most %s", field->max);
}

/* What one text is: of the whole value, or of an item of a list. */
static void append_one(struct envtab__buffer *buffer, const envtab_field *field, const envtab_type *type)
{
  static const char *const before[] = {
    [ENVTAB_CHOICES_ARE_TEXTS] = "", [ENVTAB_CHOICES_ARE_NAMES] = "a comma-separated list of: ",
    [ENVTAB_CHOICES_ARE_SCHEMES] = "a URL with the scheme "
  };
  const envtab_choice *choices = envtab__shown_choices(field);
  bool names = type->choices_are == ENVTAB_CHOICES_ARE_NAMES;

  if (choices) {
    envtab__append_text(buffer, before[type->choices_are]);
    envtab__append_choices(buffer, choices, names ? ", " : " or ");
  } else if (envtab__hides_choices(field)) {
    envtab__append_text(buffer, "one of its choices");
  } else if ((field->min || field->max) && type->least && type->greatest) {
    envtab__append_format(buffer, "a whole number from %s to %s", field->min ? field->min : type->least,
                          field->max ? field->max : type->greatest);
  } else {
    envtab__append_text(buffer, envtab__expects(type));
    append_range(buffer, field);
  }
}

ENVTAB_INTERNAL void envtab__append_accepted(struct envtab__buffer *buffer, const envtab_field *field)
{
  if (field->element) envtab__append_text(buffer, "a comma-separated list, each item ");
  append_one(buffer, field, field->element ? field->element : field->type);
  append_lengths(buffer, field);
  if (field->unit) envtab__append_format(buffer, "; a number without a unit counts in %s", field->unit);
}

ENVTAB_INTERNAL void envtab__append_example(struct envtab__buffer *buffer, const char *name, const envtab_field *field)
{
  /* The program's author makes up the example of a secret, but not where it is one of its choices, which are hidden. */
  if (field->example && (!field->choices || envtab__shown_choices(field))) {
    envtab__append_format(buffer, "For example: %s=%s", name, field->example);
  } else {
    envtab__append_text(buffer, "It must be ");
    envtab__append_accepted(buffer, field);
    envtab__append_text(buffer, ".");
  }
  envtab__make_printable(buffer->text);
}
