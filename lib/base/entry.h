/* The process's environment, and the names of its entries: NAME=value. */
#ifndef ENVTAB_ENTRY_H
#define ENVTAB_ENTRY_H

#include "internal.h"

/* The process's own environment; never NULL. */
ENVTAB_INTERNAL const char *const *envtab__process_environment(void);
/* Whether a byte order mark (UTF-8's) comes before the name: some editors put one at the start of a file. */
ENVTAB_INTERNAL bool envtab__begins_with_mark(const char *entry);
/* Whether a name ends here. Letters, which most of a name is, are above both ends: one comparison. */
static inline bool envtab__ends_name(char c)
{
  return (unsigned char)c <= '=' && (c == '=' || c == '\0');
}
/* The length of an entry's name; 0: it has none, or no "=". */
ENVTAB_INTERNAL size_t envtab__name_length(const char *entry);

#endif
