/*
 * size: a number of bytes.
 *
 *   size   = whole [ "." 1*18DIGIT ] unit    if that is whole bytes
 *   whole  = "0" / %x31-39 *DIGIT
 *   unit   = "B" / "kB" / "MB" / "GB" / "TB" / "PB" / "EB"           powers of 1000 (SI)
 *          / "KiB" / "MiB" / "GiB" / "TiB" / "PiB" / "EiB"           powers of 1024 (IEC 80000-13)
 *
 * With .unit, a whole number alone is one too. K, M or KB are refused: programs differ by up to 15 % on what they mean.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/format.h"
#include "base/similar.h"
#include "types/quantity.h"

enum { SIZE_UNITS = 13, SIZE_MENDABLE = 64 /* longer texts get no hint of their own */ };

/* Behind B, two for each prefix in the order of size_prefixes. */
static const struct { char name[4]; uint64_t bytes; } size_units[SIZE_UNITS] = {
  { "B", 1 },
  { "kB", UINT64_C(1000) }, { "KiB", UINT64_C(1) << 10 },
  { "MB", UINT64_C(1000000) }, { "MiB", UINT64_C(1) << 20 },
  { "GB", UINT64_C(1000000000) }, { "GiB", UINT64_C(1) << 30 },
  { "TB", UINT64_C(1000000000000) }, { "TiB", UINT64_C(1) << 40 },
  { "PB", UINT64_C(1000000000000000) }, { "PiB", UINT64_C(1) << 50 },
  { "EB", UINT64_C(1000000000000000000) }, { "EiB", UINT64_C(1) << 60 },
};
static const char size_prefixes[] = "kmgtpe";

enum size_fault {
  SIZE_FINE, SIZE_STRAY /* byte */, SIZE_UNITLESS, SIZE_UNKNOWN_UNIT, SIZE_FRACTION_LONG, SIZE_NOT_WHOLE, SIZE_TOO_LARGE
};

/* SIZE_UNITS: it is none. */
static size_t find_size_unit(const char *text, size_t length)
{
  for (size_t i = 0; i < SIZE_UNITS; i++)
    if (strlen(size_units[i].name) == length && memcmp(size_units[i].name, text, length) == 0) return i;
  return SIZE_UNITS;
}

/* bare: the unit of a number without one, or SIZE_UNITS. *at: where it went wrong. */
static enum size_fault parse_size(const char *text, size_t length, size_t bare, uint64_t *bytes, size_t *at)
{
  struct envtab__quantity quantity;
  size_t digits = envtab__quantity(text, length, &quantity), unit;
  bool fits;

  *at = digits;
  if (digits == 0) return SIZE_STRAY;
  unit = digits == length && quantity.digits == 0 ? bare : find_size_unit(text + digits, length - digits);
  if (digits == length && unit == SIZE_UNITS) return SIZE_UNITLESS;
  if (unit == SIZE_UNITS) return envtab__unit_length(text + digits) ? SIZE_UNKNOWN_UNIT : SIZE_STRAY;
  *at = digits - quantity.digits - 1; /* the point, where there is one */
  if (quantity.digits > 18) {
    *at += 19;
    return SIZE_FRACTION_LONG;
  }
  if (!envtab__multiply(&quantity, size_units[unit].bytes, bytes, &fits)) return SIZE_NOT_WHOLE;
  *at = SIZE_MAX;
  return fits ? SIZE_FINE : SIZE_TOO_LARGE;
}

/* ---- Hints ---- */

/* The place among the prefixes of a word such as K, Mi, kb or MIB; SIZE_UNITS: it is another. */
static size_t guess_size_prefix(const char *word, size_t length)
{
  static const char *const rests[] = { "", "b", "i", "ib" };
  const char *prefix = length ? strchr(size_prefixes, envtab__to_lower(*word)) : NULL;

  for (size_t i = 0; prefix && i < sizeof rests / sizeof *rests; i++)
    if (envtab__equal_but_case(word + 1, length - 1, rests[i])) return (size_t)(prefix - size_prefixes);
  return SIZE_UNITS;
}

/* The readings with this prefix: "Write 10MB (10000000 bytes) or 10MiB (10485760 bytes)." NULL: there is none. */
static const char *hint_with_readings(const char *number, size_t prefix, char *out, size_t capacity)
{
  const char *lead = "Write";
  size_t used = 0;

  for (size_t unit = 1 + 2 * prefix; unit <= 2 + 2 * prefix; unit++) {
    char view[SIZE_MENDABLE + 8];
    int length = snprintf(view, sizeof view, "%s%s", number, size_units[unit].name);
    uint64_t bytes;
    size_t at;

    if (parse_size(view, (size_t)length, SIZE_UNITS, &bytes, &at) != SIZE_FINE) continue;
    used += (size_t)snprintf(out + used, capacity - used, "%s %s (%" PRIu64 " bytes)", lead, view, bytes);
    lead = " or";
  }
  if (used) envtab__put(out + used, capacity - used, ".");
  return used ? out : NULL;
}

/* For a text whose number or unit is not as it should be; NULL: the engine may know more. */
static const char *hint_for_unit(const char *text, enum size_fault fault, char *out, size_t capacity)
{
  char mended[SIZE_MENDABLE + 8];
  const char *word = text + envtab__correct_number(text, mended);
  size_t length, unit, prefix, at;
  uint64_t bytes;

  if (word == text) return NULL;
  while (*word == ' ') word++;
  length = strlen(word);
  unit = find_size_unit(word, length);
  prefix = guess_size_prefix(word, length);
  if (envtab__equal_but_case(word, length, "b") || envtab__equal_but_case(word, length, "byte") ||
      envtab__equal_but_case(word, length, "bytes")) unit = 0;
  if (unit == SIZE_UNITS && prefix < SIZE_UNITS) return hint_with_readings(mended, prefix, out, capacity);
  if (unit == SIZE_UNITS)
    return fault == SIZE_UNKNOWN_UNIT ? "The units are B, kB MB GB TB PB EB and KiB MiB GiB TiB PiB EiB." : NULL;
  strcat(mended, size_units[unit].name);
  if (envtab__equal_but_blanks(text, mended)) return NULL;
  if (parse_size(mended, strlen(mended), SIZE_UNITS, &bytes, &at) != SIZE_FINE) return NULL;
  snprintf(out, capacity, "Write %s.", mended);
  return out;
}

static const char *hint_for_size(const char *text, size_t length, const char *unit, enum size_fault fault, char *out,
                                 size_t capacity)
{
  if (*text == '-' && envtab__is_digit(text[1])) return "A size is never negative.";
  if (fault == SIZE_FRACTION_LONG) return "A fraction has at most 18 digits.";
  if (fault == SIZE_NOT_WHOLE || length > SIZE_MENDABLE) return NULL;
  if (fault != SIZE_UNITLESS) return hint_for_unit(text, fault, out, capacity);
  if (unit) snprintf(out, capacity, "Write %s%s: only a whole number goes without a unit.", text, unit);
  else if (strchr(text, '.')) snprintf(out, capacity, "Write %skB or %sMB: the unit is missing.", text, text);
  else snprintf(out, capacity, "Write %sB, %skB or %sMB: the unit is missing.", text, text, text);
  return out;
}

/* ---- The type ---- */

static bool read_size(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self;
  const char *unit = envtab_value_field(value)->unit;
  size_t bare = unit ? find_size_unit(unit, strlen(unit)) : SIZE_UNITS, length, at;
  const char *text = envtab_value_text(value, &length);
  envtab_size *size = member;
  char words[256];
  enum size_fault fault;

  if (unit && bare == SIZE_UNITS) {
    snprintf(words, sizeof words, "has the unit \"%s\", which is none of B kB MB GB TB PB EB KiB MiB GiB TiB PiB EiB",
             unit);
    return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, words, NULL);
  }
  fault = parse_size(text, length, bare, &size->bytes, &at);
  if (fault == SIZE_FINE) return true;
  if (fault == SIZE_TOO_LARGE)
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, at, "is more than 18446744073709551615B", NULL);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at,
                       fault == SIZE_NOT_WHOLE ? "is not a whole number of bytes" : NULL,
                       hint_for_size(text, length, unit, fault, words, sizeof words));
}

static int compare_size(const envtab_type *self, const void *a, const void *b)
{
  uint64_t one = ((const envtab_size *)a)->bytes, other = ((const envtab_size *)b)->bytes;

  (void)self;
  return (one > other) - (one < other);
}

/* In the unit that gives the smallest whole number. */
static size_t show_size(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                        size_t capacity)
{
  uint64_t bytes = ((const envtab_size *)member)->bytes, least = bytes;
  size_t unit = 0;
  char text[32];

  (void)self, (void)field;
  for (size_t i = 1; i < SIZE_UNITS; i++)
    if (bytes % size_units[i].bytes == 0 && bytes / size_units[i].bytes < least) {
      least = bytes / size_units[i].bytes;
      unit = i;
    }
  snprintf(text, sizeof text, "%" PRIu64 "%s", least, size_units[unit].name);
  return envtab__put(out, capacity, text);
}

const envtab_type envtab_type_size = {
  .name = "size",
  .expects = "a size such as 512B, 64kB or 10MiB",
  .pattern = "^(0|[1-9][0-9]*)((\\.0{1,18})?B|(\\.[0-9]{1,3}0{0,15})?kB|(\\.[0-9]{1,6}0{0,12})?MB|"
             "(\\.[0-9]{1,9}0{0,9})?GB|(\\.[0-9]{1,12}0{0,6})?TB|(\\.[0-9]{1,15}0{0,3})?PB|(\\.[0-9]{1,18})?EB|"
             "(\\.[0-9]{1,18})?[KMGTPE]iB)$",
  .size = sizeof(envtab_size),
  .takes_unit = true,
  .read = read_size,
  .compare = compare_size,
  .show = show_size,
};
