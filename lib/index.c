/*
 * The names of a table, found by open addressing over a hash; and their first two bytes, by which most variables of an
 * environment are passed over. It holds names of the schema alone, so that no environment can crowd it.
 */
#include <string.h>

#include "engine.h"

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

static inline uint64_t load_8(const char *text)
{
  uint64_t word;

  memcpy(&word, text, sizeof word);
  return word;
}

/* The high bits of a product depend on all bits of its factors: they are folded back, and at last they are the slot. */
static inline uint64_t mix(uint64_t hash, uint64_t word)
{
  hash ^= word;
  return (hash ^ hash >> 32) * UINT64_C(0x9e3779b97f4a7c15);
}

/*
 * The first, the middle and the last eight bytes: names that differ nowhere else are rare, and only take longer to
 * find.
 */
static inline uint64_t hash_name(const char *text, size_t length)
{
  uint64_t word = 0;

  if (length < 8) {
    for (size_t i = 0; i < length; i++) word = word << 8 | (unsigned char)text[i];
    return mix(length, word);
  }
  word = load_8(text) + load_8(text + (length - 8) / 2) * 31 + load_8(text + length - 8) * 127;
  return mix(length, word);
}

static inline bool is_same(const char *a, const char *b, size_t length)
{
  size_t i = 0;

  if (length < 8) {
    while (i < length && a[i] == b[i]) i++;
    return i == length;
  }
  for (; i + 8 < length; i += 8)
    if (load_8(a + i) != load_8(b + i)) return false;
  return load_8(a + length - 8) == load_8(b + length - 8);
}

/* The slot where the name stands, or the free one where it would. */
static inline uint16_t *slot_of(const struct envtab__table *table, const char *text, size_t length, uint64_t hash)
{
  size_t mask = table->slot_count - 1;

  for (size_t i = (size_t)(hash >> table->hash_shift);; i = (i + 1) & mask) {
    uint16_t *slot = &table->slots[i];
    const struct envtab__name *name = &table->names[*slot - 1];

    if (!*slot || (name->tag == (uint16_t)hash && name->length == length && is_same(name->text, text, length)))
      return slot;
  }
}

ENVTAB_INTERNAL struct envtab__name *envtab__find(const struct envtab__table *table, const char *text, size_t length)
{
  uint16_t slot = *slot_of(table, text, length, hash_name(text, length));

  return slot ? &table->names[slot - 1] : NULL;
}

static inline void let_through(struct envtab__table *table, char first, char second)
{
  table->starts[envtab__start_of(first, second)] = true;
}

ENVTAB_INTERNAL bool envtab__add_name(struct envtab__table *table, const char *text, size_t length, uint16_t row,
                                      enum envtab__kind kind)
{
  uint64_t hash = hash_name(text, length);
  uint16_t *slot = slot_of(table, text, length, hash);
  struct envtab__name *name = &table->names[table->name_count];

  if (*slot) return false;
  name->text = text;
  name->value = NULL;
  name->length = (uint16_t)length;
  name->row = row;
  name->kind = (uint8_t)kind;
  name->twice = false;
  name->tag = (uint16_t)hash;
  *slot = (uint16_t)++table->name_count;
  if (length > table->longest) table->longest = length;
  if (kind == ENVTAB__NAME && length > table->widest) table->widest = length;
  let_through(table, text[0], length > 1 ? text[1] : '=');
  return true;
}

ENVTAB_INTERNAL void envtab__expect_prefix(struct envtab__table *table, const struct envtab__owned *prefix)
{
  if (prefix->length > 1) let_through(table, prefix->text[0], prefix->text[1]);
  else for (int next = 0; next < 256; next++) let_through(table, prefix->text[0], (char)next);
}
