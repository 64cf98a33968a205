/* Reading the rows, in table order, into their structs. */
#include "load/read.h"
#include "base/arena.h"
#include "base/secret_bytes.h"
#include "value/from_text.h"
#include "value/value.h"
#include "report/messages.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/explain.h"
#include "load/file.h"
#include "load/state.h"

/* The text of the row's file, in the arena; NULL: reported. */
static char *read_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = envtab__arena_alloc_zeroed(&load->arena, row->length + 1, 1);
  int why = 0;

  row->state = ENVTAB__UNSET; /* its file is closed from here on */
  if (envtab__read_file(row->from.file, text, &row->length, &why)) return text;
  envtab__report_file(load, row, why);
  return NULL;
}

/* path: of the file that the text comes from, or NULL. */
static inline bool read_text(struct envtab__load *load, const struct envtab__row *row, const char *path, const char *text)
{
  struct envtab_value *value = &load->value;
  char *member = load->names.scopes[row->scope].base + row->field->offset;
  envtab_source source = (envtab_source)row->source;

  value->from_program = source == ENVTAB_SOURCE_DEFAULT;
  if (!envtab__read(value, row->field, row->needs, text, row->length, member)) {
    envtab__report_rejection(&load->report, value, envtab__used_name(&load->names, row)->text, source, path, text,
                             row->length);
    return false;
  }
  if (value->warned) envtab__report_warning(&load->report, value, envtab__used_name(&load->names, row)->text, source);
  if (source == ENVTAB_SOURCE_FORMER_NAME) envtab__report_deprecated(load, row);
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
  read = read_text(load, row, envtab__used_name(&load->names, row)->value, text);
  if (load->looked_at) {
    row->state = ENVTAB__READY;
    row->from.text = text;
  } else if (row->needs & ENVTAB__SECRET) {
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
  default: envtab__report_unreadable(load, row); return false;
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
