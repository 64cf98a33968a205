/*
 * duration: a length of time, in whole nanoseconds.
 *
 *   duration = 1*part                        from large units to small, each at most once
 *   part     = whole [ "." 1*9DIGIT ] unit   the last part alone has a fraction
 *   whole    = "0" / %x31-39 *DIGIT
 *   unit     = "d" / "h" / "m" / "s" / "ms" / "us" / "ns"
 *
 * With .unit, a whole number alone is one too.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/format.h"
#include "base/similar.h"
#include "types/quantity.h"

enum { DURATION_UNITS = 7, DURATION_MENDABLE = 64 /* longer texts get no hint of their own */ };

/* From large to small. words: what people write for it, singular, in any case. */
static const struct {
  char name[3];
  uint64_t nanoseconds;
  const char *words[4];
} duration_units[DURATION_UNITS] = {
  { "d", UINT64_C(86400000000000), { "day" } },
  { "h", UINT64_C(3600000000000), { "hr", "hour" } },
  { "m", UINT64_C(60000000000), { "min", "minute" } },
  { "s", UINT64_C(1000000000), { "sec", "second" } },
  { "ms", UINT64_C(1000000), { "msec", "milli", "millisecond" } },
  { "us", UINT64_C(1000), { "\xc2\xb5s", "\xce\xbcs", "usec", "microsecond" } }, /* micro sign, Greek mu */
  { "ns", UINT64_C(1), { "nsec", "nano", "nanosecond" } },
};

enum duration_fault {
  DURATION_FINE, DURATION_STRAY /* byte */, DURATION_UNITLESS, DURATION_UNKNOWN_UNIT, DURATION_ORDER, DURATION_TWICE,
  DURATION_FRACTION_INSIDE, DURATION_FRACTION_LONG, DURATION_NOT_WHOLE, DURATION_TOO_LONG
};

/* DURATION_UNITS: it is none. */
static size_t find_duration_unit(const char *text, size_t length)
{
  for (size_t i = 0; i < DURATION_UNITS; i++)
    if (strlen(duration_units[i].name) == length && memcmp(duration_units[i].name, text, length) == 0) return i;
  return DURATION_UNITS;
}

struct duration_scan {
  const char *text;
  size_t length, at;
  size_t bare;         /* the unit of a number without one, or DURATION_UNITS */
  size_t next;         /* the largest unit that may follow */
  size_t dot;          /* of the fraction, behind which no part follows; SIZE_MAX: there is none */
  int64_t nanoseconds;
};

static enum duration_fault add_part(struct duration_scan *scan)
{
  struct envtab__quantity quantity;
  size_t digits = envtab__quantity(scan->text + scan->at, scan->length - scan->at, &quantity), word, unit;
  uint64_t product;
  bool fits;

  if (digits == 0) return DURATION_STRAY;
  if (scan->dot != SIZE_MAX) return DURATION_FRACTION_INSIDE;
  if (quantity.digits) scan->dot = scan->at + digits - quantity.digits - 1;
  scan->at += digits;
  word = envtab__unit_length(scan->text + scan->at);
  unit = find_duration_unit(scan->text + scan->at, word);
  if (digits == scan->length && quantity.digits == 0) unit = scan->bare;
  if (unit == DURATION_UNITS && scan->at == scan->length) return DURATION_UNITLESS;
  if (unit == DURATION_UNITS) return word ? DURATION_UNKNOWN_UNIT : DURATION_STRAY;
  if (unit < scan->next) return unit + 1 == scan->next ? DURATION_TWICE : DURATION_ORDER;
  if (quantity.digits > 9) return DURATION_FRACTION_LONG;
  if (!envtab__multiply(&quantity, duration_units[unit].nanoseconds, &product, &fits)) return DURATION_NOT_WHOLE;
  if (!fits || product > (uint64_t)(INT64_MAX - scan->nanoseconds)) return DURATION_TOO_LONG;
  scan->nanoseconds += (int64_t)product;
  scan->next = unit + 1;
  scan->at += word;
  return DURATION_FINE;
}

/* bare: as above. *at: where it went wrong. */
static enum duration_fault parse_duration(const char *text, size_t length, size_t bare, int64_t *nanoseconds,
                                          size_t *at)
{
  struct duration_scan scan = { .text = text, .length = length, .bare = bare, .dot = SIZE_MAX };
  enum duration_fault fault;

  do fault = add_part(&scan);
  while (fault == DURATION_FINE && scan.at < length);
  *nanoseconds = scan.nanoseconds;
  *at = scan.at;
  if (fault >= DURATION_FRACTION_INSIDE) *at = scan.dot;
  if (fault == DURATION_FRACTION_LONG) *at += 10;
  if (fault == DURATION_TOO_LONG) *at = SIZE_MAX;
  return fault;
}

/* ---- Hints ---- */

/* Whether text is the word, or its plural, in any case. */
static bool is_word_for(const char *text, size_t length, const char *word)
{
  return envtab__equal_but_case(text, length, word) ||
         (length > 2 && envtab__to_lower(text[length - 1]) == 's' && envtab__equal_but_case(text, length - 1, word));
}

/* The unit that a word stands for: S, sec, Seconds. DURATION_UNITS: none. */
static size_t guess_duration_unit(const char *text, size_t length)
{
  for (size_t unit = 0; unit < DURATION_UNITS; unit++) {
    if (envtab__equal_but_case(text, length, duration_units[unit].name)) return unit;
    for (size_t i = 0; i < 4 && duration_units[unit].words[i]; i++)
      if (is_word_for(text, length, duration_units[unit].words[i])) return unit;
  }
  return DURATION_UNITS;
}

static const char *skip_blanks(const char *text)
{
  while (*text == ' ') text++;
  return text;
}

/*
 * Writes the duration that was meant by 5S, 1H30M, 5 minutes or PT5S (ISO 8601: "P", date, "T", time). A part has at
 * least two bytes and grows by at most one: out has room for half as much again as text is long. False: none was meant.
 */
static bool mend_duration(const char *text, char *out)
{
  bool iso = *text == 'P', date = iso;
  const char *mended = out;
  int64_t nanoseconds;
  size_t at;

  text += iso;
  while (*text) {
    size_t digits, word, unit;

    if (iso && *text == 'T') {
      date = false;
      text++;
    }
    digits = envtab__correct_number(text, out);
    if (digits == 0) return false;
    text = skip_blanks(text + digits);
    word = iso ? *text != '\0' : envtab__unit_length(text);
    unit = guess_duration_unit(text, word);
    if (unit == DURATION_UNITS || (date && *text == 'M')) return false; /* a date's M are months */
    strcat(out, duration_units[unit].name);
    out += strlen(out);
    text = skip_blanks(text + word);
  }
  return parse_duration(mended, (size_t)(out - mended), DURATION_UNITS, &nanoseconds, &at) == DURATION_FINE;
}

/* The days of a text such as 2w or 1 week; 0: it is another. */
static uint64_t days_of_weeks(const char *text, size_t length)
{
  struct envtab__quantity quantity;
  size_t digits = envtab__quantity(text, length, &quantity);
  const char *word = skip_blanks(text + digits);
  size_t rest = length - (size_t)(word - text);

  if (digits == 0 || quantity.digits || quantity.whole > 10000) return 0;
  return is_word_for(word, rest, "w") || is_word_for(word, rest, "week") ? quantity.whole * 7 : 0;
}

/* For a text whose units are not as they should be; NULL: the engine may know more. */
static const char *hint_for_units(const char *text, size_t length, enum duration_fault fault, char *out,
                                  size_t capacity)
{
  char mended[DURATION_MENDABLE * 3 / 2 + 2] = "";
  uint64_t days = days_of_weeks(text, length);

  if (days) snprintf(out, capacity, "Write %" PRIu64 "d.", days);
  else if (mend_duration(text, mended)) snprintf(out, capacity, "Write %s.", mended);
  else if (*text == 'P' && (text[1] == 'T' || envtab__is_digit(text[1]))) return "Write it without ISO 8601: 1h30m.";
  else if (fault == DURATION_UNKNOWN_UNIT) return "The units are d h m s ms us ns.";
  else if (envtab__is_digit(*text) && strchr(text, ':')) return "Write it with units, such as 1h30m.";
  else return NULL;
  return envtab__equal_but_blanks(text, mended) ? NULL : out;
}

static const char *hint_for_duration(const char *text, size_t length, const char *unit, enum duration_fault fault,
                                     char *out, size_t capacity)
{
  static const char *const hints[] = {
    [DURATION_ORDER] = "Write the units from large to small: d h m s ms us ns.",
    [DURATION_TWICE] = "Write each unit once.",
    [DURATION_FRACTION_INSIDE] = "Only the last number may have a fraction.",
    [DURATION_FRACTION_LONG] = "A fraction has at most 9 digits.",
    [DURATION_NOT_WHOLE] = NULL,
  };
  struct envtab__quantity quantity;

  if (*text == '-' && envtab__is_digit(text[1])) return "A duration is never negative.";
  if (fault >= DURATION_ORDER) return hints[fault];
  if (length > DURATION_MENDABLE) return NULL;
  if (fault != DURATION_UNITLESS) return hint_for_units(text, length, fault, out, capacity);
  if (envtab__quantity(text, length, &quantity) < length) return "Its last number has no unit.";
  if (unit) snprintf(out, capacity, "Write %s%s: only a whole number goes without a unit.", text, unit);
  else snprintf(out, capacity, "Write %ss or %sms: the unit is missing.", text, text);
  return out;
}

/* ---- The type ---- */

static bool read_duration(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self;
  const char *unit = envtab_value_field(value)->unit;
  size_t bare = unit ? find_duration_unit(unit, strlen(unit)) : DURATION_UNITS, length, at;
  const char *text = envtab_value_text(value, &length);
  envtab_duration *duration = member;
  char words[200];
  enum duration_fault fault;

  if (unit && bare == DURATION_UNITS) {
    snprintf(words, sizeof words, "has the unit \"%s\", which is none of d h m s ms us ns", unit);
    return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, words, NULL);
  }
  fault = parse_duration(text, length, bare, &duration->nanoseconds, &at);
  if (fault == DURATION_FINE) return true;
  if (fault == DURATION_TOO_LONG)
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, at, "is more than 106751d23h47m16s854ms775us807ns", NULL);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at,
                       fault == DURATION_NOT_WHOLE ? "is not a whole number of nanoseconds" : NULL,
                       hint_for_duration(text, length, unit, fault, words, sizeof words));
}

static int compare_duration(const envtab_type *self, const void *a, const void *b)
{
  int64_t one = ((const envtab_duration *)a)->nanoseconds, other = ((const envtab_duration *)b)->nanoseconds;

  (void)self;
  return (one > other) - (one < other);
}

static size_t show_duration(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                            size_t capacity)
{
  uint64_t rest = (uint64_t)((const envtab_duration *)member)->nanoseconds;
  char text[64] = "0s";
  size_t used = 0;

  (void)self, (void)field;
  for (size_t i = 0; i < DURATION_UNITS; i++) {
    uint64_t count = rest / duration_units[i].nanoseconds;

    rest %= duration_units[i].nanoseconds;
    if (count == 0) continue;
    used += (size_t)snprintf(text + used, sizeof text - used, "%" PRIu64 "%s", count, duration_units[i].name);
  }
  return envtab__put(out, capacity, text);
}

const envtab_type envtab_type_duration = {
  .name = "duration",
  .expects = "a duration such as 250ms, 30s or 1h30m",
  /* At each unit the text either ends, perhaps with a fraction, or goes on to the smaller ones. */
  .pattern = "^((0|[1-9][0-9]*)(\\.[0-9]{1,9})?d|((0|[1-9][0-9]*)d)?"
             "((0|[1-9][0-9]*)(\\.[0-9]{1,9})?h|((0|[1-9][0-9]*)h)?"
             "((0|[1-9][0-9]*)(\\.[0-9]{1,9})?m|((0|[1-9][0-9]*)m)?"
             "((0|[1-9][0-9]*)(\\.[0-9]{1,9})?s|((0|[1-9][0-9]*)s)?"
             "((0|[1-9][0-9]*)(\\.[0-9]{1,6}0{0,3})?ms|((0|[1-9][0-9]*)ms)?"
             "((0|[1-9][0-9]*)(\\.[0-9]{1,3}0{0,6})?us|((0|[1-9][0-9]*)us)?"
             "(0|[1-9][0-9]*)(\\.0{1,9})?ns))))))$",
  .size = sizeof(envtab_duration),
  .takes_unit = true,
  .read = read_duration,
  .compare = compare_duration,
  .show = show_duration,
};
