/* The parts of a URL: what each of its bytes is (RFC 3986, sections 2.2, 2.3 and 3.1), and errors in them. */
#include <stdio.h>

#include "url/url_parts.h"
#include "base/format.h"

#define URI_A (ENVTAB__NAMED | ENVTAB__IN_SCHEME)
#define URI_S (ENVTAB__NAMED | ENVTAB__SIGN)
#define URI_8(marks) marks, marks, marks, marks, marks, marks, marks, marks
#define URI_32(marks) URI_8(marks), URI_8(marks), URI_8(marks), URI_8(marks)

ENVTAB_INTERNAL const uint16_t envtab__url_marks[256] = {
  URI_32(ENVTAB__STRANGE), ENVTAB__STRANGE /* a blank */, URI_S /* ! */, ENVTAB__ODD /* " */, ENVTAB__HASH,
  URI_S /* $ */, ENVTAB__PERCENT, URI_S | ENVTAB__AMPERSAND, URI_S /* ' */,
  URI_S /* ( */, URI_S /* ) */, URI_S /* * */, URI_A | ENVTAB__SIGN /* + */, URI_S | ENVTAB__COMMA,
  URI_A /* - */, URI_A /* . */, ENVTAB__SLASH,
  ['0'] = URI_8(URI_A), URI_A, URI_A, ENVTAB__COLON, URI_S /* ; */, ENVTAB__ODD /* < */,
  URI_S | ENVTAB__EQUALS, ENVTAB__ODD /* > */, ENVTAB__QUESTION, ENVTAB__AT,
  ['A'] = URI_8(URI_A), URI_8(URI_A), URI_8(URI_A), URI_A, URI_A, ENVTAB__BRACKET, ENVTAB__ODD /* \ */,
  ENVTAB__BRACKET, ENVTAB__ODD /* ^ */, ENVTAB__NAMED /* _ */, ENVTAB__ODD /* ` */,
  ['a'] = URI_8(URI_A), URI_8(URI_A), URI_8(URI_A), URI_A, URI_A, ENVTAB__ODD /* { */, ENVTAB__ODD /* | */,
  ENVTAB__ODD /* } */, URI_S /* ~ */, ENVTAB__STRANGE /* DEL */,
  [0x80] = URI_32(ENVTAB__STRANGE), URI_32(ENVTAB__STRANGE), URI_32(ENVTAB__STRANGE), URI_32(ENVTAB__STRANGE)
};

ENVTAB_INTERNAL bool envtab__url_fail(struct envtab__url_error *error, size_t at, const char *reason, const char *hint)
{
  *error = (struct envtab__url_error){ .code = ENVTAB_PROBLEM_MALFORMED, .at = at, .reason = reason, .hint = hint };
  return false;
}

ENVTAB_INTERNAL bool envtab__url_fail_named(struct envtab__url_error *error, size_t at, const char *reason,
                                            const char *name, const char *rest, const char *hint)
{
  envtab__url_fail(error, at, reason, hint);
  error->name = name;
  error->rest = rest;
  return false;
}

ENVTAB_INTERNAL bool envtab__url_reject(envtab_value *value, const struct envtab__url_error *error)
{
  char reason[160], hint[160];
  size_t used = envtab__append(reason, sizeof reason, 0, error->reason);

  if (error->name) used = envtab__append(reason, sizeof reason, used, error->name);
  if (error->rest) used = envtab__append(reason, sizeof reason, used, error->rest);
  if (error->at != SIZE_MAX) snprintf(reason + used, sizeof reason - used, " at byte %zu", error->at);
  if (error->list) snprintf(hint, sizeof hint, "%s%s.", error->hint, error->list);
  return envtab_value_reject(value, error->code, error->at, reason, error->list ? hint : error->hint);
}
