/*
 * Keys in hex, base64 and base64url (RFC 4648). They are secrets: no problem tells a byte of them, nor where in them it
 * went wrong, and every loop goes byte by byte through volatile, so that no copy stays in vector registers. The decoded
 * key is the one copy that remains.
 */
#include <stdio.h>

#include "base/ascii.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "value/value.h"

/* One of the encodings: how many bits a digit has, and what it is worth; -1: it is none. */
struct encoding {
  int (*digit)(char c);
  unsigned bits;
  bool padded, unpadded;         /* whether "=" may fill the last group of four digits, and whether it may be missing */
  const char *option, *behind;   /* of openssl rand, for a key of this encoding */
  const char *strays;            /* bytes that tell which other notation was taken */
  const char *mistaken;          /* what to do then */
};

static int base64_digit(char c)
{
  if (envtab__is_upper(c)) return c - 'A';
  if (envtab__is_lower(c)) return c - 'a' + 26;
  if (envtab__is_digit(c)) return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static int base64url_digit(char c)
{
  if (c == '+' || c == '/') return -1;
  return c == '-' ? 62 : c == '_' ? 63 : base64_digit(c);
}

static const struct encoding hex_encoding = {
  envtab__hex_digit, 4, false, true, "-hex", "",
  "xX:", "Write the digits alone, without 0x and without colons.",
};
static const struct encoding base64_encoding = {
  base64_digit, 6, true, false, "-base64", "",
  "-_", "It is base64url: encode the key as base64, which has + and / for - and _.",
};
static const struct encoding base64url_encoding = {
  base64url_digit, 6, true, true, "-base64", " | tr '+/' '-_'",
  "+/", "It is base64: encode the key as base64url, which has - and _ for + and /.",
};

static bool reject_key(envtab_value *value, const char *reason, const char *hint)
{
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, reason, hint);
}

static bool reject_digit(envtab_value *value, const struct encoding *encoding, char c)
{
  for (const char *stray = encoding->strays; *stray; stray++)
    if (c == *stray) return reject_key(value, NULL, encoding->mistaken);
  if (c == ' ') return reject_key(value, NULL, "Write it without blanks.");
  if (c == '=') return reject_key(value, NULL, "\"=\" stands at the end of base64 only.");
  return reject_key(value, NULL, NULL);
}

/* The digits before the padding; more than two "=" are no padding, so that what is left of them is no digit. */
static size_t count_digits(const volatile char *text, size_t length, const struct encoding *encoding)
{
  size_t padding = 0;

  while (encoding->padded && padding < 2 && padding < length && text[length - 1 - padding] == '=') padding++;
  return length - padding;
}

static bool all_equal(const volatile uint8_t *bytes, size_t length)
{
  size_t i = 1;

  while (i < length && bytes[i] == bytes[0]) i++;
  return length > 1 && i == length;
}

static bool check_padding(envtab_value *value, const struct encoding *encoding, size_t count, size_t padding)
{
  if (encoding->unpadded && padding == 0) return true;
  if ((count + padding) % 4 == 0) return true;
  return reject_key(value, "has wrong padding",
                    "Base64 comes in fours, filled up with = or ==. Was its end cut off?");
}

/* key = 1*digit *2"="; fills bytes and gives their number. The bits of a last byte that is not whole must be zero. */
static bool decode_key(envtab_value *value, const volatile char *digits, size_t count, const struct encoding *encoding,
                       volatile uint8_t *bytes, size_t *used)
{
  unsigned held = 0, bits = 0;

  for (size_t i = 0; i < count; i++) {
    int digit = encoding->digit(digits[i]);

    if (digit < 0) return reject_digit(value, encoding, digits[i]);
    bits = bits << encoding->bits | (unsigned)digit;
    held += encoding->bits;
    if (held < 8) continue;
    held -= 8;
    bytes[(*used)++] = (uint8_t)(bits >> held);
    bits &= (1u << held) - 1;
  }
  if (held == encoding->bits)
    return reject_key(value, held == 4 ? "has an odd number of digits" : "has a digit too few or too many",
                      "Copy the key as a whole.");
  if (bits)
    return reject_key(value, "has bits left over in its last digit", "It was cut or mistyped: encode the key again.");
  return true;
}

/* A dummy; how to make a real one, of a length that the field takes. */
static bool reject_equal(envtab_value *value, const struct encoding *encoding)
{
  const envtab_field *field = envtab_value_field(value);
  size_t length = field->min_length ? field->min_length : field->max_length ? field->max_length : 32;
  char hint[100];

  snprintf(hint, sizeof hint, "Make a random one: openssl rand %s %zu%s.", encoding->option, length, encoding->behind);
  return reject_key(value, "is a key whose bytes are all equal", hint);
}

static bool read_key(envtab_value *value, envtab_bytes *key, const struct encoding *encoding)
{
  size_t length, count, used = 0;
  char *text = envtab_value_text(value, &length);
  uint8_t *bytes = envtab_value_alloc(value, length, 1);

  if (envtab_value_from_program(value)) return envtab__refuse_default(value);
  count = count_digits(text, length, encoding);
  if (count == 0) return reject_key(value, NULL, NULL);
  if (!decode_key(value, text, count, encoding, bytes, &used)) return false;
  if (!check_padding(value, encoding, count, length - count)) return false;
  if (all_equal(bytes, used)) return reject_equal(value, encoding);
  envtab__wipe(text, length);
  key->data = bytes;
  key->length = used;
  return true;
}

static bool read_hex(envtab_value *value, void *member) { return read_key(value, member, &hex_encoding); }
static bool read_base64(envtab_value *value, void *member) { return read_key(value, member, &base64_encoding); }
static bool read_base64url(envtab_value *value, void *member) { return read_key(value, member, &base64url_encoding); }

static size_t length_of_key(const void *member) { return ((const envtab_bytes *)member)->length; }

static size_t show_key(const envtab_field *field, const void *member, char *out, size_t capacity)
{
  (void)field, (void)member;
  return envtab__put(out, capacity, ENVTAB__SHOWN_SECRET);
}

const envtab_type envtab_type_hex = {
  .name = "hex",
  .expects = "a key in hex, two digits for each byte",
  .pattern = "^([0-9A-Fa-f]{2})+$",
  .size = sizeof(envtab_bytes),
  .capacity_per_byte = 1, /* the decoded key is shorter than its text */
  .secret = true,
  .read = read_hex,
  .length = length_of_key,
  .show = show_key,
};

const envtab_type envtab_type_base64 = {
  .name = "base64",
  .expects = "a key in base64, with its padding",
  .pattern = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)$",
  .size = sizeof(envtab_bytes),
  .capacity_per_byte = 1,
  .secret = true,
  .read = read_base64,
  .length = length_of_key,
  .show = show_key,
};

const envtab_type envtab_type_base64url = {
  .name = "base64url",
  .expects = "a key in base64url",
  .pattern = "^([A-Za-z0-9_-]{4})*([A-Za-z0-9_-]{4}|[A-Za-z0-9_-][AQgw](==)?|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048]=?)$",
  .size = sizeof(envtab_bytes),
  .capacity_per_byte = 1,
  .secret = true,
  .read = read_base64url,
  .length = length_of_key,
  .show = show_key,
};
