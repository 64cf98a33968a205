/*
 * What every text must be before its type reads it: UTF-8 without control and invisible characters, without a blank at
 * an end, without quotes around it, with no reference in it that nobody expanded. One pass, one reason.
 */
#include <string.h>

#include "internal.h"

/* RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF. */
ENVTAB_INTERNAL size_t envtab__utf8(const char *text, size_t length)
{
  const unsigned char *byte = (const unsigned char *)text;
  unsigned char low = 0x80, high = 0xbf;
  size_t size;

  if (byte[0] < 0x80) return 1;
  if (byte[0] < 0xc2 || byte[0] > 0xf4) return 0;
  size = byte[0] < 0xe0 ? 2 : byte[0] < 0xf0 ? 3 : 4;
  if (byte[0] == 0xe0) low = 0xa0;
  if (byte[0] == 0xed) high = 0x9f;
  if (byte[0] == 0xf0) low = 0x90;
  if (byte[0] == 0xf4) high = 0x8f;
  if (length < size || byte[1] < low || byte[1] > high) return 0;
  for (size_t i = 2; i < size; i++)
    if ((byte[i] & 0xc0) != 0x80) return 0;
  return size;
}

static uint32_t code_point(const char *text, size_t size)
{
  static const unsigned char lead[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
  uint32_t code = (unsigned char)text[0] & lead[size];

  for (size_t i = 1; i < size; i++) code = code << 6 | ((unsigned char)text[i] & 0x3f);
  return code;
}

/* Characters that move the cursor, the line, or the direction of the text, or that nobody sees. */
static bool is_control(uint32_t code)
{
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 || code == 0xfeff ||
         (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

ENVTAB_INTERNAL size_t envtab__printable(const char *text, size_t length)
{
  size_t size = envtab__utf8(text, length);

  return size && !is_control(code_point(text, size)) ? size : 0;
}

ENVTAB_INTERNAL void envtab__make_printable(char *text)
{
  size_t length = strlen(text);

  for (size_t i = 0, size; i < length; i += size ? size : 1) {
    size = envtab__printable(text + i, length - i);
    if (!size) text[i] = '?';
  }
}

/* Whether text, at a '$', begins with ${NAME...} or $(NAME). brace: where the last '}' of the whole text stands. */
static bool is_reference(const char *text, const char *end, const char *brace)
{
  const char *name = text + 2, *after = name;

  if (end - text < 4 || (text[1] != '{' && text[1] != '(') || envtab__is_digit(*name)) return false;
  while (after < end && envtab__is_word(*after)) after++;
  if (after == name || after == end) return false;
  return text[1] == '(' ? *after == ')' : after <= brace;
}

static const char *last_brace(const char *text, size_t length)
{
  while (length && text[length - 1] != '}') length--;
  return length ? text + length - 1 : text;
}

static bool reject_character(envtab_value *value, const char *text, size_t length, size_t at)
{
  size_t size = envtab__utf8(text + at, length - at);
  uint32_t code = size ? code_point(text + at, size) : 0;
  char reason[64];

  if (!size) snprintf(reason, sizeof reason, "is not UTF-8");
  else if (code == '\n' && at + 1 == length) snprintf(reason, sizeof reason, "ends with a newline");
  else if (code == '\r' && at + 1 == length) snprintf(reason, sizeof reason, "ends with a carriage return");
  else if (envtab__is_hidden(envtab_field_of(value))) snprintf(reason, sizeof reason, "holds a control character");
  else snprintf(reason, sizeof reason, "holds the control character U+%04X", (unsigned)code);
  return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, at, reason, NULL);
}

static inline bool may_be_wrong(char c) { return c == ' ' || c == '"' || c == '\''; }

static bool check_ends(envtab_value *value, const char *text, size_t length)
{
  char first = text[0], last = text[length - 1];

  if (!may_be_wrong(first) && !may_be_wrong(last)) return true;
  if (first == ' ') return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, 0, "begins with a blank", NULL);
  if (last == ' ') return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, length - 1, "ends with a blank", NULL);
  if (length > 1 && first == last && (first == '"' || first == '\''))
    return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, 0, "is wrapped in quotes", NULL);
  return true;
}

/* Printable ASCII but "$": what needs no second look. */
static bool is_plain(char c) { return c >= 0x20 && c < 0x7f && c != '$'; }

/* The highest bit of each byte of the word that is zero (H. S. Warren, Hacker's Delight). */
static uint64_t zero_bytes(uint64_t word)
{
  return (word - UINT64_C(0x0101010101010101)) & ~word & UINT64_C(0x8080808080808080);
}

/* The same for eight bytes at once: none has its highest bit, is less than a blank, DEL or "$". */
static bool is_plain_word(uint64_t word)
{
  const uint64_t ones = UINT64_C(0x0101010101010101), highest = ones * 0x80;
  uint64_t odd;

  odd = (word & highest) | ((word - ones * 0x20) & ~word & highest);
  return !(odd | zero_bytes(word ^ ones * 0x7f) | zero_bytes(word ^ ones * '$'));
}

/* How many bytes at the start are plain, for sure: four and more are looked at in words, the last of which may overlap.
 */
static size_t count_plain(const char *text, size_t length)
{
  uint32_t halves[2];
  uint64_t word;
  size_t i = 0;

  if (length >= 4 && length < 8) {
    memcpy(&halves[0], text, 4);
    memcpy(&halves[1], text + length - 4, 4);
    return is_plain_word((uint64_t)halves[0] << 32 | halves[1]) ? length : 0;
  }
  for (; length - i >= 8; i += 8) {
    memcpy(&word, text + i, 8);
    if (!is_plain_word(word)) return i;
  }
  if (i == length) return i;
  if (i == 0) {
    while (i < length && is_plain(text[i])) i++;
    return i;
  }
  memcpy(&word, text + length - 8, 8);
  return is_plain_word(word) ? length : i;
}

static bool check_reference(envtab_value *value, const char *text, size_t length, size_t at, const char **brace)
{
  if (!*brace) *brace = last_brace(text, length);
  if (!is_reference(text + at, text + length, *brace)) return true;
  return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, at, "holds a reference that nobody expanded", NULL);
}

static bool check_bytes(envtab_value *value, const char *text, size_t length)
{
  const char *brace = NULL;
  size_t i = 0;

  for (;;) {
    while (i < length && is_plain(text[i])) i++;
    if (i == length) break;
    if (text[i] == '$') {
      if (!check_reference(value, text, length, i, &brace)) return false;
      i++;
    } else {
      size_t size = envtab__printable(text + i, length - i);

      if (!size) return reject_character(value, text, length, i);
      i += size;
    }
  }
  return true;
}

ENVTAB_INTERNAL bool envtab__check_text(envtab_value *value, const char *text, size_t length)
{
  if (count_plain(text, length) != length && !check_bytes(value, text, length)) return false;
  return length == 0 || check_ends(value, text, length);
}

ENVTAB_INTERNAL size_t envtab__put(char *out, size_t capacity, const char *text)
{
  size_t length = strlen(text);

  if (capacity) {
    size_t fits = length < capacity ? length : capacity - 1;

    memcpy(out, text, fits);
    out[fits] = '\0';
  }
  return length;
}
