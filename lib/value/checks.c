/*
 * What every text must be before its type reads it: UTF-8 without control and invisible characters, without a blank at
 * an end, without quotes around it, with no reference in it that nobody expanded. One pass, one reason.
 */
#include <stdio.h>
#include <string.h>

#include "value/checks.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "base/word.h"
#include "value/disclosure.h"
#include "value/value.h"

/* ---- Text that needs no second look: printable ASCII but "$", without a blank or a quote at an end ---- */

/*
 * Eight bytes at once. In each byte the highest bit tells: of the byte itself, that it is no ASCII; of the byte less a
 * blank, that it is less; of the byte and one, that it is DEL; last, that it is "$", where the difference is zero. A
 * borrow or carry comes from a byte that is told already. (After H. S. Warren, Hacker's Delight.)
 */
static bool is_plain_word(uint64_t word)
{
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t dollar = word ^ ones * '$';

  return !((word | (word - ones * ' ') | (word + ones) | ((dollar - ones) & ~dollar)) & ones * 0x80);
}

/* A blank or a quote, which come before all letters, digits and most signs. */
static bool may_be_quoted(const char *text, size_t length) { return text[0] <= '\'' || text[length - 1] <= '\''; }

ENVTAB_INTERNAL bool envtab__is_ordinary_text(const char *text, size_t length)
{
  uint64_t word;
  size_t i = 0;

  if (length == 0 || may_be_quoted(text, length)) return false;
  if (length < 8) return is_plain_word(envtab__short_word(text, length));
  for (; length - i >= 8; i += 8) {
    memcpy(&word, text + i, 8);
    if (!is_plain_word(word)) return false;
  }
  memcpy(&word, text + length - 8, 8); /* it may overlap the one before */
  return is_plain_word(word);
}

/* ---- All other text ---- */

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
  else if (envtab__disclosure(envtab_value_field(value), NULL, 0) == ENVTAB__SHOW_VALUE) {
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
