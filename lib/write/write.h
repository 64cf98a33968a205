/* The table in each format. */
#ifndef ENVTAB_WRITE_H
#define ENVTAB_WRITE_H

#include "internal.h"

/* The word of a format ("json-schema"), from 0; NULL: there is none with this number. */
ENVTAB_INTERNAL const char *envtab__format_command(size_t format);
/* Writes the table; false: the schema is wrong, there is no memory, or out cannot be written. */
ENVTAB_INTERNAL bool envtab__write_format(const envtab_schema *schema, size_t format, const char *prefix, FILE *out);

#endif
