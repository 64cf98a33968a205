/* Rules across fields. */
#ifndef ENVTAB_RULES_H
#define ENVTAB_RULES_H

#include "internal.h"
#include "load/state.h"

/* Runs the checks of the schemas whose fields are right. */
ENVTAB_INTERNAL void envtab__check_rules(struct envtab__load *load);

#endif
