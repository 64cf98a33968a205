/* The options of a load, and the trust in its environment: both are checked before anything is read. */
#ifndef ENVTAB_OPTIONS_H
#define ENVTAB_OPTIONS_H

#include "internal.h"
#include "report/report.h"

/* Reports options that contradict each other: the program's developers must fix them. False: they do. */
ENVTAB_INTERNAL bool envtab__check_options(const envtab_options *options, struct envtab__report *report);
/* Whether the process has rights that its caller does not have: it is set-uid, or its file has capabilities. */
ENVTAB_INTERNAL bool envtab__is_privileged(void);

#endif
