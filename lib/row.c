/* Reading one row, whatever there is to read. */
#include "engine.h"

/* The text of the row's file, in the block; NULL: reported. */
static char *read_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = envtab__take(&load->block, row->length + 1, 1);
  int why = 0;

  row->state = ENVTAB__UNSET; /* its file is closed from here on */
  if (envtab__read_file(row->from.file, text, &row->length, &why)) return text;
  envtab__tell_file(load, row, why);
  return NULL;
}

ENVTAB_INTERNAL void envtab__tell_warned(struct envtab__load *load, const struct envtab__row *row)
{
  envtab__tell_warning(&load->report, &load->value, load->table.names[row->used].text, (envtab_source)row->source);
}

ENVTAB_INTERNAL void envtab__tell_rejected(struct envtab__load *load, const struct envtab__row *row, const char *path,
                                           const char *text)
{
  envtab__tell_rejection(&load->report, &load->value, load->table.names[row->used].text, (envtab_source)row->source,
                         path, text, row->length);
}

/* path: of the file that the text comes from, or NULL. */
static bool read_text(struct envtab__load *load, const struct envtab__row *row, const char *path, const char *text)
{
  load->value.from_program = row->source == ENVTAB_SOURCE_DEFAULT;
  if (!envtab__read(&load->value, row->field, text, row->length, envtab__member_of(load, row))) {
    envtab__tell_rejected(load, row, path, text);
    return false;
  }
  if (load->value.warned) envtab__tell_warned(load, row);
  if (row->source == ENVTAB_SOURCE_FORMER_NAME) envtab__tell_former(load, row);
  return true;
}

static bool read_from_file(struct envtab__load *load, struct envtab__row *row)
{
  char *text = read_file(load, row);
  bool read;

  if (!text) return false;
  if (row->length == 0 && row->field->empty != ENVTAB_EMPTY_IS_VALUE) {
    envtab__tell_empty_file(load, row);
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
  default: envtab__tell_unreadable(load, row); return false;
  }
}
