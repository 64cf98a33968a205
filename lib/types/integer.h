/* Integers as patterns of ECMA-262. */
#ifndef ENVTAB_INTEGER_H
#define ENVTAB_INTEGER_H

#include "internal.h"

/* A port: 1 to 65535. */
#define ENVTAB__PATTERN_PORT \
  "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"

#endif
