/* The words for a row without a text: it is missing, empty, set twice, in conflict, or its file cannot be read. */
#include <stdio.h>
#include <string.h>

#include "load/explain.h"
#include "base/entry.h"
#include "base/format.h"
#include "value/disclosure.h"
#include "value/value.h"
#include "report/causes.h"
#include "report/describe.h"
#include "report/messages.h"
#include "report/report.h"
#include "schema/names.h"
#include "load/file.h"
#include "load/load.h"

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
    if (used < sizeof hint) envtab__append_example(hint + used, sizeof hint - used, name, row->field);
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
  size_t length = strlen(name->value);
  bool hidden = envtab__disclosure_of_rejected(row->field, name->value, length) != ENVTAB__SHOW_VALUE;
  envtab_field path = { .type = &path_type };
  struct envtab__context clue = { name->value, length, name->text, &path, &path_type };
  char hint[ENVTAB__MESSAGE_SIZE];
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_FILE, .field = row->field, .source = (envtab_source)row->source, .name = name->text,
    .reason = envtab__file_reason(why), .at = SIZE_MAX
  };

  if (envtab__hint(&clue, true, hint, sizeof hint)) problem.hint = hint;
  else if (hidden) problem.hint = "Is the secret mounted there? The path is not shown: it may be the secret itself.";
  envtab__report_problem(&load->report, &problem, hidden ? NULL : name->value, length);
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
