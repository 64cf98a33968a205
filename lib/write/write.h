/* The table in each format. */
#ifndef ENVTAB_WRITE_H
#define ENVTAB_WRITE_H

#include "internal.h"

/* The name of a format ("json-schema"), from 0; NULL: there is no format with this number. */
ENVTAB_INTERNAL const char *envtab__format_command(size_t format);
/* envtab_write(), with this prefix before each name; NULL: none. */
ENVTAB_INTERNAL envtab_write_result envtab__write_format(const envtab_schema *schema, size_t format, const char *prefix,
                                                         FILE *out);

#endif
