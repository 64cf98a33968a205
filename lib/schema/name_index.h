/*
 * The names of a table, found by open addressing over a hash. It is in line, as each variable of the environment and
 * each row passes through it. Names are hashed and compared eight bytes at a time, in the same steps for most lengths:
 * on names of mixed lengths a branch for each byte would often be predicted wrong.
 */
#ifndef ENVTAB_NAME_INDEX_H
#define ENVTAB_NAME_INDEX_H

#include <string.h>

#include "internal.h"
#include "base/word.h"

enum envtab__kind { ENVTAB__NAME, ENVTAB__NAME_FILE, ENVTAB__FORMER, ENVTAB__FORMER_FILE, ENVTAB__OTHER };
enum { ENVTAB__NO_ROW = UINT16_MAX };

struct envtab__name {            /* one name that the schema knows */
  const char *text;
  const char *value;             /* the first that the environment gives it; NULL: none */
  uint16_t length, row;
  uint8_t kind;
  bool twice;                    /* the environment sets it twice */
  uint16_t tag;                  /* some bits of its hash */
};
struct envtab__index {
  struct envtab__name *names;
  uint16_t *slots;               /* 0 is free, else the name's number + 1 */
  size_t count, slot_count;      /* of the names; of the slots, a power of two, at most half of them taken */
  uint16_t shift;                /* what is left of a hash after it is the number of a slot */
  uint16_t salt;                 /* of the hash; 0: the quick hash is enough */
  uint32_t farthest;             /* how many slots after its own a name may be */
  size_t longest;                /* of all names, others' too */
  size_t widest;                 /* of the names of the rows, for aligning */
  uint8_t starts[256];           /* by the first byte of a name or reserved prefix: bits of the bytes that follow it */
};

/* The high bits of a product depend on all bits of its factors: they are folded back, and at last they are the slot. */
static inline uint64_t envtab__mix(uint64_t hash, uint64_t bytes)
{
  hash ^= bytes;
  return (hash ^ hash >> 32) * UINT64_C(0x9e3779b97f4a7c15);
}

/* Of all bytes, and salted: for a table of which many names have the same quick hash, be it by chance or by choice. */
ENVTAB_INTERNAL ENVTAB_COLD uint64_t envtab__salted_hash(const struct envtab__index *index, const char *text,
                                                         size_t length);

/*
 * The quick one is of the first, the middle and the last eight bytes: names that differ nowhere else are rare. Some of
 * them take longer to find; where they are many, envtab__rehash() salts the hash.
 */
static inline uint64_t envtab__hash(const struct envtab__index *index, const char *text, size_t length)
{
  if (index->salt) return envtab__salted_hash(index, text, length);
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

/* The slot where the name is, or the free one where it would be. NULL: it is not there, and would be too far. */
static inline uint16_t *envtab__slot_of(const struct envtab__index *index, const char *text, size_t length,
                                        uint64_t hash)
{
  size_t mask = index->slot_count - 1, own = (size_t)(hash >> index->shift);

  for (size_t i = own;; i = (i + 1) & mask) {
    uint16_t *slot = &index->slots[i];
    const struct envtab__name *name = &index->names[*slot - 1];

    if (!*slot ||
        (name->tag == (uint16_t)hash && name->length == length && envtab__same_name(name->text, text, length)))
      return slot;
    if (((i - own) & mask) >= index->farthest) return NULL;
  }
}

/* NULL: it is not there. */
static inline struct envtab__name *envtab__look_up(const struct envtab__index *index, const char *text, size_t length)
{
  uint16_t *slot = envtab__slot_of(index, text, length, envtab__hash(index, text, length));

  return slot && *slot ? &index->names[*slot - 1] : NULL;
}
/* The same, out of line. */
ENVTAB_INTERNAL struct envtab__name *envtab__find(const struct envtab__index *index, const char *text, size_t length);

/* The bit of a name's second byte in starts. */
static inline uint8_t envtab__start_bit(char second) { return (uint8_t)(1u << ((unsigned char)second & 7)); }
static inline void envtab__let_through(struct envtab__index *index, char first, char second)
{
  index->starts[(unsigned char)first] |= envtab__start_bit(second);
}
/* Lets variables through that begin with the prefix, so that they are looked at. */
ENVTAB_INTERNAL void envtab__expect_prefix(struct envtab__index *index, const char *prefix, size_t length);

/* How many slots an index of so many names has. */
ENVTAB_INTERNAL size_t envtab__slots_for(size_t names);
/* Has the index use this memory. */
ENVTAB_INTERNAL void envtab__use_index(struct envtab__index *index, struct envtab__name *names, uint16_t *slots,
                                       size_t slot_count);
/* Begins without a name. */
ENVTAB_INTERNAL void envtab__clear_index(struct envtab__index *index);

/* Gives all names other slots, where none is too far from its own. Returns true. */
ENVTAB_INTERNAL ENVTAB_COLD bool envtab__rehash(struct envtab__index *index);

/* Adds a name after the others. False: it is there already. */
static inline bool envtab__add_name(struct envtab__index *index, const char *text, size_t length, size_t row,
                                    enum envtab__kind kind)
{
  struct envtab__name *name = &index->names[index->count];
  uint16_t *slot;
  uint64_t hash;

  do {
    hash = envtab__hash(index, text, length);
    slot = envtab__slot_of(index, text, length, hash);
  } while (!slot && envtab__rehash(index));
  if (*slot) return false;
  name->text = text;
  name->value = NULL;
  name->length = (uint16_t)length;
  name->row = (uint16_t)row;
  name->kind = (uint8_t)kind;
  name->twice = false;
  name->tag = (uint16_t)hash;
  *slot = (uint16_t)++index->count;
  if (length > index->longest) index->longest = length;
  if (kind == ENVTAB__NAME && length > index->widest) index->widest = length;
  envtab__let_through(index, text[0], length > 1 ? text[1] : '=');
  return true;
}

#endif
