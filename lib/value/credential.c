/*
 * Texts that look like a credential, whatever field they are in: one list for all that is shown. They may well be one,
 * so they are searched by loops of our own, in one pass: the C library's functions leave pieces of a text in vector
 * registers. What is on the list, and what is ordinary, is in tests/tables/credentials.tsv.
 */
#include "value/credential.h"
#include "base/ascii.h"
#include "base/search.h"
#include "base/secret_bytes.h"

/* How settings end that hold a credential, in lower case; "_" is one of - _ . and a space, or nothing. */
static const char *const secret_settings[] = {
  "password", "passwd", "pass_phrase", "pwd", "pw", "secret", "token", "api_key", "access_key", "account_key",
  "secret_key", "private_key", "auth_key", "access_signature", "authorization", "pass"
};
/* What keys in text begin with, in PEM, OpenPGP, PuTTY and age; and what comes before a token in HTTP. */
static const char *const secret_starts[] = {
  "private key-----", "private key block", "private-lines:", "age-secret-key-1", "bearer "
};

/* What may be between a setting's name, its sign and its value: blanks, quotes, and backslashes before quotes. */
#define CREDENTIAL_BLANKS " \t\r\n"
#define CREDENTIAL_GAP CREDENTIAL_BLANKS "\"'`\\"

static bool ends_as(const char *text, size_t end, const char *what)
{
  for (size_t i = envtab__length_of_secret(what); i--;) {
    if (what[i] == '_') end -= end && envtab__is_one_of(text[end - 1], "_-. ");
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

  while (sign != ' ' && end && envtab__is_one_of(text[end - 1], CREDENTIAL_GAP)) end--;
  start = end;
  while (start && (envtab__is_name_char(text[start - 1]) || envtab__is_one_of(text[start - 1], "-."))) start--;
  before = start ? text[start - 1] : ' ';
  if (sign == ':' && envtab__is_one_of(before, ":/=")) return false;
  if (sign == '>' && before != '<') return false;
  if (sign == ' ' && text[start] != '-') return false;
  if (start == end || !is_secret_name(text, end)) return false;
  do at++;
  while (at < length && envtab__is_one_of(text[at], CREDENTIAL_GAP "=>"));
  return at < length;
}

/* Whether the ":" may part a user from a password. In "From: a@b" a blank follows; mailto: has no password. */
static bool parts_userinfo(const char *text, size_t length, size_t at)
{
  return at + 1 < length && !envtab__is_one_of(text[at + 1], CREDENTIAL_BLANKS) && !ends_as(text, at, "mailto");
}

/* Whether a key, or the scheme of a token, begins at this place, as a word of its own, and goes on. */
static bool starts_secret(const char *text, size_t length, size_t at)
{
  if (at && envtab__is_name_char(text[at - 1])) return false;
  for (size_t i = 0; i < sizeof secret_starts / sizeof *secret_starts; i++)
    if (envtab__begins(text + at, length - at, secret_starts[i])) return length - at > envtab__length_of_secret(secret_starts[i]);
  return false;
}

ENVTAB_INTERNAL bool envtab__looks_secret(const char *text, size_t length)
{
  bool url = false, user = false;  /* "://" was there; the ":" after a user */

  for (size_t at = 0; at < length; at++) {
    char c = text[at];

    if (url && (c == '@' || c == '?')) return true;
    /* In image@sha256:... a digest follows the "@", not a host. */
    if (user && c == '@' && !envtab__begins(text + at, length - at, "@sha256:")) return true;
    if (c == ':') {
      url = url || envtab__begins(text + at, length - at, "://");
      user = user || parts_userinfo(text, length, at);
    }
    if (envtab__is_one_of(c, "=: >") ? sets_credential(text, length, at) : starts_secret(text, length, at)) return true;
  }
  return false;
}

/* After "://" and the host, a path that is not empty: in a webhook's URL that is the secret. */
ENVTAB_INTERNAL bool envtab__may_hold_password(const char *text, size_t length)
{
  const char *end = text + length, *path = envtab__search(text, length, "://");

  if (path) path = envtab__search(path + 3, (size_t)(end - path) - 3, "/");
  return envtab__looks_secret(text, length) || (path && path + 1 < end);
}
