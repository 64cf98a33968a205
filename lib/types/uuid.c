/*
 * UUIDs (RFC 9562, section 4): five groups of hex digits in either case, shown in lower case. Version and variant are
 * not looked at: a UUID names something, and whoever made it decided how.
 */
#include "base/ascii.h"
#include "base/format.h"
#include "base/similar.h"

enum { UUID_LENGTH = 36 };

static bool is_uuid_hyphen(size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

/* uuid = 8hex "-" 4hex "-" 4hex "-" 4hex "-" 12hex; fills the octets, and returns where the text stops being a UUID. */
static size_t scan_uuid(const char *text, size_t length, uint8_t octets[16])
{
  size_t at = 0, digits = 0;

  for (; at < UUID_LENGTH && at < length; at++) {
    int digit = envtab__hex_digit(text[at]);

    if (is_uuid_hyphen(at)) {
      if (text[at] != '-') break;
    } else {
      if (digit < 0) break;
      octets[digits / 2] = (uint8_t)(octets[digits / 2] << 4 | digit);
      digits++;
    }
  }
  return at;
}

/* Formats a UUID as the RFC has it: in lower case, which all readers accept. */
static void format_uuid(const uint8_t octets[16], char text[UUID_LENGTH + 1])
{
  static const char hex[] = "0123456789abcdef";
  size_t digits = 0;

  for (size_t at = 0; at < UUID_LENGTH; at++) {
    if (is_uuid_hyphen(at)) {
      text[at] = '-';
    } else {
      text[at] = hex[octets[digits / 2] >> (digits % 2 ? 0 : 4) & 15];
      digits++;
    }
  }
  text[UUID_LENGTH] = '\0';
}

/* Whether the text has the 32 digits of a UUID in another notation: in braces, as a URN, with other hyphens or none. */
static bool resembles_uuid(const char *text, size_t length, uint8_t octets[16])
{
  static const char urn[] = "urn:uuid:";
  size_t at = 0, digits = 0;

  if (length >= sizeof urn - 1 && envtab__equal_but_case(text, sizeof urn - 1, urn)) at = sizeof urn - 1;
  for (; at < length; at++) {
    int digit = envtab__hex_digit(text[at]);

    if (text[at] == '-' || text[at] == '{' || text[at] == '}') continue;
    if (digit < 0 || digits == 32) return false;
    octets[digits / 2] = (uint8_t)(octets[digits / 2] << 4 | digit);
    digits++;
  }
  return digits == 32;
}

static bool read_uuid(const envtab_type *self, envtab_value *value, void *member)
{
  envtab_uuid *uuid = member, other = { { 0 } };
  size_t length, at;
  const char *text = envtab_value_text(value, &length);
  char canonical[UUID_LENGTH + 1], hint_text[64];
  struct envtab__buffer hint = ENVTAB__BUFFER(hint_text);

  (void)self;
  at = scan_uuid(text, length, uuid->octets);
  if (at == UUID_LENGTH && length == UUID_LENGTH) return true;
  if (!resembles_uuid(text, length, other.octets))
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, NULL);
  format_uuid(other.octets, canonical);
  envtab__append_format(&hint, "Write it as %s.", canonical);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, NULL, hint.text);
}

static size_t show_uuid(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                        size_t capacity)
{
  const envtab_uuid *uuid = member;
  char text[UUID_LENGTH + 1];

  (void)self, (void)field;
  format_uuid(uuid->octets, text);
  return envtab__put(out, capacity, text);
}

const envtab_type envtab_type_uuid = {
  .name = "uuid",
  .expects = "a UUID such as 550e8400-e29b-41d4-a716-446655440000",
  .pattern = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$",
  .size = sizeof(envtab_uuid),
  .read = read_uuid,
  .show = show_uuid,
};
