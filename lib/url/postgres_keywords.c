/*
 * The keywords of libpq (its manual, section 34.1.2), of its versions 15 to 18, and what their values must be: libpq
 * itself checks many of them when it connects, or later still. And the parameters of other clients, which libpq does
 * not accept.
 */
#include "base/ascii.h"
#include "base/number.h"
#include "base/search.h"
#include "base/secret_bytes.h"
#include "base/similar.h"
#include "url/host.h"
#include "url/postgres.h"
#include "url/service.h"
#include "url/uri.h"
#include "url/url_parts.h"

enum pg_kind {                   /* what a keyword's value is */
  PG_ANY,
  PG_SECRET,                     /* any text, never shown */
  PG_CHOICE,                     /* one of its list */
  PG_INTEGER,                    /* of C's int */
  PG_PORTS,                      /* with commas; empty ones are left to libpq */
  PG_ADDRESSES,                  /* with commas; empty ones are left to the hosts */
  PG_TLS,                        /* a version of TLS, in any case */
  PG_METHODS                     /* of its list, with commas, all or none of them after a "!" */
};
static const struct { const char *name; enum pg_kind kind; const char *list; } pg_keywords[] = {
  { "host", PG_ANY, NULL },
  { "hostaddr", PG_ADDRESSES, NULL },
  { "port", PG_PORTS, NULL },
  { "user", PG_ANY, NULL },
  { "password", PG_SECRET, NULL },
  { "dbname", PG_ANY, NULL },
  { "sslmode", PG_CHOICE, "disable allow prefer require verify-ca verify-full" },
  { "sslrootcert", PG_ANY, NULL },
  { "sslnegotiation", PG_CHOICE, "postgres direct" },
  { "ssl_min_protocol_version", PG_TLS, "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3" },
  { "ssl_max_protocol_version", PG_TLS, "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3" },
  { "min_protocol_version", PG_CHOICE, "3.0 3.2 latest" },
  { "max_protocol_version", PG_CHOICE, "3.0 3.2 latest" },
  { "service", PG_ANY, NULL }, { "passfile", PG_ANY, NULL },
  { "channel_binding", PG_CHOICE, "disable prefer require" },
  { "connect_timeout", PG_INTEGER, NULL },
  { "client_encoding", PG_ANY, NULL }, { "options", PG_ANY, NULL },
  { "application_name", PG_ANY, NULL }, { "fallback_application_name", PG_ANY, NULL },
  { "keepalives", PG_INTEGER, NULL }, { "keepalives_idle", PG_INTEGER, NULL },
  { "keepalives_interval", PG_INTEGER, NULL }, { "keepalives_count", PG_INTEGER, NULL },
  { "tcp_user_timeout", PG_INTEGER, NULL },
  { "sslcompression", PG_CHOICE, "0 1" }, { "sslcert", PG_ANY, NULL }, { "sslkey", PG_ANY, NULL },
  { "sslpassword", PG_SECRET, NULL }, { "sslcrl", PG_ANY, NULL }, { "sslcrldir", PG_ANY, NULL },
  { "sslsni", PG_CHOICE, "0 1" }, { "sslcertmode", PG_CHOICE, "disable allow require" },
  { "sslkeylogfile", PG_ANY, NULL },
  { "requirepeer", PG_ANY, NULL },
  { "gssencmode", PG_CHOICE, "disable prefer require" }, { "krbsrvname", PG_ANY, NULL },
  { "gsslib", PG_CHOICE, "gssapi sspi" }, { "gssdelegation", PG_CHOICE, "0 1" },
  { "replication", PG_CHOICE, "true on yes 1 database false off no 0" },
  { "target_session_attrs", PG_CHOICE, "any read-write read-only primary standby prefer-standby" },
  { "load_balance_hosts", PG_CHOICE, "disable random" },
  { "require_auth", PG_METHODS, "password md5 gss sspi scram-sha-256 oauth none" },
  { "scram_client_key", PG_SECRET, NULL }, { "scram_server_key", PG_SECRET, NULL },
  { "oauth_issuer", PG_ANY, NULL }, { "oauth_client_id", PG_ANY, NULL },
  { "oauth_client_secret", PG_SECRET, NULL }, { "oauth_scope", PG_ANY, NULL },
};
_Static_assert(sizeof pg_keywords / sizeof *pg_keywords == PG_KEYWORDS, "the header counts the keywords");

static const struct envtab__foreign_parameter pg_foreign[] = {
  { "schema currentSchema search_path",
    "libpq accepts the schema in options: ?options=-csearch_path%3Dname. Or leave it out." },
  { "pgbouncer connection_limit pool_timeout socket_timeout statement_cache_size sslidentity sslaccept",
    "It belongs to Prisma, and libpq does not use it: leave it out." },
  { "pool_max_conns pool_min_conns pool_max_conn_lifetime pool_max_conn_lifetime_jitter pool_max_conn_idle_time "
    "pool_health_check_period default_query_exec_mode statement_cache_capacity description_cache_capacity",
    "It belongs to pgx, and libpq does not use it: leave it out." },
  { "prepareThreshold loginTimeout socketTimeout connectTimeout tcpKeepAlive ApplicationName sslfactory",
    "It belongs to the JDBC driver: libpq has names of its own, such as connect_timeout and application_name." },
  { "async_fallback prepared_statement_cache_size",
    "It belongs to SQLAlchemy, and libpq does not use it: leave it out." },
  { "conn_max_age conn_health_checks", "It belongs to Django, and libpq does not use it: leave it out." },
  { "uselibpqcompat", "It belongs to node-postgres, and libpq does not use it: leave it out." },
  { "statement_timeout lock_timeout timezone TimeZone DateStyle",
    "libpq accepts settings of the server in options: ?options=-cstatement_timeout%3D5s." },
  { "ssl", "libpq accepts only ssl=true: write sslmode=disable, require, verify-full, ..." },
  { "sslMode sslRootCert sslCert sslKey", "libpq's names are in lower case." },
  { "username", "libpq's name for it is user." },
  { "database db", "libpq's name for it is dbname." },
  { "timeout", "libpq's name for it is connect_timeout, in seconds." },
  { NULL, NULL }
};

/* The first byte is compared before the call: it differs for nearly all of the fifty. */
ENVTAB_INTERNAL size_t envtab__pg_find(const char *name, size_t length)
{
  size_t i = 0;

  while (i < PG_KEYWORDS && (*pg_keywords[i].name != *name || !envtab__is_text(name, length, pg_keywords[i].name))) i++;
  return i;
}

ENVTAB_INTERNAL const char *envtab__pg_name(size_t keyword) { return pg_keywords[keyword].name; }
ENVTAB_INTERNAL bool envtab__pg_is_secret(size_t keyword) { return pg_keywords[keyword].kind == PG_SECRET; }

ENVTAB_INTERNAL bool envtab__pg_fail_name(struct envtab__url *url, const struct envtab__part *name)
{
  return envtab__fail_parameter(url, name, pg_foreign);
}

/* ---- What the values must be ---- */

/* Fails for the value of a keyword that is set. what: " that is not a whole number"; list: what it may be, or NULL. */
static bool fail_pg_value(struct envtab__url_error *error, const struct pg_settings *settings, size_t keyword,
                          const char *what, const char *list)
{
  envtab__url_fail_named(error, envtab__pg_get(settings, keyword)->at, "has a value for ", pg_keywords[keyword].name,
                         what, list ? "Write one of: " : NULL);
  error->list = list;
  return false;
}

/* The length of text up to the first of these bytes; where there is none, of all. */
static size_t length_up_to(const char *text, const char *bytes)
{
  size_t length = 0;

  while (text[length] && !envtab__is_one_of(text[length], bytes)) length++;
  return length;
}

ENVTAB_INTERNAL size_t envtab__pg_next(const char **list)
{
  const char *text = *list;
  size_t length = length_up_to(text, ",");

  *list = text[length] ? text + length + 1 : NULL;
  return length;
}

/* integer = ["-"] ("0" / %x31-39 *DIGIT), of 32 bits */
static bool is_pg_integer(const char *text)
{
  size_t length = envtab__length_of_secret(text), sign = *text == '-';
  uint64_t number;
  bool fits;

  if (envtab__digits(text + sign, length - sign, &number, &fits) != length - sign || length == sign) return false;
  return (text[sign] != '0' || length == 1) && fits && number <= (uint64_t)INT32_MAX + sign;
}

/* In upper or lower case, as libpq accepts them. */
static bool is_pg_tls(const char *versions, const char *text)
{
  for (; *versions; versions += length_up_to(versions, " "), versions += *versions == ' ')
    if (envtab__equal_but_case(versions, length_up_to(versions, " "), text)) return true;
  return false;
}

static bool are_pg_ports(const char *list)
{
  while (list) {
    struct envtab__host host = { .port = envtab__part(0, 0) };
    struct envtab__url_error error;
    const char *text = list;
    uint16_t port;

    host.port.length = envtab__pg_next(&list);
    if (host.port.length && !envtab__read_port(text, &host, &port, &error)) return false;
  }
  return true;
}

/* Each is an IPv4 address, or an IPv6 address with or without a zone; an empty one is left to the host. */
static bool are_pg_addresses(const char *list)
{
  while (list) {
    const char *text = list;
    size_t length = envtab__pg_next(&list), zone = length_up_to(text, "%,");
    struct envtab__host host = { .brackets = envtab__search(text, length, ":") != NULL };
    struct envtab__url_error error;

    if (length == 0) continue;
    host.name = envtab__part(0, host.brackets ? zone : length);
    for (size_t i = 0; i < length && !host.brackets; i++)
      if (!envtab__is_digit(text[i]) && text[i] != '.') return false;
    if (!envtab__check_host(text, &host, &error)) return false;
  }
  return true;
}

/* methods = method *("," method), each once, all or none of them after a "!"; an empty text is fine */
static bool are_pg_methods(const char *methods, const char *list)
{
  const char *all = list;
  bool negated = *list == '!';

  while (*all && list) {
    const char *text = list, *before = all;
    size_t length = envtab__pg_next(&list);

    if ((*text == '!') != negated || !envtab__is_in_list(methods, text + negated, length - negated)) return false;
    while (before < text) {
      const char *other = before;

      if (envtab__pg_next(&before) == length && envtab__equal_bytes(other, text, length)) return false;
    }
  }
  return true;
}

/* What is wrong with the value of a keyword; NULL: nothing. */
static const char *pg_value_error(size_t keyword, const char *text)
{
  const char *list = pg_keywords[keyword].list;
  size_t length = envtab__length_of_secret(text);

  switch (pg_keywords[keyword].kind) {
  case PG_CHOICE: return envtab__is_in_list(list, text, length) ? NULL : " that is not one of its choices";
  case PG_INTEGER: return is_pg_integer(text) ? NULL : " that is not a whole number";
  case PG_PORTS: return are_pg_ports(text) ? NULL : " that is not a port from 1 to 65535";
  case PG_ADDRESSES: return are_pg_addresses(text) ? NULL : " that is not an IP address";
  case PG_TLS: return !*text || is_pg_tls(list, text) ? NULL : " that is not a version of TLS";
  case PG_METHODS: return are_pg_methods(list, text) ? NULL : " that is not a list of methods";
  default: return NULL;
  }
}

/* Where an item is in a list that has it: the lists of versions are in ascending order. */
static const char *place_in_list(const char *list, const char *item)
{
  while (!envtab__equal_but_case(list, length_up_to(list, " "), item)) list += length_up_to(list, " ") + 1;
  return list;
}

/* Whether least and most are both set, and least is above most. */
static bool is_pg_range_empty(const struct pg_settings *settings, size_t least, size_t most)
{
  const char *list = pg_keywords[least].list;
  const char *low = envtab__pg_value(settings, least), *high = envtab__pg_value(settings, most);

  return low && *low && high && *high && place_in_list(list, low) > place_in_list(list, high);
}

static bool is_pg_value(const struct pg_settings *settings, size_t keyword, const char *text)
{
  const char *value = envtab__pg_value(settings, keyword);

  return value && envtab__equal_secrets(value, text);
}

/* Combinations that libpq refuses, though each value is right. */
static bool check_pg_together(const struct pg_settings *settings, struct envtab__url_error *error)
{
  const char *mode = envtab__pg_value(settings, PG_SSLMODE);
  bool system = is_pg_value(settings, PG_SSLROOTCERT, "system");

  if (is_pg_range_empty(settings, PG_TLS_MIN, PG_TLS_MAX))
    return fail_pg_value(error, settings, PG_TLS_MIN, " that is above ssl_max_protocol_version", NULL);
  if (is_pg_range_empty(settings, PG_PROTOCOL_MIN, PG_PROTOCOL_MAX))
    return fail_pg_value(error, settings, PG_PROTOCOL_MIN, " that is above max_protocol_version", NULL);
  if (system && mode && !envtab__equal_secrets(mode, "verify-full"))
    return fail_pg_value(error, settings, PG_SSLMODE, " that is too weak for sslrootcert=system", "verify-full");
  if (is_pg_value(settings, PG_SSLNEGOTIATION, "direct") && !system && (!mode || (*mode != 'r' && *mode != 'v')))
    return fail_pg_value(error, settings, PG_SSLNEGOTIATION, " that needs an sslmode of require or more", NULL);
  return true;
}

ENVTAB_INTERNAL bool envtab__pg_check(const struct pg_settings *settings, struct envtab__url_error *error)
{
  for (size_t i = 0; i < settings->count; i++) {
    size_t keyword = settings->list[i].keyword;
    const char *what = pg_value_error(keyword, settings->list[i].value);

    if (what) return fail_pg_value(error, settings, keyword, what, pg_keywords[keyword].list);
  }
  return check_pg_together(settings, error);
}
