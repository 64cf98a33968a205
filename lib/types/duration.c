/*
 * duration: a length of time, in whole nanoseconds.
 *
 *   duration = 1*part                        from large units to small, each at most once
 *   part     = whole [ "." 1*9DIGIT ] unit   the last part alone has a fraction
 *   whole    = "0" / %x31-39 *DIGIT
 *   unit     = "d" / "h" / "m" / "s" / "ms" / "us" / "ns"
 *
 * With .unit, a whole number alone is one too. A day is 24 hours. Weeks, months and years are not units: a week is
 * written 7d, and the others have no fixed length.
 */
#include "base/ascii.h"
#include "base/format.h"
#include "base/number.h"
#include "base/search.h"
#include "base/secret_bytes.h"
#include "base/similar.h"
#include "types/quantity.h"

static const struct envtab__unit duration_units[] = {
  { "d", UINT64_C(86400000000000), { "day" } },
  { "h", UINT64_C(3600000000000), { "hr", "hour" } },
  { "m", UINT64_C(60000000000), { "min", "minute" } },
  { "s", UINT64_C(1000000000), { "sec", "second" } },
  { "ms", UINT64_C(1000000), { "msec", "milli", "millisecond" } },
  { "us", UINT64_C(1000), { "\xc2\xb5s", "\xce\xbcs", "usec", "microsecond" } }, /* micro sign, Greek mu */
  { "ns", UINT64_C(1), { "nsec", "nano", "nanosecond" } },
};
static const struct envtab__unit week = { "w", 0, { "w", "week" } }; /* for hints alone */

/* The unit that was probably meant by S, sec or Seconds; NULL: it is not similar to one. */
static const struct envtab__unit *guess_unit(const struct envtab__measure *measure, const char *text, size_t length)
{
  for (size_t i = 0; i < measure->count; i++)
    if (envtab__equal_but_case(text, length, measure->units[i].name) ||
        envtab__is_word_for(&measure->units[i], text, length))
      return &measure->units[i];
  return NULL;
}

/*
 * Appends the duration that was meant by 5S, 1H30M, 5 minutes or PT5S (ISO 8601: "P", date, "T", time). A part has at
 * least two bytes and grows by at most one, so that out needs half as much again as text is long. False: it cannot be
 * said what was meant.
 */
static bool correct_duration(const struct envtab__measure *measure, const char *text, struct envtab__buffer *out)
{
  bool iso = *text == 'P', date = iso;
  uint64_t number;

  text += iso;
  while (*text) {
    const struct envtab__unit *unit;
    size_t digits, word;

    if (iso && *text == 'T') {
      date = false;
      text++;
    }
    digits = envtab__append_number(out, text);
    if (digits == 0) return false;
    text = envtab__skip_blanks(text + digits);
    word = iso ? *text != '\0' : envtab__word_length(text);
    unit = guess_unit(measure, text, word);
    if (!unit || (date && *text == 'M')) return false; /* a date's M are months */
    envtab__append_text(out, unit->name);
    text = envtab__skip_blanks(text + word);
  }
  return envtab__is_quantity(measure, out->text, &number);
}

/* The days of a text such as 2w or 1 week; 0: it is not such a text. */
static uint64_t days_of_weeks(const char *text)
{
  uint64_t weeks = 0;
  bool fits;
  size_t digits = *text == '0' ? 0 : envtab__digits(text, envtab__length_of_secret(text), &weeks, &fits);
  const char *word = envtab__skip_blanks(text + digits);
  bool in_weeks = envtab__is_word_for(&week, word, envtab__length_of_secret(word));

  return digits && fits && weeks <= 10000 && in_weeks ? weeks * 7 : 0;
}

static void append_duration_hint(const struct envtab__measure *measure, const char *text,
                                 enum envtab__quantity_error error, struct envtab__buffer *hint)
{
  char corrected_text[ENVTAB__LONGEST_CORRECTED * 3 / 2 + 2];
  struct envtab__buffer corrected = ENVTAB__BUFFER(corrected_text);
  uint64_t days = days_of_weeks(text);

  if (error == ENVTAB__UNIT_MISSING) {
    envtab__append_format(hint, "Write %ss or %sms: the unit is missing.", text, text);
  } else if (days) {
    envtab__append_text(hint, "Write ");
    envtab__append_uint(hint, days);
    envtab__append_text(hint, "d.");
  } else if (correct_duration(measure, text, &corrected)) {
    envtab__append_correction(hint, text, corrected.text);
  } else if (*text == 'P' && (text[1] == 'T' || envtab__is_digit(text[1]))) {
    envtab__append_text(hint, "Write it without ISO 8601: 1h30m.");
  } else if (envtab__is_digit(*text) && envtab__search(text, envtab__length_of_secret(text), ":")) {
    envtab__append_text(hint, "Write it with units, such as 1h30m.");
  }
}

static const struct envtab__measure duration_measure = {
  .units = duration_units,
  .count = sizeof duration_units / sizeof *duration_units,
  .several = true,
  .fraction_digits = 9,
  .most = INT64_MAX,
  .zero = "0s",
  .greatest = "106751d23h47m16s854ms775us807ns",
  .names = "d h m s ms us ns",
  .whole = "nanoseconds",
  .append_hint = append_duration_hint,
};

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
  .read = envtab__read_quantity,
  .compare = envtab__compare_quantities,
  .show = envtab__show_quantity,
  .user = &duration_measure,
};
