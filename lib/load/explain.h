/* The words for a row without a text. */
#ifndef ENVTAB_EXPLAIN_H
#define ENVTAB_EXPLAIN_H

#include "internal.h"
#include "schema/names.h"
#include "load/load.h"

/* Reports a row that has no text to read: missing, empty, set twice, in conflict, in a file that cannot be opened. */
ENVTAB_INTERNAL void envtab__report_unreadable(struct envtab__load *load, const struct envtab__row *row);
ENVTAB_INTERNAL void envtab__report_empty_file(struct envtab__load *load, const struct envtab__row *row);
/* why: an error number of file.c. */
ENVTAB_INTERNAL void envtab__report_file(struct envtab__load *load, const struct envtab__row *row, int why);
/* Warns that the former name was read. */
ENVTAB_INTERNAL void envtab__report_deprecated(struct envtab__load *load, const struct envtab__row *row);

#endif
