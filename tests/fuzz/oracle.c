#include "oracle.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fuzz.h"

__extension__ typedef __int128 wide; /* holds every product below */

static bool is_one_of(const char *text, const char *const *words)
{
  for (; *words; words++)
    if (strcmp(text, *words) == 0) return true;
  return false;
}

static size_t span(const char *text, const char *set) { return strspn(text, set); }

static const char digits[] = "0123456789";
static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/* 0 or a number without leading zeros; its length, 0: there is none. */
static size_t whole_length(const char *text)
{
  size_t length = span(text, digits);

  return *text == '0' && length > 1 ? 0 : length;
}

static void put_member(struct answer *answer, const void *value, size_t size)
{
  memcpy(answer->member, value, size);
  answer->size = size;
}

/* ---- Any text ---- */

static long decode_utf8(const unsigned char *text, size_t length, size_t *size)
{
  long code;

  *size = text[0] < 0x80 ? 1 : text[0] < 0xc0 ? 0 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : text[0] < 0xf8 ? 4 : 0;
  if (*size == 0 || *size > length) return -1;
  code = *size == 1 ? text[0] : text[0] & (0xff >> (*size + 1));
  for (size_t i = 1; i < *size; i++) {
    if ((text[i] & 0xc0) != 0x80) return -1;
    code = code * 64 + (text[i] & 0x3f);
  }
  if ((*size == 2 && code < 0x80) || (*size == 3 && code < 0x800) || (*size == 4 && code < 0x10000)) return -1;
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? -1 : code;
}

static bool is_invisible(long code)
{
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029 || code == 0xfeff ||
         (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

static bool has_reference(const char *text)
{
  for (; (text = strchr(text, '$')) != NULL; text++) {
    size_t name = text[1] ? span(text + 2, word) : 0;

    if (name == 0 || strchr(digits, text[2])) continue;
    if (text[1] == '(' && text[2 + name] == ')') return true;
    if (text[1] == '{' && strchr(text + 2 + name, '}')) return true;
  }
  return false;
}

bool is_clean(const char *text, size_t length)
{
  size_t size;

  for (size_t i = 0; i < length; i += size)
    if (is_invisible(decode_utf8((const unsigned char *)text + i, length - i, &size))) return false;
  if (length == 0) return true;
  if (text[0] == ' ' || text[length - 1] == ' ') return false;
  if (length > 1 && text[0] == text[length - 1] && (*text == '"' || *text == '\'')) return false;
  return !has_reference(text);
}

/* ---- bool, integers, port ---- */

static void ask_bool(const struct question *question, struct answer *answer)
{
  static const char *const yes[] = { "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "1", NULL };
  static const char *const no[] = { "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "0", NULL };
  bool value = is_one_of(question->text, yes);

  answer->accepted = value || is_one_of(question->text, no);
  put_member(answer, &value, sizeof value);
}

static const struct integer {
  const char *type;
  unsigned bits;
  bool is_signed;
} integers[] = {
  { "int8", 8, true }, { "int16", 16, true }, { "int32", 32, true }, { "int64", 64, true }, { "uint8", 8, false },
  { "uint16", 16, false }, { "uint32", 32, false }, { "uint64", 64, false }, { "port", 16, false }, { NULL, 0, false }
};

static const struct integer *integer_named(const char *type)
{
  for (const struct integer *integer = integers; integer->type; integer++)
    if (strcmp(integer->type, type) == 0) return integer;
  return NULL;
}

static void put_integer(struct answer *answer, const struct integer *integer, long long value)
{
  put_member(answer, &value, integer->bits / 8); /* little endian: the low bytes come first */
  answer->order = integer->is_signed ? (long double)value : (long double)(unsigned long long)value;
}

static void ask_integer(const struct question *question, struct answer *answer)
{
  const struct integer *integer = integer_named(question->type);
  const char *text = question->text;
  bool negative = *text == '-';
  size_t length = whole_length(text + negative);
  unsigned long long most = integer->bits == 64 ? ULLONG_MAX : (1ULL << integer->bits) - 1;

  if (length == 0 || negative + length != question->length || (negative && text[1] == '0')) return;
  errno = 0;
  if (integer->is_signed) {
    long long value = strtoll(text, NULL, 10);

    answer->accepted = errno == 0 && value >= -(long long)(most / 2) - 1 && value <= (long long)(most / 2);
    put_integer(answer, integer, value);
  } else {
    unsigned long long value = strtoull(text, NULL, 10);

    answer->accepted = errno == 0 && !negative && value <= most && (value || strcmp(question->type, "port") != 0);
    put_integer(answer, integer, (long long)value);
  }
}

/* ---- float, double ---- */

/* RFC 8259, section 6; the C library would also take 0x1p3, .5, 5., inf and blanks. */
static bool is_json_number(const char *text)
{
  size_t length;

  text += *text == '-';
  if ((length = whole_length(text)) == 0) return false;
  text += length;
  if (*text == '.') {
    if ((length = span(text + 1, digits)) == 0) return false;
    text += 1 + length;
  }
  if (*text == 'e' || *text == 'E') {
    text += text[1] == '-' || text[1] == '+' ? 2 : 1;
    if ((length = span(text, digits)) == 0) return false;
    text += length;
  }
  return *text == '\0';
}

static void ask_real(const struct question *question, struct answer *answer)
{
  bool is_float = strcmp(question->type, "float") == 0, is_zero;
  float single = strtof(question->text, NULL);
  double value = is_float ? (double)single : strtod(question->text, NULL);

  if (question->length > 64 || !is_json_number(question->text)) return;
  is_zero = !strpbrk(question->text, "123456789") || strcspn(question->text, "123456789") > strcspn(question->text, "eE");
  answer->accepted = isfinite(value) && (value == 0) == is_zero && !(is_zero && *question->text == '-');
  answer->order = value;
  if (is_float) put_member(answer, &single, sizeof single);
  else put_member(answer, &value, sizeof value);
}

/* ---- duration, size ---- */

static const struct unit { const char *name; wide worth; } times[] = {
  { "d", 86400000000000 }, { "h", 3600000000000 }, { "m", 60000000000 }, { "s", 1000000000 }, { "ms", 1000000 },
  { "us", 1000 }, { "ns", 1 }, { NULL, 0 }
};
static const struct unit sizes[] = {
  { "B", 1 }, { "kB", 1000 }, { "MB", 1000000 }, { "GB", 1000000000 }, { "TB", 1000000000000 }, { "PB", 1000000000000000 },
  { "EB", 1000000000000000000 }, { "KiB", 1024 }, { "MiB", 1048576 }, { "GiB", 1073741824 }, { "TiB", 1099511627776 },
  { "PiB", 1125899906842624 }, { "EiB", 1152921504606846976 }, { NULL, 0 }
};

static const struct unit *unit_named(const struct unit *units, const char *name, size_t length)
{
  for (; units->name; units++)
    if (strlen(units->name) == length && strncmp(units->name, name, length) == 0) return units;
  return NULL;
}

/* A number and its unit, in the smallest unit; the length of both. -1: it is none, or not whole. Saturates. */
static int read_part(const char *text, const struct unit *units, int longest_fraction, const struct unit **unit, bool *fraction, wide *sum)
{
  const wide ceiling = (wide)1 << 65; /* beyond any 64 bits; times a unit and 10, still in 128 */
  size_t at = whole_length(text), count = 0;
  wide whole = 0, part = 0, scale = 1;

  if (at == 0) return -1;
  for (size_t i = 0; i < at; i++) whole = whole > ceiling ? whole : whole * 10 + (text[i] - '0');
  *fraction = text[at] == '.';
  if (*fraction) {
    count = span(text + at + 1, digits);
    if (count == 0 || count > (size_t)longest_fraction) return -1;
    for (size_t i = 0; i < count; i++) part = part * 10 + (text[at + 1 + i] - '0'), scale *= 10;
    at += 1 + count;
  }
  count = span(text + at, letters);
  *unit = unit_named(units, text + at, count);
  if (!*unit || part * (*unit)->worth % scale != 0) return -1;
  *sum = whole > ceiling ? ceiling * 2 : whole * (*unit)->worth > ceiling ? ceiling * 2 : whole * (*unit)->worth;
  *sum += part * (*unit)->worth / scale;
  return (int)(at + count);
}

static bool is_bare(const struct question *question)
{
  return question->unit && whole_length(question->text) == question->length && question->length > 0;
}

static wide bare_number(const struct question *question, const struct unit *units)
{
  char text[LONGEST_TEXT + 8];
  const struct unit *unit;
  bool fraction;
  wide sum = 0;

  snprintf(text, sizeof text, "%s%s", question->text, question->unit);
  read_part(text, units, 0, &unit, &fraction, &sum);
  return sum;
}

static void ask_duration(const struct question *question, struct answer *answer)
{
  const struct unit *unit, *before = NULL;
  bool fraction = false;
  const char *text = question->text;
  wide sum = 0;
  int64_t value;

  if (is_bare(question)) sum = bare_number(question, times);
  else do {
    wide part = 0;
    int length = fraction ? -1 : read_part(text, times, 9, &unit, &fraction, &part);

    if (length < 0 || (before && unit <= before)) return;
    before = unit;
    sum += part;
    text += length;
  } while (*text);
  answer->accepted = sum <= INT64_MAX;
  value = (int64_t)sum;
  answer->order = (long double)value;
  put_member(answer, &value, sizeof value);
}

static void ask_size(const struct question *question, struct answer *answer)
{
  const struct unit *unit;
  bool fraction;
  wide sum = 0;
  uint64_t value;

  if (is_bare(question)) sum = bare_number(question, sizes);
  else if (read_part(question->text, sizes, 18, &unit, &fraction, &sum) != (int)question->length) return;
  answer->accepted = sum <= UINT64_MAX;
  value = (uint64_t)sum;
  answer->order = (long double)value;
  put_member(answer, &value, sizeof value);
}

/* ---- Keys: decoded by looking digits up, then encoded back ---- */

static const char hex_digits[] = "0123456789abcdef";
static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char base64url_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static size_t decode(const char *text, size_t count, const char *alphabet, unsigned bits, unsigned char *out)
{
  size_t used = 0;

  for (size_t bit = 0; bit + 8 <= count * bits; bit += 8) {
    unsigned byte = 0;

    for (size_t i = bit; i < bit + 8; i++) {
      const char *digit = strchr(alphabet, text[i / bits]);

      if (!digit) return 0;
      byte = byte << 1 | ((unsigned)(digit - alphabet) >> (bits - 1 - i % bits) & 1);
    }
    out[used++] = (unsigned char)byte;
  }
  return used;
}

static size_t encode(const unsigned char *bytes, size_t count, const char *alphabet, unsigned bits, char *out)
{
  size_t used = 0;

  for (size_t bit = 0; bit < count * 8; bit += bits) {
    unsigned digit = 0;

    for (size_t i = bit; i < bit + bits; i++)
      digit = digit << 1 | (i < count * 8 ? (unsigned)bytes[i / 8] >> (7 - i % 8) & 1 : 0);
    out[used++] = alphabet[digit];
  }
  out[used] = '\0';
  return used;
}

static bool all_equal(const unsigned char *bytes, size_t count)
{
  return count > 1 && memcmp(bytes, bytes + 1, count - 1) == 0;
}

static void ask_key(const struct question *question, struct answer *answer)
{
  bool hex = strcmp(question->type, "hex") == 0, url = strcmp(question->type, "base64url") == 0;
  const char *alphabet = hex ? hex_digits : url ? base64url_digits : base64_digits;
  char lower[LONGEST_TEXT + 1], back[LONGEST_TEXT + 8];
  size_t digit_count, used;

  for (size_t i = 0; i <= question->length; i++) {
    char c = question->text[i];

    lower[i] = hex && c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
  }
  digit_count = hex ? question->length : strcspn(question->text, "=");
  answer->length = decode(lower, digit_count, alphabet, hex ? 4 : 6, (unsigned char *)answer->first);
  used = encode((unsigned char *)answer->first, answer->length, alphabet, hex ? 4 : 6, back);
  answer->accepted = answer->length && !all_equal((unsigned char *)answer->first, answer->length);
  if (url && strcmp(back, lower) == 0) return;
  while (!hex && used % 4) back[used++] = '=';
  back[used] = '\0';
  answer->accepted = answer->accepted && strcmp(back, lower) == 0;
}

/* ---- Texts ---- */

static void ask_string(const struct question *question, struct answer *answer)
{
  answer->accepted = true;
  answer->length = question->length;
  memcpy(answer->first, question->text, question->length + 1);
}

static void ask_secret(const struct question *question, struct answer *answer)
{
  static const char *const placeholders[] = {
    "changeme", "replaceme", "change-me", "replace-me", "change_me", "replace_me", "todo", "tbd", "fixme", "placeholder", "null",
    "nil", "none", "undefined", "[redacted]", NULL
  };
  const char *text = question->text;
  size_t length = question->length;

  ask_string(question, answer);
  if (length == 0) answer->accepted = false;
  if (length >= 3 && (span(text, "xX") == length || span(text, "*") == length)) answer->accepted = false;
  if (length >= 2 && text[0] == '<' && text[length - 1] == '>') answer->accepted = false;
  for (const char *const *placeholder = placeholders; *placeholder; placeholder++)
    if (strcasecmp(text, *placeholder) == 0) answer->accepted = false;
}

static void ask_pair(const struct question *question, struct answer *answer)
{
  const char *equals = strchr(question->text, '=');
  char set[80];

  if (!equals || equals == question->text || !equals[1]) return;
  snprintf(set, sizeof set, "%s./-", word);
  answer->accepted = question->text + span(question->text, set) == equals;
  snprintf(answer->first, sizeof answer->first, "%.*s", (int)(equals - question->text), question->text);
  snprintf(answer->second, sizeof answer->second, "%s", equals + 1);
}

static void ask_uuid(const struct question *question, struct answer *answer)
{
  unsigned char octets[16];
  char bare[33];
  size_t used = 0;

  if (question->length != 36) return;
  for (size_t i = 0; i < 36; i++) {
    bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;

    if (hyphen != (question->text[i] == '-')) return;
    if (!hyphen) bare[used++] = question->text[i];
  }
  bare[32] = '\0';
  if (span(bare, "0123456789abcdefABCDEF") != 32) return;
  for (size_t i = 0; i < 16; i++) sscanf(bare + 2 * i, "%2hhx", &octets[i]);
  answer->accepted = true;
  put_member(answer, octets, sizeof octets);
}

static void ask_flags(const struct question *question, struct answer *answer)
{
  char text[LONGEST_TEXT + 1], *rest = text, *item;
  unsigned flags = 0, seen = 0;

  memcpy(text, question->text, question->length + 1);
  while ((item = strsep(&rest, ",")) != NULL) {
    unsigned which = 0;

    while (question->choices[which].name && strcmp(question->choices[which].name, item) != 0) which++;
    if (!question->choices[which].name || seen & 1u << which) return;
    seen |= 1u << which;
    flags |= (unsigned)question->choices[which].value;
  }
  answer->accepted = true;
  put_member(answer, &flags, sizeof flags);
}

/* ---- All of them ---- */

static const struct {
  const char *type;
  void (*ask)(const struct question *, struct answer *);
} oracles[] = {
  { "bool", ask_bool }, { "float", ask_real }, { "double", ask_real }, { "string", ask_string }, { "secret", ask_secret },
  { "duration", ask_duration }, { "size", ask_size }, { "uuid", ask_uuid }, { "endpoint", ask_endpoint }, { "pair", ask_pair },
  { "url", ask_url }, { "postgres", ask_service }, { "redis", ask_service }, { "amqp", ask_service },
  { "flags", ask_flags }, { "hex", ask_key }, { "base64", ask_key }, { "base64url", ask_key }
};

/* An integer takes the number of the choice that was named. */
static bool ask_choice(const struct question *question, struct answer *answer)
{
  const struct integer *integer = integer_named(question->type);
  const envtab_choice *choice = question->choices;

  if (!choice || strcmp(question->type, "flags") == 0 || strcmp(question->type, "url") == 0) return false;
  while (choice->name && strcmp(choice->name, question->text) != 0) choice++;
  if (choice->name && !integer) return false;
  answer->accepted = choice->name != NULL;
  if (choice->name) put_integer(answer, integer, choice->value);
  return true;
}

void ask(const struct question *question, struct answer *answer)
{
  memset(answer, 0, offsetof(struct answer, first));
  answer->port = 0;
  answer->first[0] = answer->second[0] = '\0';
  expect(question->length < LONGEST_TEXT, "the text is too long for the oracle");
  if (ask_choice(question, answer)) return;
  if (integer_named(question->type)) {
    ask_integer(question, answer);
    return;
  }
  for (size_t i = 0; i < sizeof oracles / sizeof *oracles; i++) {
    if (strcmp(oracles[i].type, question->type) != 0) continue;
    oracles[i].ask(question, answer);
    return;
  }
  expect(false, "there is no oracle for %s", question->type);
}

static void compare_bytes(const struct answer *answer, const envtab_bytes *bytes)
{
  expect(bytes->length == answer->length, "%zu bytes, not %zu", bytes->length, answer->length);
  expect(memcmp(bytes->data, answer->first, bytes->length) == 0, "the bytes differ");
}

void compare_member(const struct question *question, const struct answer *answer, const void *member)
{
  const char *type = question->type, *text = question->text;

  if (answer->size) {
    expect(memcmp(member, answer->member, answer->size) == 0, "another value: %s", text);
  } else if (strcmp(type, "string") == 0) {
    expect(strcmp(*(const char *const *)member, answer->first) == 0, "another string: %s", text);
  } else if (strcmp(type, "secret") == 0) {
    expect(strcmp(envtab_reveal(*(const envtab_secret *)member), answer->first) == 0, "another secret: %s", text);
    expect(((const envtab_secret *)member)->length == answer->length, "another length: %s", text);
    expect(strcmp(((const envtab_secret *)member)->masked, "<secret>") == 0, "it is not hidden: %s", text);
  } else if (strcmp(type, "pair") == 0) {
    expect(strcmp(((const envtab_pair *)member)->key, answer->first) == 0, "another key: %s", text);
    expect(strcmp(((const envtab_pair *)member)->value, answer->second) == 0, "another value: %s", text);
  } else if (strcmp(type, "endpoint") == 0) {
    expect(strcmp(((const envtab_endpoint *)member)->host, answer->first) == 0, "another host: %s", text);
    expect(((const envtab_endpoint *)member)->port == answer->port, "another port: %s", text);
  } else if (strcmp(type, "url") == 0) {
    compare_url(question, member);
  } else if (is_service(type)) {
    compare_service(question, member);
  } else {
    compare_bytes(answer, member);
  }
}
