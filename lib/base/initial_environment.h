/* The environment that the process was started with, which /proc/PID/environ shows. */
#ifndef ENVTAB_INITIAL_ENVIRONMENT_H
#define ENVTAB_INITIAL_ENVIRONMENT_H

#include "internal.h"

/*
 * Where it lies: strings, one after the other, from *start up to *end. Elsewhere than on Linux nothing is known of it:
 * then it is empty. False: it should be there, but is not found.
 */
ENVTAB_INTERNAL bool envtab__initial_environment(char **start, char **end);

#endif
