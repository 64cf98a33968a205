/* Numbers with units, as durations and sizes have them: exact, in whole numbers of 64 bits. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "types/quantity.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/number.h"
#include "base/similar.h"

ENVTAB_INTERNAL const struct envtab__unit *envtab__find_unit(const struct envtab__measure *measure, const char *name,
                                                             size_t length)
{
  for (size_t i = 0; i < measure->count; i++)
    if (strlen(measure->units[i].name) == length && memcmp(measure->units[i].name, name, length) == 0)
      return &measure->units[i];
  return NULL;
}

ENVTAB_INTERNAL size_t envtab__word_length(const char *text)
{
  size_t length = 0;

  while (envtab__is_alpha(text[length]) || (unsigned char)text[length] >= 0x80) length++;
  return length;
}

/* ---- Reading ---- */

struct quantity_number {
  uint64_t whole, fraction;      /* the digits before and after the point */
  size_t digits;                 /* of the fraction, which is right up to 18 of them */
  bool fits;                     /* whole does, in 64 bits */
};

/* number = whole [ "." 1*DIGIT ]; whole = "0" / %x31-39 *DIGIT. Returns its length; 0: there is none. */
static size_t scan_number(const char *text, size_t length, struct quantity_number *number)
{
  size_t whole = envtab__digits(text, *text == '0' ? 1 : length, &number->whole, &number->fits);
  bool fits; /* the caller looks at the digits instead */

  number->fraction = 0;
  number->digits = 0;
  if (whole == 0 || text[whole] != '.') return whole;
  number->digits = envtab__digits(text + whole + 1, length - whole - 1, &number->fraction, &fits);
  return number->digits ? whole + 1 + number->digits : whole;
}

static bool divide_either(uint64_t *a, uint64_t *b, uint64_t prime)
{
  uint64_t *number = *a % prime == 0 ? a : b;

  if (*number % prime) return false;
  *number /= prime;
  return true;
}

/* number, of at most 18 digits of fraction, times factor. False: the product is not whole. *fits: in 64 bits. */
static bool multiply(const struct quantity_number *number, uint64_t factor, uint64_t *product, bool *fits)
{
  uint64_t fraction = number->fraction, rest = factor;

  /* fraction * factor / 10^digits, divided before it is multiplied, so that it fits: it is less than factor. */
  for (size_t i = 0; i < number->digits; i++)
    if (!divide_either(&fraction, &rest, 2) || !divide_either(&fraction, &rest, 5)) return false;
  fraction *= rest;
  *fits = number->fits && number->whole <= (UINT64_MAX - fraction) / factor;
  *product = number->whole * factor + fraction;
  return true;
}

/* bare: the unit of a number without one, or NULL. *at: where it went wrong. */
static enum envtab__quantity_error parse_quantity(const struct envtab__measure *measure, const char *text,
                                                  size_t length, const struct envtab__unit *bare, uint64_t *sum,
                                                  size_t *at)
{
  const struct envtab__unit *next = measure->units; /* the largest unit that may follow */
  size_t point = SIZE_MAX;       /* of the fraction, after which no number follows */

  *sum = *at = 0;
  do {
    struct quantity_number number;
    size_t digits = scan_number(text + *at, length - *at, &number), word;
    const struct envtab__unit *unit;
    uint64_t product;
    bool fits;

    if (digits == 0) return ENVTAB__STRAY_BYTE;
    if (point != SIZE_MAX) return *at = point, ENVTAB__FRACTION_INSIDE;
    *at += digits;
    if (number.digits) point = *at - number.digits - 1;
    word = envtab__word_length(text + *at);
    unit = envtab__find_unit(measure, text + *at, word);
    if (!measure->several && *at + word < length) unit = NULL;
    if (digits == length && number.digits == 0) unit = bare;
    if (!unit && *at == length) return ENVTAB__UNIT_MISSING;
    if (!unit) return word ? ENVTAB__UNIT_UNKNOWN : ENVTAB__STRAY_BYTE;
    if (unit < next) return unit + 1 == next ? ENVTAB__UNIT_TWICE : ENVTAB__UNIT_ORDER;
    if (number.digits > measure->fraction_digits)
      return *at = point + 1 + measure->fraction_digits, ENVTAB__FRACTION_LONG;
    if (!multiply(&number, unit->factor, &product, &fits)) return *at = point, ENVTAB__NOT_WHOLE;
    if (!fits || product > measure->most - *sum) return *at = SIZE_MAX, ENVTAB__TOO_LARGE;
    *sum += product;
    next = unit + 1;
    *at += word;
  } while (*at < length);
  return ENVTAB__QUANTITY_OK;
}

static const char *hint_for_quantity(const envtab_type *self, const char *text, const char *unit,
                                     enum envtab__quantity_error error, char *out, size_t capacity)
{
  const struct envtab__measure *measure = self->user;
  const bool is_short = strlen(text) <= ENVTAB__LONGEST_CORRECTED;
  const char *hint = NULL;

  if (*text == '-' && envtab__is_digit(text[1]))
    return snprintf(out, capacity, "A %s is never negative.", self->name), out;
  switch (error) {
  case ENVTAB__UNIT_ORDER:
    return snprintf(out, capacity, "Write the units from large to small: %s.", measure->names), out;
  case ENVTAB__UNIT_TWICE: return "Write each unit once.";
  case ENVTAB__FRACTION_INSIDE: return "Only the last number may have a fraction.";
  case ENVTAB__FRACTION_LONG:
    return snprintf(out, capacity, "A fraction has at most %zu digits.", measure->fraction_digits), out;
  case ENVTAB__NOT_WHOLE: return NULL;
  case ENVTAB__UNIT_MISSING:
    if (strspn(text, "0123456789.") < strlen(text)) return "Its last number has no unit.";
    if (unit && is_short)
      return snprintf(out, capacity, "Write %s%s: only a whole number goes without a unit.", text, unit), out;
  default: break;
  }
  if (is_short) hint = measure->hint(measure, text, error, out, capacity);
  if (hint || error != ENVTAB__UNIT_UNKNOWN) return hint;
  return snprintf(out, capacity, "The units are %s.", measure->names), out;
}

ENVTAB_INTERNAL bool envtab__read_quantity(const envtab_type *self, envtab_value *value, void *member)
{
  const struct envtab__measure *measure = self->user;
  const char *unit = envtab_value_field(value)->unit;
  const struct envtab__unit *bare = unit ? envtab__find_unit(measure, unit, strlen(unit)) : NULL;
  size_t length, at;
  const char *text = envtab_value_text(value, &length), *reason = NULL;
  enum envtab__quantity_error error;
  uint64_t number;
  char words[256], hint[256];

  if (unit && !bare) {
    snprintf(words, sizeof words, "has the unit \"%s\", which is not one of %s", unit, measure->names);
    return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, words, NULL);
  }
  error = parse_quantity(measure, text, length, bare, &number, &at);
  if (error == ENVTAB__QUANTITY_OK) {
    memcpy(member, &number, sizeof number);
    return true;
  }
  if (error == ENVTAB__TOO_LARGE) {
    snprintf(words, sizeof words, "is more than %s", measure->greatest);
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, at, words, NULL);
  }
  if (error == ENVTAB__NOT_WHOLE) {
    snprintf(words, sizeof words, "is not a whole number of %s", measure->whole);
    reason = words;
  }
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, reason,
                             hint_for_quantity(self, text, unit, error, hint, sizeof hint));
}

/* ---- Comparing and showing ---- */

static uint64_t quantity_in(const void *member)
{
  uint64_t number;

  memcpy(&number, member, sizeof number);
  return number;
}

ENVTAB_INTERNAL int envtab__compare_quantities(const envtab_type *self, const void *a, const void *b)
{
  uint64_t left = quantity_in(a), right = quantity_in(b);

  (void)self;
  return (left > right) - (left < right);
}

/* In several units, the large ones first; else in the largest that divides it. */
ENVTAB_INTERNAL size_t envtab__show_quantity(const envtab_type *self, const envtab_field *field, const void *member,
                                             char *out, size_t capacity)
{
  const struct envtab__measure *measure = self->user;
  const struct envtab__unit *unit = measure->units;
  uint64_t rest = quantity_in(member);
  char text[64];
  size_t used = envtab__put(text, sizeof text, rest ? "" : measure->zero);

  (void)field;
  for (; rest; unit++) {
    uint64_t count = rest / unit->factor;

    if (count == 0 || (!measure->several && rest % unit->factor)) continue;
    rest %= unit->factor;
    used += (size_t)snprintf(text + used, sizeof text - used, "%" PRIu64 "%s", count, unit->name);
  }
  return envtab__put(out, capacity, text);
}

/* ---- For hints ---- */

ENVTAB_INTERNAL bool envtab__is_quantity(const struct envtab__measure *measure, const char *text, uint64_t *number)
{
  size_t at;

  return parse_quantity(measure, text, strlen(text), NULL, number, &at) == ENVTAB__QUANTITY_OK;
}

ENVTAB_INTERNAL const char *envtab__skip_blanks(const char *text)
{
  while (*text == ' ') text++;
  return text;
}

ENVTAB_INTERNAL const char *envtab__hint_to_write(const char *text, const char *corrected, char *out, size_t capacity)
{
  const char *rest = corrected;

  while (*(text = envtab__skip_blanks(text)) && *text == *rest) text++, rest++;
  if (!*text && !*rest) return NULL;
  snprintf(out, capacity, "Write %s.", corrected);
  return out;
}

ENVTAB_INTERNAL bool envtab__is_word_for(const struct envtab__unit *unit, const char *text, size_t length)
{
  for (size_t i = 0; i < sizeof unit->words / sizeof *unit->words && unit->words[i]; i++)
    if (envtab__equal_but_case(text, length, unit->words[i]) ||
        (length > 2 && envtab__to_lower(text[length - 1]) == 's' &&
         envtab__equal_but_case(text, length - 1, unit->words[i])))
      return true;
  return false;
}

/* Copies digits, without the "_" between them. */
static const char *copy_digits(const char *from, char **to)
{
  for (; envtab__is_digit(*from) || *from == '_'; from++)
    if (*from != '_') *(*to)++ = *from;
  return from;
}

ENVTAB_INTERNAL size_t envtab__correct_number(const char *text, char *out)
{
  const char *from = text + (*text == '+');

  if (!envtab__is_digit(from[*from == '.'])) return 0;
  while (*from == '0' || *from == '_') from++;
  if (!envtab__is_digit(*from)) *out++ = '0';
  from = copy_digits(from, &out);
  if (*from == '.') {
    *out++ = '.';
    from = copy_digits(from + 1, &out);
    if (out[-1] == '.') out--;
  }
  *out = '\0';
  return (size_t)(from - text);
}
