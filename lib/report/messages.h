/*
 * The wording of problems: of a variable that has no text to read, and of a value that was rejected or is suspicious.
 */
#ifndef ENVTAB_MESSAGES_H
#define ENVTAB_MESSAGES_H

#include "internal.h"
#include "value/value.h"
#include "report/report.h"

/* near: an entry of the environment whose name is like a name of the field, meant; or NULL. */
ENVTAB_INTERNAL void envtab__report_missing(struct envtab__report *report, const struct envtab__variable *variable,
                                            const char *near, const char *meant);
ENVTAB_INTERNAL void envtab__report_empty(struct envtab__report *report, const struct envtab__variable *variable);
ENVTAB_INTERNAL void envtab__report_twice(struct envtab__report *report, const struct envtab__variable *variable);
/* other: the other name that is set; renamed: it is the one that the variable's name was given up for. */
ENVTAB_INTERNAL void envtab__report_conflict(struct envtab__report *report, const struct envtab__variable *variable,
                                             const char *other, bool renamed);
/* Warns that a deprecated name was read. current: the name to use. */
ENVTAB_INTERNAL void envtab__report_deprecated(struct envtab__report *report, const struct envtab__variable *variable,
                                               const char *current);
/* The file at the path cannot be read, for this reason. */
ENVTAB_INTERNAL void envtab__report_file(struct envtab__report *report, const struct envtab__variable *variable,
                                         const char *path, const char *reason);
ENVTAB_INTERNAL void envtab__report_empty_file(struct envtab__report *report, const struct envtab__variable *variable);

/* Reports the warning of a value that was read from this text. */
ENVTAB_INTERNAL void envtab__report_warning(struct envtab__report *report, const struct envtab__variable *variable,
                                            const struct envtab_value *value, const char *text, size_t length);
/*
 * Reports a value that was rejected. path: of the file that its text came from, or NULL. The value's hint may be
 * overwritten with a better one.
 */
ENVTAB_INTERNAL void envtab__report_rejection(struct envtab__report *report, const struct envtab__variable *variable,
                                              struct envtab_value *value, const char *path, const char *text,
                                              size_t length);

#endif
