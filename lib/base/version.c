/* The version of the library that is linked. */
#include "internal.h"

const char *envtab_version(void) { return ENVTAB_VERSION; }
