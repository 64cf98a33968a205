/*
 * The names of a table, found by open addressing over a hash: in line, as each variable and each row passes through.
 */
#ifndef ENVTAB_NAME_INDEX_H
#define ENVTAB_NAME_INDEX_H

#include "internal.h"
#include "base/word.h"
#include "schema/names.h"

/* The high bits of a product depend on all bits of its factors: they are folded back, and at last they are the slot. */
static inline uint64_t envtab__mix(uint64_t hash, uint64_t word)
{
  hash ^= word;
  return (hash ^ hash >> 32) * UINT64_C(0x9e3779b97f4a7c15);
}

/*
 * The first, the middle and the last eight bytes: names that differ nowhere else are rare, and only take longer to
 * find.
 */
static inline uint64_t envtab__hash(const char *text, size_t length)
{
  if (length < 8) return envtab__mix(length, envtab__short_word(text, length));
  return envtab__mix(length, envtab__word_at(text) + envtab__word_at(text + (length - 8) / 2) * 31 +
                               envtab__word_at(text + length - 8) * 127);
}

/* Whether two names of the same length are the same. */
static inline bool envtab__same_name(const char *a, const char *b, size_t length)
{
  if (length < 8) return envtab__short_word(a, length) == envtab__short_word(b, length);
  for (size_t i = 0; i + 8 < length; i += 8)
    if (envtab__word_at(a + i) != envtab__word_at(b + i)) return false;
  return envtab__word_at(a + length - 8) == envtab__word_at(b + length - 8);
}

/* The slot where the name stands, or the free one where it would. */
static inline uint16_t *envtab__slot_of(const struct envtab__table *table, const char *text, size_t length,
                                        uint64_t hash)
{
  size_t mask = table->slot_count - 1;

  for (size_t i = (size_t)(hash >> table->hash_shift);; i = (i + 1) & mask) {
    uint16_t *slot = &table->slots[i];
    const struct envtab__name *name = &table->names[*slot - 1];

    if (!*slot ||
        (name->tag == (uint16_t)hash && name->length == length && envtab__same_name(name->text, text, length)))
      return slot;
  }
}

/* NULL: it is not there. */
static inline struct envtab__name *envtab__look_up(const struct envtab__table *table, const char *text, size_t length)
{
  uint16_t slot = *envtab__slot_of(table, text, length, envtab__hash(text, length));

  return slot ? &table->names[slot - 1] : NULL;
}

/* The bit of a name's second byte in starts. */
static inline uint8_t envtab__start_bit(char second) { return (uint8_t)(1u << ((unsigned char)second & 7)); }

static inline void envtab__let_through(struct envtab__table *table, char first, char second)
{
  table->starts[(unsigned char)first] |= envtab__start_bit(second);
}

/* Adds a name behind the others. False: it stands there already. */
static inline bool envtab__put_name(struct envtab__table *table, const char *text, size_t length, uint16_t row,
                                      enum envtab__kind kind)
{
  uint64_t hash = envtab__hash(text, length);
  uint16_t *slot = envtab__slot_of(table, text, length, hash);
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
  envtab__let_through(table, text[0], length > 1 ? text[1] : '=');
  return true;
}

/* Adds a row behind the others, without its names. name: the number of the first of them. */
static inline void envtab__put_row(struct envtab__table *table, const envtab_field *field, size_t scope, size_t name,
                                   enum envtab__state state)
{
  struct envtab__row *row = &table->rows[table->row_count++];

  row->field = field;
  row->scope = (uint16_t)scope;
  row->name = row->used = (uint16_t)name;
  row->state = (uint8_t)state;
}

ENVTAB_INTERNAL void envtab__size_index(struct envtab__table *table);
ENVTAB_INTERNAL void envtab__clear_index(struct envtab__table *table);
/* Adds a name behind the others. False: it stands there already. */
ENVTAB_INTERNAL bool envtab__add_name(struct envtab__table *table, const char *text, size_t length, uint16_t row,
                                      enum envtab__kind kind);
/* Lets variables through that begin with the prefix, so that they are looked at. */
ENVTAB_INTERNAL void envtab__expect_prefix(struct envtab__table *table, const struct envtab__reserved *prefix);
ENVTAB_INTERNAL struct envtab__name *envtab__find(const struct envtab__table *table, const char *text, size_t length);

#endif
