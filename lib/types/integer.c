/*
 * The integers, and the port: -?(0|[1-9][0-9]*) in the range of the C type. What can be printed back to the same text,
 * and nothing else. With .choices a member takes the number of the row that the text names.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "types/integer.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/number.h"

struct integer_range { uint64_t lowest /* how far below zero */, highest; };

static bool reject_form(envtab_value *value, const char *text, size_t length, size_t at)
{
  size_t start = *text == '+' || *text == '-', zeros = start;
  char hint[96];

  if (at > start && strchr("_xX.eE'", text[at])) {
    bool whole = text[at] == '.' && at < sizeof hint - 10 && strspn(text + at + 1, "0") == length - at - 1;

    snprintf(hint, sizeof hint, "Write %.*s.", whole ? (int)at : 26, whole ? text : "it with digits alone");
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, hint);
  }
  while (zeros + 1 < length && text[zeros] == '0') zeros++;
  for (size_t i = zeros; i < length; i++)
    if (!envtab__is_digit(text[i]) || i - zeros > 20)
      return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, NULL);
  if (length == start) return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, NULL);
  if (text[zeros] == '0') snprintf(hint, sizeof hint, "Write 0.");
  else if (zeros > start)
    snprintf(hint, sizeof hint, "Write %s%s: a leading zero means octal to some programs.", *text == '-' ? "-" : "",
             text + zeros);
  else snprintf(hint, sizeof hint, "Write %s.", text + start);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, 0, NULL, hint);
}

static bool choose_integer(envtab_value *value, const struct integer_range *range, bool *negative, uint64_t *number)
{
  int64_t chosen = envtab_value_choice(value)->value;

  *negative = chosen < 0;
  *number = chosen < 0 ? 0 - (uint64_t)chosen : (uint64_t)chosen;
  if (*number <= (chosen < 0 ? range->lowest : range->highest)) return true;
  return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, "names a choice whose number does not fit the member",
                       NULL);
}

/* The number's size and sign, checked against the range. */
static bool read_integer(envtab_value *value, const struct integer_range *range, bool *negative, uint64_t *number)
{
  size_t length, digits, sign;
  const char *text = envtab_value_text(value, &length);
  bool fits;

  if (envtab_value_choice(value)) return choose_integer(value, range, negative, number);
  *negative = *text == '-';
  sign = *negative;
  digits = envtab__digits(text + sign, length - sign, number, &fits);
  if (!digits || sign + digits != length) return reject_form(value, text, length, sign + digits);
  if (text[sign] == '0' && (digits > 1 || sign)) return reject_form(value, text, length, sign);
  if (!fits || *number > (*negative ? range->lowest : range->highest))
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, SIZE_MAX, NULL, NULL); /* it expects the range */
  return true;
}

static bool read_signed(envtab_value *value, const struct integer_range *range, int64_t *number)
{
  uint64_t size = 0;
  bool negative = false;

  if (!read_integer(value, range, &negative, &size)) return false;
  *number = negative ? -(int64_t)(size - 1) - 1 : (int64_t)size; /* there is no -0 */
  return true;
}

static bool read_unsigned(envtab_value *value, const struct integer_range *range, uint64_t *number)
{
  bool negative = false;

  return read_integer(value, range, &negative, number);
}

/* With .choices, the name of the row that has the number. */
static const char *choice_name(const envtab_field *field, int64_t number)
{
  for (const envtab_choice *choice = field->choices; choice && choice->name; choice++)
    if (choice->value == number) return choice->name;
  return NULL;
}

static size_t show_number(const envtab_field *field, bool negative, uint64_t size, char *out, size_t capacity)
{
  const char *name = choice_name(field, negative ? (int64_t)(0 - size) : (int64_t)size);

  if (name) return envtab__put(out, capacity, name);
  return (size_t)snprintf(out, capacity, "%s%" PRIu64, negative ? "-" : "", size);
}

/* One row a type: its name, its C type, the widest type of its kind, and its bounds: as numbers and as text. */
#define ENVTAB__INTEGERS(X)                                                                                            \
  X(int8, int8_t, int64_t, signed, 128, INT8_MAX, "-128", "127")                                                       \
  X(int16, int16_t, int64_t, signed, 32768, INT16_MAX, "-32768", "32767")                                              \
  X(int32, int32_t, int64_t, signed, UINT64_C(2147483648), INT32_MAX, "-2147483648", "2147483647")                     \
  X(int64, int64_t, int64_t, signed, UINT64_C(1) << 63, INT64_MAX, "-9223372036854775808", "9223372036854775807")      \
  X(uint8, uint8_t, uint64_t, unsigned, 0, UINT8_MAX, "0", "255")                                                      \
  X(uint16, uint16_t, uint64_t, unsigned, 0, UINT16_MAX, "0", "65535")                                                 \
  X(uint32, uint32_t, uint64_t, unsigned, 0, UINT32_MAX, "0", "4294967295")                                            \
  X(uint64, uint64_t, uint64_t, unsigned, 0, UINT64_MAX, "0", "18446744073709551615")

#define ENVTAB__PATTERN_signed "^(0|-?[1-9][0-9]*)$"
#define ENVTAB__PATTERN_unsigned "^(0|[1-9][0-9]*)$"

#define ENVTAB__INTEGER(word, ctype, wide, kind, lowest, highest, first, last)                         \
  static bool read_##word(envtab_value *value, void *member)                                           \
  {                                                                                                    \
    static const struct integer_range range = { lowest, highest };                                     \
    wide number = 0;                                                                                   \
                                                                                                       \
    if (!read_##kind(value, &range, &number)) return false;                                            \
    *(ctype *)member = (ctype)number;                                                                  \
    return true;                                                                                       \
  }                                                                                                    \
                                                                                                       \
  static int compare_##word(const void *a, const void *b)                                              \
  {                                                                                                    \
    ctype left = *(const ctype *)a, right = *(const ctype *)b;                                         \
                                                                                                       \
    return (left > right) - (left < right);                                                            \
  }                                                                                                    \
                                                                                                       \
  static size_t show_##word(const envtab_field *field, const void *member, char *out, size_t capacity) \
  {                                                                                                    \
    wide number = *(const ctype *)member;                                                              \
    bool negative = lowest != 0 && (int64_t)number < 0;                                                \
                                                                                                       \
    return show_number(field, negative, negative ? 0 - (uint64_t)number : (uint64_t)number, out, capacity); \
  }                                                                                                    \
                                                                                                       \
  const envtab_type envtab_type_##word = {                                                             \
    .name = #word, .expects = "a whole number from " first " to " last,                                \
    .pattern = ENVTAB__PATTERN_##kind, .least = first, .greatest = last, .size = sizeof(ctype),        \
    .read = read_##word, .compare = compare_##word, .show = show_##word                                \
  };

ENVTAB__INTEGERS(ENVTAB__INTEGER)

/* ---- The port: a uint16_t that is not zero ---- */

static bool read_port(envtab_value *value, void *member)
{
  static const struct integer_range range = { 0, UINT16_MAX };
  uint64_t number = 0;

  if (!read_unsigned(value, &range, &number)) return false;
  if (number == 0) return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, SIZE_MAX, NULL, NULL);
  *(uint16_t *)member = (uint16_t)number;
  return true;
}

const envtab_type envtab_type_port = {
  .name = "port", .expects = "a port (a whole number from 1 to 65535)", .pattern = "^" ENVTAB__PATTERN_PORT "$",
  .least = "1", .greatest = "65535", .size = sizeof(uint16_t), .read = read_port, .compare = compare_uint16, .show = show_uint16
};
