/* Text that needs no second look: printable ASCII but "$", without a blank or a quote at an end. Most texts are. */
#include "internal.h"

/*
 * Eight bytes at once. In each byte the highest bit tells: of the byte itself, that it is no ASCII; of the byte less a
 * blank, that it is less; of the byte and one, that it is DEL; last, that it is "$", where the difference is zero. A
 * borrow or carry comes from a byte that is told already. (After H. S. Warren, Hacker's Delight.)
 */
static bool is_plain_word(uint64_t word)
{
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t dollar = word ^ ones * '$';

  return !((word | (word - ones * ' ') | (word + ones) | ((dollar - ones) & ~dollar)) & ones * 0x80);
}

/* A blank or a quote, which come before all letters, digits and most signs. */
static bool may_be_quoted(const char *text, size_t length) { return text[0] <= '\'' || text[length - 1] <= '\''; }

ENVTAB_INTERNAL bool envtab__is_ordinary_text(const char *text, size_t length)
{
  uint64_t word;
  size_t i = 0;

  if (length == 0 || may_be_quoted(text, length)) return false;
  if (length < 8) return is_plain_word(envtab__short_word(text, length));
  for (; length - i >= 8; i += 8) {
    memcpy(&word, text + i, 8);
    if (!is_plain_word(word)) return false;
  }
  memcpy(&word, text + length - 8, 8); /* it may overlap the one before */
  return is_plain_word(word);
}
