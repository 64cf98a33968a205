/*
 * What a variable accepts, as a regular expression: of ECMA-262 with u, as JSON Schema and varlock read it. It matches
 * everything that the field accepts, and more only where an expression cannot say it: a schema that rejects a value
 * which the program loads would block a deployment for nothing.
 */
#include <string.h>

#include "write/pattern.h"
#include "base/ascii.h"
#include "base/output.h"
#include "base/utf8.h"
#include "base/writef.h"
#include "value/disclosure.h"
#include "write/int_range.h"

ENVTAB_INTERNAL const char *envtab__text_pattern(void)
{
  return "^(?! )(?![\\s\\S]* $)(?!([\\x22'])[\\s\\S]*\\1$)"
         "(?![\\s\\S]*\\$(?:\\{[A-Za-z_][\\s\\S]*\\}|\\([A-Za-z_][A-Za-z0-9_]*\\)))"
         "[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\u202a-\\u202e\\u2066-\\u2069]*$";
}

/* The bytes of the character at text, which a sink must get in one piece. */
static size_t size_of_character(const char *text, size_t length)
{
  size_t size = envtab__utf8(text, length);

  return size ? size : 1;
}

ENVTAB_INTERNAL void envtab__write_literal(struct envtab__sink *out, const char *text)
{
  static const char digits[] = "0123456789abcdef";
  size_t length = strlen(text);

  for (size_t i = 0, size; i < length; i += size) {
    unsigned char c = (unsigned char)text[i];
    const char escape[] = { '\\', 'x', digits[c >> 4], digits[c & 15] };

    size = size_of_character(text + i, length - i);
    if (c >= 0x80 || envtab__is_name_char(text[i])) envtab__write_bytes(out, text + i, size);
    else envtab__write_bytes(out, escape, sizeof escape);
  }
}

static void write_choices(struct envtab__sink *out, const envtab_choice *choices)
{
  envtab__write(out, "(?:");
  for (size_t i = 0; choices[i].name; i++) {
    if (i) envtab__write(out, "|");
    envtab__write_literal(out, choices[i].name);
  }
  envtab__write(out, ")");
}

/* ---- Whether the rule for all texts must be written: it is long, and most patterns imply it ---- */

/* Whether p, in [...], is the "-" of a range that may hold more than letters or digits. */
static bool is_wide_range(const char *p)
{
  return *p == '-' && p[-1] != '[' && p[1] != ']' &&
         !((envtab__is_digit(p[-1]) || envtab__is_alpha(p[-1])) && (envtab__is_digit(p[1]) || envtab__is_alpha(p[1])));
}

/* Whether it is certain that no text of the pattern breaks the rules for all texts. */
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
  if (envtab__hides_choices(field)) return true;
  if (envtab__shown_choices(field)) return type->choices_are == ENVTAB_CHOICES_ARE_SCHEMES;
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
static void write_piece(struct envtab__sink *out, const char *pattern, size_t length, bool in_list)
{
  bool set = false;

  for (size_t i = 0, size; i < length; i += size) {
    bool special = in_list && !set && (pattern[i] == '.' || pattern[i] == '$');

    size = pattern[i] == '\\' ? 2 : size_of_character(pattern + i, length - i);
    if (special) envtab__write(out, pattern[i] == '.' ? "[^,]" : "(?![^,])");
    else envtab__write_bytes(out, pattern + i, size);
    if (pattern[i] == '[') set = true;
    else if (pattern[i] == ']') set = false;
  }
}

/* A type's own pattern, without its anchors; a field with a unit accepts a bare number too. */
static void write_type(struct envtab__sink *out, const envtab_field *field, const envtab_type *type)
{
  const char *pattern = type->pattern + (*type->pattern == '^'), *rest = field->element ? "[^,]*" : "[\\s\\S]*";
  bool open = is_open(pattern);

  envtab__write(out, "(?:");
  write_piece(out, pattern, strlen(pattern) - !open, field->element != NULL);
  envtab__writef(out, "%s%s)", open ? rest : "", field->unit ? "|0|[1-9][0-9]*" : "");
}

/* False: nothing is known of such a text. */
static bool write_text_of(struct envtab__sink *out, const envtab_field *field, const envtab_type *type)
{
  if (envtab__hides_choices(field)) return false;
  if (envtab__shown_choices(field) && type->choices_are == ENVTAB_CHOICES_ARE_TEXTS) write_choices(out, field->choices);
  else if (type->least && type->greatest)
    envtab__write_int_range(out, field->min ? field->min : type->least, field->max ? field->max : type->greatest);
  else if (type->pattern) write_type(out, field, type);
  else return false;
  return true;
}

/* ---- Values that have parts ---- */

/* An item is not empty. Unless it is raw, it has no blank at an end, and no quotes around it. */
static const char raw_item_rule[] = "(?!$|,)";
static const char item_rule[] = "(?!$|[ ,]|[^,]* (?:,|$)|\\x22[^,]*\\x22(?:,|$)|'[^,]*'(?:,|$))";

static void write_item(struct envtab__sink *out, const envtab_field *field)
{
  if (field->raw) envtab__write(out, raw_item_rule);
  else if (envtab__needs_text_pattern(field)) envtab__write(out, item_rule);
  if (!write_text_of(out, field, field->element)) envtab__write(out, "[^,]+");
}

/* Items, with a comma after each but the last. */
static void write_list(struct envtab__sink *out, const envtab_field *field)
{
  size_t least = field->min_length ? field->min_length : 1;

  envtab__write(out, "(?:");
  write_item(out, field);
  envtab__write(out, "(?:,(?!$)|$))");
  if (field->max_length) envtab__writef(out, "{%z,%z}", least, field->max_length);
  else if (least > 1) envtab__writef(out, "{%z,}", least);
  else envtab__write(out, "+");
}

/* Names with commas, none of them twice. */
static void write_flags(struct envtab__sink *out, const envtab_field *field)
{
  envtab__write(out, "(?![\\s\\S]*(?:^|,)([^,]+),(?:[\\s\\S]*,)?\\1(?:,|$))(?:");
  write_choices(out, field->choices);
  envtab__write(out, "(?:,(?!$)|$))+");
}

/* The schemes, in upper and lower case, and what else the type says. */
static void write_url(struct envtab__sink *out, const envtab_field *field)
{
  envtab__write(out, "(?=(?:");
  for (const envtab_choice *choice = field->choices; choice->name; choice++) {
    if (choice != field->choices) envtab__write(out, "|");
    for (const char *c = choice->name; *c; c++) {
      char lower = envtab__to_lower(*c), both[] = { '[', lower, (char)(lower - 'a' + 'A'), ']' };

      if (envtab__is_lower(lower)) envtab__write_bytes(out, both, sizeof both);
      else envtab__write_literal(out, (const char[]){ *c, '\0' });
    }
  }
  envtab__write(out, ")://)");
  if (field->type->pattern) write_type(out, field, field->type);
  else envtab__write(out, "[\\s\\S]*");
}

/* ---- Lengths ---- */

enum { LONGEST_COUNT = 65536 };  /* some implementations refuse an expression that counts further */

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
static void write_least_bytes(struct envtab__sink *out, const envtab_field *field)
{
  if (!counts_bytes(field) || !field->min_length || field->min_length > LONGEST_COUNT) return;
  envtab__writef(out, "(?=[\\s\\S]{%z}|[\\s\\S]*[^\\x00-\\x7f])", field->min_length);
}

/* ---- The field ---- */

ENVTAB_INTERNAL void envtab__write_pattern(struct envtab__sink *out, const envtab_field *field)
{
  envtab__write(out, "^");
  write_least_bytes(out, field);
  if (field->element) write_list(out, field);
  else if (!envtab__shown_choices(field) || field->type->choices_are == ENVTAB_CHOICES_ARE_TEXTS) {
    if (!write_text_of(out, field, field->type)) envtab__write(out, "[\\s\\S]*");
  } else if (field->type->choices_are == ENVTAB_CHOICES_ARE_SCHEMES) write_url(out, field);
  else write_flags(out, field);
  envtab__write(out, "$");
}
