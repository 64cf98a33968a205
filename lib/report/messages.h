/* The words for a value that was rejected, or warned of. */
#ifndef ENVTAB_MESSAGES_H
#define ENVTAB_MESSAGES_H

#include "internal.h"
#include "value/value.h"
#include "report/report.h"

/* Writes the sentence on what the field takes. */
ENVTAB_INTERNAL void envtab__append_example(char *out, size_t capacity, const char *name, const envtab_field *field);

/* Reports the warning of a value that was read from this text, for the variable of this name. */
ENVTAB_INTERNAL void envtab__report_warning(struct envtab__report *report, const struct envtab_value *value,
                                          const char *name, envtab_source source, const char *text, size_t length);
/* A rejected value, for the variable of this name. path: of the file that its text came from, or NULL. */
ENVTAB_INTERNAL void envtab__report_rejection(struct envtab__report *report, const struct envtab_value *value,
                                            const char *name, envtab_source source, const char *path, const char *text,
                                            size_t length);

#endif
