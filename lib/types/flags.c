/* flags: some of the names of .choices, with commas between them; their numbers are or'ed into an unsigned. */
#include "base/format.h"
#include "base/search.h"
#include "base/secret_bytes.h"
#include "value/choices.h"

/* What is wrong with the row; NULL: nothing. */
static const char *choices_defect(const envtab_choice *choices)
{
  if (!choices || !choices->name) return "has no .choices";
  for (; choices->name; choices++) {
    if (choices->value < 0 || choices->value > UINT_MAX) return "has a choice whose value does not fit an unsigned";
    if (!*choices->name || envtab__count_byte(choices->name, envtab__length_of_secret(choices->name), ','))
      return "has a choice whose name is empty or contains a comma";
  }
  return NULL;
}

static size_t end_of_flag(const char *text, size_t at, size_t length)
{
  while (at < length && text[at] != ',') at++;
  return at;
}

/* The choice of this name; NULL: there is none. */
static const envtab_choice *find_flag(const envtab_choice *choices, const char *text, size_t length)
{
  for (; choices->name; choices++)
    if (envtab__is_text(text, length, choices->name)) return choices;
  return NULL;
}

/* Whether the name is among those before at: no more than .choices has, as they are known and differ. */
static bool is_repeated(const char *text, size_t at, const char *name, size_t length)
{
  size_t end;

  for (size_t i = 0; i < at; i = end + 1) {
    end = end_of_flag(text, i, at);
    if (end - i == length && envtab__equal_bytes(text + i, name, length)) return true;
  }
  return false;
}

/* Rejects what is not a name of .choices. Names are counted from 1. */
static bool reject_flag(envtab_value *value, const char *text, size_t at, size_t length)
{
  const envtab_choice *choices = envtab_value_field(value)->choices;
  char reason_text[300], hint_text[256];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);

  if (length == 0)
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, "has an empty name",
                               "Write one comma between two names.");
  if (text[at] == ' ' || text[at + length - 1] == ' ')
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, text[at] == ' ' ? at : at + length - 1,
                               "has a space next to a name", "Write commas without spaces: a,b,c.");
  envtab__append_format(&reason, "has name %zu, \"%.*s\", which is not one of ", 1 + envtab__count_byte(text, at, ','),
                        length < 40 ? (int)length : 40, text + at);
  envtab__append_choices(&reason, choices, " or ");
  if (!envtab__append_near_choice(&hint, choices, text + at, length) && envtab__search(text + at, length, "|"))
    envtab__append_text(&hint, "Write the names with commas between them.");
  return envtab_value_reject(value, ENVTAB_PROBLEM_CHOICE, at, reason.text, envtab__text_if_any(&hint));
}

/* flags = name *("," name), each once */
static bool read_flags(const envtab_type *self, envtab_value *value, void *member)
{
  const envtab_choice *choices = envtab_value_field(value)->choices;
  const char *defect = choices_defect(choices);
  size_t length, at = 0;
  const char *text = envtab_value_text(value, &length);
  unsigned flags = 0;

  (void)self;
  if (defect) return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, defect, NULL);
  for (;;) {
    size_t end = end_of_flag(text, at, length);
    const envtab_choice *choice = find_flag(choices, text + at, end - at);

    if (!choice) return reject_flag(value, text, at, end - at);
    if (is_repeated(text, at, text + at, end - at))
      return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, "has a name twice", "Write each name once.");
    flags |= (unsigned)choice->value;
    if (end == length) break;
    at = end + 1;
  }
  *(unsigned *)member = flags;
  return true;
}

/* Whether a choice is part of the flags; a choice of 0 is shown where no flag is set, and only there. */
static bool is_shown(const envtab_choice *choice, unsigned flags)
{
  unsigned bits = (unsigned)choice->value;

  return flags ? bits && (flags & bits) == bits : !bits;
}

static size_t show_flags(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                         size_t capacity)
{
  unsigned flags = *(const unsigned *)member;
  struct envtab__buffer text = envtab__buffer(out, capacity);

  (void)self;
  for (const envtab_choice *choice = field->choices; choice->name; choice++) {
    if (!is_shown(choice, flags)) continue;
    if (text.length) envtab__append_text(&text, ",");
    envtab__append_text(&text, choice->name);
  }
  return text.length;
}

const envtab_type envtab_type_flags = {
  .name = "flags",
  .expects = "names with commas between them",
  .size = sizeof(unsigned),
  .choices_are = ENVTAB_CHOICES_ARE_NAMES,
  .read = read_flags,
  .show = show_flags,
};
