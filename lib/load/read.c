/*
 * Reading the rows, in table order, into their structs. What an earlier step found wrong with a row is reported here,
 * in the row's turn: an operator reads the problems in the order of the documentation.
 */
#include "load/read.h"
#include "base/arena.h"
#include "base/secret_bytes.h"
#include "value/from_text.h"
#include "value/value.h"
#include "report/messages.h"
#include "report/report.h"
#include "schema/name_index.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/file.h"
#include "load/state.h"

/* ---- What is wrong with a row ---- */

static struct envtab__variable variable_of(const struct envtab__load *load, const struct envtab__row *row)
{
  const envtab_field *group = load->names.scopes[row->scope].group;

  return (struct envtab__variable){ .field = row->field,
                                    .name = envtab__used_name(&load->names, row)->text,
                                    .source = (envtab_source)row->source,
                                    .group_help = group ? group->help : NULL };
}

static ENVTAB_COLD void report_file(struct envtab__load *load, const struct envtab__row *row, int why)
{
  const struct envtab__variable variable = variable_of(load, row);

  envtab__report_file(&load->report, &variable, envtab__used_name(&load->names, row)->value, envtab__file_reason(why));
}

/* Warns that a deprecated name was read. */
static ENVTAB_COLD void report_deprecated(struct envtab__load *load, const struct envtab__row *row)
{
  const struct envtab__variable variable = variable_of(load, row);
  bool file = envtab__used_name(&load->names, row)->kind == ENVTAB__FORMER_FILE;

  envtab__report_deprecated(&load->report, &variable, load->names.index.names[row->name + file].text);
}

/* Reports a row that has no text to read. */
static ENVTAB_COLD void report_absent(struct envtab__load *load, const struct envtab__row *row)
{
  const struct envtab__name *names = load->names.index.names, *used = envtab__used_name(&load->names, row);
  struct envtab__variable variable = variable_of(load, row);
  bool renamed;

  switch ((enum envtab__state)row->state) {
  case ENVTAB__MISSING:
    variable.name = names[row->name].text;
    envtab__report_missing(&load->report, &variable, row->from.near, used->text);
    break;
  case ENVTAB__EMPTY: envtab__report_empty(&load->report, &variable); break;
  case ENVTAB__CONFLICT:
    renamed = names[row->length].kind == ENVTAB__NAME && used->kind == ENVTAB__FORMER;
    envtab__report_conflict(&load->report, &variable, names[row->length].text, renamed);
    break;
  case ENVTAB__UNREADABLE: report_file(load, row, row->from.file); break;
  default: envtab__report_twice(&load->report, &variable);
  }
}

/* ---- Reading it ---- */

/* The text of the row's file, in the arena; NULL: reported. */
static ENVTAB_COLD char *read_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = envtab__arena_alloc_zeroed(&load->arena, row->length + 1, 1);
  int why = 0;

  row->state = ENVTAB__UNSET; /* its file is closed from here on */
  if (envtab__read_file(row->from.file, text, &row->length, &why)) return text;
  report_file(load, row, why);
  return NULL;
}

static ENVTAB_COLD void report_warning(struct envtab__load *load, const struct envtab__row *row, const char *text)
{
  const struct envtab__variable variable = variable_of(load, row);

  envtab__report_warning(&load->report, &variable, &load->value, text, row->length);
}

/* path: of the file that the text came from, or NULL. */
static ENVTAB_COLD void report_rejection(struct envtab__load *load, const struct envtab__row *row, const char *path,
                                         const char *text)
{
  const struct envtab__variable variable = variable_of(load, row);

  envtab__report_rejection(&load->report, &variable, &load->value, path, text, row->length);
}

/*
 * Reads a text by the row's type into the row's member. path: of the file that the text comes from, or NULL. The
 * default takes this way too: a table whose default its own type rejects is found by the first load.
 */
static inline bool read_text(struct envtab__load *load, const struct envtab__row *row, const char *path,
                             const char *text)
{
  struct envtab_value *value = &load->value;
  char *member = load->names.scopes[row->scope].base + row->field->offset;

  value->from_program = row->source == ENVTAB_SOURCE_DEFAULT;
  if (!envtab__value_from_text(value, row->field, row->needs, text, row->length, member)) {
    report_rejection(load, row, path, text);
    return false;
  }
  if (value->warned) report_warning(load, row, text);
  if (row->source == ENVTAB_SOURCE_FORMER_NAME) report_deprecated(load, row);
  return true;
}

/* A file goes through the arena, where its text is wiped once its reader has a copy: it may be a secret. */
static ENVTAB_COLD bool read_from_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = read_file(load, row);
  bool read;

  if (!text) return false;
  if (row->length == 0 && row->field->empty != ENVTAB_EMPTY_IS_VALUE) {
    const struct envtab__variable variable = variable_of(load, row);

    envtab__report_empty_file(&load->report, &variable);
    return false;
  }
  read = read_text(load, row, envtab__used_name(&load->names, row)->value, text);
  if (load->looked_at) {
    row->state = ENVTAB__READY;
    row->from.text = text;
  } else {
    envtab__wipe(text, row->length);
  }
  return read;
}

static inline bool read_row(struct envtab__load *load, struct envtab__row *row)
{
  switch ((enum envtab__state)row->state) {
  case ENVTAB__READY: return read_text(load, row, NULL, row->from.text);
  case ENVTAB__IN_FILE: return read_from_file(load, row);
  case ENVTAB__UNSET: case ENVTAB__ABSENT: return true;
  default: report_absent(load, row); return false;
  }
}

ENVTAB_INTERNAL void envtab__read_rows(struct envtab__load *load)
{
  struct envtab__names *names = &load->names;

  load->value.arena = &load->arena;
  for (size_t i = 0; i < names->row_count; i++) {
    struct envtab__row *row = &names->rows[i];
    bool read = read_row(load, row);

    load->sources[i] = read ? row->source : row->source | ENVTAB__UNREAD;
    if (!read) names->scopes[row->scope].wrong = true;
  }
}
