/* The head before a loaded struct. */
#ifndef ENVTAB_HEAD_H
#define ENVTAB_HEAD_H

#include "internal.h"
#include "base/arena.h"

struct envtab__head {            /* stands before the struct */
  const envtab_schema *schema;   /* NULL: one value, of the type */
  const envtab_type *type;
  const char *prefix;            /* of the options */
  const uint8_t *sources;        /* one for each row */
  char *start;                   /* of the whole block */
  size_t size, used;
  bool mapped, permanent;
};

/* The struct behind a new head, for which the block has room. */
ENVTAB_INTERNAL struct envtab__head *envtab__config_alloc(struct envtab__arena *arena, size_t size, size_t alignment);
static inline const struct envtab__head *envtab__head_of(const void *config)
{
  return (const struct envtab__head *)config - 1;
}

/* What the byte of a row's source says beside it, while a config is looked at that will not be loaded. */
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
