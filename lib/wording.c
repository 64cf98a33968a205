/* The words for what is wrong with a row. */
#include <string.h>

#include "engine.h"

static const envtab_type path_type = { .name = "path" };

static const char *name_of(const struct envtab__load *load, size_t name) { return load->table.names[name].text; }

/* Reports a problem of a row whose text was not read at all. */
static void tell_row(struct envtab__load *load, const struct envtab__row *row, envtab_code code, const char *reason,
                     const char *hint)
{
  envtab_problem problem = { .code = code,
                             .warning = code == ENVTAB_PROBLEM_FORMER_NAME,
                             .field = row->field,
                             .source = (envtab_source)row->source,
                             .name = name_of(load, row->used),
                             .reason = reason,
                             .hint = hint,
                             .at = SIZE_MAX };

  envtab__report_problem(&load->report, &problem, NULL, 0);
}

/* The sentence on what the field takes. */
static void put_example(char *out, size_t capacity, const char *name, const envtab_field *field)
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

/* ---- Rows without a text ---- */

/* What it is for: its group's help, and its own. */
static void put_need(char out[ENVTAB__MESSAGE_SIZE], const char *start, const struct envtab__load *load,
                     const struct envtab__row *row)
{
  const envtab_field *group = load->table.scopes[row->scope].group;
  char with_group[ENVTAB__MESSAGE_SIZE];

  envtab__append_help(with_group, sizeof with_group, start, group ? group->help : NULL);
  envtab__append_help(out, ENVTAB__MESSAGE_SIZE, with_group, row->field->help);
}

static void tell_missing(struct envtab__load *load, const struct envtab__row *row)
{
  char reason[ENVTAB__MESSAGE_SIZE], hint[ENVTAB__MESSAGE_SIZE], near[128];
  const char *name = name_of(load, row->name);
  struct envtab__row missing = *row;

  missing.used = row->name;
  put_need(reason, "is not set. It is required", load, row);
  if (row->from.near) {
    envtab__escape_name(near, sizeof near, row->from.near, envtab__name_length(row->from.near));
    snprintf(hint, sizeof hint, "%s is set: is %s meant?", near, name_of(load, row->used));
  } else {
    size_t used = 0;

    if (row->field->from_file)
      used = (size_t)snprintf(hint, sizeof hint, "Set it, or %s_FILE to the path of a file that holds it. ", name);
    if (used < sizeof hint) put_example(hint + used, sizeof hint - used, name, row->field);
  }
  tell_row(load, &missing, ENVTAB_PROBLEM_MISSING, reason, hint);
}

static void tell_empty(struct envtab__load *load, const struct envtab__row *row)
{
  char reason[ENVTAB__MESSAGE_SIZE];

  if (row->field->default_value || row->field->optional) {
    tell_row(load, row, ENVTAB_PROBLEM_EMPTY, "is set, but empty", "Give it a value, or remove it.");
    return;
  }
  put_need(reason, "is set, but empty. It is required", load, row);
  tell_row(load, row, ENVTAB_PROBLEM_EMPTY, reason,
           "A template or CI job leaves it empty when what it is made from is not set.");
}

static void tell_conflict(struct envtab__load *load, const struct envtab__row *row)
{
  const struct envtab__name *names = load->table.names, *second = &names[row->used], *first = &names[row->length];
  char reason[ENVTAB__MESSAGE_SIZE], hint[ENVTAB__MESSAGE_SIZE];

  if (first->kind == ENVTAB__NAME && second->kind == ENVTAB__FORMER) {
    snprintf(reason, sizeof reason, "is set as well as %s, to another text", first->text);
    snprintf(hint, sizeof hint, "It is the former name of %s: remove it.", first->text);
  } else {
    snprintf(reason, sizeof reason, "is set as well as %s", first->text);
    snprintf(hint, sizeof hint, "Remove one of the two.");
  }
  tell_row(load, row, ENVTAB_PROBLEM_CONFLICT, reason, hint);
}

ENVTAB_INTERNAL void envtab__report_deprecated(struct envtab__load *load, const struct envtab__row *row)
{
  char reason[ENVTAB__MESSAGE_SIZE], hint[ENVTAB__MESSAGE_SIZE];
  uint8_t kind = load->table.names[row->used].kind;
  const char *name = name_of(load, (size_t)row->name + (kind == ENVTAB__FORMER_FILE));

  snprintf(reason, sizeof reason, "is the former name of %s, and still read", name);
  snprintf(hint, sizeof hint, "Rename it to %s.", name);
  tell_row(load, row, ENVTAB_PROBLEM_FORMER_NAME, reason, hint);
}

/* What is wrong with a path can often be seen in it; it may be the secret itself, put where its path belongs. */
ENVTAB_INTERNAL void envtab__report_file(struct envtab__load *load, const struct envtab__row *row, int why)
{
  const struct envtab__name *name = &load->table.names[row->used];
  bool hidden = envtab__is_hidden(row->field);
  envtab_field path = { .type = &path_type };
  struct envtab__context clue = { name->value, strlen(name->value), name->text, &path, &path_type };
  char hint[ENVTAB__MESSAGE_SIZE];
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_FILE, .field = row->field, .source = (envtab_source)row->source, .name = name->text,
    .reason = envtab__file_reason(why), .at = SIZE_MAX
  };

  if (envtab__hint(&clue, true, hint, sizeof hint)) problem.hint = hint;
  else if (hidden) problem.hint = "Is the secret mounted there? The path is not shown: it may be the secret itself.";
  envtab__report_problem(&load->report, &problem, hidden ? NULL : name->value, strlen(name->value));
}

ENVTAB_INTERNAL void envtab__report_empty_file(struct envtab__load *load, const struct envtab__row *row)
{
  tell_row(load, row, ENVTAB_PROBLEM_EMPTY, "names a file that is empty", NULL);
}

ENVTAB_INTERNAL void envtab__report_unreadable(struct envtab__load *load, const struct envtab__row *row)
{
  switch ((enum envtab__state)row->state) {
  case ENVTAB__MISSING: tell_missing(load, row); break;
  case ENVTAB__EMPTY: tell_empty(load, row); break;
  case ENVTAB__CONFLICT: tell_conflict(load, row); break;
  case ENVTAB__UNREADABLE: envtab__report_file(load, row, row->from.file); break;
  default:
    tell_row(load, row, ENVTAB_PROBLEM_TWICE, "stands twice in the environment",
             "Programs differ in which one they read: set it once.");
  }
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

  if (more) put_example(out, capacity, name, field);
  return more;
}

/* Whether nothing of the value may be shown, so that its reader's words are told only where its type is careful. */
static bool keeps_words_back(const struct envtab_value *value, bool hidden)
{
  const envtab_type *type = value->field->element ? value->field->element : value->field->type;

  return hidden && !(type->secret && !value->field->secret);
}

ENVTAB_INTERNAL void envtab__report_warning(struct envtab__report *report, const struct envtab_value *value,
                                          const char *name, envtab_source source)
{
  bool silent = keeps_words_back(value, envtab__is_hidden(value->field));
  envtab_problem problem = { .code = ENVTAB_PROBLEM_SUSPICIOUS, .warning = true, .field = value->field, .source = source,
                             .name = name, .reason = value->reason, .hint = *value->hint ? value->hint : NULL,
                             .at = value->at };

  if (silent) {
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
  bool hidden = envtab__is_hidden(field) || envtab__may_hold_password(text, length);
  const envtab_type *type = field->element ? field->element : field->type;
  bool silent = keeps_words_back(value, hidden), own_words = silent && value->by_reader;
  bool default_value = source == ENVTAB_SOURCE_DEFAULT;
  struct envtab__context clue = { text, length, name, field, type };
  char reason[2 * ENVTAB__MESSAGE_SIZE], hint[2 * ENVTAB__MESSAGE_SIZE];
  envtab_problem problem = { .code = default_value ? ENVTAB_PROBLEM_SCHEMA : value->code,
                             .field = field,
                             .source = source,
                             .name = name,
                             .reason = reason,
                             .at = hidden && !(!silent && value->by_reader) ? SIZE_MAX : value->at };

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
