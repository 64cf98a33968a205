/*
 * Whole numbers between two bounds, as a pattern. Decimal numbers without leading zeros are in order as their lengths
 * are, and where these are equal, as their first digit that differs is.
 */
#include <stdio.h>
#include <string.h>

#include "write/int_range.h"
#include "base/output.h"

/* [2-9], or the digit itself. */
static void tell_digits(const struct envtab__text_sink *sink, char first, char last)
{
  const char range[] = { '[', first, '-', last, ']' };

  if (first == last) sink->write(sink->context, &first, 1);
  else sink->write(sink->context, range, sizeof range);
}

/* least to most digits, as [0-9]{2,5}; most SIZE_MAX: any number. */
static void tell_any_digits(const struct envtab__text_sink *sink, size_t least, size_t most)
{
  char text[64];

  if (most == 0) return;
  envtab__send_text(sink, "[0-9]");
  if (least == 1 && most == 1) return;
  if (most == SIZE_MAX && least == 1) snprintf(text, sizeof text, "+");
  else if (most == SIZE_MAX) snprintf(text, sizeof text, "{%zu,}", least);
  else if (least == 0 && most == 1) snprintf(text, sizeof text, "?");
  else if (least == most) snprintf(text, sizeof text, "{%zu}", least);
  else snprintf(text, sizeof text, "{%zu,%zu}", least, most);
  envtab__send_text(sink, text);
}

/* The numbers of as many digits that differ first at one of them, where they have one from first to last. */
static void tell_branch(const struct envtab__text_sink *sink, const char *bound, size_t at, char first, char last)
{
  if (first > last) return;
  sink->write(sink->context, bound, at);
  tell_digits(sink, first, last);
  tell_any_digits(sink, strlen(bound) - at - 1, strlen(bound) - at - 1);
  envtab__send_text(sink, "|");
}

/* All numbers that are not negative, from the bound on. */
static void tell_at_least(const struct envtab__text_sink *sink, const char *bound)
{
  size_t length = strlen(bound);

  for (size_t i = 0; i < length; i++) tell_branch(sink, bound, i, (char)(bound[i] + 1), '9');
  envtab__send_text(sink, bound);
  envtab__send_text(sink, "|[1-9]");
  tell_any_digits(sink, length, SIZE_MAX);
}

/* All numbers from least, 0 or 1, up to the bound. */
static void tell_at_most(const struct envtab__text_sink *sink, const char *bound, char least)
{
  size_t length = strlen(bound);

  if (length > 1) {
    envtab__send_text(sink, least == '0' ? "0|[1-9]" : "[1-9]");
    tell_any_digits(sink, 0, length - 2);
    envtab__send_text(sink, "|");
  }
  for (size_t i = 0; i < length; i++)
    tell_branch(sink, bound, i, i ? '0' : length > 1 ? '1' : least, (char)(bound[i] - 1));
  envtab__send_text(sink, bound);
}

static void tell_lower_bound(const struct envtab__text_sink *sink, const char *least)
{
  if (*least != '-') {
    tell_at_least(sink, least);
  } else {
    envtab__send_text(sink, "-(?:");
    tell_at_most(sink, least + 1, '1');
    envtab__send_text(sink, ")|[0-9]+");
  }
}

static void tell_upper_bound(const struct envtab__text_sink *sink, const char *greatest)
{
  if (*greatest == '-') {
    envtab__send_text(sink, "-(?:");
    tell_at_least(sink, greatest + 1);
    envtab__send_text(sink, ")");
  } else {
    tell_at_most(sink, greatest, '0');
    envtab__send_text(sink, "|-[1-9][0-9]*");
  }
}

ENVTAB_INTERNAL void envtab__send_int_range(const struct envtab__text_sink *sink, const char *least,
                                        const char *greatest)
{
  bool from_start = (*least == '0' || *least == '1') && !least[1]; /* as most are: one bound says it all */

  if (!from_start || *greatest == '-') {
    envtab__send_text(sink, "(?=(?:");
    tell_lower_bound(sink, least);
    envtab__send_text(sink, ")(?![0-9]))");
  }
  envtab__send_text(sink, "(?:");
  if (from_start && *greatest != '-') tell_at_most(sink, greatest, *least);
  else tell_upper_bound(sink, greatest);
  envtab__send_text(sink, ")");
}
