/*
 * What of the index is seldom needed, and so built for size. Where many names of a table have the same quick hash, all
 * get a salted one, of all of their bytes: so no table, and no environment, makes a search long.
 */
#include <string.h>

#include "schema/name_index.h"

enum { MOST_SALTS = 4 };

/* An address goes into it, which nobody knows who writes a table or an environment. */
ENVTAB_INTERNAL uint64_t envtab__salted_hash(const struct envtab__index *index, const char *text, size_t length)
{
  uint64_t salt = envtab__mix(index->salt, (uintptr_t)index->slots), hash = envtab__mix(salt, length);

  for (size_t i = 0; i + 8 < length; i += 8) hash = envtab__mix(hash, envtab__word_at(text + i));
  hash = envtab__mix(hash, length < 8 ? envtab__short_word(text, length) : envtab__word_at(text + length - 8));
  return envtab__mix(hash, salt);
}

/* Whether no name is too far from its own slot. */
static bool place_all(struct envtab__index *index)
{
  memset(index->slots, 0, index->slot_count * sizeof *index->slots);
  for (size_t i = 0; i < index->count; i++) {
    struct envtab__name *name = &index->names[i];
    uint64_t hash = envtab__hash(index, name->text, name->length);
    uint16_t *slot = envtab__slot_of(index, name->text, name->length, hash);

    if (!slot) return false;
    name->tag = (uint16_t)hash;
    *slot = (uint16_t)(i + 1);
  }
  return true;
}

/* Where a few salts did not help, names may be anywhere: they are found in any case. */
ENVTAB_INTERNAL bool envtab__rehash(struct envtab__index *index)
{
  do
    if (++index->salt == MOST_SALTS) index->farthest = UINT32_MAX;
  while (!place_all(index));
  return true;
}

ENVTAB_INTERNAL struct envtab__name *envtab__find(const struct envtab__index *index, const char *text, size_t length)
{
  return length <= index->longest ? envtab__look_up(index, text, length) : NULL;
}
