/*
 * Texts that may be secret are copied, measured and compared by loops of our own: the C library's functions leave
 * pieces of what they touch, and of what lies beside it, in vector registers. These get into core files, and onto the
 * stack, where the dynamic loader saves them at the first call of each function.
 *
 * Words of eight bytes go through general registers all the same, which are used again within a few instructions, and
 * are cleared here; a vector register keeps its bytes until somebody uses vectors again. All other loops go through
 * volatile, or compilers would turn them into calls of the C library, or into loops of vectors.
 */
#include <string.h>

#include "base/secret_bytes.h"

/* Through a volatile pointer, so that no compiler leaves a wipe out. Only zeros go through vector registers here. */
static void *(*const volatile set_bytes)(void *, int, size_t) = memset;

ENVTAB_INTERNAL void envtab__wipe(void *memory, size_t size) { set_bytes(memory, 0, size); }

/* A zero for the register that the last word went through; where it has only four bytes, any will do. */
#if defined(__x86_64__)
#define CLEAR_REGISTER "xor %0, %0"
#elif defined(__aarch64__)
#define CLEAR_REGISTER "mov %0, xzr"
#else
#define CLEAR_REGISTER ""
#endif

/*
 * Where the compiler can be told so, a register at a time: it must finish with a word when it is shown to an empty
 * assembly, so that it cannot make vectors of words. The register is cleared: functions that are built for size push
 * any to align the stack, and the bytes would stay there.
 */
ENVTAB_INTERNAL void envtab__copy_secret(char *to, const char *from, size_t length)
{
  volatile char *byte = to;

#ifdef __GNUC__
  if (length >= sizeof(size_t)) {
    const char *last = from + length - sizeof(size_t);
    size_t word;

    for (;; to += sizeof word, from += sizeof word) {
      if (from > last) to -= from - last, from = last; /* this word overlaps the one before */
      memcpy(&word, from, sizeof word);
      __asm__ volatile("" : "+r"(word) : : "memory");
      memcpy(to, &word, sizeof word);
      if (from == last) break;
    }
    __asm__ volatile(CLEAR_REGISTER : "+r"(word) : : "cc");
    return;
  }
  if (length >= 4) { /* in halves, of which two are enough */
    uint32_t first, second;

    memcpy(&first, from, sizeof first);
    memcpy(&second, from + length - sizeof second, sizeof second);
    __asm__ volatile("" : "+r"(first), "+r"(second));
    memcpy(to, &first, sizeof first);
    memcpy(to + length - sizeof second, &second, sizeof second);
    return;
  }
#endif
  for (; length; length--) *byte++ = *from++;
}

ENVTAB_INTERNAL bool envtab__equal_secrets(const char *a, const char *b)
{
  const volatile char *one = a, *other = b;

  while (*one && *one == *other) one++, other++;
  return *one == *other;
}

ENVTAB_INTERNAL bool envtab__equal_bytes(const char *a, const char *b, size_t length)
{
  const volatile char *one = a, *other = b;

  while (length && *one == *other) one++, other++, length--;
  return length == 0;
}

ENVTAB_INTERNAL bool envtab__is_text(const char *text, size_t length, const char *other)
{
  const volatile char *one = text;

  for (; length && *one == *other && *other; length--) one++, other++;
  return !length && !*other;
}

ENVTAB_INTERNAL size_t envtab__count_byte(const char *text, size_t length, char byte)
{
  const volatile char *at = text;
  size_t count = 0;

  while (length--) count += *at++ == byte;
  return count;
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
