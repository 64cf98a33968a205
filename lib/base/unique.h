/* The first key that stands twice among many. */
#ifndef ENVTAB_UNIQUE_H
#define ENVTAB_UNIQUE_H

#include "internal.h"

struct envtab__unique_node {     /* one for each key; its position is a bit of the key, from 1 */
  uint64_t position;
  size_t child[2];
};
/*
 * The number of the first item whose key stands before it; count: none does. Linear in the bytes of the keys. nodes:
 * count of them, at least one, any contents. key: of the item at items + i * size;
 * context is for it.
 */
ENVTAB_INTERNAL size_t envtab__first_duplicate(struct envtab__unique_node *nodes, const void *items, size_t count,
                                            size_t size, const char *(*key)(const void *context, const void *item),
                                            const void *context);

#endif
