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

ENVTAB_INTERNAL uint32_t envtab__code_point(const char *text, size_t size)
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

  return size && !is_control(envtab__code_point(text, size)) ? size : 0;
}

ENVTAB_INTERNAL bool envtab__is_line(const char *text)
{
  size_t length = strlen(text), i = 0, size;

  while (i < length && (size = envtab__printable(text + i, length - i)) != 0) i += size;
  return i == length;
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
  while (after < end && envtab__is_name_char(*after)) after++;
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
  uint32_t code = size ? envtab__code_point(text + at, size) : 0;
  const char *reason = "holds a control character";
  char named[64];

  if (!size) reason = "is not UTF-8";
  else if (code == '\n' && at + 1 == length) reason = "ends with a newline";
  else if (code == '\r' && at + 1 == length) reason = "ends with a carriage return";
  else if (!envtab__is_hidden(envtab_value_field(value))) {
    snprintf(named, sizeof named, "holds the control character U+%04X", (unsigned)code);
    reason = named;
  }
  return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, at, reason, NULL);
}

static bool check_ends(envtab_value *value, const char *text, size_t length)
{
  char first = text[0], last = text[length - 1];

  if (first == ' ') return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, 0, "begins with a blank", NULL);
  if (last == ' ') return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, length - 1, "ends with a blank", NULL);
  if (length > 1 && first == last && (first == '"' || first == '\''))
    return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, 0, "is wrapped in quotes", NULL);
  return true;
}

/* Printable ASCII but "$". */
static bool is_plain(char c) { return c >= 0x20 && c < 0x7f && c != '$'; }

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
  if (envtab__is_ordinary_text(text, length) || length == 0) return true;
  return check_bytes(value, text, length) && check_ends(value, text, length);
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
