/*
 * The memory of one load: pages of its own, kept out of core files, read-only once they are filled, wiped before they
 * are unmapped; or memory of the caller's. Where the system has no mmap(2) the heap serves.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdlib.h>
#include <string.h>
#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#include <unistd.h>
#define ENVTAB__HAS_MMAP 1
#endif
#ifdef __linux__
#include <sys/syscall.h>
#endif

#include "engine.h"

#ifdef ENVTAB__HAS_MMAP
static size_t page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); } /* POSIX: it does not fail */

ENVTAB_INTERNAL bool envtab__map(struct envtab__block *block, size_t size)
{
  void *pages;

  if (size > SIZE_MAX - page_size()) return false;
  size = envtab__align(size, page_size());
  pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return false;
#ifdef MADV_DONTDUMP
  madvise(pages, size, MADV_DONTDUMP); /* an old kernel may lack it: the block serves all the same */
#endif
  block->start = block->next = pages;
  block->end = block->start + size;
  block->mapped = true;
  return true;
}

ENVTAB_INTERNAL bool envtab__seal(struct envtab__block *block, bool permanent)
{
  size_t size = (size_t)(block->end - block->start);

  if (mprotect(block->start, size, PROT_READ) != 0) return false;
#ifdef __linux__
#ifndef SYS_mseal
#define SYS_mseal 462 /* since Linux 6.10, and the same on all machines but alpha */
#endif
  if (permanent) (void)syscall(SYS_mseal, block->start, size, 0UL);
#else
  (void)permanent;
#endif
  return true;
}

ENVTAB_INTERNAL void envtab__release(struct envtab__block *block)
{
  size_t size = (size_t)(block->end - block->start);

  if (!block->mapped || mprotect(block->start, size, PROT_READ | PROT_WRITE) == 0)
    envtab__wipe(block->start, (size_t)(block->next - block->start));
  if (block->mapped) munmap(block->start, size);
}
#else
ENVTAB_INTERNAL bool envtab__map(struct envtab__block *block, size_t size)
{
  if (size > PTRDIFF_MAX) return false; /* no object is larger */
  block->start = block->next = calloc(1, size);
  block->end = block->start + size;
  block->mapped = true;
  return block->start != NULL;
}

ENVTAB_INTERNAL bool envtab__seal(struct envtab__block *block, bool permanent)
{
  (void)block, (void)permanent;
  return true;
}

ENVTAB_INTERNAL void envtab__release(struct envtab__block *block)
{
  envtab__wipe(block->start, (size_t)(block->next - block->start));
  if (block->mapped) free(block->start);
}
#endif

ENVTAB_INTERNAL char *envtab__cut(struct envtab__block *block, size_t size, size_t alignment)
{
  size_t padding = (0 - (size_t)(uintptr_t)block->next) & (alignment - 1), rest = (size_t)(block->end - block->next);
  char *memory;

  if (padding > rest || size > rest - padding) return NULL;
  memory = block->next + padding;
  block->next = memory + size;
  return memory;
}

ENVTAB_INTERNAL void *envtab__take(struct envtab__block *block, size_t size, size_t alignment)
{
  char *memory = envtab__cut(block, size, alignment);

  if (memory && !block->mapped) envtab__wipe(memory, size); /* pages are zero when they are new */
  return memory;
}

ENVTAB_INTERNAL struct envtab__head *envtab__take_config(struct envtab__block *block, size_t size, size_t alignment)
{
  size_t head = envtab__align(sizeof(struct envtab__head), alignment);
  char *memory = envtab__take(block, head + size, alignment);

  return (struct envtab__head *)(void *)(memory + head - sizeof(struct envtab__head));
}

void envtab_free(const void *config)
{
  struct envtab__block block;
  const struct envtab__head *head;

  if (!config) return;
  head = envtab__head_of(config);
  if (head->permanent) return;
  block.start = head->start;
  block.next = head->start + head->used;
  block.end = head->start + head->size;
  block.mapped = head->mapped;
  envtab__release(&block);
}
