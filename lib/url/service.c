/*
 * What the URLs of backing services share: the scheme, which tells whose URL it is, and what is said of a parameter
 * that the service's client does not know.
 */
#include <stdio.h>

#include "url/service.h"
#include "base/ascii.h"
#include "url/uri.h"
#include "url/url_parts.h"

ENVTAB_INTERNAL bool envtab__is_in_list(const char *words, const char *text, size_t length)
{
  for (;; words++) {
    size_t i = 0;

    while (i < length && words[i] == text[i]) i++;
    if (i == length && (words[i] == ' ' || !words[i])) return length > 0;
    while (*words && *words != ' ') words++;
    if (!*words) return false;
  }
}

/* ---- Schemes ---- */

static const char *hint_for_scheme(const char *text, size_t length)
{
  static const struct { const char *schemes, *hint; } services[] = {
    { "postgres postgresql", "It is a Postgres URL: another variable's?" },
    { "redis rediss unix redis+unix redis-socket redis+socket valkey valkeys", "It is a Redis URL: another variable's?" },
    { "redis-sentinel redis+sentinel rediss-sentinel rediss+sentinel sentinel",
      "It is a URL of Redis Sentinel, which hiredis has no client for: give the URL of one Redis." },
    { "amqp amqps", "It is an AMQP URL: another variable's?" },
    { "mysql mysqls mysql2 mysqlx mariadb", "It is a MySQL URL: another variable's?" },
    { "mongodb mongodb+srv", "It is a MongoDB URL: another variable's?" },
    { "http https ws wss", "It is the URL of a web service: another variable's?" },
    { "kafka kafka+ssl", "It is a Kafka URL: another variable's?" },
    { "nats", "It is a NATS URL: another variable's?" },
    { "sqlite sqlite3 file", "It is a file's URL: there is no server in it." },
    { "sqlserver mssql", "It is an SQL Server URL: another variable's?" },
    { "memcached memcache", "It is a memcached URL: another variable's?" },
    { "smtp smtps", "It is an SMTP URL: another variable's?" },
    { "s3", "It is an S3 URL: another variable's?" },
  };

  for (size_t i = 0; i < sizeof services / sizeof *services; i++)
    if (envtab__is_in_list(services[i].schemes, text, length)) return services[i].hint;
  return NULL;
}

/* Whether the scheme is one of the words but for upper and lower case. */
static bool is_scheme_in_capitals(const char *words, const char *text, size_t length)
{
  char lower[32];

  if (length > sizeof lower) return false;
  for (size_t i = 0; i < length; i++) lower[i] = envtab__to_lower(text[i]);
  return envtab__is_in_list(words, lower, length);
}

ENVTAB_INTERNAL bool envtab__split_service(const char *text, size_t length, const char *schemes, unsigned barriers,
                                           const char *expects, struct envtab__uri *uri, struct envtab__url_error *flaw)
{
  bool is_url = envtab__split_uri(text, length, barriers, uri);
  size_t scheme = uri->scheme.length;

  if (is_url && envtab__is_in_list(schemes, text, scheme)) return true;
  envtab__flawed(flaw, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, expects, NULL);
  if (is_scheme_in_capitals(schemes, text, scheme)) flaw->hint = "Write the scheme in lower case, and :// behind it.";
  else if (is_url) flaw->hint = hint_for_scheme(text, scheme);
  return false;
}

/* ---- Parameters ---- */

ENVTAB_INTERNAL bool envtab__reject_parameter(envtab_value *value, const char *text, const struct envtab__part *name,
                                              const struct envtab__foreign_parameter *strangers)
{
  char reason[96];

  if (name->length == 0)
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, name->at, "has a parameter without a name",
                         "Remove the ? or & that stands in front of it.");
  for (; strangers->names; strangers++) {
    if (!envtab__is_in_list(strangers->names, text + name->at, name->length)) continue;
    snprintf(reason, sizeof reason, "has the parameter %.*s, which is not known, at byte %zu", (int)name->length,
             text + name->at, name->at);
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, name->at, reason, strangers->hint);
  }
  snprintf(reason, sizeof reason, "has a parameter that is not known at byte %zu", name->at);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, name->at, reason, NULL);
}

ENVTAB_INTERNAL bool envtab__refuse_credential(envtab_value *value, size_t at)
{
  return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, at, "has a password, which belongs in the environment alone", NULL);
}
