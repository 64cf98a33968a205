/* The options of a load, looked at before anything is read. */
#ifndef ENVTAB_OPTIONS_H
#define ENVTAB_OPTIONS_H

#include "internal.h"
#include "report/report.h"

/* Reports options that contradict each other, which is the program's mistake. False: they do. */
ENVTAB_INTERNAL bool envtab__check_options(const envtab_options *options, struct envtab__report *report);

#endif
