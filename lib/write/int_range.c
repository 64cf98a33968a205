/*
 * Whole numbers between two bounds, as a pattern. Of two decimal numbers without leading zeros the longer one is
 * greater; of two that are equally long, the one whose first different digit is. So the numbers up to 65535 are those
 * with fewer digits, and 6553[0-5], 655[0-2][0-9], 65[0-4][0-9]{2} and so on: a branch for each digit of the bound.
 */
#include <string.h>

#include "write/int_range.h"
#include "base/output.h"
#include "base/writef.h"

/* From least to most digits, as [0-9]{2,5}; most SIZE_MAX: any number. */
static void write_any_digits(struct envtab__sink *out, size_t least, size_t most)
{
  if (most == 0) return;
  envtab__write(out, "[0-9]");
  if (least == 1 && most == 1) return;
  if (most == SIZE_MAX && least == 1) envtab__write(out, "+");
  else if (most == SIZE_MAX) envtab__writef(out, "{%z,}", least);
  else if (least == 0 && most == 1) envtab__write(out, "?");
  else if (least == most) envtab__writef(out, "{%z}", least);
  else envtab__writef(out, "{%z,%z}", least, most);
}

/* The numbers as long as the bound, and equal to it up to a digit, which is from first to last; then "|". */
static void write_branch(struct envtab__sink *out, const char *bound, size_t at, char first, char last)
{
  const char range[] = { '[', first, '-', last, ']' };
  size_t rest = strlen(bound) - at - 1;

  if (first > last) return;
  envtab__write_bytes(out, bound, at);
  if (first == last) envtab__write_bytes(out, &first, 1);
  else envtab__write_bytes(out, range, sizeof range);
  write_any_digits(out, rest, rest);
  envtab__write(out, "|");
}

/* All numbers that are not negative, from the bound on. */
static void write_at_least(struct envtab__sink *out, const char *bound)
{
  size_t length = strlen(bound);

  for (size_t i = 0; i < length; i++) write_branch(out, bound, i, (char)(bound[i] + 1), '9');
  envtab__writef(out, "%s|[1-9]", bound);
  write_any_digits(out, length, SIZE_MAX);
}

/* All numbers from least, 0 or 1, up to the bound. */
static void write_at_most(struct envtab__sink *out, const char *bound, char least)
{
  size_t length = strlen(bound);

  if (length > 1) {
    envtab__write(out, least == '0' ? "0|[1-9]" : "[1-9]");
    write_any_digits(out, 0, length - 2);
    envtab__write(out, "|");
  }
  for (size_t i = 0; i < length; i++)
    write_branch(out, bound, i, i ? '0' : length > 1 ? '1' : least, (char)(bound[i] - 1));
  envtab__write(out, bound);
}

static void write_lower_bound(struct envtab__sink *out, const char *least)
{
  if (*least != '-') {
    write_at_least(out, least);
  } else {
    envtab__write(out, "-(?:");
    write_at_most(out, least + 1, '1');
    envtab__write(out, ")|[0-9]+");
  }
}

static void write_upper_bound(struct envtab__sink *out, const char *greatest)
{
  if (*greatest == '-') {
    envtab__write(out, "-(?:");
    write_at_least(out, greatest + 1);
    envtab__write(out, ")");
  } else {
    write_at_most(out, greatest, '0');
    envtab__write(out, "|-[1-9][0-9]*");
  }
}

/* Two bounds that meet in no common form are two expressions: the first one looks ahead, and the second one matches. */
ENVTAB_INTERNAL void envtab__write_int_range(struct envtab__sink *out, const char *least, const char *greatest)
{
  bool from_start = (*least == '0' || *least == '1') && !least[1]; /* as most are: one bound says it all */

  if (!from_start || *greatest == '-') {
    envtab__write(out, "(?=(?:");
    write_lower_bound(out, least);
    envtab__write(out, ")(?![0-9]))");
  }
  envtab__write(out, "(?:");
  if (from_start && *greatest != '-') write_at_most(out, greatest, *least);
  else write_upper_bound(out, greatest);
  envtab__write(out, ")");
}
