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
#endif
