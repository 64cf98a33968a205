/*
 * Keys in hex, base64 and base64url (RFC 4648). They are secrets: no message shows a byte of one, or where in it
 * something is wrong, and every loop goes byte by byte through volatile, so that no copy stays in vector registers. The
 * decoded key is the one copy that remains.
 */
#include "base/ascii.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "value/value.h"

/* One of the encodings. */
struct encoding {
  int (*digit)(char c);          /* the digit's value; -1: it is not a digit */
  unsigned bits;                 /* of a digit */
  bool padded, unpadded;         /* whether "=" may fill the last group of four digits, and whether it may be missing */
  const char *option, *after;    /* of openssl rand, for a key of this encoding */
  const char *strays;            /* bytes that show which other notation was used */
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
  if (c == ' ') return reject_key(value, NULL, "Write it without spaces.");
  if (c == '=') return reject_key(value, NULL, "\"=\" is for the end of base64 only.");
  return reject_key(value, NULL, NULL);
}

/* How many digits come before the padding, which has at most two "=": a third counts as a digit, and is refused. */
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
  return reject_key(value, "has the wrong padding",
                    "Base64 comes in fours, filled up with = or ==. Was its end cut off?");
}

/*
 * key = 1*digit *2"="; fills bytes and gives their number. Bits that are left over in the last digit must be zero: else
 * two texts would be the same key, or, more likely, the end of a longer key is missing.
 */
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
    return reject_key(value, held == 4 ? "has an odd number of digits" : "has one digit too few or too many",
                      "Copy the whole key.");
  if (bits)
    return reject_key(value, "has bits left over in its last digit", "It was cut or mistyped: encode the key again.");
  return true;
}

/* A key whose bytes are all equal is a placeholder. The hint makes a real key, of a length that the field accepts. */
static bool reject_equal(envtab_value *value, const struct encoding *encoding)
{
  const envtab_field *field = envtab_value_field(value);
  size_t length = field->min_length ? field->min_length : field->max_length ? field->max_length : 32;
  char hint_text[100];
  struct envtab__buffer hint = ENVTAB__BUFFER(hint_text);

  envtab__append_format(&hint, "Make a random one: openssl rand %s %zu%s.", encoding->option, length, encoding->after);
  return reject_key(value, "is a key whose bytes are all equal", hint.text);
}

/* The text's capacity is enough for the key, in each of the encodings. */
static bool read_key(const envtab_type *self, envtab_value *value, void *member)
{
  const struct encoding *encoding = self->user;
  envtab_bytes *key = member;
  size_t length, count, used = 0;
  char *text = envtab_value_text(value, &length);
  uint8_t *bytes = (uint8_t *)envtab__value_alloc_apart(value, length);

  if (envtab_value_from_program(value)) return envtab__refuse_default(value);
  count = count_digits(text, length, encoding);
  if (count == 0) return reject_key(value, NULL, NULL);
  if (!decode_key(value, text, count, encoding, bytes, &used)) return false;
  if (!check_padding(value, encoding, count, length - count)) return false;
  if (all_equal(bytes, used)) return reject_equal(value, encoding);
  envtab__wipe(text, length); /* the text is a second copy */
  key->data = bytes;
  key->length = used;
  return true;
}

static size_t length_of_key(const envtab_type *self, const void *member)
{
  (void)self;
  return ((const envtab_bytes *)member)->length;
}

const envtab_type envtab_type_hex = {
  .name = "hex",
  .expects = "a key in hex, two digits for each byte",
  .pattern = "^([0-9A-Fa-f]{2})+$",
  .size = sizeof(envtab_bytes),
  .capacity = 2 * ENVTAB__GAP,
  .capacity_per_byte = 1, /* the decoded key is shorter than its text */
  .secret = true,
  .length_hint = "Two hex digits are one byte: a key of 32 bytes has 64 digits.",
  .user = &hex_encoding,
  .read = read_key,
  .length = length_of_key,
  .show = envtab__show_secret,
};

const envtab_type envtab_type_base64 = {
  .name = "base64",
  .expects = "a key in base64, with its padding",
  .pattern = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)$",
  .size = sizeof(envtab_bytes),
  .capacity = 2 * ENVTAB__GAP,
  .capacity_per_byte = 1,
  .secret = true,
  .user = &base64_encoding,
  .read = read_key,
  .length = length_of_key,
  .show = envtab__show_secret,
};

const envtab_type envtab_type_base64url = {
  .name = "base64url",
  .expects = "a key in base64url",
  .pattern = "^([A-Za-z0-9_-]{4})*([A-Za-z0-9_-]{4}|[A-Za-z0-9_-][AQgw](==)?|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048]=?)$",
  .size = sizeof(envtab_bytes),
  .capacity = 2 * ENVTAB__GAP,
  .capacity_per_byte = 1,
  .secret = true,
  .user = &base64url_encoding,
  .read = read_key,
  .length = length_of_key,
  .show = envtab__show_secret,
};
