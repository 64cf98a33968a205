/* Whether the environment comes from a caller who may not be trusted. */
#ifndef ENVTAB_PRIVILEGE_H
#define ENVTAB_PRIVILEGE_H

#include "internal.h"

/* Whether the process runs with rights that its caller has not: set-uid, or capabilities on the file. */
ENVTAB_INTERNAL bool envtab__is_privileged(void);

#endif
