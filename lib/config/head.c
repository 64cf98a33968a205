/* The head before a loaded struct, and the release of both. */
#include "config/head.h"
#include "base/arena.h"

ENVTAB_INTERNAL struct envtab__head *envtab__config_alloc(struct envtab__arena *arena, size_t size, size_t alignment)
{
  size_t head = envtab__align(sizeof(struct envtab__head), alignment);
  char *memory = envtab__arena_alloc_zeroed(arena, head + size, alignment);

  return (struct envtab__head *)(void *)(memory + head - sizeof(struct envtab__head));
}

void envtab_free(const void *config)
{
  struct envtab__arena arena;
  const struct envtab__head *head;

  if (!config) return;
  head = envtab__head_of(config);
  if (head->permanent) return;
  arena.start = head->start;
  arena.next = head->start + head->used;
  arena.end = head->start + head->size;
  arena.mapped = head->mapped;
  envtab__arena_release(&arena);
}
