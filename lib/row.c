/* Reading one row, whatever there is to read. */
#include "engine.h"

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

ENVTAB_INTERNAL void envtab__report_row_warning(struct envtab__load *load, const struct envtab__row *row)
{
  envtab__report_warning(&load->report, &load->value, load->table.names[row->used].text, (envtab_source)row->source);
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
  if (load->value.warned) envtab__report_row_warning(load, row);
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
  } else if (envtab__is_hidden(row->field)) {
    envtab__wipe(text, row->length);
  }
  return read;
}

ENVTAB_INTERNAL bool envtab__read_row(struct envtab__load *load, struct envtab__row *row)
{
  switch ((enum envtab__state)row->state) {
  case ENVTAB__READY: return read_text(load, row, NULL, row->from.text);
  case ENVTAB__IN_FILE: return read_from_file(load, row);
  case ENVTAB__UNSET: case ENVTAB__ABSENT: return true;
  default: envtab__report_unreadable(load, row); return false;
  }
}
