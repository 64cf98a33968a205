/* The first key that occurs twice among many. */
#ifndef ENVTAB_UNIQUE_H
#define ENVTAB_UNIQUE_H

#include "internal.h"

struct envtab__unique_node {     /* one for each key; its position is a bit of the key, from 1 */
  uint64_t position;
  size_t child[2];
};

/*
 * The number of the first item whose key an earlier one has; count: no key is repeated. Linear in the bytes of the
 * keys. items: count of them, at least one, each of this size. nodes: as many, with any contents. key: returns an
 * item's key; context is for it.
 */
ENVTAB_INTERNAL size_t envtab__first_duplicate(struct envtab__unique_node *nodes, const void *items, size_t count,
                                            size_t size, const char *(*key)(const void *context, const void *item),
                                            const void *context);

#endif
