/* Decimal digits to a number, checked at each digit. No sign, no blanks, no locale. */
#include "base/number.h"
#include "base/ascii.h"

ENVTAB_INTERNAL size_t envtab__digits(const char *text, size_t length, uint64_t *number, bool *fits)
{
  const size_t certain = 19;      /* so many digits fit in 64 bits, whatever they are: no checks */
  uint64_t sum = 0;
  size_t i = 0;

  *fits = true;
  for (size_t end = length < certain ? length : certain; i < end && envtab__is_digit(text[i]); i++)
    sum = sum * 10 + (uint64_t)(text[i] - '0');
  for (; i >= certain && i < length && envtab__is_digit(text[i]); i++) {
    uint64_t digit = (uint64_t)(text[i] - '0');

    if (sum > (UINT64_MAX - digit) / 10) *fits = false;
    else sum = sum * 10 + digit;
  }
  *number = sum;
  return i;
}
