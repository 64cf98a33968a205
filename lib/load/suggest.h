/* Names that were probably meant. */
#ifndef ENVTAB_SUGGEST_H
#define ENVTAB_SUGGEST_H

#include "internal.h"
#include "load/state.h"

/* Gives each missing row the variable whose name looks like its own. */
ENVTAB_INTERNAL void envtab__find_similar(struct envtab__load *load);
/* Reports the variables with a reserved prefix and no known name. */
ENVTAB_INTERNAL void envtab__report_unknown(struct envtab__load *load);

#endif
