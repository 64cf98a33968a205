/*
 * What a variable takes, as a regular expression: of ECMA-262 with u, as JSON Schema and varlock read it. It refuses
 * nothing that the field takes; what an expression cannot say, it takes.
 */
#include <stdio.h>
#include <string.h>

#include "write/pattern.h"
#include "base/ascii.h"
#include "base/output.h"
#include "base/utf8.h"
#include "value/disclosure.h"
#include "write/int_range.h"

ENVTAB_INTERNAL const char *const envtab__text_pattern =
  "^(?! )(?![\\s\\S]* $)(?!([\\x22'])[\\s\\S]*\\1$)"
  "(?![\\s\\S]*\\$(?:\\{[A-Za-z_][\\s\\S]*\\}|\\([A-Za-z_][A-Za-z0-9_]*\\)))"
  "[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\u202a-\\u202e\\u2066-\\u2069]*$";

/* A bare number, where the field has a unit for it. */
#define BARE_NUMBER "|0|[1-9][0-9]*"

/* The bytes of the character at text: a sink takes it whole. */
static size_t size_of_character(const char *text, size_t length)
{
  size_t size = envtab__utf8(text, length);

  return size ? size : 1;
}

ENVTAB_INTERNAL void envtab__send_literal(const struct envtab__text_sink *sink, const char *text)
{
  size_t length = strlen(text);

  for (size_t i = 0, size; i < length; i += size) {
    unsigned char c = (unsigned char)text[i];
    char escape[8];

    size = size_of_character(text + i, length - i);
    snprintf(escape, sizeof escape, "\\x%02x", (unsigned)c);
    if (c >= 0x80 || envtab__is_name_char(text[i])) sink->write(sink->context, text + i, size);
    else envtab__send_text(sink, escape);
  }
}

static void tell_choices(const struct envtab__text_sink *sink, const envtab_choice *choices)
{
  envtab__send_text(sink, "(?:");
  for (size_t i = 0; choices[i].name; i++) {
    envtab__send_text(sink, i ? "|" : "");
    envtab__send_literal(sink, choices[i].name);
  }
  envtab__send_text(sink, ")");
}

/* ---- Is the rule for all texts worth saying? ---- */

/* Whether what stands at p, in [...], is a "-" between bytes that may have others between them than letters or digits. */
static bool is_wide_range(const char *p)
{
  return *p == '-' && p[-1] != '[' && p[1] != ']' &&
         !((envtab__is_digit(p[-1]) || envtab__is_alpha(p[-1])) && (envtab__is_digit(p[1]) || envtab__is_alpha(p[1])));
}

/* Whether it is plain that no text of the pattern can break the rules for all texts. */
static bool is_narrow(const char *pattern)
{
  bool set = false;              /* in [...] */

  for (const char *p = pattern + (*pattern == '^'); *p; p++) {
    if (*p == '$') return !p[1];
    if (*p == '\\') {
      if (!strchr(".[]+-/()*?{}|^", *++p)) return false;
    } else if (strchr(" \"'^", *p) || *p < ' ' || *p > '~' || (*p == '.' && !set) || (set && is_wide_range(p))) {
      return false;
    } else if (*p == '[' || *p == ']') {
      set = *p == '[';
    }
  }
  return false;
}

ENVTAB_INTERNAL bool envtab__needs_text_pattern(const envtab_field *field)
{
  const envtab_type *type = field->element ? field->element : field->type;

  if (field->raw) return false;
  if (envtab__shown_choices(field)) return type->own_choices && type->secret;
  return !(type->least && type->greatest) && !(type->pattern && is_narrow(type->pattern));
}

/* ---- One text, of a whole value or of an item ---- */

/* Whether any text may follow on what the pattern says; NULL: it says nothing. */
static bool is_open(const char *pattern)
{
  size_t length = pattern ? strlen(pattern) : 0;

  return length == 0 || pattern[length - 1] != '$' || (length > 1 && pattern[length - 2] == '\\');
}

/* A piece of a pattern. In a list "." is any byte but the comma, and "$" the end of an item. */
static void tell_piece(const struct envtab__text_sink *sink, const char *pattern, size_t length, bool in_list)
{
  bool set = false;

  for (size_t i = 0, size; i < length; i += size) {
    bool special = in_list && !set && (pattern[i] == '.' || pattern[i] == '$');

    size = pattern[i] == '\\' ? 2 : size_of_character(pattern + i, length - i);
    if (special) envtab__send_text(sink, pattern[i] == '.' ? "[^,]" : "(?![^,])");
    else sink->write(sink->context, pattern + i, size);
    if (pattern[i] == '[') set = true;
    else if (pattern[i] == ']') set = false;
  }
}

/* A type's own pattern, without its anchors. */
static void tell_type(const struct envtab__text_sink *sink, const envtab_field *field, const envtab_type *type)
{
  const char *pattern = type->pattern + (*type->pattern == '^'), *rest = field->element ? "[^,]*" : "[\\s\\S]*";

  envtab__send_text(sink, "(?:");
  tell_piece(sink, pattern, strlen(pattern) - !is_open(pattern), field->element != NULL);
  envtab__send_text(sink, is_open(pattern) ? rest : "");
  envtab__send_text(sink, field->unit ? BARE_NUMBER : "");
  envtab__send_text(sink, ")");
}

/* False: of such a text nothing is known. */
static bool tell_text_of(const struct envtab__text_sink *sink, const envtab_field *field, const envtab_type *type)
{
  if (envtab__shown_choices(field) && !type->own_choices) tell_choices(sink, field->choices);
  else if (type->least && type->greatest)
    envtab__send_int_range(sink, field->min ? field->min : type->least, field->max ? field->max : type->greatest);
  else if (type->pattern) tell_type(sink, field, type);
  else return false;
  return true;
}

/* ---- Values that have parts ---- */

/* An item is not empty. Unless it is raw, it has no blank at an end, and no quotes around it. */
static const char raw_item_rule[] = "(?!$|,)";
static const char item_rule[] = "(?!$|[ ,]|[^,]* (?:,|$)|\\x22[^,]*\\x22(?:,|$)|'[^,]*'(?:,|$))";

static void tell_item(const struct envtab__text_sink *sink, const envtab_field *field)
{
  if (field->raw) envtab__send_text(sink, raw_item_rule);
  else if (envtab__needs_text_pattern(field)) envtab__send_text(sink, item_rule);
  if (!tell_text_of(sink, field, field->element)) envtab__send_text(sink, "[^,]+");
}

/* Items, with a comma behind each but the last. */
static void tell_list(const struct envtab__text_sink *sink, const envtab_field *field)
{
  size_t least = field->min_length ? field->min_length : 1;
  char count[64] = "+";

  envtab__send_text(sink, "(?:");
  tell_item(sink, field);
  envtab__send_text(sink, "(?:,(?!$)|$))");
  if (field->max_length) snprintf(count, sizeof count, "{%zu,%zu}", least, field->max_length);
  else if (least > 1) snprintf(count, sizeof count, "{%zu,}", least);
  envtab__send_text(sink, count);
}

static void tell_flags(const struct envtab__text_sink *sink, const envtab_field *field)
{
  envtab__send_text(sink, "(?![\\s\\S]*(?:^|,)([^,]+),(?:[\\s\\S]*,)?\\1(?:,|$))(?:"); /* no name stands twice */
  tell_choices(sink, field->choices);
  envtab__send_text(sink, "(?:,(?!$)|$))+");
}

/* The schemes, in upper and lower case, and what else the type says. */
static void tell_url(const struct envtab__text_sink *sink, const envtab_field *field)
{
  envtab__send_text(sink, "(?=(?:");
  for (const envtab_choice *choice = field->choices; choice->name; choice++) {
    envtab__send_text(sink, choice == field->choices ? "" : "|");
    for (const char *c = choice->name; *c; c++) {
      char lower = envtab__to_lower(*c), both[] = { '[', lower, (char)(lower - 'a' + 'A'), ']' };

      if (envtab__is_lower(lower)) sink->write(sink->context, both, sizeof both);
      else envtab__send_literal(sink, (const char[]){ *c, '\0' });
    }
  }
  envtab__send_text(sink, ")://)");
  if (field->type->pattern) tell_type(sink, field, field->type);
  else envtab__send_text(sink, "[\\s\\S]*");
}

/* ---- Lengths ---- */

enum { LONGEST_COUNT = 65536 };  /* an expression that counts further is more than some readers of it bear */

static bool counts_bytes(const envtab_field *field) { return !field->element && is_open(field->type->pattern); }

/* A character has at most four bytes. */
ENVTAB_INTERNAL size_t envtab__least_characters(const envtab_field *field)
{
  if (!counts_bytes(field) || envtab__shown_choices(field)) return 0;
  return field->min_length ? (field->min_length - 1) / 4 + 1 : 1;
}

ENVTAB_INTERNAL size_t envtab__most_characters(const envtab_field *field)
{
  return counts_bytes(field) ? field->max_length : 0;
}

/* Where all characters are ASCII, they are as many as the bytes. */
static void tell_length(const struct envtab__text_sink *sink, const envtab_field *field)
{
  char text[80];

  if (!counts_bytes(field) || !field->min_length || field->min_length > LONGEST_COUNT) return;
  snprintf(text, sizeof text, "(?=[\\s\\S]{%zu}|[\\s\\S]*[^\\x00-\\x7f])", field->min_length);
  envtab__send_text(sink, text);
}

/* ---- The field ---- */

ENVTAB_INTERNAL void envtab__send_pattern(const struct envtab__text_sink *sink, const envtab_field *field)
{
  envtab__send_text(sink, "^");
  tell_length(sink, field);
  if (field->element) tell_list(sink, field);
  else if (!envtab__shown_choices(field) || !field->type->own_choices) {
    if (!tell_text_of(sink, field, field->type)) envtab__send_text(sink, "[\\s\\S]*");
  } else if (field->type->secret) tell_url(sink, field);
  else tell_flags(sink, field);
  envtab__send_text(sink, "$");
}
