/*
 * The wording of most problems, in one place. First a variable that has no text to read: it is missing, empty, set
 * twice, set under two names, or its file cannot be read. Then a value that was rejected, or that a warning is about.
 */
#include <string.h>

#include "report/messages.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "base/utf8.h"
#include "value/disclosure.h"
#include "value/value.h"
#include "report/causes.h"
#include "report/describe.h"
#include "report/report.h"

/* ---- No text to read ---- */

static envtab_problem problem_of(const struct envtab__variable *variable, envtab_code code, const char *reason)
{
  return (envtab_problem){ .code = code,
                           .warning = code == ENVTAB_PROBLEM_FORMER_NAME || code == ENVTAB_PROBLEM_SUSPICIOUS,
                           .field = variable->field,
                           .source = variable->source,
                           .name = variable->name,
                           .reason = reason,
                           .at = SIZE_MAX };
}

static void report_variable(struct envtab__report *report, const struct envtab__variable *variable, envtab_code code,
                            const char *reason, const char *hint)
{
  envtab_problem problem = problem_of(variable, code, reason);

  problem.hint = hint;
  envtab__report_problem(report, &problem, NULL, 0);
}

/* What it is required for: its group's help, and its own. */
static void append_need(struct envtab__buffer *reason, const struct envtab__variable *variable)
{
  envtab__append_text(reason, "It is required");
  envtab__append_help(reason, variable->group_help);
  envtab__append_help(reason, variable->field->help);
  envtab__make_printable(reason->text); /* it may have been cut within a character */
}

ENVTAB_INTERNAL void envtab__report_missing(struct envtab__report *report, const struct envtab__variable *variable,
                                            const char *near, const char *meant)
{
  char reason_text[ENVTAB__MESSAGE_SIZE], hint_text[ENVTAB__MESSAGE_SIZE * 3 / 2];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);

  envtab__append_text(&reason, "is not set. ");
  append_need(&reason, variable);
  if (near) {
    envtab__append_entry_name(&hint, near);
    envtab__append_format(&hint, " is set. Did you mean %s?", meant);
  } else {
    if (variable->field->from_file)
      envtab__append_format(&hint, "Set it, or set %s_FILE to the path of a file that holds it. ", variable->name);
    envtab__append_example(&hint, variable->name, variable->field);
  }
  report_variable(report, variable, ENVTAB_PROBLEM_MISSING, reason.text, hint.text);
}

ENVTAB_INTERNAL void envtab__report_empty(struct envtab__report *report, const struct envtab__variable *variable)
{
  bool required = !variable->field->default_value && !variable->field->optional;
  char text[ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer reason = ENVTAB__BUFFER(text);

  envtab__append_text(&reason, required ? "is set, but empty. " : "is set, but empty");
  if (required) append_need(&reason, variable);
  report_variable(report, variable, ENVTAB_PROBLEM_EMPTY, reason.text,
                  required ? "A template or CI job often leaves a variable empty when its own input is missing."
                           : "Give it a value, or remove it.");
}

ENVTAB_INTERNAL void envtab__report_twice(struct envtab__report *report, const struct envtab__variable *variable)
{
  report_variable(report, variable, ENVTAB_PROBLEM_TWICE, "is set twice in the environment",
                  "Programs differ in which of the two they read. Set it once.");
}

ENVTAB_INTERNAL void envtab__report_conflict(struct envtab__report *report, const struct envtab__variable *variable,
                                             const char *other, bool renamed)
{
  char reason_text[ENVTAB__MESSAGE_SIZE], hint_text[ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);

  envtab__append_format(&reason, "is set as well as %s%s", other, renamed ? ", to a different value" : "");
  if (renamed) envtab__append_format(&hint, "It is the old name of %s. Remove it.", other);
  else envtab__append_text(&hint, "Remove one of the two.");
  report_variable(report, variable, ENVTAB_PROBLEM_CONFLICT, reason.text, hint.text);
}

ENVTAB_INTERNAL void envtab__report_deprecated(struct envtab__report *report, const struct envtab__variable *variable,
                                               const char *current)
{
  char reason_text[ENVTAB__MESSAGE_SIZE], hint_text[ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);

  envtab__append_format(&reason, "is the old name of %s. It is still read", current);
  envtab__append_format(&hint, "Rename it to %s.", current);
  report_variable(report, variable, ENVTAB_PROBLEM_FORMER_NAME, reason.text, hint.text);
}

/* ---- Files ---- */

static const envtab_type path_type = { .name = "path" };

/*
 * What is wrong with a path can often be seen in it, so it is shown, and searched for a cause. But it may be the secret
 * itself, put where its path belongs: then it is not.
 */
ENVTAB_INTERNAL void envtab__report_file(struct envtab__report *report, const struct envtab__variable *variable,
                                         const char *path, const char *reason)
{
  size_t length = envtab__length_of_secret(path);
  bool shown = envtab__disclosure_in_message(variable->field, path, length) == ENVTAB__SHOW_VALUE;
  envtab_field field = { .type = &path_type };
  struct envtab__context context = { path, length, variable->name, &field, &path_type };
  char text[ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer hint = ENVTAB__BUFFER(text);
  envtab_problem problem = problem_of(variable, ENVTAB_PROBLEM_FILE, reason);

  if (!envtab__append_cause(&hint, &context, true) && !shown)
    envtab__append_text(&hint,
                        "Is the file mounted there? The path is not shown, because it may be the secret itself.");
  if (hint.length) problem.hint = hint.text;
  envtab__report_problem(report, &problem, shown ? path : NULL, length);
}

ENVTAB_INTERNAL void envtab__report_empty_file(struct envtab__report *report, const struct envtab__variable *variable)
{
  report_variable(report, variable, ENVTAB_PROBLEM_EMPTY, "names a file that is empty", NULL);
}

/* ---- A value that was read, or rejected ---- */

/*
 * The place of the wrong byte; SIZE_MAX: it is not told. In a list of secrets it would give away how long the items
 * before it are: the item's number is in the reason.
 */
static size_t told_place(const struct envtab_value *value, enum envtab__disclosure disclosure)
{
  bool told = disclosure == ENVTAB__SHOW_REASON && !value->field->element;

  return told || disclosure == ENVTAB__SHOW_VALUE ? value->at : SIZE_MAX;
}

ENVTAB_INTERNAL void envtab__report_warning(struct envtab__report *report, const struct envtab__variable *variable,
                                            const struct envtab_value *value, const char *text, size_t length)
{
  enum envtab__disclosure disclosure = envtab__disclosure_in_message(variable->field, text, length);
  envtab_problem problem = problem_of(variable, ENVTAB_PROBLEM_SUSPICIOUS, value->reason);

  if (*value->hint) problem.hint = value->hint;
  problem.at = told_place(value, disclosure);
  if (disclosure == ENVTAB__SHOW_NOTHING) {
    problem.reason = "may not be what you meant";
    problem.hint = "The reason is not shown, because it could reveal the value.";
  }
  envtab__report_problem(report, &problem, NULL, 0);
}

/*
 * One hint, the most useful there is: a cause that is certain, then what the reader says, then a likely cause, then
 * what the field accepts. More than one would only be read by nobody. It is left in value->hint, where the reader's is:
 * that one is overwritten only where another is chosen. NULL: there is none.
 */
static const char *choose_hint(struct envtab_value *value, const struct envtab__context *context,
                               enum envtab__disclosure disclosure)
{
  const envtab_field *field = value->field;
  bool silent = disclosure == ENVTAB__SHOW_NOTHING && value->by_reader;
  /* The choice that is nearest to a secret would give away most of the secret. */
  bool reveals = value->code == ENVTAB_PROBLEM_CHOICE && !value->by_reader && disclosure != ENVTAB__SHOW_VALUE;
  /* Whether the field accepts less than the reason says, so that an example or a range helps. */
  bool more = field->example || (value->bound ? field->min && field->max : field->min || field->max);

  struct envtab__buffer hint = { .text = value->hint, .capacity = sizeof value->hint };

  if (envtab__append_cause(&hint, context, true)) return hint.text;
  if (*value->hint && !silent && !reveals) return value->hint;
  if (envtab__append_cause(&hint, context, false)) return hint.text;
  if (more) envtab__append_example(&hint, context->name, field);
  else if (silent) envtab__append_text(&hint, "The exact problem is not shown, because it could reveal the value.");
  return envtab__text_if_any(&hint);
}

ENVTAB_INTERNAL void envtab__report_rejection(struct envtab__report *report, const struct envtab__variable *variable,
                                              struct envtab_value *value, const char *path, const char *text,
                                              size_t length)
{
  const envtab_field *field = value->field;
  enum envtab__disclosure disclosure = envtab__disclosure_in_message(field, text, length);
  bool shown = disclosure == ENVTAB__SHOW_VALUE, is_default = variable->source == ENVTAB_SOURCE_DEFAULT;
  struct envtab__context context = { text, length, variable->name, field,
                                     field->element ? field->element : field->type };
  char reason_text[ENVTAB__MESSAGE_SIZE + 64]; /* the value's, and what is put before it */
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);
  envtab_problem problem = problem_of(variable, is_default ? ENVTAB_PROBLEM_SCHEMA : value->code, reason_text);

  /* A default is wrong for the program's developers, not for an operator: its hint says whom to ask. */
  if (is_default) envtab__append_text(&reason, "has a .default_value that ");
  else if (path) envtab__append_text(&reason, "names a file whose text ");
  envtab__append_reason(&reason, value, disclosure, text);
  if (shown || value->by_reader) problem.at = told_place(value, disclosure);
  problem.hint = choose_hint(value, &context, disclosure);
  envtab__make_printable(reason_text);
  envtab__make_printable(value->hint);
  if (problem.code == ENVTAB_PROBLEM_SCHEMA) problem.hint = ENVTAB__DEFECT_HINT;
  if (path) text = path, length = envtab__length_of_secret(path);
  envtab__report_problem(report, &problem, shown ? text : NULL, length);
}
