/*
 * Texts that look like a credential, whatever field they are in: one list for all that is shown. They may well be one,
 * so they are searched by loops of our own, in one pass: the C library's functions leave pieces of a text in vector
 * registers. What is on the list, and what is ordinary, is in tests/tables/credentials.tsv.
 */
#include <string.h>

#include "value/credential.h"
#include "base/ascii.h"

/* How settings end that hold a credential, in lower case; "_" is one of - _ . and a space, or nothing. */
static const char *const secret_settings[] = {
  "password", "passwd", "pass_phrase", "pwd", "pw", "secret", "token", "api_key", "access_key", "account_key",
  "secret_key", "private_key", "auth_key", "access_signature", "authorization", "pass"
};
/* What keys in text begin with, in PEM, OpenPGP, PuTTY and age; and what comes before a token in HTTP. */
static const char *const secret_starts[] = {
  "private key-----", "private key block", "private-lines:", "age-secret-key-1", "bearer "
};

static bool is_joint(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }
static bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
/* What may be between a setting's name, its sign and its value: blanks, quotes, and backslashes before quotes. */
static bool is_between(char c) { return is_gap(c) || c == '"' || c == '\'' || c == '`' || c == '\\'; }

/* Whether the text goes on with what, which is in lower case; upper and lower case are the same. */
static bool goes_on_with(const char *text, size_t length, const char *what)
{
  size_t same = 0;

  while (same < length && what[same] && envtab__to_lower(text[same]) == what[same]) same++;
  return !what[same];
}

static bool ends_as(const char *text, size_t end, const char *what)
{
  for (size_t i = strlen(what); i--;) {
    if (what[i] == '_') end -= end && is_joint(text[end - 1]);
    else if (!end || envtab__to_lower(text[--end]) != what[i]) return false;
  }
  return true;
}

/* Whether the name that ends here is one of a setting that holds a credential; a bypass is not a pass. */
static bool is_secret_name(const char *text, size_t end)
{
  size_t i = 0;

  while (i < sizeof secret_settings / sizeof *secret_settings && !ends_as(text, end, secret_settings[i])) i++;
  return i < sizeof secret_settings / sizeof *secret_settings && !ends_as(text, end, "by_pass");
}

/*
 * Whether the sign at this place sets a credential: password=x, "password": "x", --password x, <password>x. Before ":"
 * the name stands alone: in an ARN, a path or a URN "secret:" and "token:" are ordinary pieces.
 */
static bool sets_credential(const char *text, size_t length, size_t at)
{
  size_t end = at, start;
  char sign = text[at], before;

  if (sign != ' ')
    while (end && is_between(text[end - 1])) end--;
  start = end;
  while (start && (envtab__is_name_char(text[start - 1]) || text[start - 1] == '-' || text[start - 1] == '.')) start--;
  if (start == end) return false;
  before = start ? text[start - 1] : '\0';
  if (sign == ' ' && text[start] != '-') return false;
  if (sign == '>' && before != '<') return false;
  if (sign == ':' && (before == ':' || before == '/' || before == '=')) return false;
  if (!is_secret_name(text, end)) return false;
  do at++;
  while (at < length && (is_between(text[at]) || text[at] == '=' || text[at] == '>'));
  return at < length;
}

/* Whether the ":" may part a user from a password. In "From: a@b" a blank follows; mailto: has no password. */
static bool parts_userinfo(const char *text, size_t length, size_t at)
{
  return at + 1 < length && !is_gap(text[at + 1]) && !ends_as(text, at, "mailto");
}

/* Whether a key, or the scheme of a token, begins at this place, as a word of its own, and goes on. */
static bool starts_secret(const char *text, size_t length, size_t at)
{
  if (at && envtab__is_name_char(text[at - 1])) return false;
  for (size_t i = 0; i < sizeof secret_starts / sizeof *secret_starts; i++)
    if (goes_on_with(text + at, length - at, secret_starts[i])) return length - at > strlen(secret_starts[i]);
  return false;
}

ENVTAB_INTERNAL bool envtab__looks_secret(const char *text, size_t length)
{
  bool url = false, user = false;  /* "://" was there; the ":" after a user */

  for (size_t at = 0; at < length; at++) {
    switch (text[at]) {
    case '?':
      if (url) return true;
      break;
    case '@': /* image@sha256:... is a digest, in which no host follows */
      if (url || (user && !goes_on_with(text + at, length - at, "@sha256:"))) return true;
      break;
    case ':':
      url = url || goes_on_with(text + at, length - at, "://");
      user = user || parts_userinfo(text, length, at); /* fall through */
    case '=': case ' ': case '>':
      if (sets_credential(text, length, at)) return true;
      break;
    default:
      if (envtab__is_alpha(text[at]) && starts_secret(text, length, at)) return true;
    }
  }
  return false;
}

/* After "://" and the host, a path that is not empty: in a webhook's URL that is the secret. */
ENVTAB_INTERNAL bool envtab__may_hold_password(const char *text, size_t length)
{
  size_t at = 0;

  if (envtab__looks_secret(text, length)) return true;
  while (at < length && !goes_on_with(text + at, length - at, "://")) at++;
  for (at += 3; at < length && text[at] != '/';) at++;
  return at + 1 < length;
}
