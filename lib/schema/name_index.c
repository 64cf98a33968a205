/*
 * The names of a table, and their first two bytes, by which most variables of an environment are passed over. The index
 * holds names of the schema alone, so that no environment can fill it up, or slow it down with names of the same hash.
 */
#include <string.h>

#include "schema/name_index.h"

enum { MOST_FAR = 64 };          /* names of mixed letters do not come near this in an index that is half full */

ENVTAB_INTERNAL size_t envtab__slots_for(size_t names)
{
  size_t slots = 4;

  while (slots < 2 * names) slots *= 2;
  return slots;
}

ENVTAB_INTERNAL void envtab__use_index(struct envtab__index *index, struct envtab__name *names, uint16_t *slots,
                                       size_t slot_count)
{
  index->names = names;
  index->slots = slots;
  index->slot_count = slot_count;
  index->shift = 64;
  while (slot_count >>= 1) index->shift--;
}

ENVTAB_INTERNAL void envtab__clear_index(struct envtab__index *index)
{
  memset(index->slots, 0, index->slot_count * sizeof *index->slots);
  memset(index->starts, 0, sizeof index->starts);
  index->count = index->longest = index->widest = 0;
  index->farthest = MOST_FAR;
  index->salt = 0;
}

ENVTAB_INTERNAL void envtab__expect_prefix(struct envtab__index *index, const char *prefix, size_t length)
{
  if (length > 1) envtab__let_through(index, prefix[0], prefix[1]);
  else index->starts[(unsigned char)prefix[0]] = UINT8_MAX;
  envtab__let_through(index, '\xef', '\xbb'); /* of a byte order mark, after which it may begin */
}
