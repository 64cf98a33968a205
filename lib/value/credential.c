/* Texts that look like a credential: user:password@host, a query after "://", a setting. */
#include <string.h>

#include "value/credential.h"
#include "base/similar.h"

static const char *find_text(const char *text, size_t length, const char *what)
{
  size_t size = strlen(what);

  for (; length >= size; text++, length--)
    if (*text == *what && memcmp(text, what, size) == 0) return text;
  return NULL;
}

/* host=db password=..., Password=...;Pwd=... */
static bool has_password_setting(const char *text, size_t length)
{
  for (; length > 4; text++, length--)
    if (envtab__equal_but_case(text, 4, "pwd=") || (length > 9 && envtab__equal_but_case(text, 9, "password=")))
      return true;
  return false;
}

/* user:password@host, a query after "://", a setting. */
ENVTAB_INTERNAL bool envtab__looks_secret(const char *text, size_t length)
{
  const char *colon = find_text(text, length, ":");

  if (colon && find_text(colon, length - (size_t)(colon - text), "@")) return true;
  if (find_text(text, length, "://") && (find_text(text, length, "@") || find_text(text, length, "?"))) return true;
  return has_password_setting(text, length);
}

ENVTAB_INTERNAL bool envtab__may_hold_password(const char *text, size_t length)
{
  const char *host = find_text(text, length, "://"), *path = host ? strchr(host + 3, '/') : NULL;

  return envtab__looks_secret(text, length) || (path && path[1]);
}
