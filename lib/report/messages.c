/* The words for a value that was rejected, or warned of. */
#include <stdio.h>
#include <string.h>

#include "report/messages.h"
#include "base/format.h"
#include "base/utf8.h"
#include "value/disclosure.h"
#include "value/value.h"
#include "report/causes.h"
#include "report/describe.h"
#include "report/report.h"

/* The sentence on what the field takes. */
ENVTAB_INTERNAL void envtab__append_example(char *out, size_t capacity, const char *name, const envtab_field *field)
{
  size_t used;

  if (field->example) {
    snprintf(out, capacity, "For example: %s=%s", name, field->example);
  } else {
    used = envtab__put(out, capacity, "It takes ");
    used += envtab__append_accepted(out + used, capacity - used, field);
    envtab__append(out, capacity, used, ".");
  }
  envtab__make_printable(out);
}

/* ---- A text that was read and rejected ---- */

/* text: NULL: it may not be shown. */
static void put_reason(char *out, size_t capacity, const struct envtab_value *value, bool default_value, bool own_words,
                       const char *path, const char *text)
{
  size_t used = envtab__put(out, capacity, default_value ? "has a .default_value that " : path ? "names a file whose text " : "");

  if (own_words) snprintf(out + used, capacity - used, "is not %s", envtab__expects(value->field->type));
  else envtab__append_reason(out + used, capacity - used, value, text);
}

/* What the field takes beyond what the reason says; false: nothing. */
static bool put_more(char *out, size_t capacity, const char *name, const struct envtab_value *value)
{
  const envtab_field *field = value->field;
  bool more = field->example || (value->bound ? field->min && field->max : field->min || field->max);

  if (more) envtab__append_example(out, capacity, name, field);
  return more;
}

ENVTAB_INTERNAL void envtab__report_warning(struct envtab__report *report, const struct envtab_value *value,
                                          const char *name, envtab_source source, const char *text, size_t length)
{
  envtab_problem problem = { .code = ENVTAB_PROBLEM_SUSPICIOUS, .warning = true, .field = value->field, .source = source,
                             .name = name, .reason = value->reason, .hint = *value->hint ? value->hint : NULL,
                             .at = value->at };

  if (envtab__disclosure(value->field, text, length) == ENVTAB__SHOW_NOTHING) {
    problem.reason = "may not be what is meant";
    problem.hint = "Why is not told, as that could show the value.";
    problem.at = SIZE_MAX;
  }
  envtab__report_problem(report, &problem, NULL, 0);
}

/*
 * A reader's words may hold parts of the text. They are told only where the text itself may be shown, or where the type
 * is a secret's and its reader knows what it says.
 */
ENVTAB_INTERNAL void envtab__report_rejection(struct envtab__report *report, const struct envtab_value *value,
                                            const char *name, envtab_source source, const char *path, const char *text,
                                            size_t length)
{
  const envtab_field *field = value->field;
  enum envtab__disclosure disclosure = envtab__disclosure_of_rejected(field, text, length);
  const envtab_type *type = field->element ? field->element : field->type;
  bool hidden = disclosure != ENVTAB__SHOW_VALUE;
  bool own_words = disclosure == ENVTAB__SHOW_NOTHING && value->by_reader;
  bool default_value = source == ENVTAB_SOURCE_DEFAULT;
  struct envtab__context clue = { text, length, name, field, type };
  char reason[2 * ENVTAB__MESSAGE_SIZE], hint[2 * ENVTAB__MESSAGE_SIZE];
  envtab_problem problem = { .code = default_value ? ENVTAB_PROBLEM_SCHEMA : value->code,
                             .field = field,
                             .source = source,
                             .name = name,
                             .reason = reason,
                             .at = hidden && !(disclosure == ENVTAB__SHOW_REASON && value->by_reader) ? SIZE_MAX : value->at };

  put_reason(reason, sizeof reason, value, default_value, own_words, path, hidden ? NULL : text);
  problem.hint = hint;
  if (envtab__hint(&clue, true, hint, sizeof hint)) problem.hint = hint;
  else if (*value->hint && !own_words && !(hidden && value->code == ENVTAB_PROBLEM_CHOICE && !value->by_reader)) problem.hint = value->hint;
  else if (!envtab__hint(&clue, false, hint, sizeof hint) &&
           !put_more(hint, sizeof hint, name, value))
    problem.hint = own_words ? "What is wrong with it is not told, as that could show the value." : NULL;
  if (problem.code == ENVTAB_PROBLEM_SCHEMA)
    problem.hint = "The program's own table is wrong: its developers must mend it.";
  if (path) text = path, length = strlen(path);
  envtab__report_problem(report, &problem, hidden ? NULL : text, length);
}
