/*
 * redis: a URL as redis-cli -u takes it and IANA has it registered, and sockets as most other clients write them;
 * stricter where redis-cli takes in silence what others read in another way.
 *
 *   url      = ("redis" / "rediss") "://" [userinfo] [host [":" port]] ["/" [database]]
 *            / ("unix" / "redis+unix") "://" [userinfo] path ["?db=" database]
 *   userinfo = [user] ":" password "@"      neither the user, if it is there, nor the password is empty
 *   database = "0" / %x31-39 *DIGIT         up to 2147483647
 */
#include "base/format.h"
#include "base/number.h"
#include "value/value.h"
#include "url/host.h"
#include "url/redaction.h"
#include "url/service.h"
#include "url/uri.h"
#include "url/url_parts.h"

static const struct envtab__place redis_user = {
  "user", ENVTAB__NAMED | ENVTAB__ODD | ENVTAB__BRACKET, true, true, false
};
static const struct envtab__place redis_password = {
  "password", ENVTAB__NAMED | ENVTAB__ODD | ENVTAB__BRACKET | ENVTAB__COLON, true, true, false
};
static const struct envtab__place redis_socket = {
  "path", ENVTAB__NAMED | ENVTAB__ODD | ENVTAB__COLON | ENVTAB__SLASH | ENVTAB__BRACKET | ENVTAB__AT, true, false, false
};

static const struct envtab__foreign_parameter redis_strangers[] = {
  { "db database", "Put the number of the database into the path: redis://host:6379/3." },
  { "sentinelMasterId master_name master", "It is for Redis Sentinel, which hiredis has no client for." },
  { "ssl_cert_reqs ssl_ca_certs ssl_certfile ssl_keyfile skip_verify insecure tls ssl",
    "Whether TLS is used stands in the scheme alone: rediss:// or redis://." },
  { "timeout socket_timeout socket_connect_timeout dial_timeout read_timeout write_timeout connectTimeout "
    "max_connections pool_size pool_timeout protocol client_name clientName name family health_check_interval "
    "retry_on_timeout decode_responses max_retries username password",
    "It is another client's, and has no meaning here: leave it out." },
  { NULL, NULL }
};

enum { LONGEST_SOCKET = 107 };   /* of a path, by unix(7) */

struct redis_url {
  envtab_value *value;           /* that is read */
  char *text;
  size_t length;
  struct envtab__uri uri;
  struct envtab__host host;
  struct envtab__part database;
  struct envtab__url_error flaw;
  bool socket;                   /* its scheme is a socket's */
};

static bool bad_redis(struct redis_url *url, size_t at, const char *reason, const char *hint)
{
  return envtab__flawed(&url->flaw, ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
}

/* ---- Checks: false fills the flaw ---- */

/* Clients differ in what each of these means: a lone name is the password to some, the user to others. */
static bool check_redis_userinfo(struct redis_url *url)
{
  const struct envtab__uri *uri = &url->uri;

  if (!uri->user.present) return true;
  if (!uri->password.present)
    return bad_redis(url, uri->user.at, "has no \":\" in front of its \"@\"",
                     "Write :password@ or user:password@; clients differ in which of the two one word is.");
  if (uri->password.length == 0)
    return bad_redis(url, uri->password.at, "has an empty password", "Leave user, : and @ out, or write a password.");
  return envtab__check_part(url->text, &uri->user, &redis_user, &url->flaw) &&
         envtab__check_part(url->text, &uri->password, &redis_password, &url->flaw);
}

static bool check_redis_database(struct redis_url *url, uint32_t *database)
{
  const char *text = url->text + url->database.at;
  uint64_t number;
  bool fits;
  size_t digits = envtab__digits(text, url->database.length, &number, &fits);

  if (digits < url->database.length)
    return bad_redis(url, url->database.at + digits, "has a database that is not a number",
                     "Databases have numbers: /0, /1.");
  if (digits > 1 && *text == '0')
    return bad_redis(url, url->database.at, "has a database with a leading zero", "Write it without leading zeros.");
  if (!fits || number > INT32_MAX)
    return envtab__flawed(&url->flaw, ENVTAB_PROBLEM_RANGE, url->database.at,
                          "has a database that is not from 0 to 2147483647", NULL);
  *database = (uint32_t)number;
  return true;
}

static bool check_redis_host(struct redis_url *url, uint16_t *port)
{
  const struct envtab__host *host = &url->host;

  if (url->uri.host.holds & ENVTAB__COMMA)
    return bad_redis(url, host->name.at, "has several hosts", "It takes one: hiredis has no client for clusters or Sentinel.");
  if (host->port.present && !envtab__read_port(url->text, host, port, &url->flaw)) return false;
  if (host->name.length == 0 && !host->brackets) {
    if (!host->port.present) return true; /* 127.0.0.1 */
    return bad_redis(url, host->name.at, "has a port without a host", "Write the host in front of it.");
  }
  return envtab__check_host(url->text, host, &url->flaw) && envtab__check_zone(url->text, host, &url->flaw);
}

static bool split_redis_server(struct redis_url *url)
{
  const struct envtab__uri *uri = &url->uri;

  if (!envtab__split_uri_host(url->text, uri, &url->host, &url->flaw) ||
      !envtab__check_delimiters(url->text, url->length, uri, &url->host, &url->flaw))
    return false;
  if (uri->path.length) url->database = envtab__part(uri->path.at + 1, envtab__end_of(&uri->path));
  return true;
}

static bool check_redis_server(struct redis_url *url, envtab_redis *redis)
{
  struct envtab__part name, value;
  size_t next = url->uri.query.at;

  if (!split_redis_server(url) || !check_redis_userinfo(url) || !check_redis_host(url, &redis->port) ||
      !check_redis_database(url, &redis->database))
    return envtab__reject_flaw(url->value, &url->flaw);
  if (!envtab__next_parameter(url->text, &url->uri.query, &next, &name, &value)) return true;
  return envtab__reject_parameter(url->value, url->text, &name, redis_strangers);
}

/* ---- Sockets ---- */

static bool check_redis_path(struct redis_url *url)
{
  const struct envtab__part *path = &url->uri.path;
  size_t escapes = 0;

  if (url->uri.fragment.present)
    return bad_redis(url, url->uri.fragment.at - 1, "has a fragment",
                     "Write it without # and what follows; a # itself is %23.");
  if (url->uri.host.length)
    return bad_redis(url, url->uri.host.at, "has a host in front of its socket's path",
                     "Write the path from the root on, behind three slashes: unix:///run/redis.sock.");
  if (path->length < 2)
    return bad_redis(url, path->at, "has no path of a socket",
                     "Write it behind three slashes: unix:///run/redis.sock.");
  for (size_t i = 0; i < path->length; i++) escapes += url->text[path->at + i] == '%';
  if (!envtab__check_part(url->text, path, &redis_socket, &url->flaw)) return false;
  if (path->length - 2 * escapes <= LONGEST_SOCKET) return true;
  return bad_redis(url, path->at, "has a path of more than 107 bytes, which no socket has", NULL);
}

/* The only parameter is db, once. */
static bool check_redis_socket_parameter(struct redis_url *url, const struct envtab__part *name,
                                         const struct envtab__part *value, envtab_redis *redis)
{
  if (!envtab__is_in_list("db", url->text + name->at, name->length))
    return envtab__reject_parameter(url->value, url->text, name, redis_strangers + 1);
  if (url->database.present) bad_redis(url, name->at, "has a parameter a second time", "Write it once.");
  else if (value->length == 0) bad_redis(url, name->at, "has no number behind its db", "Write it as db=0.");
  else {
    url->database = *value;
    if (check_redis_database(url, &redis->database)) return true;
  }
  return envtab__reject_flaw(url->value, &url->flaw);
}

static bool check_redis_socket(struct redis_url *url, envtab_redis *redis)
{
  struct envtab__part name, value;
  size_t next = url->uri.query.at;

  if (!check_redis_path(url) || !check_redis_userinfo(url)) return envtab__reject_flaw(url->value, &url->flaw);
  while (envtab__next_parameter(url->text, &url->uri.query, &next, &name, &value))
    if (!check_redis_socket_parameter(url, &name, &value, redis)) return false;
  return true;
}

/* ---- Keeping ---- */

static void take_redis(struct redis_url *url, envtab_redis *redis)
{
  const struct envtab__uri *uri = &url->uri;
  struct envtab__redaction redaction;

  redis->text = envtab_value_secret(url->value, url->text, url->length);
  redis->redacted = envtab__begin_redaction(&redaction, url->value, url->text, url->length, 1);
  if (uri->password.present) envtab__redact(&redaction, &uri->password);
  envtab__show_up_to(&redaction, url->length);
  redis->tls = !url->socket && uri->scheme.length == sizeof "rediss" - 1;
  if (uri->password.present) redis->password = envtab__extract_secret(url->value, url->text, &uri->password);
  if (uri->user.length) redis->user = envtab__extract_part(url->text, &uri->user, uri->user.at);
  if (url->socket) redis->socket = envtab__extract_part(url->text, &uri->path, uri->path.at);
  else redis->host = envtab__extract_host(url->value, url->text, &url->host, "127.0.0.1");
  if (!url->socket && !redis->port) redis->port = 6379;
}

/* ---- The type ---- */

static bool split_redis(struct redis_url *url)
{
  if (envtab__split_service(url->text, url->length, "redis rediss unix redis+unix",
                            ENVTAB__SLASH | ENVTAB__QUESTION | ENVTAB__HASH, "is not a redis URL", &url->uri,
                            &url->flaw))
    return true;
  if (envtab__is_in_list("valkey valkeys redis-socket redis+socket", url->text, url->uri.scheme.length))
    url->flaw.hint = "Write redis:// for it, rediss:// with TLS, or unix:// for a socket.";
  return false;
}

static bool read_redis(const envtab_type *self, envtab_value *value, void *member)
{
  struct redis_url url = { .value = value };

  (void)self;
  url.text = envtab_value_text(value, &url.length);
  if (!split_redis(&url)) return envtab__reject_flaw(value, &url.flaw);
  url.socket = envtab__is_in_list("unix redis+unix", url.text, url.uri.scheme.length);
  if (url.socket ? !check_redis_socket(&url, member) : !check_redis_server(&url, member)) return false;
  if (url.uri.password.present && envtab_value_from_program(value))
    return envtab__refuse_credential(value, url.uri.password.at);
  take_redis(&url, member);
  return true;
}

static size_t show_redis(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                         size_t capacity)
{
  (void)self, (void)field;
  return envtab__put(out, capacity, ((const envtab_redis *)member)->redacted);
}

const envtab_type envtab_type_redis = {
  .name = "redis",
  .expects = "a redis URL such as redis://:password@host:6379/0",
  .pattern = "^(rediss?|unix|redis\\+unix)://",
  .size = sizeof(envtab_redis),
  /* Of a text of N bytes: the secret text N, redacted N, the password N. */
  .capacity = 2 * ENVTAB_SECRET_CAPACITY + ENVTAB__REDACTED_CAPACITY(0, 1) + sizeof "127.0.0.1",
  .capacity_per_byte = 3,
  .secret = true,
  .is_url = true,
  .read = read_redis,
  .show = show_redis,
};
