/*
 * Decimal digits to the nearest binary number and back, as IEEE 754 has them, exactly: with whole numbers as long as
 * they must be and without floating point, so that locale, rounding mode and excess precision do not matter. (After
 * W. D. Clinger, and after G. L. Steele and J. L. White, 1990.)
 */
#include "types/decimal.h"

/*
 * A whole number of at most 1088 bits. The longest are met where the digits of the smallest double are sought: ten
 * times four units of 2^-1074, 1081 bits. Limbs at and above count are 0; the one below it is not.
 */
enum { NATURAL_LIMBS = 34 };
struct natural { uint32_t limb[NATURAL_LIMBS]; size_t count; };

/* number = number * factor + addend */
static void natural_multiply(struct natural *number, uint32_t factor, uint32_t addend)
{
  uint64_t carry = addend;

  for (size_t i = 0; i < number->count; i++) {
    carry += (uint64_t)number->limb[i] * factor;
    number->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry) number->limb[number->count++] = (uint32_t)carry;
}

/* number = number * base^power; a power below 0 counts as 0. */
static void natural_scale(struct natural *number, uint32_t base, int power)
{
  uint32_t factor = 1;

  for (; power > 0; power--) {
    factor *= base;
    if (factor > UINT32_MAX / base) {
      natural_multiply(number, factor, 0);
      factor = 1;
    }
  }
  natural_multiply(number, factor, 0);
}

static struct natural natural_of(uint64_t value)
{
  struct natural number = { .count = 0 };

  for (; value; value >>= 32) number.limb[number.count++] = (uint32_t)value;
  return number;
}

/* How many bits it has; number is not 0. */
static int natural_bits(const struct natural *number)
{
  int bits = (int)(number->count - 1) * 32;

  for (uint32_t top = number->limb[number->count - 1]; top; top >>= 1) bits++;
  return bits;
}

/* Below, at or above 0 as a is less than, equal to or more than b. */
static int natural_compare(const struct natural *a, const struct natural *b)
{
  size_t i = a->count;

  if (i != b->count) return i < b->count ? -1 : 1;
  while (i && a->limb[i - 1] == b->limb[i - 1]) i--;
  return i == 0 ? 0 : a->limb[i - 1] < b->limb[i - 1] ? -1 : 1;
}

/* The same for a + b as one number, and c. */
static int natural_compare_sum(const struct natural *a, const struct natural *b, const struct natural *c)
{
  struct natural sum = { .count = a->count > b->count ? a->count : b->count };
  uint64_t carry = 0;

  for (size_t i = 0; i < sum.count; i++) {
    carry += (uint64_t)a->limb[i] + b->limb[i];
    sum.limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry) sum.limb[sum.count++] = (uint32_t)carry;
  return natural_compare(&sum, c);
}

/* number = number - less, which is not more than number. */
static void natural_subtract(struct natural *number, const struct natural *less)
{
  uint32_t borrow = 0;

  for (size_t i = 0; i < number->count; i++) {
    uint64_t rest = (uint64_t)number->limb[i] - less->limb[i] - borrow;

    number->limb[i] = (uint32_t)rest;
    borrow = (uint32_t)(rest >> 63);
  }
  while (number->count && number->limb[number->count - 1] == 0) number->count--;
}

/* ---- To binary: long division, a bit at a time; the remainder rounds the last bit ---- */

/* So many bits of rest / unit, which is below 2, rounded to the nearest; half-way between two, to the even one. */
static uint64_t divide_rounded(struct natural *rest, const struct natural *unit, int bits)
{
  uint64_t quotient = 0;
  int order;

  for (; bits; bits--) {
    quotient <<= 1;
    if (natural_compare(rest, unit) >= 0) {
      natural_subtract(rest, unit);
      quotient |= 1;
    }
    natural_multiply(rest, 2, 0);
  }
  order = natural_compare(rest, unit); /* of the bit that would follow: below, at or above a half */
  return order > 0 || (order == 0 && (quotient & 1)) ? quotient + 1 : quotient;
}

ENVTAB_INTERNAL uint64_t envtab__to_binary(const struct envtab__decimal *decimal, const struct envtab__binary *format)
{
  struct natural rest = natural_of(0), unit = natural_of(1);
  int exponent = decimal->point - (int)decimal->count, shift, step, bits;
  uint64_t number;

  /* Beyond these limits is every format; within them the naturals are long enough. */
  if (decimal->count == 0 || decimal->point < -330) return 0;
  if (decimal->point > 310) return format->infinity;

  /* The value is rest / unit * 2^exponent: ten's twos are in the exponent, its fives in the naturals. */
  for (size_t i = 0; i < decimal->count; i++) natural_multiply(&rest, 10, decimal->digit[i]);
  natural_scale(&rest, 5, exponent);
  natural_scale(&unit, 5, -exponent);

  /* 1 <= rest / unit < 2 */
  shift = natural_bits(&unit) - natural_bits(&rest);
  natural_scale(&rest, 2, shift);
  natural_scale(&unit, 2, -shift);
  if (natural_compare(&rest, &unit) < 0) {
    natural_multiply(&rest, 2, 0);
    shift++;
  }
  exponent -= shift;

  /* step: powers of two above the least. Below it a number has fewer bits; where it has none left, it may round up. */
  step = exponent > format->least ? exponent - format->least : 0;
  bits = exponent < format->least ? format->precision - (format->least - exponent) : format->precision;
  if (bits < 0) return 0;

  /* The leading bit, and a carry out of the mantissa, add one to the exponent's field: just what they should. */
  number = ((uint64_t)step << (format->precision - 1)) + divide_rounded(&rest, &unit, bits);
  return number < format->infinity ? number : format->infinity;
}

/* ---- To decimal: the fewest digits that lie nearer to this number than to its neighbours ---- */

/* What is left of the number, and how far the digits may stay below or go above it, all in parts of unit. */
struct remainder {
  struct natural rest, unit, below, above;
  bool even; /* then a point half-way to a neighbour is read back as this number */
};

static struct remainder remainder_of(uint64_t number, const struct envtab__binary *format)
{
  int field = (int)(number >> (format->precision - 1));
  int exponent = format->least - (format->precision - 1) + (field ? field - 1 : 0);
  uint64_t leading = UINT64_C(1) << (format->precision - 1), mantissa = number & (leading - 1);
  bool narrow = field > 1 && mantissa == 0; /* below a power of two the neighbour is half as far */
  struct remainder left = {
    natural_of(4 * (field ? leading | mantissa : mantissa)), natural_of(4), natural_of(narrow ? 1 : 2), natural_of(2),
    (mantissa & 1) == 0
  };

  natural_scale(&left.rest, 2, exponent);
  natural_scale(&left.below, 2, exponent);
  natural_scale(&left.above, 2, exponent);
  natural_scale(&left.unit, 2, -exponent);
  return left;
}

/* Whether the digits so far, which are below the number (or above it, with one more), are still read back as it. */
static bool is_low_enough(const struct remainder *left)
{
  return natural_compare(&left->rest, &left->below) < left->even;
}

static bool is_high_enough(const struct remainder *left)
{
  return natural_compare_sum(&left->rest, &left->above, &left->unit) > -left->even;
}

/* The next digit of the number, which is taken off it. */
static uint8_t next_digit(struct remainder *left)
{
  uint8_t digit = 0;

  natural_multiply(&left->rest, 10, 0);
  natural_multiply(&left->below, 10, 0);
  natural_multiply(&left->above, 10, 0);
  while (natural_compare(&left->rest, &left->unit) >= 0) {
    natural_subtract(&left->rest, &left->unit);
    digit++;
  }
  return digit;
}

ENVTAB_INTERNAL struct envtab__decimal envtab__to_decimal(uint64_t number, const struct envtab__binary *format)
{
  struct envtab__decimal decimal = { .count = 0, .point = 0 };
  struct remainder left = remainder_of(number, format);
  bool low = false, high = false;

  if (number == 0) return decimal;
  /* Moves the point until what is left is below 1, so that the first digit is not 0, but for rounding. */
  while (is_high_enough(&left)) {
    natural_multiply(&left.unit, 10, 0);
    decimal.point++;
  }
  while (!low && !high) {
    uint8_t digit = next_digit(&left);
    int half = natural_compare_sum(&left.rest, &left.rest, &left.unit);

    /* The last digit is the one after which both neighbours are farther away; it is rounded up from a half on. */
    low = is_low_enough(&left);
    high = is_high_enough(&left);
    if (high && (!low || half > 0 || (half == 0 && digit % 2))) digit++;
    if (decimal.count || digit) decimal.digit[decimal.count++] = digit;
    else decimal.point--;
  }
  return decimal;
}
