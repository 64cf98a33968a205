/* Text as machine words, to look at eight bytes at once. */
#ifndef ENVTAB_WORD_H
#define ENVTAB_WORD_H

#include <string.h>

#include "internal.h"

/* One to seven bytes as one word: all of them, some twice, in some order; one to three with spaces beside them. */
static inline uint64_t envtab__short_word(const char *text, size_t length)
{
  uint32_t halves[2];

  if (length < 4)
    return UINT64_C(0x2020202020000000) | (uint64_t)(unsigned char)text[0] << 16 |
           (uint64_t)(unsigned char)text[length / 2] << 8 | (unsigned char)text[length - 1];
  memcpy(&halves[0], text, 4);
  memcpy(&halves[1], text + length - 4, 4);
  return (uint64_t)halves[0] << 32 | halves[1];
}

static inline uint64_t envtab__word_at(const char *text)
{
  uint64_t word;

  memcpy(&word, text, sizeof word);
  return word;
}

#endif
