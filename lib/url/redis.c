/*
 * redis: a URL as redis-cli -u reads it and IANA has registered it, and sockets as most other clients write them. It is
 * stricter where redis-cli accepts what other clients read differently.
 *
 *   url      = ("redis" / "rediss") "://" [userinfo] [host [":" port]] ["/" [database]]
 *            / ("unix" / "redis+unix") "://" [userinfo] path ["?db=" database]
 *   userinfo = [user] ":" password "@"      neither the user, if it is there, nor the password is empty
 *   database = "0" / %x31-39 *DIGIT         up to 2147483647
 */
#include "base/number.h"
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

static const struct envtab__foreign_parameter redis_foreign[] = {
  { "db database", "Put the number of the database into the path: redis://host:6379/3." },
  { "sentinelMasterId master_name master", "It is for Redis Sentinel, which hiredis has no client for." },
  { "ssl_cert_reqs ssl_ca_certs ssl_certfile ssl_keyfile skip_verify insecure tls ssl",
    "The scheme alone says whether TLS is used: rediss:// or redis://." },
  { "timeout socket_timeout socket_connect_timeout dial_timeout read_timeout write_timeout connectTimeout "
    "max_connections pool_size pool_timeout protocol client_name clientName name family health_check_interval "
    "retry_on_timeout decode_responses max_retries username password",
    "It belongs to another client, and has no meaning here: leave it out." },
  { NULL, NULL }
};

enum { LONGEST_SOCKET = 107 };   /* of a path, by unix(7) */

/* ---- Checks ---- */

/* Clients differ in what each of these means: a name alone is the password to some, the user to others. */
static bool check_redis_userinfo(struct envtab__url *url)
{
  if (!url->user.present) return true;
  if (!url->password.present)
    return envtab__url_fail(&url->error, url->user.at, "has no \":\" before its \"@\"",
                            "Write :password@ or user:password@; clients differ in which of the two a single name is.");
  if (url->password.length == 0)
    return envtab__url_fail(&url->error, url->password.at, "has an empty password",
                            "Leave user, : and @ out, or write a password.");
  return envtab__check_part(url, &url->user, &redis_user) && envtab__check_part(url, &url->password, &redis_password);
}

/* An empty part leaves the member 0, the default. */
static bool read_redis_database(struct envtab__url *url, const struct envtab__part *part, uint32_t *database)
{
  uint64_t number;
  bool fits;
  size_t digits = envtab__digits(url->text + part->at, part->length, &number, &fits);

  if (digits < part->length)
    return envtab__url_fail(&url->error, part->at + digits, "has a database that is not a number",
                            "Databases have numbers: /0, /1.");
  if (digits > 1 && url->text[part->at] == '0')
    return envtab__url_fail(&url->error, part->at, "has a database with a leading zero",
                            "Write it without leading zeros.");
  if (!fits || number > INT32_MAX) {
    envtab__url_fail(&url->error, part->at, "has a database that is not from 0 to 2147483647", NULL);
    url->error.code = ENVTAB_PROBLEM_RANGE;
    return false;
  }
  *database = (uint32_t)number;
  return true;
}

static bool check_redis_host(struct envtab__url *url, uint16_t *port)
{
  const struct envtab__host *host = &url->host;

  if (url->authority.holds & ENVTAB__COMMA)
    return envtab__url_fail(&url->error, host->name.at, "has several hosts",
                            "Write one: hiredis has no client for clusters or Sentinel.");
  if (host->port.present && !envtab__read_port(url->text, host, port, &url->error)) return false;
  if (host->name.length == 0 && !host->brackets) {
    if (!host->port.present) return true; /* the default, 127.0.0.1 */
    return envtab__url_fail(&url->error, host->name.at, "has a port without a host", "Write the host before it.");
  }
  return envtab__check_host(url->text, host, &url->error) && envtab__check_zone(url->text, host, &url->error);
}

static bool check_redis_server(struct envtab__url *url, envtab_redis *redis)
{
  struct envtab__part database = { 0 }, name, value;
  size_t next = url->query.at;

  if (!envtab__check_authority(url) || !check_redis_userinfo(url) || !check_redis_host(url, &redis->port)) return false;
  if (url->path.length) database = envtab__part(url->path.at + 1, envtab__end_of(&url->path));
  if (!read_redis_database(url, &database, &redis->database)) return false;
  return !envtab__next_parameter(url, &next, &name, &value) || envtab__fail_parameter(url, &name, redis_foreign);
}

/* ---- Sockets ---- */

static bool check_redis_path(struct envtab__url *url)
{
  size_t escapes = 0;

  if (url->fragment.present)
    return envtab__url_fail(&url->error, url->fragment.at - 1, "has a fragment",
                            "Write it without # and what follows; a # itself is %23.");
  if (url->authority.length)
    return envtab__url_fail(&url->error, url->authority.at, "has a host before its socket's path",
                            "Write the path from the root on, after three slashes: unix:///run/redis.sock.");
  if (url->path.length < 2)
    return envtab__url_fail(&url->error, url->path.at, "does not have the path of a socket",
                            "Write it after three slashes: unix:///run/redis.sock.");
  /* The limit is that of the decoded path: each escape becomes one byte of three. */
  for (size_t i = 0; i < url->path.length; i++) escapes += url->text[url->path.at + i] == '%';
  if (!envtab__check_part(url, &url->path, &redis_socket)) return false;
  if (url->path.length - 2 * escapes <= LONGEST_SOCKET) return true;
  return envtab__url_fail(&url->error, url->path.at, "has a path of more than 107 bytes, which no socket has", NULL);
}

/* The only parameter is db, once. The first row of the foreign ones is for servers: it says where db belongs there. */
static bool check_redis_socket(struct envtab__url *url, envtab_redis *redis)
{
  struct envtab__part name, value;
  size_t next = url->query.at;
  bool has_database = false;

  if (!check_redis_path(url) || !check_redis_userinfo(url)) return false;
  while (envtab__next_parameter(url, &next, &name, &value)) {
    if (!envtab__is_in_list("db", url->text + name.at, name.length))
      return envtab__fail_parameter(url, &name, redis_foreign + 1);
    if (has_database)
      return envtab__url_fail(&url->error, name.at, "has a parameter a second time", "Write it once.");
    if (value.length == 0)
      return envtab__url_fail(&url->error, name.at, "has no number after its db", "Write it as db=0.");
    if (!read_redis_database(url, &value, &redis->database)) return false;
    has_database = true;
  }
  return true;
}

/* ---- The type ---- */

/* The redacted text is made first: the parts of a URL are changed in place when they are decoded. */
static void extract_redis(struct envtab__url *url, bool is_socket, envtab_redis *redis)
{
  struct envtab__part path = url->path;
  bool is_hidden = false;

  redis->text = envtab_value_secret(url->value, url->text, url->length);
  redis->redacted = envtab__begin_redaction(url, 3);
  envtab__hide_credential(url, &url->user, true);
  if (url->password.present) envtab__redact(url, &url->password);
  if (is_socket) {
    path = envtab__part(path.at + 1, envtab__end_of(&path)); /* the "/" is shown */
    is_hidden = envtab__hide_credential(url, &path, false);
  }
  envtab__show_up_to(url, url->length);
  if (url->password.present) redis->password = envtab__extract_secret(url, &url->password);
  if (url->user.length) redis->user = envtab__extract_apart(url, &url->user);
  if (is_socket) {
    redis->socket = is_hidden ? envtab__extract_apart(url, &url->path)
                              : envtab__extract_part(url, &url->path, url->path.at);
    return;
  }
  redis->tls = url->scheme.length == sizeof "rediss" - 1;
  redis->host = envtab__extract_host(url, "127.0.0.1");
  if (!redis->port) redis->port = 6379;
}

static bool read_redis(const envtab_type *self, envtab_value *value, void *member)
{
  struct envtab__url url;
  bool is_socket;

  (void)self;
  if (!envtab__split_service(&url, value, "redis rediss unix redis+unix",
                             ENVTAB__SLASH | ENVTAB__QUESTION | ENVTAB__HASH, "is not a redis URL")) {
    if (envtab__is_in_list("valkey valkeys redis-socket redis+socket", url.text, url.scheme.length))
      url.error.hint = "Write redis:// for it, rediss:// with TLS, or unix:// for a socket.";
    return envtab__url_reject(value, &url.error);
  }
  is_socket = envtab__is_in_list("unix redis+unix", url.text, url.scheme.length);
  if (is_socket ? !check_redis_socket(&url, member) : !check_redis_server(&url, member))
    return envtab__url_reject(value, &url.error);
  if (url.password.present && envtab_value_from_program(value))
    return envtab__refuse_credential(value, url.password.at);
  extract_redis(&url, is_socket, member);
  return envtab__check_program(&url);
}

const envtab_type envtab_type_redis = {
  .name = "redis",
  .expects = "a redis URL such as redis://:password@host:6379/0",
  .pattern = "^(rediss?|unix|redis\\+unix)://",
  .size = sizeof(envtab_redis),
  /* Of a text of N bytes: the secret text N; redacted N; password, user and a path that is hidden N. */
  .capacity = 2 * ENVTAB_SECRET_CAPACITY + 2 * ENVTAB__APART_CAPACITY + ENVTAB__REDACTED_CAPACITY(0, 3) +
              sizeof "127.0.0.1",
  .capacity_per_byte = 3,
  .secret = true,
  .is_url = true,
  .read = read_redis,
  .show = envtab__show_redacted,
  .user = &(const size_t){ offsetof(envtab_redis, redacted) },
};
