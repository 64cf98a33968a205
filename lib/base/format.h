/* Text that is put together in an array of characters, always bounded. */
#ifndef ENVTAB_FORMAT_H
#define ENVTAB_FORMAT_H

#include "internal.h"

/* Copies text into out, as snprintf does with %s; returns its length. */
ENVTAB_INTERNAL size_t envtab__put(char *out, size_t capacity, const char *text);
/* The same behind the first used bytes of out; returns the whole length. */
static inline size_t envtab__append(char *out, size_t capacity, size_t used, const char *text)
{
  return used + (used < capacity ? envtab__put(out + used, capacity - used, text) : envtab__put(NULL, 0, text));
}

ENVTAB_INTERNAL size_t envtab__escape(char *out, size_t capacity, const char *text, size_t length);
/* The same for a name, in which blanks are escaped too. */
ENVTAB_INTERNAL size_t envtab__escape_name(char *out, size_t capacity, const char *text, size_t length);

enum {
  ENVTAB__SHOWN = 60,            /* bytes that are shown of a text from outside */
  ENVTAB__SHOWN_CAPACITY = 4 * ENVTAB__SHOWN + sizeof "... (18446744073709551615 bytes)"
};

#endif
