/* Decimal and binary floating point, exactly. */
#ifndef ENVTAB_DECIMAL_H
#define ENVTAB_DECIMAL_H

#include "internal.h"

struct envtab__decimal {         /* 0.DDD... times 10^point; without digits: zero, whatever the point */
  uint8_t digit[64];             /* 0 to 9, the first not 0; whoever fills it counts */
  size_t count;
  int point;
};
struct envtab__binary {          /* a format of IEEE 754 */
  int precision;                 /* bits of the mantissa, the leading one included */
  int least;                     /* the least exponent of a normal number */
  uint64_t infinity;             /* its bits */
};
/* The bits of the nearest number, of two the even one; 0 where it is too small, infinity where it is too large. */
ENVTAB_INTERNAL uint64_t envtab__to_binary(const struct envtab__decimal *decimal, const struct envtab__binary *format);
/*
 * The fewest digits, at most 17 of a double and 9 of a float, and of these the nearest, that are read back as the
 * finite number with these bits (no sign).
 */
ENVTAB_INTERNAL struct envtab__decimal envtab__to_decimal(uint64_t number, const struct envtab__binary *format);

#endif
