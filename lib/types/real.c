/*
 * float and double: a finite JSON number (RFC 8259, section 6) of at most 64 bytes, correctly rounded.
 *
 *   number   = [ "-" ] whole [ "." 1*DIGIT ] [ exponent ]     a negative zero is refused: nobody means it
 *   whole    = "0" / %x31-39 *DIGIT
 *   exponent = ( "e" / "E" ) [ "-" / "+" ] 1*DIGIT
 */
#include <float.h>
#include <string.h>

#include "base/ascii.h"
#include "base/format.h"
#include "base/similar.h"
#include "types/decimal.h"
#include "types/quantity.h"

_Static_assert(FLT_RADIX == 2 && sizeof(float) == 4 && FLT_MANT_DIG == 24 && sizeof(double) == 8 && DBL_MANT_DIG == 53,
               "float and double are those of IEEE 754");

static const struct envtab__binary binary32 = { 24, -126, UINT64_C(0xff) << 23 };
static const struct envtab__binary binary64 = { 53, -1022, UINT64_C(0x7ff) << 52 };

/* Infinity has all bits of the exponent and no other: its lowest bit added once more carries into the sign. */
static uint64_t sign_of(const struct envtab__binary *format)
{
  return format->infinity + (UINT64_C(1) << (format->precision - 1));
}

enum { REAL_LONGEST = 64 };
enum real_error { REAL_FINE, REAL_MALFORMED, REAL_LONG, REAL_NEGATIVE_ZERO, REAL_TOO_SMALL, REAL_TOO_LARGE };

/* Adds the digits at the start of text, without leading zeros; returns how many there are, with them. */
static size_t add_digits(struct envtab__decimal *decimal, const char *text)
{
  size_t i = 0;

  for (; envtab__is_digit(text[i]); i++)
    if (decimal->count || text[i] != '0') decimal->digit[decimal->count++] = (uint8_t)(text[i] - '0');
  return i;
}

/*
 * Adds the exponent to the point; returns how many digits it has. One of four digits and more is cut short: the number
 * is too large or too small for a double all the same.
 */
static size_t add_exponent(struct envtab__decimal *decimal, const char *text, bool negative)
{
  int exponent = 0;
  size_t i = 0;

  for (; envtab__is_digit(text[i]); i++)
    if (exponent < 1000) exponent = exponent * 10 + (text[i] - '0');
  decimal->point += negative ? -exponent : exponent;
  return i;
}

/* Reads an unsigned number of at most REAL_LONGEST bytes. *at: how far it went. */
static bool parse_decimal(const char *text, size_t length, struct envtab__decimal *decimal, size_t *at)
{
  size_t i = *text == '0' ? 1 : add_digits(decimal, text), digits, significant = decimal->count;

  *at = i;
  if (i == 0) return false;
  decimal->point = (int)significant;
  if (text[i] == '.') {
    digits = add_digits(decimal, text + ++i);
    *at = i += digits;
    if (digits == 0) return false;
    decimal->point -= (int)(digits - (decimal->count - significant));
  }
  if (text[i] == 'e' || text[i] == 'E') {
    bool negative = text[++i] == '-';

    if (negative || text[i] == '+') i++;
    digits = add_exponent(decimal, text + i, negative);
    *at = i += digits;
    if (digits == 0) return false;
  }
  return i == length;
}

/* The bits of the number in this format, the sign in the bit above. *at: where it went wrong. */
static enum real_error parse_real(const char *text, size_t length, const struct envtab__binary *format, uint64_t *bits,
                                  size_t *at)
{
  bool negative = *text == '-';
  struct envtab__decimal decimal = { .count = 0 };

  *at = REAL_LONGEST;
  if (length > REAL_LONGEST) return REAL_LONG;
  if (!parse_decimal(text + negative, length - negative, &decimal, at)) {
    *at += negative;
    return REAL_MALFORMED;
  }
  *at = 0;
  if (negative && decimal.count == 0) return REAL_NEGATIVE_ZERO;
  *at = SIZE_MAX;
  *bits = envtab__to_binary(&decimal, format);
  if (*bits == 0 && decimal.count) return REAL_TOO_SMALL;
  if (*bits == format->infinity) return REAL_TOO_LARGE;
  if (negative) *bits |= sign_of(format);
  return REAL_FINE;
}

/* ---- Hints ---- */

/* Appends the number that was meant by +5, .5, 5., 01.5 or 1_000. False: it is still not a number. */
static bool correct_real(const char *text, const struct envtab__binary *format, struct envtab__buffer *out)
{
  bool negative = *text == '-';
  size_t number, at;
  uint64_t bits;

  if (negative) envtab__append_text(out, "-");
  number = envtab__append_number(out, text + negative);
  if (number == 0) return false;
  envtab__append_text(out, text + negative + number);
  return parse_real(out->text, out->length, format, &bits, &at) == REAL_FINE;
}

static bool is_not_finite(const char *text, size_t length)
{
  return envtab__equal_but_case(text, length, "inf") || envtab__equal_but_case(text, length, "infinity") ||
         envtab__equal_but_case(text, length, "nan");
}

/* For a text that is not a number; nothing: the report may know more. at: where it stops being one. */
static void append_real_hint(const char *text, size_t length, const struct envtab__binary *format, size_t at,
                             struct envtab__buffer *hint)
{
  size_t sign = *text == '-' || *text == '+';
  char corrected_text[REAL_LONGEST + 2];
  struct envtab__buffer corrected = ENVTAB__BUFFER(corrected_text);

  if (is_not_finite(text + sign, length - sign))
    envtab__append_text(hint, "Write a finite number.");
  else if (text[sign] == '0' && envtab__to_lower(text[sign + 1]) == 'x')
    envtab__append_text(hint, "Write it in decimal, not in hexadecimal.");
  else if (correct_real(text, format, &corrected))
    envtab__append_format(hint, "Write %s.", corrected.text);
  else if (at && envtab__is_digit(text[at - 1]) && text[at] == '%')
    envtab__append_text(hint, "A percentage is not read: write 0.01 for 1%.");
  else if (at && envtab__is_digit(text[at - 1]) && envtab__is_alpha(text[at]))
    envtab__append_text(hint, "Write the number alone.");
}

/* ---- The types ---- */

static void store_bits(const envtab_type *self, void *member, uint64_t bits)
{
  uint32_t half = (uint32_t)bits;

  if (self->size == sizeof half) memcpy(member, &half, sizeof half);
  else memcpy(member, &bits, sizeof bits);
}

static uint64_t bits_in(const envtab_type *self, const void *member)
{
  uint32_t half;
  uint64_t bits;

  if (self->size == sizeof bits) memcpy(&bits, member, sizeof bits);
  else bits = (memcpy(&half, member, sizeof half), half);
  return bits;
}

static bool read_real(const envtab_type *self, envtab_value *value, void *member)
{
  const struct envtab__binary *format = self->user;
  size_t length, at;
  const char *text = envtab_value_text(value, &length);
  bool is_float = format == &binary32;
  char hint_text[REAL_LONGEST + 16];
  struct envtab__buffer hint = ENVTAB__BUFFER(hint_text);
  uint64_t bits;

  switch (parse_real(text, length, format, &bits, &at)) {
  case REAL_FINE:
    store_bits(self, member, bits);
    return true;
  case REAL_LONG:
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, "is longer than 64 bytes", NULL);
  case REAL_NEGATIVE_ZERO:
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, "is a negative zero", "Write 0.");
  case REAL_TOO_SMALL:
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, at,
                               is_float ? "would become 0 as a float" : "would become 0 as a double",
                               "It is too small: write 0 if that will do.");
  case REAL_TOO_LARGE:
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, at, "is too large",
                               is_float ? "A float goes from -3.4028235e+38 to 3.4028235e+38."
                                        : "A double goes from -1.7976931348623157e+308 to 1.7976931348623157e+308.");
  default: /* REAL_MALFORMED */
    append_real_hint(text, length, format, at, &hint);
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, envtab__text_if_any(&hint));
  }
}

static int compare_reals(const envtab_type *self, const void *a, const void *b)
{
  bool is_float = self->size == sizeof(float);
  double left = is_float ? *(const float *)a : *(const double *)a;
  double right = is_float ? *(const float *)b : *(const double *)b;

  return (left > right) - (left < right);
}

/* Appends the digits with the point after so many of them; zeros fill the places that have no digit. */
static void append_decimal(struct envtab__buffer *text, const struct envtab__decimal *decimal, int point)
{
  int count = (int)decimal->count;

  for (int i = point > 0 ? 0 : point - 1; i < count || i < point; i++) {
    if (i == point) envtab__append_text(text, ".");
    envtab__append_uint(text, i >= 0 && i < count ? decimal->digit[i] : 0);
  }
}

/* As ECMA-262 shows a Number: 0.000001 to 100000000000000000000 in full, others as 1.5e-7 or 1e+21. */
static size_t show_real(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                        size_t capacity)
{
  const struct envtab__binary *format = self->user;
  uint64_t bits = bits_in(self, member), sign = sign_of(format);
  struct envtab__decimal decimal = envtab__to_decimal(bits & ~sign, format);
  bool in_full = decimal.point > -6 && decimal.point <= 21;
  struct envtab__buffer text = envtab__buffer(out, capacity);

  (void)field;
  if (decimal.count == 0) return envtab__put(out, capacity, "0"); /* a negative zero too, which no text gives */
  if (bits & sign) envtab__append_text(&text, "-");
  append_decimal(&text, &decimal, in_full ? decimal.point : 1);
  if (in_full) return text.length;
  envtab__append_text(&text, decimal.point < 1 ? "e-" : "e+");
  envtab__append_uint(&text, (uint64_t)(decimal.point < 1 ? 1 - decimal.point : decimal.point - 1));
  return text.length;
}

#define ENVTAB__REAL(ctype, binary)                                                                               \
  const envtab_type envtab_type_##ctype = {                                                                       \
    .name = #ctype, .expects = "a number such as 0.25, -3 or 1e6",                                                \
    .pattern = "^(-?([1-9][0-9]*(\\.[0-9]+)?|0\\.0*[1-9][0-9]*)|0(\\.0+)?)([eE][-+]?[0-9]+)?$",                  \
    .size = sizeof(ctype), .read = read_real, .compare = compare_reals, .show = show_real, .user = &(binary)      \
  };
ENVTAB__REAL(float, binary32)
ENVTAB__REAL(double, binary64)
