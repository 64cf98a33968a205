/* The words for a value that was rejected, or warned of. */
#include <string.h>

#include "report/messages.h"
#include "base/format.h"
#include "value/disclosure.h"
#include "value/value.h"
#include "report/causes.h"
#include "report/describe.h"
#include "report/report.h"

ENVTAB_INTERNAL void envtab__report_warning(struct envtab__report *report, const struct envtab__variable *variable,
                                            const struct envtab_value *value, const char *text, size_t length)
{
  envtab_problem problem = { .code = ENVTAB_PROBLEM_SUSPICIOUS,
                             .warning = true,
                             .field = variable->field,
                             .source = variable->source,
                             .name = variable->name,
                             .reason = value->reason,
                             .hint = *value->hint ? value->hint : NULL,
                             .at = value->at };

  if (envtab__disclosure(variable->field, text, length) == ENVTAB__SHOW_NOTHING) {
    problem.reason = "may not be what you meant";
    problem.hint = "The reason is not shown, because it could reveal the value.";
    problem.at = SIZE_MAX;
  }
  envtab__report_problem(report, &problem, NULL, 0);
}

/* The one hint of most use: a cause that is certain, what the reader says, a likely cause, what the field takes. */
static void append_hint(struct envtab__buffer *hint, const struct envtab_value *value,
                        const struct envtab__context *context, enum envtab__disclosure disclosure)
{
  const envtab_field *field = value->field;
  bool silent = disclosure == ENVTAB__SHOW_NOTHING && value->by_reader;
  /* The choice that is nearest to a secret says what the secret is like. */
  bool tells = value->code == ENVTAB_PROBLEM_CHOICE && !value->by_reader && disclosure != ENVTAB__SHOW_VALUE;
  /* What it takes beyond what the reason says. */
  bool more = field->example || (value->bound ? field->min && field->max : field->min || field->max);

  if (envtab__append_cause(hint, context, true)) return;
  if (*value->hint && !silent && !tells) envtab__append_text(hint, value->hint);
  else if (envtab__append_cause(hint, context, false)) return;
  else if (more) envtab__append_example(hint, context->name, field);
  else if (silent) envtab__append_text(hint, "The exact problem is not shown, because it could reveal the value.");
}

ENVTAB_INTERNAL void envtab__report_rejection(struct envtab__report *report, const struct envtab__variable *variable,
                                              const struct envtab_value *value, const char *path, const char *text,
                                              size_t length)
{
  const envtab_field *field = value->field;
  enum envtab__disclosure disclosure = envtab__disclosure_of_rejected(field, text, length);
  bool shown = disclosure == ENVTAB__SHOW_VALUE, is_default = variable->source == ENVTAB_SOURCE_DEFAULT;
  struct envtab__context context = { text, length, variable->name, field, field->element ? field->element : field->type };
  char reason_text[2 * ENVTAB__MESSAGE_SIZE], hint_text[2 * ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);
  envtab_problem problem = { .code = is_default ? ENVTAB_PROBLEM_SCHEMA : value->code,
                             .field = field,
                             .source = variable->source,
                             .name = variable->name,
                             .reason = reason_text,
                             .at = SIZE_MAX };

  if (is_default) envtab__append_text(&reason, "has a .default_value that ");
  else if (path) envtab__append_text(&reason, "names a file whose text ");
  envtab__append_reason(&reason, value, disclosure, text);
  if (shown || (disclosure == ENVTAB__SHOW_REASON && value->by_reader)) problem.at = value->at;
  append_hint(&hint, value, &context, disclosure);
  if (hint.length) problem.hint = hint_text;
  if (problem.code == ENVTAB_PROBLEM_SCHEMA) problem.hint = ENVTAB__DEFECT_HINT;
  if (path) text = path, length = strlen(path);
  envtab__report_problem(report, &problem, shown ? text : NULL, length);
}
