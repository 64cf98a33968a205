/*
 * secret: a string that is never shown, and never a placeholder that somebody forgot to replace: a service that runs
 * with the password "changeme" is worse than one that does not start.
 */
#include "base/ascii.h"
#include "base/secret_bytes.h"
#include "base/similar.h"
#include "value/value.h"

static const char *const placeholders[] = { "changeme",   "change-me", "change_me", "replaceme", "replace-me",
                                            "replace_me", "todo",      "tbd",       "fixme",     "placeholder",
                                            "null",       "nil",       "none",      "undefined", "[redacted]" };

/* Three or more x or * and nothing else. */
static bool is_crossed_out(const char *text, size_t length)
{
  size_t same = 0;

  while (same < length && envtab__to_lower(text[same]) == envtab__to_lower(*text)) same++;
  return same == length && length >= 3 && (*text == '*' || envtab__to_lower(*text) == 'x');
}

static bool is_placeholder(const char *text, size_t length)
{
  if (is_crossed_out(text, length) || (length >= 2 && *text == '<' && text[length - 1] == '>')) return true;
  for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders; i++)
    if (envtab__equal_but_case(text, length, placeholders[i])) return true;
  return false;
}

static bool read_secret(const envtab_type *self, envtab_value *value, void *member)
{
  size_t length;
  char *text = envtab_value_text(value, &length);

  (void)self;
  if (envtab_value_from_program(value)) return envtab__refuse_default(value);
  if (is_placeholder(text, length))
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, "is a placeholder, not a secret",
                               "Somebody forgot to replace it: put the real secret there.");
  *(envtab_secret *)member = envtab_value_secret(value, text, length);
  envtab__wipe(text, length); /* the copy that the load made; the member has its own */
  return true;
}

static size_t length_of_masked(const envtab_type *self, const void *member)
{
  (void)self;
  return ((const envtab_secret *)member)->length;
}

/* The placeholders as a pattern, in both cases of each letter: a pattern of JSON Schema cannot ignore case. */
#define SECRET_PATTERN                                                                                        \
  "^(?!([cC][hH][aA][nN][gG][eE][-_]?[mM][eE]|[rR][eE][pP][lL][aA][cC][eE][-_]?[mM][eE]|[tT][oO][dD][oO]"     \
  "|[tT][bB][dD]|[fF][iI][xX][mM][eE]|[pP][lL][aA][cC][eE][hH][oO][lL][dD][eE][rR]|[nN][uU][lL][lL]|[nN][iI][lL]" \
  "|[nN][oO][nN][eE]|[uU][nN][dD][eE][fF][iI][nN][eE][dD]|\\[[rR][eE][dD][aA][cC][tT][eE][dD]\\]|[xX]{3,}|\\*{3,}" \
  "|<[\\s\\S]*>)$)"

const envtab_type envtab_type_secret = { .name = "secret",
                                         .expects = "a secret",
                                         .pattern = SECRET_PATTERN,
                                         .size = sizeof(envtab_secret),
                                         .capacity = ENVTAB_SECRET_CAPACITY,
                                         .capacity_per_byte = 1,
                                         .takes_any_text = true,
                                         .secret = true,
                                         .read = read_secret,
                                         .length = length_of_masked,
                                         .show = envtab__show_secret };
