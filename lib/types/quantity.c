/* A number before a unit, as durations and sizes have it: read and multiplied exactly, or mended for a hint. */
#include "types/quantity.h"
#include "base/ascii.h"
#include "base/number.h"

/* number = whole [ "." 1*DIGIT ]; whole = "0" / %x31-39 *DIGIT */
ENVTAB_INTERNAL size_t envtab__quantity(const char *text, size_t length, struct envtab__quantity *quantity)
{
  size_t whole = envtab__digits(text, *text == '0' ? 1 : length, &quantity->whole, &quantity->fits);
  bool fits; /* the caller looks at the digits instead */

  quantity->fraction = 0;
  quantity->digits = 0;
  if (whole == 0 || text[whole] != '.') return whole;
  quantity->digits = envtab__digits(text + whole + 1, length - whole - 1, &quantity->fraction, &fits);
  return quantity->digits ? whole + 1 + quantity->digits : whole;
}

static bool divide_either(uint64_t *a, uint64_t *b, uint64_t prime)
{
  uint64_t *number = *a % prime == 0 ? a : b;

  if (*number % prime) return false;
  *number /= prime;
  return true;
}

ENVTAB_INTERNAL bool envtab__multiply(const struct envtab__quantity *quantity, uint64_t unit, uint64_t *product,
                                      bool *fits)
{
  uint64_t fraction = quantity->fraction, rest = unit;

  /* fraction * unit / 10^digits, divided before it is multiplied, so that it fits: it is less than unit. */
  for (size_t i = 0; i < quantity->digits; i++)
    if (!divide_either(&fraction, &rest, 2) || !divide_either(&fraction, &rest, 5)) return false;
  fraction *= rest;
  *fits = quantity->fits && quantity->whole <= (UINT64_MAX - fraction) / unit;
  *product = quantity->whole * unit + fraction;
  return true;
}

ENVTAB_INTERNAL size_t envtab__unit_length(const char *text)
{
  size_t length = 0;

  while (envtab__is_alpha(text[length]) || (unsigned char)text[length] >= 0x80) length++;
  return length;
}

/* ---- For hints ---- */

/* Copies digits, without the "_" between them. */
static const char *mend_digits(const char *from, char **to)
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
  from = mend_digits(from, &out);
  if (*from == '.') {
    *out++ = '.';
    from = mend_digits(from + 1, &out);
    if (out[-1] == '.') out--;
  }
  *out = '\0';
  return (size_t)(from - text);
}

ENVTAB_INTERNAL bool envtab__equal_but_blanks(const char *text, const char *mended)
{
  for (; *text; text++)
    if (*text != ' ' && *text != *mended++) return false;
  return *mended == '\0';
}
