/*
 * postgres: a URL as libpq reads it (its manual, sections 34.1.1.2 and 34.1.2), with the value of every parameter
 * checked when the program starts, not at its first query.
 *
 *   url        = ("postgres" / "postgresql") "://" [userinfo] hosts ["/" database] ["?" parameters]
 *   userinfo   = user [":" password] "@"       the first "@" before the first "/" ends it; a password may contain
 *                                              any byte but "@" and "/"
 *   hosts      = host *("," host)
 *   host       = ["[" address "]" / name] [":" [port]]
 *   parameters = keyword "=" value *("&" keyword "=" value) ["&"]
 *
 * Each part is decoded once, after the split. A parameter replaces the part of its meaning. What is absent or empty is
 * left to libpq, which knows its own defaults; nothing is invented.
 */
#include <string.h>

#include "url/postgres.h"
#include "base/format.h"
#include "base/number.h"
#include "base/search.h"
#include "base/secret_bytes.h"
#include "value/credential.h"
#include "value/value.h"
#include "url/host.h"
#include "url/redaction.h"
#include "url/service.h"
#include "url/uri.h"
#include "url/url_parts.h"

enum {
  PG_SECRETS = 6,                /* the password twice, as a part and as a parameter, and the other secrets */
  PG_HIDDEN = PG_KEYWORDS + 7,   /* each parameter, the old and the second sslmode, user, password, hosts, database */
  PG_LONGEST_NAME = 90           /* of a keyword, every byte of it escaped */
};

/* ---- A URL that is read ---- */

/* What each part may contain; the delimiters that end a part for libpq cannot occur in it. */
#define PG_IN_VALUE (ENVTAB__NAMED | ENVTAB__ODD | ENVTAB__COLON | ENVTAB__BRACKET | ENVTAB__SLASH)
static const struct envtab__place pg_user = { "user", PG_IN_VALUE, true, true, false };
static const struct envtab__place pg_password = {
  "password", PG_IN_VALUE | ENVTAB__QUESTION | ENVTAB__HASH, true, true, false
};
static const struct envtab__place pg_host = { "host", PG_IN_VALUE | ENVTAB__AT, true, false, false };
static const struct envtab__place pg_database = { "path", PG_IN_VALUE, true, true, false };
static const struct envtab__place pg_parameter = {
  "parameters", PG_IN_VALUE | ENVTAB__QUESTION | ENVTAB__AT, true, true, false
};

struct pg_url {
  struct envtab__url url;
  bool has_sslmode[2];           /* the mode was given; it was given in an older way: ssl=true, requiressl=1 */
  envtab_secret password;
  struct pg_settings settings;
};

static bool fail_pg(struct pg_url *pg, size_t at, const char *reason, const char *hint)
{
  return envtab__url_fail(&pg->url.error, at, reason, hint);
}

/* Sets a keyword; a second time replaces its value. at: where the value is in the text. */
static void set_pg(struct pg_url *pg, size_t keyword, const char *value, size_t at, bool parameter)
{
  uint8_t *place = &pg->settings.place[keyword];

  if (!*place) *place = (uint8_t)++pg->settings.count;
  pg->settings.list[*place - 1] = (struct pg_setting){ value, at, (uint8_t)keyword, parameter };
}

/* A secret is hidden in the text that may be shown, and kept apart. */
static envtab_secret extract_pg_secret(struct pg_url *pg, const struct envtab__part *part)
{
  envtab__redact(&pg->url, part);
  return envtab__extract_secret(&pg->url, part);
}

/* ---- The userinfo and the path ---- */

/* Delimiters that split the text in another place than was meant: libpq would connect to a piece of the password. */
static bool check_pg_delimiters(struct pg_url *pg)
{
  const struct envtab__url *url = &pg->url;
  size_t end = envtab__end_of(&url->authority);

  if (url->authority.holds & ENVTAB__AT)
    return fail_pg(pg, envtab__find_mark(url->text, url->authority.at, end, ENVTAB__AT), "has a second \"@\"",
                   "In a user or password, write each @ as %40; the one before the host stays.");
  if (url->path.holds & ENVTAB__AT)
    return fail_pg(pg, end, "has a \"/\" before a \"@\"",
                   "In a password, write / as %2F and @ as %40; after the host, write @ as %40.");
  if (!url->fragment.present) return true;
  return fail_pg(pg, url->fragment.at - 1, "has a raw \"#\" after its host", "Write # as %23.");
}

/*
 * Whether a host of the list, which was decoded, looks like a credential. Its port is not looked at: secret:5432 is a
 * host and a port. An "@" is only before the name of an abstract socket.
 */
static bool has_credential_for_host(const struct pg_url *pg)
{
  const char *list = envtab__pg_value(&pg->settings, PG_HOST);

  while (list) {
    const char *host = list;
    size_t length = envtab__pg_next(&list);

    if (length && (envtab__looks_secret(host, length) || envtab__search(host + 1, length - 1, "@"))) return true;
  }
  return false;
}

/* An empty user or password is not set: libpq then uses its default. After the hosts, which follow it in the text. */
static bool extract_pg_userinfo(struct pg_url *pg)
{
  struct envtab__url *url = &pg->url;

  if (!envtab__check_part(url, &url->user, &pg_user) || !envtab__check_part(url, &url->password, &pg_password))
    return false;
  envtab__hide_credential(url, &url->user, true);
  if (url->password.length) {
    pg->password = extract_pg_secret(pg, &url->password);
    set_pg(pg, PG_PASSWORD, envtab_reveal(pg->password), url->password.at, false);
  }
  if (has_credential_for_host(pg)) {
    envtab__redact(url, &url->authority);
    envtab__wipe(url->text + url->authority.at, url->authority.length); /* the hosts were moved */
    if (!url->credential.present) url->credential = url->authority;
  }
  if (url->user.length) set_pg(pg, PG_USER, envtab__extract_apart(url, &url->user), url->user.at, false);
  return true;
}

static bool extract_pg_database(struct pg_url *pg)
{
  size_t end = envtab__end_of(&pg->url.path);
  struct envtab__part database = envtab__part(pg->url.path.at + 1, end);

  database.holds = pg->url.path.holds;
  if (pg->url.path.length < 2) return true;
  if (!envtab__check_part(&pg->url, &database, &pg_database)) return false;
  end += pg->url.query.present;
  set_pg(pg, PG_DBNAME, envtab__extract_shown(&pg->url, &database, end, false), database.at, false);
  return true;
}

/* ---- The hosts of the authority ---- */

/* The end of the host at this place: a comma within its brackets does not end it. */
static size_t end_of_pg_host(const char *text, size_t at, size_t end)
{
  if (at < end && text[at] == '[')
    while (at < end && text[at] != ']') at++;
  return envtab__find_mark(text, at, end, ENVTAB__COMMA);
}

/* Checks one host of the list. name: its name, or its address with the zone. alone: it may be left to libpq. */
static bool check_pg_host(struct pg_url *pg, const struct envtab__host *host, const struct envtab__part *name,
                          bool alone)
{
  uint16_t port;

  if (host->brackets && name->length == 0) return fail_pg(pg, name->at, "has nothing in its brackets", NULL);
  if (name->length == 0 && !alone) return fail_pg(pg, name->at, "has an empty host in its list", NULL);
  return envtab__check_part(&pg->url, name, &pg_host) &&
         (host->port.length == 0 || envtab__read_port(pg->url.text, host, &port, &pg->url.error));
}

/* Decodes a host to a list of hosts; returns where it ends there. */
static char *put_pg_host(char *to, const char *text, const struct envtab__part *name)
{
  if (name->holds & ENVTAB__PERCENT) return to + envtab__decode(to, text + name->at, name->length);
  envtab__copy_secret(to, text + name->at, name->length);
  return to + name->length;
}

/* Splits the authority into a list of hosts and a list of ports, as libpq has them: one setting each, with commas. */
static bool extract_pg_hosts(struct pg_url *pg)
{
  struct envtab__url *url = &pg->url;
  const struct envtab__host *host = &url->host;
  size_t at = url->authority.at, end = envtab__end_of(&url->authority);
  char *hosts = envtab__value_alloc_apart(url->value, end - at + 1), *host_end = hosts;
  char *ports = envtab__value_alloc_bytes(url->value, end - at + 1), *port_end = ports;
  bool alone = !(url->authority.holds & ENVTAB__COMMA) || end_of_pg_host(url->text, at, end) == end;

  for (;;) {
    size_t stop = alone ? end : end_of_pg_host(url->text, at, end);
    struct envtab__part name;

    if (alone ? !envtab__split_authority(url) : !envtab__split_host(url->text, at, stop, &url->host, &url->error))
      return false;
    name = host->zone.present ? envtab__part(host->name.at, envtab__end_of(&host->zone)) : host->name;
    if (!check_pg_host(pg, host, &name, alone)) return false;
    host_end = put_pg_host(host_end, url->text, &name);
    envtab__copy_secret(port_end, url->text + host->port.at, host->port.length);
    port_end += host->port.length;
    if (stop == end) break;
    *host_end++ = *port_end++ = ',';
    at = stop + 1;
  }
  *host_end = *port_end = '\0';
  if (*hosts) set_pg(pg, PG_HOST, hosts, pg->url.authority.at, false);
  if (*ports) set_pg(pg, PG_PORT, ports, pg->url.authority.at, false);
  return true;
}

/* ---- The parameters ---- */

/* libpq still accepts two older spellings of sslmode: ssl=true, and requiressl, which is "prefer" but for a 1. */
static const char *old_sslmode(const char *name, size_t length, const char *value)
{
  if (envtab__is_in_list("ssl", name, length)) return envtab__equal_secrets(value, "true") ? "require" : NULL;
  if (envtab__is_in_list("requiressl", name, length)) return *value == '1' ? "require" : "prefer";
  return NULL;
}

/* The same mode may be given in the older and in the newer way. */
static bool set_pg_sslmode(struct pg_url *pg, const char *mode, const struct envtab__part *part, bool old)
{
  const char *first = envtab__pg_value(&pg->settings, PG_SSLMODE);

  if (pg->has_sslmode[old] || (first && !envtab__equal_secrets(first, mode)))
    return fail_pg(pg, part->at, "has a second sslmode", "Write one: ssl=true is sslmode=require.");
  pg->has_sslmode[old] = true;
  set_pg(pg, PG_SSLMODE, mode, part->at, true);
  return true;
}

/* Sets a keyword to the value of a parameter, whose characters were checked. next: after the parameter's delimiter. */
static bool set_pg_keyword(struct pg_url *pg, size_t keyword, const struct envtab__part *part, size_t next)
{
  const struct pg_setting *first = envtab__pg_get(&pg->settings, keyword);
  envtab_secret secret;

  if (keyword == PG_SSLMODE)
    return set_pg_sslmode(pg, envtab__extract_shown(&pg->url, part, next, false), part, false);
  if (first && first->parameter)
    return fail_pg(pg, part->at, "has a parameter a second time", "Write each parameter once.");
  if (!envtab__pg_is_secret(keyword)) {
    set_pg(pg, keyword, envtab__extract_shown(&pg->url, part, next, keyword == PG_USER), part->at, true);
    return true;
  }
  secret = extract_pg_secret(pg, part);
  if (keyword == PG_PASSWORD) pg->password = secret.length ? secret : (envtab_secret){ 0 };
  set_pg(pg, keyword, envtab_reveal(secret), part->at, true);
  return true;
}

/* The name is decoded too, as libpq does it; one that is too long for a keyword stays as it is, and is not found. */
static bool extract_pg_parameter(struct pg_url *pg, const struct envtab__part *name, const struct envtab__part *part,
                                 size_t next)
{
  char decoded[PG_LONGEST_NAME];
  const char *text = pg->url.text + name->at, *mode;
  size_t length = name->length, keyword;

  if (!envtab__check_part(&pg->url, name, &pg_parameter) || !envtab__check_part(&pg->url, part, &pg_parameter))
    return false;
  if ((name->holds & ENVTAB__PERCENT) && length <= sizeof decoded) {
    length = envtab__decode(decoded, text, length);
    text = decoded;
  }
  keyword = envtab__pg_find(text, length);
  if (keyword < PG_KEYWORDS) return set_pg_keyword(pg, keyword, part, next);
  mode = old_sslmode(text, length, envtab__extract_shown(&pg->url, part, next, false));
  return mode ? set_pg_sslmode(pg, mode, part, true) : envtab__pg_fail_name(&pg->url, name);
}

static bool extract_pg_parameters(struct pg_url *pg)
{
  const struct envtab__part *query = &pg->url.query;
  size_t next = query->at, end = envtab__end_of(query);
  struct envtab__part name, value;

  while (next < end) { /* a "&" may be the last byte */
    envtab__next_parameter(&pg->url, &next, &name, &value);
    if (!value.present)
      return fail_pg(pg, name.at, "has a parameter without \"=\"", "In a password, write ? as %3F and & as %26.");
    if (value.holds & ENVTAB__EQUALS)
      return fail_pg(pg, envtab__find_mark(pg->url.text, value.at, end, ENVTAB__EQUALS),
                     "has a second \"=\" in a parameter", "In a value, write = as %3D.");
    if (!extract_pg_parameter(pg, &name, &value, next < end ? next : end)) return false;
  }
  return true;
}

/* ---- The hosts, as a list ---- */

static size_t count_in_list(const char *list)
{
  return 1 + envtab__count_byte(list, envtab__length_of_secret(list), ',');
}

/*
 * Whether a host that is a directory (or an abstract socket's name, with "@") is too long for the path of a socket, see
 * unix(7), once libpq has appended the name of the socket: /.s.PGSQL.5432
 */
static bool is_pg_socket_too_long(const char *name, size_t length, uint16_t port)
{
  struct envtab__buffer path = envtab__buffer(NULL, 0); /* it is only measured */

  if (*name != '/' && *name != '@') return false;
  envtab__append_format(&path, "/.s.PGSQL.%zu", (size_t)(port ? port : 5432));
  return length + path.length > 107;
}

/* The lists of hosts, of addresses and of ports; NULL: not set, or at its end. */
struct pg_lists { const char *hosts, *addresses, *ports; };
struct pg_item { const char *text; size_t length; };

static struct pg_item next_pg_item(const char **list)
{
  struct pg_item item = { *list, 0 };

  if (*list) item.length = envtab__pg_next(list);
  return item;
}

/* What the next host is called: its name, or else its address. *has_address: it has one, and its name is not a path. */
static struct pg_item next_pg_name(struct pg_lists *lists, bool *has_address)
{
  struct pg_item host = next_pg_item(&lists->hosts), address = next_pg_item(&lists->addresses);

  *has_address = address.length > 0;
  return host.length ? host : address;
}

/* Whether an item is empty: with none, a list of N bytes has at most N / 2 items, which the capacity counts on. */
static bool has_pg_empty_host(struct pg_lists lists, size_t count)
{
  bool has_address;

  while (count--)
    if (next_pg_name(&lists, &has_address).length == 0) return true;
  return false;
}

/* The port, which was checked; 0: it is left to libpq. */
static uint16_t pg_port(struct pg_item item)
{
  uint64_t port = 0;
  bool fits;

  if (item.length) envtab__digits(item.text, item.length, &port, &fits);
  return (uint16_t)port;
}

/* Where the keyword's value is in the text; 0: it is not set. */
static size_t pg_at(const struct pg_url *pg, size_t keyword)
{
  const struct pg_setting *setting = envtab__pg_get(&pg->settings, keyword);

  return setting ? setting->at : 0;
}

/* Fills the host of one endpoint; *names: where the next name goes. A host without a name is left to libpq. */
static bool extract_pg_endpoint(struct pg_url *pg, struct pg_lists *lists, envtab_endpoint *endpoint, char **names)
{
  const size_t at = pg_at(pg, PG_HOST);
  bool has_address;
  struct pg_item name = next_pg_name(lists, &has_address);

  if (!name.length) return true;
  for (size_t i = 0; i < name.length; i++)
    if ((unsigned char)name.text[i] <= ' ' || name.text[i] == 0x7f)
      return fail_pg(pg, at, "has a space or a control character in its host", NULL);
  if (!has_address && is_pg_socket_too_long(name.text, name.length, endpoint->port))
    return fail_pg(pg, at, "has a socket whose path is too long", NULL);
  envtab__copy_secret(*names, name.text, name.length);
  endpoint->host = *names;
  *names += name.length;
  *(*names)++ = '\0';
  return true;
}

static size_t list_size(const char *list) { return list ? envtab__length_of_secret(list) + 1 : 0; }

/* Fills the endpoints from lists that have the same length; one_port: or one port for all hosts. */
static bool extract_pg_lists(struct pg_url *pg, struct pg_lists lists, bool one_port, size_t count,
                             envtab_endpoints *endpoints)
{
  envtab_endpoint *items = envtab_value_alloc(pg->url.value, count * sizeof *items, _Alignof(envtab_endpoint));
  size_t capacity = list_size(lists.hosts) + list_size(lists.addresses);
  char *names = envtab__value_alloc_apart(pg->url.value, capacity); /* they may be a credential */
  const char *first_port = lists.ports;

  for (size_t i = 0; i < count; i++) {
    if (one_port) lists.ports = first_port;
    items[i].port = pg_port(next_pg_item(&lists.ports));
    if (!extract_pg_endpoint(pg, &lists, &items[i], &names)) return false;
  }
  endpoints->items = items;
  endpoints->count = count;
  return true;
}

/* An empty list is one that is not set, as for libpq. */
static const char *pg_list(const struct pg_url *pg, size_t keyword)
{
  const char *list = envtab__pg_value(&pg->settings, keyword);

  return list && *list ? list : NULL;
}

/* libpq has the same demands on its lists, but states them when it connects. */
static bool extract_pg_endpoints(struct pg_url *pg, envtab_endpoints *endpoints)
{
  struct pg_lists lists = { pg_list(pg, PG_HOST), pg_list(pg, PG_HOSTADDR), pg_list(pg, PG_PORT) };
  const char *first = lists.addresses ? lists.addresses : lists.hosts;
  size_t count = first ? count_in_list(first) : 1, ports = lists.ports ? count_in_list(lists.ports) : 1;

  if (lists.hosts && count_in_list(lists.hosts) != count)
    return fail_pg(pg, pg_at(pg, PG_HOSTADDR), "does not have one address for each host", NULL);
  if (ports != 1 && ports != count)
    return fail_pg(pg, pg_at(pg, PG_PORT), "does not have one port, or one for each host", NULL);
  if (count > 1 && has_pg_empty_host(lists, count))
    return fail_pg(pg, pg_at(pg, lists.hosts ? PG_HOST : PG_HOSTADDR), "has an empty host in its list", NULL);
  return extract_pg_lists(pg, lists, ports == 1, count, endpoints);
}

/* ---- The type ---- */

/* The keywords that are set, and their values, as PQconnectdbParams() wants them: arrays that end with NULL. */
static void extract_pg_keywords(struct pg_url *pg, envtab_postgres *postgres)
{
  size_t count = pg->settings.count;
  const char **keywords = envtab_value_alloc(pg->url.value, 2 * (count + 1) * sizeof *keywords, _Alignof(const char *));
  const char **values = keywords + count + 1;

  for (size_t i = 0; i < count; i++) {
    keywords[i] = envtab__pg_name(pg->settings.list[i].keyword);
    values[i] = pg->settings.list[i].value;
  }
  postgres->keywords = keywords;
  postgres->values_ = values;
}

/* A default, or a bound: it may name servers, but must not contain a credential. */
static bool check_pg_program(struct pg_url *pg)
{
  for (size_t i = 0; i < pg->settings.count; i++)
    if (envtab__pg_is_secret(pg->settings.list[i].keyword))
      return envtab__refuse_credential(pg->url.value, pg->settings.list[i].at);
  return envtab__check_program(&pg->url);
}

static bool read_postgres(const envtab_type *self, envtab_value *value, void *member)
{
  envtab_postgres *postgres = member;
  struct pg_url pg;

  (void)self;
  pg.has_sslmode[0] = pg.has_sslmode[1] = false;
  pg.password = (envtab_secret){ NULL, 0 };
  pg.settings.count = 0;
  memset(pg.settings.place, 0, sizeof pg.settings.place);
  if (!envtab__split_service(&pg.url, value, "postgres postgresql", ENVTAB__SLASH, "is not a postgres URL") ||
      !check_pg_delimiters(&pg))
    return envtab__url_reject(value, &pg.url.error);
  postgres->text = envtab_value_secret(value, pg.url.text, pg.url.length);
  postgres->redacted = envtab__begin_redaction(&pg.url, PG_HIDDEN);
  if (!extract_pg_hosts(&pg) || !extract_pg_userinfo(&pg) || !extract_pg_database(&pg) || !extract_pg_parameters(&pg))
    return envtab__url_reject(value, &pg.url.error);
  envtab__show_up_to(&pg.url, pg.url.length);
  if (envtab_value_from_program(value) && !check_pg_program(&pg)) return false;
  if (!envtab__pg_check(&pg.settings, &pg.url.error) || !extract_pg_endpoints(&pg, &postgres->hosts))
    return envtab__url_reject(value, &pg.url.error);
  postgres->user = envtab__pg_value(&pg.settings, PG_USER);
  postgres->database = envtab__pg_value(&pg.settings, PG_DBNAME);
  postgres->password = pg.password;
  extract_pg_keywords(&pg, postgres);
  return true;
}

const char *const *envtab_reveal_values(const envtab_postgres *postgres) { return postgres->values_; }

const envtab_type envtab_type_postgres = {
  .name = "postgres",
  .expects = "a postgres URL such as postgres://user:password@host:5432/name",
  .pattern = "^postgres(ql)?://",
  .size = sizeof(envtab_postgres),
  /*
   * Of a text of N bytes: the secret text N; redacted N; hosts and ports of the authority 2 N, their names N; an
   * endpoint of 16 bytes for each two; secrets and user N, and what is shown for each; what looks like one N. User,
   * hosts, their names and what looks like a secret lie apart. The arrays fit every keyword.
   */
  .capacity = (1 + PG_SECRETS) * ENVTAB_SECRET_CAPACITY + 4 * ENVTAB__APART_CAPACITY +
              ENVTAB__REDACTED_CAPACITY(0, PG_HIDDEN) + 4 + sizeof(envtab_endpoint) +
              2 * (PG_KEYWORDS + 1) * sizeof(char *) + 3 * ENVTAB__MAX_ALIGN,
  .capacity_per_byte = 7 + sizeof(envtab_endpoint) / 2,
  .secret = true,
  .is_url = true,
  .read = read_postgres,
  .show = envtab__show_redacted,
  .user = &(const size_t){ offsetof(envtab_postgres, redacted) },
};
