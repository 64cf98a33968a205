/*
 * Secrets are copied and measured by loops of our own: the C library's functions leave pieces of what they touch in
 * vector registers, and these get into core files.
 */
#include <string.h>

#include "base/secret_bytes.h"

/* Through a volatile pointer, so that no compiler leaves a wipe out. Only zeros go through vector registers here. */
static void *(*const volatile set_bytes)(void *, int, size_t) = memset;

ENVTAB_INTERNAL void envtab__wipe(void *memory, size_t size) { set_bytes(memory, 0, size); }

/*
 * Where the compiler can be told so, eight bytes at a time: the empty assembly makes it finish each step before the
 * next, so that it cannot turn the loop into one of vectors. Other compilers get one of volatile bytes.
 */
ENVTAB_INTERNAL void envtab__copy_secret(char *to, const char *from, size_t length)
{
  volatile char *byte;

#ifdef __GNUC__
  for (; length >= 8; to += 8, from += 8, length -= 8) {
    uint64_t word;

    memcpy(&word, from, sizeof word);
    memcpy(to, &word, sizeof word);
    __asm__ volatile("" : : : "memory");
  }
#endif
  for (byte = to; length; length--) *byte++ = *from++;
}

ENVTAB_INTERNAL bool envtab__equal_secrets(const char *a, const char *b)
{
  const volatile char *one = a, *other = b;

  while (*one && *one == *other) one++, other++;
  return *one == *other;
}

ENVTAB_INTERNAL size_t envtab__length_of_secret(const char *text)
{
  const volatile char *end = text;

  for (;; end += 4) { /* four in each round, as each look is a step of its own */
    if (!end[0]) return (size_t)(end - text);
    if (!end[1]) return (size_t)(end - text) + 1;
    if (!end[2]) return (size_t)(end - text) + 2;
    if (!end[3]) return (size_t)(end - text) + 3;
  }
}
