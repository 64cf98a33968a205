/* What the config command exits with. */
#ifndef ENVTAB_STATUS_H
#define ENVTAB_STATUS_H

#include "internal.h"

/* The statuses of sysexits.h, and that of diff(1). */
enum {
  ENVTAB__RIGHT = 0, ENVTAB__DIFFERENT = 1, ENVTAB__USAGE = 64, ENVTAB__NO_INPUT = 66, ENVTAB__IO_ERROR = 74,
  ENVTAB__WRONG_CONFIG = ENVTAB_EXIT_CONFIG
};

#endif
