/*
 * The first key that occurs twice among many: a PATRICIA tree (D. R. Morrison, 1968), in nodes that the caller gives.
 * Why not a hash or a sort: a text from outside could choose keys that collide, or that share long beginnings, and make
 * either of them slow. Here the time is linear in the bytes of the keys, whatever they are.
 *
 * Node i is made for key i: it has the first bit in which that key differs from the keys that were there, and key i is
 * always below it. So a link to i is a link to the node where the bit of node i comes after the bit that was looked at,
 * else to the key; and any node names one key that is below it. A walk looks at each bit of a key at most once.
 */
#include "base/unique.h"
#include "base/secret_bytes.h"

enum { BITS = 8 };               /* of a byte */

/* The bit of the key at a position, which is not beyond its final NUL; the highest bit of a byte comes first. */
static unsigned key_bit(const char *key, uint64_t position)
{
  size_t bit = (size_t)((position - 1) % BITS);

  return (unsigned)(unsigned char)key[(position - 1) / BITS] >> (BITS - 1 - bit) & 1;
}

/*
 * The number of a key that agrees with this one for as long as any does. Where a node's bit lies beyond the key's end,
 * all keys below the node agree on what comes before, so that each of them serves.
 */
static size_t closest_key(const struct envtab__unique_node *nodes, const char *key)
{
  uint64_t end = ((uint64_t)envtab__length_of_secret(key) + 1) * BITS, before = 0;
  size_t next = nodes[0].child[0];

  while (nodes[next].position > before && nodes[next].position <= end) {
    before = nodes[next].position;
    next = nodes[next].child[key_bit(key, before)];
  }
  return next;
}

/* The position of the first bit in which the keys differ; 0: they are equal. */
static uint64_t first_difference(const char *key, const char *other)
{
  size_t i = 0;
  unsigned bits;
  uint64_t position;

  while (key[i] == other[i] && key[i]) i++;
  bits = (unsigned)(unsigned char)key[i] ^ (unsigned)(unsigned char)other[i];
  if (!bits) return 0;
  position = (uint64_t)i * BITS + 1;
  for (; !(bits & 1u << (BITS - 1)); bits <<= 1) position++;
  return position;
}

static void insert_key(struct envtab__unique_node *nodes, const char *key, size_t number, uint64_t position)
{
  size_t *link = &nodes[0].child[0];
  uint64_t before = 0;
  unsigned bit = key_bit(key, position);

  while (nodes[*link].position > before && nodes[*link].position < position) {
    before = nodes[*link].position;
    link = &nodes[*link].child[key_bit(key, before)];
  }
  nodes[number].position = position;
  nodes[number].child[bit] = number;
  nodes[number].child[!bit] = *link;
  *link = number;
}

ENVTAB_INTERNAL size_t envtab__first_duplicate(struct envtab__unique_node *nodes, const void *items, size_t count,
                                            size_t size, const char *(*key)(const void *context, const void *item),
                                            const void *context)
{
  const char *item = items;

  nodes[0] = (struct envtab__unique_node){ 0, { 0, 0 } };
  for (size_t i = 1; i < count; i++) {
    const char *name = key(context, item + i * size);
    uint64_t position = first_difference(name, key(context, item + closest_key(nodes, name) * size));

    if (position == 0) return i;
    insert_key(nodes, name, i, position);
  }
  return count;
}
