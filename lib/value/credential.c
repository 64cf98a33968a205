/*
 * Texts that look like a credential: user:password@host, a query after "://", a setting. They may well be one, so they
 * are searched by loops of our own: the C library's functions leave pieces of a text in vector registers.
 */
#include "value/credential.h"
#include "base/similar.h"

/* The first place of what in text; NULL: it is not there. */
static const char *find_text(const char *text, size_t length, const char *what)
{
  for (size_t at = 0; at < length; at++) {
    size_t same = 0;

    while (what[same] && at + same < length && text[at + same] == what[same]) same++;
    if (!what[same]) return text + at;
  }
  return NULL;
}

/* A setting of a connection string: host=db password=..., Password=...;Pwd=... */
static bool has_password_setting(const char *text, size_t length)
{
  for (; length > 4; text++, length--)
    if (envtab__equal_but_case(text, 4, "pwd=") || (length > 9 && envtab__equal_but_case(text, 9, "password=")))
      return true;
  return false;
}

ENVTAB_INTERNAL bool envtab__looks_secret(const char *text, size_t length)
{
  const char *colon = find_text(text, length, ":");

  if (colon && find_text(colon, length - (size_t)(colon - text), "@")) return true;
  if (find_text(text, length, "://") && (find_text(text, length, "@") || find_text(text, length, "?"))) return true;
  return has_password_setting(text, length);
}

ENVTAB_INTERNAL bool envtab__may_hold_password(const char *text, size_t length)
{
  const char *end = text + length, *path = find_text(text, length, "://");

  /* After "://" and the host, a path that is not empty: in a webhook's URL that is the secret. */
  if (path) path = find_text(path + 3, (size_t)(end - path) - 3, "/");
  return envtab__looks_secret(text, length) || (path && path + 1 < end);
}
