/*
 * How many edits one text is from another: the distance of Damerau and Levenshtein (optimal string alignment), for
 * short texts and few edits. A load with typos compares many names, and most pairs are far apart: their lengths and
 * letters show that without counting.
 */
#include "base/similar.h"
#include "base/ascii.h"

enum { LONGEST_SPELLING = 64 };  /* longer ones are not compared */

ENVTAB_INTERNAL struct envtab__spelling envtab__spelling(const char *text, size_t length)
{
  struct envtab__spelling spelling = { text, length, 0 };

  for (size_t i = 0; i < length && i < LONGEST_SPELLING; i++) spelling.letters |= UINT32_C(1) << (text[i] & 31);
  return spelling;
}

ENVTAB_INTERNAL size_t envtab__typo_distance(size_t length)
{
  return length < 3 ? 0 : length < 6 ? 1 : 2;
}

/* An edit changes at most two letters of the sets: one that is gone, one that is new. */
static bool may_be_near(const struct envtab__spelling *a, const struct envtab__spelling *b, size_t most)
{
  uint32_t differ = a->letters ^ b->letters;
  size_t bits = 0;

  if ((a->length > b->length ? a->length - b->length : b->length - a->length) > most) return false;
  for (; differ && bits <= 2 * most; bits++) differ &= differ - 1;
  return bits <= 2 * most;
}

static uint8_t least(uint8_t a, uint8_t b) { return a < b ? a : b; }

ENVTAB_INTERNAL size_t envtab__distance(const struct envtab__spelling *a, const struct envtab__spelling *b, size_t most)
{
  /* Of the table of distances only three rows are needed: a swap looks back two. */
  uint8_t rows[3][LONGEST_SPELLING + 1], *before = rows[0], *last = rows[1], *row = rows[2];

  if (a->length > LONGEST_SPELLING || b->length > LONGEST_SPELLING || !may_be_near(a, b, most)) return most + 1;
  for (size_t j = 0; j <= b->length; j++) last[j] = (uint8_t)j;
  for (size_t i = 1; i <= a->length; i++) {
    uint8_t *oldest = before, best = row[0] = (uint8_t)i;

    for (size_t j = 1; j <= b->length; j++) {
      bool same = a->text[i - 1] == b->text[j - 1];

      row[j] = least((uint8_t)(least(last[j], row[j - 1]) + 1), (uint8_t)(last[j - 1] + !same));
      if (i > 1 && j > 1 && a->text[i - 1] == b->text[j - 2] && a->text[i - 2] == b->text[j - 1])
        row[j] = least(row[j], (uint8_t)(before[j - 2] + 1));
      best = least(best, row[j]);
    }
    if (best > most) return most + 1; /* no later row has a smaller distance than the smallest of this one */
    before = last, last = row, row = oldest;
  }
  return last[b->length];
}

ENVTAB_INTERNAL bool envtab__equal_but_case(const char *text, size_t length, const char *name)
{
  size_t i = 0;

  while (i < length && name[i] && envtab__to_lower(text[i]) == envtab__to_lower(name[i])) i++;
  return i == length && !name[i];
}
