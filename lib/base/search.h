/* Pieces of a text that may be a secret. */
#ifndef ENVTAB_SEARCH_H
#define ENVTAB_SEARCH_H

#include "internal.h"

/* Whether the text begins with this, in upper or lower case. */
ENVTAB_INTERNAL bool envtab__begins(const char *text, size_t length, const char *with);
/* The first place of the piece, which is not empty, in upper or lower case; NULL: the text does not have it. */
ENVTAB_INTERNAL const char *envtab__search(const char *text, size_t length, const char *piece);

#endif
