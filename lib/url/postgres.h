/* The settings of a Postgres URL by their keywords' numbers: set by postgres.c, checked by postgres_keywords.c. */
#ifndef ENVTAB_POSTGRES_H
#define ENVTAB_POSTGRES_H

#include "internal.h"
#include "url/uri.h"
#include "url/url_parts.h"

/* The keywords that the code names; the order is that of the table. */
enum { PG_HOST, PG_HOSTADDR, PG_PORT, PG_USER, PG_PASSWORD, PG_DBNAME, PG_SSLMODE, PG_SSLROOTCERT, PG_SSLNEGOTIATION,
  PG_TLS_MIN, PG_TLS_MAX, PG_PROTOCOL_MIN, PG_PROTOCOL_MAX, PG_OTHERS /* are known by name alone */,
  PG_KEYWORDS = 50 };

struct pg_setting {
  const char *value;             /* decoded, ended with a NUL */
  size_t at;                     /* where it is in the text */
  uint8_t keyword;
  bool parameter;                /* set by a parameter, which replaces the part of the same meaning */
};
struct pg_settings {             /* those that are set */
  size_t count;
  uint8_t place[PG_KEYWORDS];    /* in list, from 1; 0: the keyword is not set */
  struct pg_setting list[PG_KEYWORDS];
};
/* The setting of a keyword, and its value alone; NULL: it is not set. */
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
/* The keyword's name, and whether its values are secrets. */
ENVTAB_INTERNAL const char *envtab__pg_name(size_t keyword);
ENVTAB_INTERNAL bool envtab__pg_is_secret(size_t keyword);
/* Fills the error for a parameter that is not a keyword of libpq's; returns false. */
ENVTAB_INTERNAL bool envtab__pg_fail_name(struct envtab__url *url, const struct envtab__part *name);
/* Checks all values that are set, each and together, as libpq does, if only when it connects; false fills the error. */
ENVTAB_INTERNAL bool envtab__pg_check(const struct pg_settings *settings, struct envtab__url_error *error);
/* The length of the first item of a list with commas; *list moves past it, and is NULL after the last. */
ENVTAB_INTERNAL size_t envtab__pg_next(const char **list);

#endif
