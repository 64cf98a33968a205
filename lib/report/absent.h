/* The words for a variable that has no text to read. */
#ifndef ENVTAB_ABSENT_H
#define ENVTAB_ABSENT_H

#include "internal.h"
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

#endif
