/* The program's config command. */
#ifndef ENVTAB_COMMAND_H
#define ENVTAB_COMMAND_H

#include "internal.h"

/* The command's exit statuses: those of sysexits.h, and that of diff(1). */
enum {
  ENVTAB__RIGHT = 0, ENVTAB__DIFFERENT = 1, ENVTAB__USAGE = 64, ENVTAB__NO_INPUT = 66, ENVTAB__IO_ERROR = 74,
  ENVTAB__WRONG_CONFIG = ENVTAB_EXIT_CONFIG
};

#endif
