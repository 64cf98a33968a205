/* Reading the rows into their structs. */
#ifndef ENVTAB_READ_H
#define ENVTAB_READ_H

#include "internal.h"
#include "schema/names.h"
#include "load/load.h"

/* Reads each row into its struct; reports what is wrong with it. */
ENVTAB_INTERNAL void envtab__read_rows(struct envtab__load *load);

static inline void *envtab__member_of(struct envtab__load *load, const struct envtab__row *row)
{
  return load->table.scopes[row->scope].base + row->field->offset;
}
/* Reports the warning of the load's value. */
ENVTAB_INTERNAL void envtab__report_row_warning(struct envtab__load *load, const struct envtab__row *row,
                                                const char *text);
/* Reports the load's value, which was rejected. path: of the file that the text came from, or NULL. */
ENVTAB_INTERNAL void envtab__report_row_rejection(struct envtab__load *load, const struct envtab__row *row, const char *path,
                                           const char *text);

#endif
