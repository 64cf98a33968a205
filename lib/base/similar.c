/*
 * How many edits one text is from another: the distance of Damerau and Levenshtein (optimal string alignment), for
 * short texts and few edits. Of the table of all distances, only the diagonals that few edits can reach are followed
 * (E. Ukkonen, 1985): diagonal k is where the second text is k letters ahead, and with each edit more, the furthest
 * letter of the first is found up to which the two agree. So texts that differ soon, as most do, are soon told apart.
 */
#include "base/similar.h"
#include "base/ascii.h"

enum {
  LONGEST_SPELLING = 64,         /* longer ones are not compared */
  MOST_EDITS = 2,
  UNREACHED = -8,                /* so that it is negative still after the most edits */
};

ENVTAB_INTERNAL size_t envtab__typo_distance(size_t length)
{
  return length < 3 ? 0 : length < 6 ? 1 : MOST_EDITS;
}

static bool same(char a, char b) { return a == b || envtab__to_lower(a) == envtab__to_lower(b); }
static int least(int a, int b) { return a < b ? a : b; }

/*
 * How far one more edit leads on diagonal k: from where those before led, on it and on the two beside it. A letter is
 * replaced, or two are swapped; or one is put in, or left out. end: of the diagonal.
 */
static int after_edit(struct envtab__spelling a, struct envtab__spelling b, int k, int end, const int *reached,
                      int below)
{
  int i = *reached, j = i + k, furthest = i + 1;

  if (i >= 0 && furthest < end && same(a.text[i], b.text[j + 1]) && same(a.text[i + 1], b.text[j]))
    furthest = i + 2;
  if (below > furthest) furthest = below;
  if (reached[1] + 1 > furthest) furthest = reached[1] + 1;
  return least(furthest, end);
}

ENVTAB_INTERNAL size_t envtab__distance(struct envtab__spelling a, struct envtab__spelling b, size_t most,
                                        size_t *steps)
{
  int diagonals[2 * MOST_EDITS + 3], *reached = diagonals + MOST_EDITS + 1; /* up to here the two agree */
  int last = (int)b.length - (int)a.length, left = (int)most; /* the diagonal on which both end; the edits */

  *steps += 4; /* to see that the lengths differ takes about as long as this many letters */
  if (a.length > LONGEST_SPELLING || b.length > LONGEST_SPELLING || last > left || last < -left) return most + 1;
  for (int k = -MOST_EDITS - 1; k <= MOST_EDITS + 1; k++) reached[k] = UNREACHED;
  reached[0] = -1; /* so that no edit leads to the first letter */
  for (int edits = 0; left >= 0; edits++, left--) {
    int first = -least(edits, left - last), below = reached[first - 1];

    for (int k = first; k <= least(edits, left + last); k++) { /* those from which the last can still be reached */
      int end = least((int)a.length, (int)b.length - k); /* of the diagonal: one of the two ends there */
      int start = after_edit(a, b, k, end, &reached[k], below), i = start;

      while (i >= 0 && i < end && same(a.text[i], b.text[i + k])) i++;
      below = reached[k];
      reached[k] = i;
      *steps += (size_t)(i - start) + 1;
    }
    if (reached[last] == (int)a.length) return (size_t)edits;
  }
  return most + 1;
}

ENVTAB_INTERNAL bool envtab__equal_but_case(const char *text, size_t length, const char *name)
{
  size_t i = 0;

  while (i < length && name[i] && envtab__to_lower(text[i]) == envtab__to_lower(name[i])) i++;
  return i == length && !name[i];
}
