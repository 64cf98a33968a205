/* What reading a Postgres URL and checking its settings share: the settings, by the numbers of their keywords. */
#ifndef ENVTAB_POSTGRES_H
#define ENVTAB_POSTGRES_H

#include "internal.h"
#include "url/uri.h"
#include "url/url_parts.h"

enum { PG_HOST, PG_HOSTADDR, PG_PORT, PG_USER, PG_PASSWORD, PG_DBNAME, PG_SSLMODE, PG_SSLROOTCERT, PG_SSLNEGOTIATION,
  PG_TLS_MIN, PG_TLS_MAX, PG_PROTOCOL_MIN, PG_PROTOCOL_MAX, PG_OTHERS /* are known by name alone */,
  PG_KEYWORDS = 50 };

struct pg_setting {
  const char *value;             /* decoded, ended with a NUL */
  size_t at;                     /* where it is in the text */
  uint8_t keyword;
  bool parameter;                /* set by a parameter, which goes before a part */
};
struct pg_settings {             /* those that are set */
  size_t count;
  uint8_t place[PG_KEYWORDS];    /* in list, from 1; 0: the keyword is not set */
  struct pg_setting list[PG_KEYWORDS];
};
/* NULL: it is not set. */
static inline const struct pg_setting *envtab__pg_get(const struct pg_settings *settings, size_t keyword)
{
  return settings->place[keyword] ? &settings->list[settings->place[keyword] - 1] : NULL;
}
static inline const char *envtab__pg_value(const struct pg_settings *settings, size_t keyword)
{
  return settings->place[keyword] ? settings->list[settings->place[keyword] - 1].value : NULL;
}
/* The keyword's number; PG_KEYWORDS: libpq does not have it. */
ENVTAB_INTERNAL size_t envtab__pg_find(const char *name, size_t length);
ENVTAB_INTERNAL const char *envtab__pg_name(size_t keyword);
ENVTAB_INTERNAL bool envtab__pg_is_secret(size_t keyword);
/* Fills the error for a parameter that is not a keyword of libpq's; returns false. */
ENVTAB_INTERNAL bool envtab__pg_fail_name(struct envtab__url *url, const struct envtab__part *name);
/* Checks the values of all that is set, each and together, as libpq does when it connects, or later. */
ENVTAB_INTERNAL bool envtab__pg_check(const struct pg_settings *settings, struct envtab__url_error *error);
/* The length of the item that a list with commas begins with; *list moves past it, to NULL at the end. */
ENVTAB_INTERNAL size_t envtab__pg_next(const char **list);

#endif
