/*
 * Numbers with units, as durations and sizes have them: exact, in whole numbers of 64 bits. 0.1s is 100 000 000 ns, not
 * what a floating point number makes of 0.1.
 */
#include <string.h>

#include "types/quantity.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/number.h"
#include "base/secret_bytes.h"
#include "base/similar.h"

ENVTAB_INTERNAL const struct envtab__unit *envtab__find_unit(const struct envtab__measure *measure, const char *name,
                                                             size_t length)
{
  for (size_t i = 0; i < measure->count; i++)
    if (envtab__is_text(name, length, measure->units[i].name)) return &measure->units[i];
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

/* number = whole [ "." 1*DIGIT ]; whole = "0" / %x31-39 *DIGIT. Returns its length; 0: there is no number. */
static size_t scan_number(const char *text, size_t length, struct quantity_number *number)
{
  size_t whole = envtab__digits(text, *text == '0' ? 1 : length, &number->whole, &number->fits);
  bool fits; /* not needed: the caller limits the digits of a fraction */

  number->fraction = 0;
  number->digits = 0;
  if (whole == 0 || text[whole] != '.') return whole;
  number->digits = envtab__digits(text + whole + 1, length - whole - 1, &number->fraction, &fits);
  return number->digits ? whole + 1 + number->digits : whole;
}

/* Divides one of the two by the prime; false: neither is a multiple of it, and so neither is their product. */
static bool divide_either(uint64_t *a, uint64_t *b, uint64_t prime)
{
  uint64_t *number = *a % prime == 0 ? a : b;

  if (*number % prime) return false;
  *number /= prime;
  return true;
}

/* number, whose fraction has at most 18 digits, times factor. False: the product is not whole. *fits: in 64 bits. */
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

/*
 * Sums up the numbers of a text, each times its unit. bare: the unit of a whole number that stands alone, or NULL. *at:
 * the byte where it went wrong.
 */
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

/* What is wrong in more than one place of the text is left to the type, which may guess what was meant. */
static void append_unit_hint(const struct envtab__measure *measure, const char *text, const char *unit,
                             enum envtab__quantity_error error, struct envtab__buffer *hint)
{
  const bool is_short = envtab__length_of_secret(text) <= ENVTAB__LONGEST_CORRECTED;
  const char *end = text;

  while (envtab__is_digit(*end) || *end == '.') end++;
  if (error == ENVTAB__UNIT_MISSING && *end)
    envtab__append_text(hint, "Its last number has no unit.");
  else if (error == ENVTAB__UNIT_MISSING && unit && is_short)
    envtab__append_format(hint, "Write %s%s: only a whole number goes without a unit.", text, unit);
  else if (is_short)
    measure->append_hint(measure, text, error, hint);
  if (!hint->length && error == ENVTAB__UNIT_UNKNOWN)
    envtab__append_format(hint, "The units are %s.", measure->names);
}

static void append_quantity_hint(const envtab_type *self, const char *text, const char *unit,
                                 enum envtab__quantity_error error, struct envtab__buffer *hint)
{
  const struct envtab__measure *measure = self->user;

  if (*text == '-' && envtab__is_digit(text[1]))
    envtab__append_format(hint, "A %s is never negative.", self->name);
  else if (error == ENVTAB__UNIT_ORDER)
    envtab__append_format(hint, "Write the units from large to small: %s.", measure->names);
  else if (error == ENVTAB__UNIT_TWICE)
    envtab__append_text(hint, "Write each unit once.");
  else if (error == ENVTAB__FRACTION_INSIDE)
    envtab__append_text(hint, "Only the last number may have a fraction.");
  else if (error == ENVTAB__FRACTION_LONG)
    envtab__append_format(hint, "A fraction has at most %zu digits.", measure->fraction_digits);
  else if (error != ENVTAB__NOT_WHOLE) /* whose reason says it all */
    append_unit_hint(measure, text, unit, error, hint);
}

ENVTAB_INTERNAL bool envtab__read_quantity(const envtab_type *self, envtab_value *value, void *member)
{
  const struct envtab__measure *measure = self->user;
  const char *unit = envtab_value_field(value)->unit;
  const struct envtab__unit *bare = unit ? envtab__find_unit(measure, unit, envtab__length_of_secret(unit)) : NULL;
  size_t length, at;
  const char *text = envtab_value_text(value, &length);
  enum envtab__quantity_error error;
  uint64_t number;
  char reason_text[256], hint_text[256];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);

  if (unit && !bare) {
    envtab__append_format(&reason, "has the unit \"%s\", which is not one of %s", unit, measure->names);
    return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, reason.text, NULL);
  }
  error = parse_quantity(measure, text, length, bare, &number, &at);
  if (error == ENVTAB__QUANTITY_OK) {
    memcpy(member, &number, sizeof number);
    return true;
  }
  if (error == ENVTAB__TOO_LARGE) {
    envtab__append_format(&reason, "is more than %s", measure->greatest);
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, at, reason.text, NULL);
  }
  if (error == ENVTAB__NOT_WHOLE) envtab__append_format(&reason, "is not a whole number of %s", measure->whole);
  append_quantity_hint(self, text, unit, error, &hint);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, envtab__text_if_any(&reason),
                             envtab__text_if_any(&hint));
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

/* As it would be read: in several units, the large ones first; or in the largest unit of which it is a whole number. */
ENVTAB_INTERNAL size_t envtab__show_quantity(const envtab_type *self, const envtab_field *field, const void *member,
                                             char *out, size_t capacity)
{
  const struct envtab__measure *measure = self->user;
  const struct envtab__unit *unit = measure->units;
  uint64_t rest = quantity_in(member);
  struct envtab__buffer text = envtab__buffer(out, capacity);

  (void)field;
  if (!rest) envtab__append_text(&text, measure->zero);
  for (; rest; unit++) {
    uint64_t count = rest / unit->factor;

    if (count == 0 || (!measure->several && rest % unit->factor)) continue;
    rest %= unit->factor;
    envtab__append_uint(&text, count);
    envtab__append_text(&text, unit->name);
  }
  return text.length;
}

/* ---- For hints ---- */

ENVTAB_INTERNAL bool envtab__is_quantity(const struct envtab__measure *measure, const char *text, uint64_t *number)
{
  size_t at;

  return parse_quantity(measure, text, envtab__length_of_secret(text), NULL, number, &at) == ENVTAB__QUANTITY_OK;
}

ENVTAB_INTERNAL const char *envtab__skip_blanks(const char *text)
{
  while (*text == ' ') text++;
  return text;
}

ENVTAB_INTERNAL void envtab__append_correction(struct envtab__buffer *hint, const char *text, const char *corrected)
{
  const char *rest = corrected;

  while (*(text = envtab__skip_blanks(text)) && *text == *rest) text++, rest++;
  if (*text || *rest) envtab__append_format(hint, "Write %s.", corrected);
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

/* Appends digits, without the "_" between them; returns what comes after them. */
static const char *append_digits(struct envtab__buffer *out, const char *from)
{
  for (; envtab__is_digit(*from) || *from == '_'; from++)
    if (*from != '_') envtab__append_bytes(out, from, 1);
  return from;
}

ENVTAB_INTERNAL size_t envtab__append_number(struct envtab__buffer *out, const char *text)
{
  const char *from = text + (*text == '+');

  if (!envtab__is_digit(from[*from == '.'])) return 0;
  while (*from == '0' || *from == '_') from++;
  if (!envtab__is_digit(*from)) envtab__append_text(out, "0");
  from = append_digits(out, from);
  if (*from == '.') {
    const char *digit = from + 1;

    while (*digit == '_') digit++;
    if (envtab__is_digit(*digit)) envtab__append_text(out, ".");
    from = append_digits(out, from + 1);
  }
  return (size_t)(from - text);
}
