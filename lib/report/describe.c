/* What a row says of itself, in words: what its variable is for, and what it takes. */
#include <stdio.h>
#include <string.h>

#include "report/describe.h"
#include "base/ascii.h"
#include "base/format.h"
#include "value/choices.h"
#include "value/disclosure.h"
#include "value/value.h"

/* ---- What it is for ---- */

/* Whether the first word is an ordinary one, which is written small within a sentence: not PostgreSQL, TLS or K8s. */
static bool begins_ordinary(const char *text)
{
  size_t length = strcspn(text, " .,;:");

  for (size_t i = 1; i < length; i++)
    if (!envtab__is_lower(text[i])) return false;
  return envtab__is_upper(*text);
}

ENVTAB_INTERNAL void envtab__append_help(char *out, size_t capacity, const char *start, const char *help)
{
  size_t used = envtab__put(out, capacity, start), end;

  if (!help || !*help) return;
  end = envtab__append(out, capacity, used, ": ");
  if (end < capacity) {
    envtab__put(out + end, capacity - end, help);
    if (begins_ordinary(help)) out[end] = envtab__to_lower(out[end]);
  }
  end = strlen(out);
  if (out[end - 1] == '.') out[end - 1] = '\0'; /* who wants a full stop writes it */
}

/* ---- What it takes ---- */

/* ", of 20 bytes", ", of at least 32 bytes", ", of 1 to 3 items"; nothing where all lengths are taken. */
static size_t put_lengths(char *out, size_t capacity, size_t used, const envtab_field *field)
{
  const char *unit = field->element ? "items" : "bytes";
  char words[80] = "";

  if (field->min_length && field->min_length == field->max_length)
    snprintf(words, sizeof words, ", of %zu %s", field->min_length, unit);
  else if (field->min_length && field->max_length)
    snprintf(words, sizeof words, ", of %zu to %zu %s", field->min_length, field->max_length, unit);
  else if (field->min_length) snprintf(words, sizeof words, ", of at least %zu %s", field->min_length, unit);
  else if (field->max_length) snprintf(words, sizeof words, ", of at most %zu %s", field->max_length, unit);
  return envtab__append(out, capacity, used, words);
}

static size_t put_choices(char *out, size_t capacity, size_t used, const envtab_field *field)
{
  static const char *const before[] = {
    [ENVTAB_CHOICES_ARE_TEXTS] = "", [ENVTAB_CHOICES_ARE_NAMES] = "a comma-separated list of: ",
    [ENVTAB_CHOICES_ARE_SCHEMES] = "a URL with the scheme "
  };

  used = envtab__append(out, capacity, used, before[field->type->choices_are]);
  return used < capacity ? used + envtab__append_choices(out + used, capacity - used, field->choices) : used;
}

/* ", from 1s to 1h", ", from 1s on", ", up to 1h" */
static size_t put_range(char *out, size_t capacity, size_t used, const envtab_field *field)
{
  const char *const pieces[] = { field->min ? ", from " : ", up to ", field->min ? field->min : field->max,
                                 !field->min ? "" : field->max ? " to " : " on", field->min && field->max ? field->max : "" };

  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) used = envtab__append(out, capacity, used, pieces[i]);
  return used;
}

/* What one text is: of the whole value, or of an item of a list. */
static size_t put_one(char *out, size_t capacity, size_t used, const envtab_field *field, const envtab_type *type)
{
  if (envtab__shown_choices(field)) return put_choices(out, capacity, used, field);
  if (!field->min && !field->max) return envtab__append(out, capacity, used, envtab__expects(type));
  if (!type->least || !type->greatest)
    return put_range(out, capacity, envtab__append(out, capacity, used, envtab__expects(type)), field);
  used = envtab__append(out, capacity, used, "a whole number from ");
  used = envtab__append(out, capacity, used, field->min ? field->min : type->least);
  used = envtab__append(out, capacity, used, " to ");
  return envtab__append(out, capacity, used, field->max ? field->max : type->greatest);
}

ENVTAB_INTERNAL size_t envtab__append_accepted(char *out, size_t capacity, const envtab_field *field)
{
  size_t used = envtab__append(out, capacity, 0, field->element ? "a comma-separated list, each item " : "");

  used = put_one(out, capacity, used, field, field->element ? field->element : field->type);
  used = put_lengths(out, capacity, used, field);
  if (!field->unit) return used;
  used = envtab__append(out, capacity, used, "; a bare number counts in ");
  return envtab__append(out, capacity, used, field->unit);
}
