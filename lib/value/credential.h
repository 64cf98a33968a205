/* Texts that look like a credential. */
#ifndef ENVTAB_CREDENTIAL_H
#define ENVTAB_CREDENTIAL_H

#include "internal.h"

/* Whether a text that was rejected may hold one: as below, or a path after "://", such as a webhook's. */
ENVTAB_INTERNAL bool envtab__may_hold_password(const char *text, size_t length);
/* Whether the text, of any field, looks like a credential, and is not shown. A path after "://" alone does not. */
ENVTAB_INTERNAL bool envtab__looks_secret(const char *text, size_t length);

#endif
