/* The memory of one load, and sums of sizes that cannot wrap around. */
#ifndef ENVTAB_ARENA_H
#define ENVTAB_ARENA_H

#include "internal.h"

/* a + b; SIZE_MAX where that is too large, so that no arena has the space and the sum need not be checked at once. */
static inline size_t envtab__add(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }

struct envtab__arena {
  char *start, *next, *end;      /* next: where free memory begins */
  bool mapped;                   /* its own memory, not the caller's */
};

/* Aligns *address up; alignment is a power of two. */
static inline size_t envtab__align(size_t address, size_t alignment)
{
  return (address + alignment - 1) & ~(alignment - 1);
}

/* Opens an arena of at least size bytes in pages of its own. False: there is not enough memory. */
ENVTAB_INTERNAL bool envtab__arena_map(struct envtab__arena *arena, size_t size);
/* Opens an arena in the caller's memory; where that is NULL, in pages. False: it has less than size bytes. */
ENVTAB_INTERNAL bool envtab__arena_open(struct envtab__arena *arena, void *memory, size_t capacity, size_t size);
/* Wipes what was allocated, and unmaps the arena's own memory. */
ENVTAB_INTERNAL void envtab__arena_release(struct envtab__arena *arena);
/* Makes the pages read-only; permanent: until the process ends, where the system can. False: it failed. */
ENVTAB_INTERNAL bool envtab__arena_seal(struct envtab__arena *arena, bool permanent);
/* Memory with any contents; NULL: the arena is full. */
ENVTAB_INTERNAL char *envtab__arena_alloc(struct envtab__arena *arena, size_t size, size_t alignment);
/* The same, zeroed. */
ENVTAB_INTERNAL void *envtab__arena_alloc_zeroed(struct envtab__arena *arena, size_t size, size_t alignment);

#endif
