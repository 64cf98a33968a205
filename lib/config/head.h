/* The head before a loaded struct: whose it is, where its values came from, and the memory that both lie in. */
#ifndef ENVTAB_HEAD_H
#define ENVTAB_HEAD_H

#include "internal.h"
#include "base/arena.h"

struct envtab__head {
  const envtab_schema *schema;   /* NULL: one value, of the type */
  const envtab_type *type;
  const char *prefix;            /* of the options */
  const uint8_t *sources;        /* one for each row */
  char *start;                   /* of the whole arena */
  size_t size, used;
  bool mapped, permanent;
  uint64_t mark;                 /* distinguishes a head from other memory; last, right before the struct */
};

/* A head and the struct after it, zeroed but for the mark, in an arena that has the capacity for them. */
ENVTAB_INTERNAL struct envtab__head *envtab__config_alloc(struct envtab__arena *arena, size_t size, size_t alignment);
/* The most bytes that a head needs in an arena, with the padding before and after it. */
static inline size_t envtab__head_capacity(size_t alignment)
{
  return 2 * envtab__align(sizeof(struct envtab__head), alignment) + alignment;
}

/* The head of a struct that is known to be loaded. */
static inline const struct envtab__head *envtab__head_of(const void *config)
{
  return (const struct envtab__head *)config - 1;
}
/* The head of what a program says is loaded; NULL: it is not, which is reported as a misuse of the function. */
ENVTAB_INTERNAL const struct envtab__head *envtab__find_head(const void *config, const char *function);

/* What the byte of a row's source also says, while a config is looked at that has problems. */
enum { ENVTAB__SOURCE = 0x3f, ENVTAB__UNREAD = 0x40, ENVTAB__AGAINST_RULE = 0x80 };
/* Fills the head for a load into this arena; the rest is zero. */
static inline void envtab__fill_head(struct envtab__head *head, const struct envtab__arena *arena, bool permanent)
{
  head->start = arena->start;
  head->size = (size_t)(arena->end - arena->start);
  head->mapped = arena->mapped;
  head->permanent = permanent;
}

#endif
