/*
 * The integers, and the port: -?(0|[1-9][0-9]*) in the range of the C type. Nothing else is accepted: a number that can
 * be written in two ways is a number that two programs read differently. With .choices a member gets the number of the
 * choice that the text names. Within this file a number is the 64 bits of an int64_t where its type has a sign, of a
 * uint64_t where it does not.
 */
#include "types/integer.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/number.h"
#include "base/secret_bytes.h"

/* The numbers of a type; its size says how they are stored. */
struct integer_range {
  uint64_t below;                /* how far it goes below zero; 0: it has no sign */
  uint64_t least, most;          /* from zero on */
};

/* Rejects a text that is not a number, from at on, with a hint of how it should be written where that is certain. */
static bool reject_form(envtab_value *value, const char *text, size_t length, size_t at)
{
  size_t start = *text == '+' || *text == '-', zeros = start;
  char hint_text[96];
  struct envtab__buffer hint = ENVTAB__BUFFER(hint_text);

  if (at > start && envtab__is_one_of(text[at], "_xX.eE'")) {
    size_t rest = length - at - 1;
    bool whole = text[at] == '.' && at < sizeof hint_text - 10 && envtab__count_byte(text + at + 1, rest, '0') == rest;

    if (whole) envtab__append_format(&hint, "Write %.*s.", (int)at, text);
    else envtab__append_text(&hint, "Write it with digits alone.");
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, hint.text);
  }
  while (zeros + 1 < length && text[zeros] == '0') zeros++;
  for (size_t i = zeros; i < length; i++)
    if (!envtab__is_digit(text[i]) || i - zeros > 20)
      return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, NULL);
  if (length == start) return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, NULL);
  if (text[zeros] == '0') envtab__append_text(&hint, "Write 0.");
  else if (zeros > start)
    envtab__append_format(&hint, "Write %s%s: a leading zero means octal to some programs.", *text == '-' ? "-" : "",
                          text + zeros);
  else envtab__append_format(&hint, "Write %s.", text + start);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, 0, NULL, hint.text);
}

/* The choice's number; it must be in the range that a text must be in. */
static bool choose_integer(envtab_value *value, const struct integer_range *range, bool *negative, uint64_t *size)
{
  int64_t chosen = envtab_value_choice(value)->value;

  *negative = chosen < 0;
  *size = chosen < 0 ? 0 - (uint64_t)chosen : (uint64_t)chosen;
  if (*size <= (chosen < 0 ? range->below : range->most)) return true;
  return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX,
                             "names a choice whose number does not fit the member", NULL);
}

static bool parse_integer(envtab_value *value, const struct integer_range *range, bool *negative, uint64_t *size)
{
  size_t length, digits, sign;
  const char *text = envtab_value_text(value, &length);
  bool fits;

  *negative = *text == '-';
  sign = *negative;
  digits = envtab__digits(text + sign, length - sign, size, &fits);
  if (!digits || sign + digits != length) return reject_form(value, text, length, sign + digits);
  if (text[sign] == '0' && (digits > 1 || sign)) return reject_form(value, text, length, sign);
  if (!fits || *size > (*negative ? range->below : range->most))
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, SIZE_MAX, NULL, NULL); /* it expects the range */
  return true;
}

static bool read_integer(const envtab_type *self, envtab_value *value, void *member)
{
  const struct integer_range *range = self->user;
  bool negative = false;
  uint64_t number = 0;

  if (envtab_value_choice(value) ? !choose_integer(value, range, &negative, &number)
                                 : !parse_integer(value, range, &negative, &number))
    return false;
  if (!negative && number < range->least)
    return envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, SIZE_MAX, NULL, NULL);
  if (negative) number = 0 - number;
  switch (self->size) {
  case 1: *(uint8_t *)member = (uint8_t)number; break;
  case 2: *(uint16_t *)member = (uint16_t)number; break;
  case 4: *(uint32_t *)member = (uint32_t)number; break;
  default: *(uint64_t *)member = number;
  }
  return true;
}

static uint64_t number_in(const envtab_type *self, const void *member)
{
  bool is_signed = ((const struct integer_range *)self->user)->below != 0;

  switch (self->size) {
  case 1: return is_signed ? (uint64_t)*(const int8_t *)member : *(const uint8_t *)member;
  case 2: return is_signed ? (uint64_t)*(const int16_t *)member : *(const uint16_t *)member;
  case 4: return is_signed ? (uint64_t)*(const int32_t *)member : *(const uint32_t *)member;
  default: return *(const uint64_t *)member;
  }
}

static int compare_integers(const envtab_type *self, const void *a, const void *b)
{
  const struct integer_range *range = self->user;
  const uint64_t sign = range->below ? UINT64_C(1) << 63 : 0; /* which orders signed numbers as unsigned ones */
  uint64_t left = number_in(self, a) ^ sign, right = number_in(self, b) ^ sign;

  return (left > right) - (left < right);
}

/* With .choices, the name of the row that has the number. */
static const char *choice_name(const envtab_field *field, uint64_t number)
{
  for (const envtab_choice *choice = field->choices; choice && choice->name; choice++)
    if (choice->value == (int64_t)number) return choice->name;
  return NULL;
}

static size_t show_integer(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                           size_t capacity)
{
  const struct integer_range *range = self->user;
  uint64_t number = number_in(self, member);
  const char *name = choice_name(field, number);
  struct envtab__buffer text = envtab__buffer(out, capacity);
  bool negative = range->below && number >> 63;

  if (name) return envtab__put(out, capacity, name);
  if (negative) envtab__append_text(&text, "-");
  envtab__append_uint(&text, negative ? 0 - number : number);
  return text.length;
}

/* A type: its name, what it expects, its pattern, its C type, and its bounds, as numbers and as texts. */
#define ENVTAB__INTEGER(word, expected, form, ctype, below, first, last, least_text, greatest_text)          \
  const envtab_type envtab_type_##word = {                                                           \
    .name = #word, .expects = expected, .pattern = form, .least = least_text,                        \
    .greatest = greatest_text, .size = sizeof(ctype), .read = read_integer,                          \
    .compare = compare_integers, .show = show_integer,                                               \
    .user = &(const struct integer_range){ below, first, last }                                      \
  };
#define ENVTAB__WHOLE_FROM(least, greatest) "a whole number from " least " to " greatest
#define ENVTAB__SIGNED(word, ctype, below, last, least, greatest) \
  ENVTAB__INTEGER(word, ENVTAB__WHOLE_FROM(least, greatest), "^(0|-?[1-9][0-9]*)$", ctype, below, 0, last, least, \
                  greatest)
#define ENVTAB__UNSIGNED(word, ctype, last, greatest) \
  ENVTAB__INTEGER(word, ENVTAB__WHOLE_FROM("0", greatest), "^(0|[1-9][0-9]*)$", ctype, 0, 0, last, "0", greatest)

ENVTAB__SIGNED(int8, int8_t, 128, INT8_MAX, "-128", "127")
ENVTAB__SIGNED(int16, int16_t, 32768, INT16_MAX, "-32768", "32767")
ENVTAB__SIGNED(int32, int32_t, UINT64_C(2147483648), INT32_MAX, "-2147483648", "2147483647")
ENVTAB__SIGNED(int64, int64_t, UINT64_C(1) << 63, INT64_MAX, "-9223372036854775808", "9223372036854775807")
ENVTAB__UNSIGNED(uint8, uint8_t, UINT8_MAX, "255")
ENVTAB__UNSIGNED(uint16, uint16_t, UINT16_MAX, "65535")
ENVTAB__UNSIGNED(uint32, uint32_t, UINT32_MAX, "4294967295")
ENVTAB__UNSIGNED(uint64, uint64_t, UINT64_MAX, "18446744073709551615")
ENVTAB__INTEGER(port, "a port (a whole number from 1 to 65535)", "^" ENVTAB__PATTERN_PORT "$", uint16_t, 0, 1,
                UINT16_MAX, "1", "65535")
