/* Reading the rows, in table order, into their structs. */
#include <string.h>

#include "load/read.h"
#include "base/arena.h"
#include "base/secret_bytes.h"
#include "value/checks.h"
#include "value/disclosure.h"
#include "value/from_text.h"
#include "value/value.h"
#include "report/absent.h"
#include "report/messages.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/file.h"
#include "load/load.h"

/* ---- What is wrong with a row ---- */

static struct envtab__variable variable_of(const struct envtab__load *load, const struct envtab__row *row, size_t name)
{
  const envtab_field *group = load->table.scopes[row->scope].group;

  return (struct envtab__variable){ .field = row->field,
                                    .name = load->table.names[name].text,
                                    .source = (envtab_source)row->source,
                                    .group_help = group ? group->help : NULL };
}

static void report_file(struct envtab__load *load, const struct envtab__row *row, int why)
{
  const struct envtab__variable variable = variable_of(load, row, row->used);

  envtab__report_file(&load->report, &variable, load->table.names[row->used].value, envtab__file_reason(why));
}

/* Warns that a deprecated name was read. */
static void report_deprecated(struct envtab__load *load, const struct envtab__row *row)
{
  const struct envtab__variable variable = variable_of(load, row, row->used);
  bool file = load->table.names[row->used].kind == ENVTAB__FORMER_FILE;

  envtab__report_deprecated(&load->report, &variable, load->table.names[row->name + file].text);
}

/* Reports a row that has no text to read. */
static void report_absent(struct envtab__load *load, const struct envtab__row *row)
{
  const struct envtab__name *names = load->table.names;
  struct envtab__variable variable = variable_of(load, row, row->used);
  bool renamed;

  switch ((enum envtab__state)row->state) {
  case ENVTAB__MISSING:
    variable.name = names[row->name].text;
    envtab__report_missing(&load->report, &variable, row->from.near, names[row->used].text);
    break;
  case ENVTAB__EMPTY: envtab__report_empty(&load->report, &variable); break;
  case ENVTAB__CONFLICT:
    renamed = names[row->length].kind == ENVTAB__NAME && names[row->used].kind == ENVTAB__FORMER;
    envtab__report_conflict(&load->report, &variable, names[row->length].text, renamed);
    break;
  case ENVTAB__UNREADABLE: report_file(load, row, row->from.file); break;
  default: envtab__report_twice(&load->report, &variable);
  }
}

/* ---- Reading it ---- */

/* The text of the row's file, in the block; NULL: reported. */
static char *read_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = envtab__arena_alloc_zeroed(&load->arena, row->length + 1, 1);
  int why = 0;

  row->state = ENVTAB__UNSET; /* its file is closed from here on */
  if (envtab__read_file(row->from.file, text, &row->length, &why)) return text;
  report_file(load, row, why);
  return NULL;
}

static void report_row_warning(struct envtab__load *load, const struct envtab__row *row, const char *text)
{
  const struct envtab__variable variable = variable_of(load, row, row->used);

  envtab__report_warning(&load->report, &variable, &load->value, text, row->length);
}

/* path: of the file that the text came from, or NULL. */
static void report_row_rejection(struct envtab__load *load, const struct envtab__row *row, const char *path,
                                 const char *text)
{
  const struct envtab__variable variable = variable_of(load, row, row->used);

  envtab__report_rejection(&load->report, &variable, &load->value, path, text, row->length);
}

/* path: of the file that the text comes from, or NULL. */
static bool read_text(struct envtab__load *load, const struct envtab__row *row, const char *path, const char *text)
{
  load->value.from_program = row->source == ENVTAB_SOURCE_DEFAULT;
  if (!envtab__read(&load->value, row->field, text, row->length, envtab__member_of(load, row))) {
    report_row_rejection(load, row, path, text);
    return false;
  }
  if (load->value.warned) report_row_warning(load, row, text);
  if (row->source == ENVTAB_SOURCE_FORMER_NAME) report_deprecated(load, row);
  return true;
}

static bool read_from_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = read_file(load, row);
  bool read;

  if (!text) return false;
  if (row->length == 0 && row->field->empty != ENVTAB_EMPTY_IS_VALUE) {
    const struct envtab__variable variable = variable_of(load, row, row->used);

    envtab__report_empty_file(&load->report, &variable);
    return false;
  }
  read = read_text(load, row, load->table.names[row->used].value, text);
  if (load->looked_at) {
    row->state = ENVTAB__READY;
    row->from.text = text;
  } else if (envtab__is_secret(row->field)) {
    envtab__wipe(text, row->length);
  }
  return read;
}

static bool read_row(struct envtab__load *load, struct envtab__row *row)
{
  switch ((enum envtab__state)row->state) {
  case ENVTAB__READY: return read_text(load, row, NULL, row->from.text);
  case ENVTAB__IN_FILE: return read_from_file(load, row);
  case ENVTAB__UNSET: case ENVTAB__ABSENT: return true;
  default: report_absent(load, row); return false;
  }
}

/* The row of a plain field: what envtab__read() does, by the few steps that are left of it. */
static inline bool read_plain(struct envtab__load *load, const struct envtab__row *row)
{
  struct envtab_value *value = &load->value;
  char *copy = load->arena.next;

  envtab__begin_value(value, row->field);
  value->from_program = row->source == ENVTAB_SOURCE_DEFAULT;
  value->whole = value->text = copy;
  value->length = row->length;
  value->limit = load->arena.next = copy + row->length + 1;
  memcpy(copy, row->from.text, row->length);
  copy[row->length] = '\0';
  if ((envtab__is_ordinary_text(row->from.text, row->length) ||
       envtab__check_text(value, row->from.text, row->length)) &&
      row->field->type->read(value, envtab__member_of(load, row)) && !value->full) {
    if (value->warned) report_row_warning(load, row, row->from.text);
    return true;
  }
  envtab__settle(value);
  report_row_rejection(load, row, NULL, row->from.text);
  return false;
}

ENVTAB_INTERNAL void envtab__read_rows(struct envtab__load *load)
{
  struct envtab__table *table = &load->table;

  load->value.arena = &load->arena;
  for (size_t i = 0; i < table->row_count; i++) {
    struct envtab__row *row = &table->rows[i];
    bool read = row->state == ENVTAB__PLAIN ? read_plain(load, row) : read_row(load, row);

    load->sources[i] = read ? row->source : row->source | ENVTAB__UNREAD;
    if (!read) table->scopes[row->scope].wrong = true;
  }
}
