/*
 * The memory of one load: pages of its own, kept out of core files, read-only once they are filled, wiped before they
 * are unmapped; or memory of the caller's. Pages rather than the heap, because all of this is done to whole pages: on
 * the heap, secrets would share theirs with the program's data. Where the system has no mmap(2) the heap has to do.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdlib.h>
#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#include <unistd.h>
#define ENVTAB__HAS_MMAP 1
#endif
#ifdef __linux__
#include <sys/syscall.h>
#endif

#include "base/arena.h"
#include "base/secret_bytes.h"

#ifdef ENVTAB__HAS_MMAP
static size_t page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); } /* POSIX: it does not fail */

ENVTAB_INTERNAL bool envtab__arena_map(struct envtab__arena *arena, size_t size)
{
  void *pages;

  if (size > SIZE_MAX - page_size()) return false;
  size = envtab__align(size, page_size());
  pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return false;
#ifdef MADV_DONTDUMP
  madvise(pages, size, MADV_DONTDUMP); /* where the kernel is too old for it, the pages are used all the same */
#endif
  arena->start = arena->next = pages;
  arena->end = arena->start + size;
  arena->mapped = true;
  return true;
}

ENVTAB_INTERNAL bool envtab__arena_seal(struct envtab__arena *arena, bool permanent)
{
  size_t size = (size_t)(arena->end - arena->start);

  if (mprotect(arena->start, size, PROT_READ) != 0) return false;
#ifdef __linux__
#ifndef SYS_mseal
#define SYS_mseal 462 /* since Linux 6.10, and the same on all machines but alpha */
#endif
  /* A kernel without it leaves the pages read-only, which was promised; that nobody can undo it was not. */
  if (permanent) (void)syscall(SYS_mseal, arena->start, size, 0UL);
#else
  (void)permanent;
#endif
  return true;
}

ENVTAB_INTERNAL void envtab__arena_release(struct envtab__arena *arena)
{
  size_t size = (size_t)(arena->end - arena->start);

  /* Sealed pages must be writable again to be wiped. */
  if (!arena->mapped || mprotect(arena->start, size, PROT_READ | PROT_WRITE) == 0)
    envtab__wipe(arena->start, (size_t)(arena->next - arena->start));
  if (arena->mapped) munmap(arena->start, size);
}
#else
ENVTAB_INTERNAL bool envtab__arena_map(struct envtab__arena *arena, size_t size)
{
  if (size > PTRDIFF_MAX) return false; /* no object is larger */
  arena->start = arena->next = calloc(1, size);
  arena->end = arena->start + size;
  arena->mapped = true;
  return arena->start != NULL;
}

ENVTAB_INTERNAL bool envtab__arena_seal(struct envtab__arena *arena, bool permanent)
{
  (void)arena, (void)permanent;
  return true;
}

ENVTAB_INTERNAL void envtab__arena_release(struct envtab__arena *arena)
{
  envtab__wipe(arena->start, (size_t)(arena->next - arena->start));
  if (arena->mapped) free(arena->start);
}
#endif

ENVTAB_INTERNAL bool envtab__arena_open(struct envtab__arena *arena, void *memory, size_t capacity, size_t size)
{
  if (!memory) return envtab__arena_map(arena, size);
  if (size > capacity) return false;
  arena->start = arena->next = memory;
  arena->end = arena->start + capacity;
  arena->mapped = false;
  return true;
}

ENVTAB_INTERNAL char *envtab__arena_alloc(struct envtab__arena *arena, size_t size, size_t alignment)
{
  /* The bytes up to the next multiple of the alignment: the negated address, in the bits below it. */
  size_t padding = (0 - (size_t)(uintptr_t)arena->next) & (alignment - 1), rest = (size_t)(arena->end - arena->next);
  char *memory;

  if (padding > rest || size > rest - padding) return NULL;
  memory = arena->next + padding;
  arena->next = memory + size;
  return memory;
}

ENVTAB_INTERNAL void *envtab__arena_alloc_zeroed(struct envtab__arena *arena, size_t size, size_t alignment)
{
  char *memory = envtab__arena_alloc(arena, size, alignment);

  if (memory && !arena->mapped) envtab__wipe(memory, size); /* new pages are zero already */
  return memory;
}
