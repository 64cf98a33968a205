/*
 * What the URLs of backing services share: the scheme, which shows whose URL it is, and the message for a parameter
 * that the service's client does not know. Many clients ignore such a parameter: what it was meant to do, such as to
 * demand TLS, is then not done, and nobody notices.
 */
#include "url/service.h"
#include "base/ascii.h"
#include "url/uri.h"
#include "url/url_parts.h"

ENVTAB_INTERNAL bool envtab__is_in_list(const char *list, const char *text, size_t length)
{
  for (;; list++) {
    size_t i = 0;

    while (i < length && list[i] == text[i]) i++;
    if (i == length && (list[i] == ' ' || !list[i])) return length > 0;
    while (*list && *list != ' ') list++;
    if (!*list) return false;
  }
}

/* ---- Schemes ---- */

/* Whose URL a scheme of another service is; NULL: it is not known. */
static const char *hint_for_scheme(const char *text, size_t length)
{
  static const struct { const char *schemes, *hint; } services[] = {
    { "postgres postgresql", "This is a Postgres URL. It probably belongs in another variable." },
    { "redis rediss unix redis+unix redis-socket redis+socket valkey valkeys",
      "This is a Redis URL. It probably belongs in another variable." },
    { "redis-sentinel redis+sentinel rediss-sentinel rediss+sentinel sentinel",
      "This is a URL of Redis Sentinel, which hiredis has no client for: give the URL of one Redis." },
    { "amqp amqps", "This is an AMQP URL. It probably belongs in another variable." },
    { "mysql mysqls mysql2 mysqlx mariadb", "This is a MySQL URL. It probably belongs in another variable." },
    { "mongodb mongodb+srv", "This is a MongoDB URL. It probably belongs in another variable." },
    { "http https ws wss", "This is the URL of a web service. It probably belongs in another variable." },
    { "kafka kafka+ssl", "This is a Kafka URL. It probably belongs in another variable." },
    { "nats", "This is a NATS URL. It probably belongs in another variable." },
    { "sqlite sqlite3 file", "This is the URL of a file: it names no server." },
    { "sqlserver mssql", "This is an SQL Server URL. It probably belongs in another variable." },
    { "memcached memcache", "This is a memcached URL. It probably belongs in another variable." },
    { "smtp smtps", "This is an SMTP URL. It probably belongs in another variable." },
    { "s3", "This is an S3 URL. It probably belongs in another variable." },
  };

  for (size_t i = 0; i < sizeof services / sizeof *services; i++)
    if (envtab__is_in_list(services[i].schemes, text, length)) return services[i].hint;
  return NULL;
}

/* Whether the scheme is in the list but for case: clients that compare it exactly would read another kind of text. */
static bool is_scheme_in_capitals(const char *list, const char *text, size_t length)
{
  char lower[32];

  if (length > sizeof lower) return false;
  for (size_t i = 0; i < length; i++) lower[i] = envtab__to_lower(text[i]);
  return envtab__is_in_list(list, lower, length);
}

ENVTAB_INTERNAL bool envtab__split_service(struct envtab__url *url, envtab_value *value, const char *schemes,
                                           unsigned barriers, const char *expects)
{
  bool is_url = envtab__split_url(url, value, barriers);
  size_t scheme = url->scheme.length;
  const char *hint = NULL;

  if (is_url && envtab__is_in_list(schemes, url->text, scheme)) return true;
  if (is_scheme_in_capitals(schemes, url->text, scheme)) hint = "Write the scheme in lower case, and :// after it.";
  else if (is_url) hint = hint_for_scheme(url->text, scheme);
  return envtab__url_fail(&url->error, SIZE_MAX, expects, hint);
}

/* ---- Parameters ---- */

ENVTAB_INTERNAL bool envtab__fail_parameter(struct envtab__url *url, const struct envtab__part *name,
                                            const struct envtab__foreign_parameter *foreign)
{
  char *text = url->text + name->at;

  if (name->length == 0)
    return envtab__url_fail(&url->error, name->at, "has a parameter without a name", "Remove the ? or & before it.");
  for (; foreign->names; foreign++) {
    if (!envtab__is_in_list(foreign->names, text, name->length)) continue;
    text[name->length] = '\0';
    return envtab__url_fail_named(&url->error, name->at, "has the parameter ", text, ", which is not known,",
                                  foreign->hint);
  }
  return envtab__url_fail(&url->error, name->at, "has a parameter that is not known", NULL);
}

ENVTAB_INTERNAL bool envtab__refuse_credential(envtab_value *value, size_t at)
{
  return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, at, "has a password, which belongs in the environment alone",
                             NULL);
}

ENVTAB_INTERNAL bool envtab__check_program(const struct envtab__url *url)
{
  return !url->credential.present || !envtab_value_from_program(url->value) ||
         envtab__refuse_credential(url->value, url->credential.at);
}
