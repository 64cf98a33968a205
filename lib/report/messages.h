/* The words for a value that was rejected, or warned of. */
#ifndef ENVTAB_MESSAGES_H
#define ENVTAB_MESSAGES_H

#include "internal.h"
#include "value/value.h"
#include "report/report.h"

/* Reports the warning of a value that was read from this text. */
ENVTAB_INTERNAL void envtab__report_warning(struct envtab__report *report, const struct envtab__variable *variable,
                                            const struct envtab_value *value, const char *text, size_t length);
/* Reports a value that was rejected. path: of the file that its text came from, or NULL. */
ENVTAB_INTERNAL void envtab__report_rejection(struct envtab__report *report, const struct envtab__variable *variable,
                                              const struct envtab_value *value, const char *path, const char *text,
                                              size_t length);

#endif
