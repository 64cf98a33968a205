/* The memory of one load, and sums of sizes that cannot wrap around. */
#ifndef ENVTAB_ARENA_H
#define ENVTAB_ARENA_H

#include "internal.h"

/* a + b, or SIZE_MAX. */
static inline size_t envtab__add(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }

struct envtab__arena {
  char *start, *next, *end;      /* next: where free memory begins */
  bool mapped;                   /* pages of its own, not the caller's memory */
};

/* Aligns *address up; alignment is a power of two. */
static inline size_t envtab__align(size_t address, size_t alignment)
{
  return (address + alignment - 1) & ~(alignment - 1);
}

ENVTAB_INTERNAL bool envtab__arena_map(struct envtab__arena *arena, size_t size); /* false: no memory */
/* In the caller's memory, unless it is NULL: then in pages. False: there are no size bytes of it. */
ENVTAB_INTERNAL bool envtab__arena_open(struct envtab__arena *arena, void *memory, size_t capacity, size_t size);
ENVTAB_INTERNAL void envtab__arena_release(struct envtab__arena *arena);          /* wipes, then unmaps */
ENVTAB_INTERNAL bool envtab__arena_seal(struct envtab__arena *arena, bool permanent);
/* Memory of any contents; NULL: the block is full. */
ENVTAB_INTERNAL char *envtab__arena_alloc(struct envtab__arena *arena, size_t size, size_t alignment);
/* The same, zeroed. */
ENVTAB_INTERNAL void *envtab__arena_alloc_zeroed(struct envtab__arena *arena, size_t size, size_t alignment);

#endif
