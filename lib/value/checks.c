/*
 * What every text must be before its type reads it: UTF-8 without control and invisible characters, without a space at
 * an end, without quotes around it, and without a reference that was not expanded. Each of these shows that something
 * between the operator and the program went wrong, and no type would notice. One pass, one reason.
 */
#include <string.h>

#include "value/checks.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/utf8.h"
#include "base/word.h"
#include "value/disclosure.h"
#include "value/value.h"

/* ---- Ordinary text, as nearly all is: printable ASCII but "$", without a space or a quote at an end ---- */

/*
 * Eight bytes at once. The highest bit of a byte is set: in the byte itself, when it is not ASCII; in the byte minus a
 * space, when it is a control character; in the byte plus one, when it is DEL; and in the last term, when it is "$",
 * where the difference is zero. A borrow or carry into the next byte can only come from a byte that is already found,
 * so that it changes nothing. (After H. S. Warren, Hacker's Delight.)
 */
static bool is_ordinary_word(uint64_t word)
{
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t dollar = word ^ ones * '$';

  return !((word | (word - ones * ' ') | (word + ones) | ((dollar - ones) & ~dollar)) & ones * 0x80);
}

ENVTAB_INTERNAL bool envtab__is_ordinary_text(const char *text, size_t length)
{
  uint64_t word;
  size_t i = 0;

  /* A space and both quotes come before all letters, digits and most signs, so that one comparison finds them. */
  if (length == 0 || text[0] <= '\'' || text[length - 1] <= '\'') return false;
  if (length < 8) return is_ordinary_word(envtab__short_word(text, length));
  for (; length - i >= 8; i += 8) {
    memcpy(&word, text + i, 8);
    if (!is_ordinary_word(word)) return false;
  }
  memcpy(&word, text + length - 8, 8); /* it may overlap the one before */
  return is_ordinary_word(word);
}

/* ---- All other text ---- */

/*
 * Whether text, at a '$', begins with ${NAME...} or $(NAME), as shells and Kubernetes write references. brace: the last
 * '}' of the whole text; what comes between the name and it may be a default with references of its own.
 */
static ENVTAB_COLD bool is_reference(const char *text, const char *end, const char *brace)
{
  const char *name = text + 2, *after = name;

  if (end - text < 4 || (text[1] != '{' && text[1] != '(') || envtab__is_digit(*name)) return false;
  while (after < end && envtab__is_name_char(*after)) after++;
  if (after == name || after == end) return false;
  return text[1] == '(' ? *after == ')' : after <= brace;
}

/* Looked for once for each text: a search from each "$" would be quadratic. */
static ENVTAB_COLD const char *last_brace(const char *text, size_t length)
{
  while (length && text[length - 1] != '}') length--;
  return length ? text + length - 1 : text;
}

/* A trailing newline has a message of its own: it comes from a file or a pipe, where nobody sees it. */
static ENVTAB_COLD bool reject_character(envtab_value *value, const char *text, size_t length, size_t at)
{
  size_t size = envtab__utf8(text + at, length - at);
  uint32_t code = size ? envtab__code_point(text + at, size) : 0;
  char reason_text[64];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);

  if (!size) envtab__append_text(&reason, "is not UTF-8");
  else if (code == '\n' && at + 1 == length) envtab__append_text(&reason, "ends with a newline");
  else if (code == '\r' && at + 1 == length) envtab__append_text(&reason, "ends with a carriage return");
  else if (code == '\n') envtab__append_text(&reason, "contains a line break");
  else if (code == '\r') envtab__append_text(&reason, "contains a carriage return");
  else if (code == '\t') envtab__append_text(&reason, "contains a tab");
  else if (envtab__disclosure(envtab_value_field(value), NULL, 0) != ENVTAB__SHOW_VALUE)
    envtab__append_text(&reason, "contains a control or invisible character");
  else {
    envtab__append_format(&reason, "contains the %s character U+", code < 0xa0 ? "control" : "invisible");
    envtab__append_hex(&reason, code, 4, true); /* all of them are below U+10000 */
  }
  return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, at, reason.text, NULL);
}

static ENVTAB_COLD bool check_ends(envtab_value *value, const char *text, size_t length)
{
  char first = text[0], last = text[length - 1];

  if (first == ' ') return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, 0, "starts with a space", NULL);
  if (last == ' ') return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, length - 1, "ends with a space", NULL);
  if (length > 1 && first == last && (first == '"' || first == '\''))
    return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, 0, "has quotes around it", NULL);
  return true;
}

/* Printable ASCII but "$". */
static bool is_ordinary(char c) { return c >= 0x20 && c < 0x7f && c != '$'; }

/* *brace: NULL until it is needed for the first time. */
static ENVTAB_COLD bool check_reference(envtab_value *value, const char *text, size_t length, size_t at,
                                        const char **brace)
{
  if (!*brace) *brace = last_brace(text, length);
  if (!is_reference(text + at, text + length, *brace)) return true;
  return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, at, "contains a reference that was not expanded", NULL);
}

static bool check_bytes(envtab_value *value, const char *text, size_t length)
{
  const char *brace = NULL;
  size_t i = 0;

  for (;;) {
    while (i < length && is_ordinary(text[i])) i++;
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
  return length == 0 || (check_bytes(value, text, length) && check_ends(value, text, length));
}
