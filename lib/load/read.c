/* Reading the rows, in table order, into their structs. */
#include <string.h>

#include "load/read.h"
#include "base/arena.h"
#include "base/secret_bytes.h"
#include "value/checks.h"
#include "value/disclosure.h"
#include "value/from_text.h"
#include "value/value.h"
#include "report/messages.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/explain.h"
#include "load/file.h"
#include "load/load.h"

/* The text of the row's file, in the block; NULL: reported. */
static char *read_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = envtab__arena_alloc_zeroed(&load->arena, row->length + 1, 1);
  int why = 0;

  row->state = ENVTAB__UNSET; /* its file is closed from here on */
  if (envtab__read_file(row->from.file, text, &row->length, &why)) return text;
  envtab__report_file(load, row, why);
  return NULL;
}

ENVTAB_INTERNAL void envtab__report_row_warning(struct envtab__load *load, const struct envtab__row *row, const char *text)
{
  envtab__report_warning(&load->report, &load->value, load->table.names[row->used].text, (envtab_source)row->source, text,
                         row->length);
}

ENVTAB_INTERNAL void envtab__report_row_rejection(struct envtab__load *load, const struct envtab__row *row, const char *path,
                                           const char *text)
{
  envtab__report_rejection(&load->report, &load->value, load->table.names[row->used].text, (envtab_source)row->source,
                         path, text, row->length);
}

/* path: of the file that the text comes from, or NULL. */
static bool read_text(struct envtab__load *load, const struct envtab__row *row, const char *path, const char *text)
{
  load->value.from_program = row->source == ENVTAB_SOURCE_DEFAULT;
  if (!envtab__read(&load->value, row->field, text, row->length, envtab__member_of(load, row))) {
    envtab__report_row_rejection(load, row, path, text);
    return false;
  }
  if (load->value.warned) envtab__report_row_warning(load, row, text);
  if (row->source == ENVTAB_SOURCE_FORMER_NAME) envtab__report_deprecated(load, row);
  return true;
}

static bool read_from_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = read_file(load, row);
  bool read;

  if (!text) return false;
  if (row->length == 0 && row->field->empty != ENVTAB_EMPTY_IS_VALUE) {
    envtab__report_empty_file(load, row);
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
  default: envtab__report_unreadable(load, row); return false;
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
    if (value->warned) envtab__report_row_warning(load, row, row->from.text);
    return true;
  }
  envtab__settle(value);
  envtab__report_row_rejection(load, row, NULL, row->from.text);
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
