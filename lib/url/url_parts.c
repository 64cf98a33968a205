/*
 * The parts of a URL: what each of its bytes is (RFC 3986, sections 2.2, 2.3 and 3.1), and how an error in one becomes
 * the reason of a rejection. Reasons are constant texts, so that none can quote a password.
 */
#include "url/url_parts.h"
#include "base/format.h"

/* One row of the table for each kind of byte: those of schemes, the signs, and the same eight or 32 times. */
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
  char reason_text[160], hint_text[160];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);

  envtab__append_text(&reason, error->reason);
  if (error->name) envtab__append_text(&reason, error->name);
  if (error->rest) envtab__append_text(&reason, error->rest);
  if (error->at != SIZE_MAX) envtab__append_format(&reason, " at byte %zu", error->at);
  if (error->list) envtab__append_format(&hint, "%s%s.", error->hint, error->list);
  return envtab_value_reject(value, error->code, error->at, reason.text, error->list ? hint.text : error->hint);
}
