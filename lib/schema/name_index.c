/*
 * The names of a table, found by open addressing over a hash; and their first two bytes, by which most variables of an
 * environment are passed over. It holds names of the schema alone, so that no environment can crowd it.
 */
#include <string.h>

#include "schema/name_index.h"
#include "schema/names.h"

/* At most half of the slots are taken; their number is a power of two, told by the bits that are left of a hash. */
ENVTAB_INTERNAL void envtab__size_index(struct envtab__table *table)
{
  table->slot_count = 4;
  table->hash_shift = 62;
  while (table->slot_count < 2 * table->name_count) {
    table->slot_count *= 2;
    table->hash_shift--;
  }
}

ENVTAB_INTERNAL void envtab__clear_index(struct envtab__table *table)
{
  memset(table->slots, 0, table->slot_count * sizeof *table->slots);
}

ENVTAB_INTERNAL struct envtab__name *envtab__find(const struct envtab__table *table, const char *text, size_t length)
{
  return envtab__look_up(table, text, length);
}

ENVTAB_INTERNAL bool envtab__add_name(struct envtab__table *table, const char *text, size_t length, uint16_t row,
                                      enum envtab__kind kind)
{
  return envtab__put_name(table, text, length, row, kind);
}

ENVTAB_INTERNAL void envtab__expect_prefix(struct envtab__table *table, const struct envtab__reserved *prefix)
{
  if (prefix->length > 1) envtab__let_through(table, prefix->text[0], prefix->text[1]);
  else table->starts[(unsigned char)prefix->text[0]] = UINT8_MAX;
  envtab__let_through(table, '\xef', '\xbb'); /* of a byte order mark, behind which it may stand */
}
