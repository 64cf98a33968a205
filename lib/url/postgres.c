/*
 * postgres: a URL as libpq takes it (its manual, sections 34.1.1.2 and 34.1.2), with the value of every parameter
 * checked now, not at the first query.
 *
 *   url        = ("postgres" / "postgresql") "://" [userinfo] hosts ["/" database] ["?" parameters]
 *   userinfo   = user [":" password] "@"       the first "@" in front of the first "/" ends it; a password may hold
 *                                              any byte but "@" and "/"
 *   hosts      = host *("," host)
 *   host       = ["[" address "]" / name] [":" [port]]
 *   parameters = keyword "=" value *("&" keyword "=" value) ["&"]
 *
 * Each part is decoded once, after the split. A parameter replaces the part of its meaning. What is absent or empty is
 * left to libpq, which knows its own defaults; nothing is invented.
 */
#include <stdio.h>
#include <string.h>

#include "url/postgres.h"
#include "base/format.h"
#include "base/number.h"
#include "value/value.h"
#include "url/host.h"
#include "url/redaction.h"
#include "url/service.h"
#include "url/uri.h"
#include "url/url_parts.h"

enum {
  PG_SECRETS = 6,                /* the password twice, as a part and as a parameter, and the other secrets */
  PG_LONGEST_NAME = 90           /* of a keyword, every byte of it escaped */
};

/* ---- A URL that is read ---- */

/* What may stand where; the delimiters that libpq ends a part at cannot occur in it. */
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
  envtab_value *value;           /* that is read */
  char *text;
  size_t length;
  struct envtab__uri uri;
  struct envtab__url_error flaw;
  struct envtab__redaction redaction;
  bool has_sslmode[2];           /* the mode was given as itself; in an older way: ssl=true, requiressl=1 */
  envtab_secret password;
  struct pg_settings settings;
};

static bool reject_pg_flaw(struct pg_url *url) { return envtab__reject_flaw(url->value, &url->flaw); }

static bool reject_pg(struct pg_url *url, size_t at, const char *reason, const char *hint)
{
  envtab__flawed(&url->flaw, ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
  return reject_pg_flaw(url);
}

static bool check_pg_part(struct pg_url *url, const struct envtab__part *part, const struct envtab__place *place)
{
  if (envtab__check_part(url->text, part, place, &url->flaw)) return true;
  return reject_pg_flaw(url);
}

static void set_pg(struct pg_url *url, size_t keyword, const char *value, size_t at, bool parameter)
{
  uint8_t *place = &url->settings.place[keyword];

  if (!*place) *place = (uint8_t)++url->settings.count;
  url->settings.list[*place - 1] = (struct pg_setting){ value, at, (uint8_t)keyword, parameter };
}

/* Decodes a part in place; what stands up to end, its delimiter too, goes to the text that may be shown before. */
static char *take_pg_part(struct pg_url *url, const struct envtab__part *part, size_t end)
{
  envtab__show_up_to(&url->redaction, end);
  return envtab__extract_part(url->text, part, part->at);
}

/* The same for a secret, which is hidden there and kept apart. */
static envtab_secret take_pg_secret(struct pg_url *url, const struct envtab__part *part)
{
  envtab__redact(&url->redaction, part);
  return envtab__extract_secret(url->value, url->text, part);
}

/* ---- The userinfo and the path ---- */

/* What splits the text elsewhere than was meant: libpq would connect to a piece of the password. */
static bool check_pg_delimiters(struct pg_url *url)
{
  const struct envtab__uri *uri = &url->uri;
  size_t end = envtab__end_of(&uri->host);

  if (uri->host.holds & ENVTAB__AT)
    return reject_pg(url, envtab__find_mark(url->text, uri->host.at, end, ENVTAB__AT), "has a second \"@\"",
                     "In a user or password, write each @ as %40; the one in front of the host stays.");
  if (uri->path.holds & ENVTAB__AT)
    return reject_pg(url, end, "has a \"/\" in front of a \"@\"",
                     "In a password, write / as %2F and @ as %40; behind the host, write @ as %40.");
  if (!uri->fragment.present) return true;
  return reject_pg(url, uri->fragment.at - 1, "has a raw \"#\" behind its host", "Write # as %23.");
}

/* Empty ones set nothing, as libpq has it. */
static bool take_pg_userinfo(struct pg_url *url)
{
  const struct envtab__uri *uri = &url->uri;

  if (!check_pg_part(url, &uri->user, &pg_user) || !check_pg_part(url, &uri->password, &pg_password)) return false;
  if (uri->password.length) {
    url->password = take_pg_secret(url, &uri->password);
    set_pg(url, PG_PASSWORD, envtab_reveal(url->password), uri->password.at, false);
  }
  if (uri->user.length) set_pg(url, PG_USER, take_pg_part(url, &uri->user, uri->host.at), uri->user.at, false);
  return true;
}

static bool take_pg_database(struct pg_url *url)
{
  size_t end = envtab__end_of(&url->uri.path);
  struct envtab__part database = envtab__part(url->uri.path.at + 1, end);

  database.holds = url->uri.path.holds;

  if (url->uri.path.length < 2) return true;
  if (!check_pg_part(url, &database, &pg_database)) return false;
  set_pg(url, PG_DBNAME, take_pg_part(url, &database, end + url->uri.query.present), database.at, false);
  return true;
}

/* ---- The hosts of the authority ---- */

/* The end of the host that begins at at: a comma within brackets is none of its delimiters. */
static size_t end_of_pg_host(const char *text, size_t at, size_t end)
{
  if (at < end && text[at] == '[')
    while (at < end && text[at] != ']') at++;
  return envtab__find_mark(text, at, end, ENVTAB__COMMA);
}

static bool check_pg_port(struct pg_url *url, const struct envtab__host *host)
{
  uint16_t port;

  if (host->port.length == 0 || envtab__read_port(url->text, host, &port, &url->flaw)) return true;
  return reject_pg_flaw(url);
}

/* One host of the list, whose name, or address with its zone, is name; alone: it may be left to libpq. */
static bool check_pg_host(struct pg_url *url, const struct envtab__host *host, const struct envtab__part *name,
                          bool alone)
{
  if (host->brackets && name->length == 0) return reject_pg(url, name->at, "has nothing within its brackets", NULL);
  if (name->length == 0 && !alone) return reject_pg(url, name->at, "has an empty host in its list", NULL);
  return check_pg_part(url, name, &pg_host) && (!host->port.present || check_pg_port(url, host));
}

/* Returns where it ends. */
static char *put_pg_host(char *to, const char *text, const struct envtab__part *name)
{
  if (name->holds & ENVTAB__PERCENT) return to + envtab__decode(to, text + name->at, name->length);
  memcpy(to, text + name->at, name->length);
  return to + name->length;
}

/* Joins the hosts and the ports, each with commas, as libpq does. */
static bool take_pg_hosts(struct pg_url *url)
{
  size_t at = url->uri.host.at, end = envtab__end_of(&url->uri.host);
  char *hosts = envtab__value_alloc_bytes(url->value, end - at + 1), *ports = envtab__value_alloc_bytes(url->value, end - at + 1);
  char *host_end = hosts, *port_end = ports;
  bool alone = !(url->uri.host.holds & ENVTAB__COMMA) || end_of_pg_host(url->text, at, end) == end;

  for (;;) {
    size_t stop = alone ? end : end_of_pg_host(url->text, at, end);
    struct envtab__host host;
    struct envtab__part name;

    if (alone ? !envtab__split_uri_host(url->text, &url->uri, &host, &url->flaw)
              : !envtab__split_host(url->text, at, stop, &host, &url->flaw))
      return reject_pg_flaw(url);
    name = host.zone.present ? envtab__part(host.name.at, envtab__end_of(&host.zone)) : host.name;
    if (!check_pg_host(url, &host, &name, alone)) return false;
    host_end = put_pg_host(host_end, url->text, &name);
    memcpy(port_end, url->text + host.port.at, host.port.length);
    port_end += host.port.length;
    if (stop == end) break;
    *host_end++ = *port_end++ = ',';
    at = stop + 1;
  }
  *host_end = *port_end = '\0';
  if (*hosts) set_pg(url, PG_HOST, hosts, url->uri.host.at, false);
  if (*ports) set_pg(url, PG_PORT, ports, url->uri.host.at, false);
  return true;
}

/* ---- The parameters ---- */

/* Two words of old stand for an sslmode, as libpq has them: ssl=true, and requiressl, which is "prefer" but for a 1. */
static const char *old_sslmode(const char *name, size_t length, const char *value)
{
  if (envtab__is_in_list("ssl", name, length)) return strcmp(value, "true") == 0 ? "require" : NULL;
  if (envtab__is_in_list("requiressl", name, length)) return *value == '1' ? "require" : "prefer";
  return NULL;
}

/* The same mode in the older and in the newer way is no contradiction. */
static bool set_pg_sslmode(struct pg_url *url, const char *mode, const struct envtab__part *part, bool old)
{
  const char *first = envtab__pg_value(&url->settings, PG_SSLMODE);

  if (url->has_sslmode[old] || (first && strcmp(first, mode) != 0))
    return reject_pg(url, part->at, "has a second sslmode", "Write one: ssl=true is sslmode=require.");
  url->has_sslmode[old] = true;
  set_pg(url, PG_SSLMODE, mode, part->at, true);
  return true;
}

/* Sets a keyword of libpq's to a value, whose characters were checked. next: behind its delimiter. */
static bool set_pg_keyword(struct pg_url *url, size_t keyword, const struct envtab__part *part, size_t next)
{
  const struct pg_setting *first = envtab__pg_get(&url->settings, keyword);
  envtab_secret secret;

  if (keyword == PG_SSLMODE) return set_pg_sslmode(url, take_pg_part(url, part, next), part, false);
  if (first && first->parameter)
    return reject_pg(url, part->at, "has a parameter a second time", "Write each parameter once.");
  if (!envtab__pg_is_secret(keyword)) {
    set_pg(url, keyword, take_pg_part(url, part, next), part->at, true);
    return true;
  }
  secret = take_pg_secret(url, part);
  if (keyword == PG_PASSWORD) url->password = secret.length ? secret : (envtab_secret){ 0 };
  set_pg(url, keyword, envtab_reveal(secret), part->at, true);
  return true;
}

static bool take_pg_parameter(struct pg_url *url, const struct envtab__part *name, const struct envtab__part *part,
                              size_t next)
{
  char decoded[PG_LONGEST_NAME];
  const char *text = url->text + name->at, *mode;
  size_t length = name->length, keyword;

  if (!check_pg_part(url, name, &pg_parameter) || !check_pg_part(url, part, &pg_parameter)) return false;
  if ((name->holds & ENVTAB__PERCENT) && length <= sizeof decoded) {
    length = envtab__decode(decoded, text, length);
    text = decoded;
  }
  keyword = envtab__pg_find(text, length);
  if (keyword < PG_KEYWORDS) return set_pg_keyword(url, keyword, part, next);
  mode = old_sslmode(text, length, take_pg_part(url, part, next));
  return mode ? set_pg_sslmode(url, mode, part, true) : envtab__pg_reject_name(url->value, url->text, name);
}

static bool take_pg_parameters(struct pg_url *url)
{
  const struct envtab__part *query = &url->uri.query;
  size_t next = query->at, end = envtab__end_of(query);
  struct envtab__part name, value;

  while (next < end) { /* behind a last "&" is none */
    envtab__next_parameter(url->text, query, &next, &name, &value);
    if (!value.present)
      return reject_pg(url, name.at, "has a parameter without \"=\"", "In a password, write ? as %3F and & as %26.");
    if (value.holds & ENVTAB__EQUALS)
      return reject_pg(url, envtab__find_mark(url->text, value.at, end, ENVTAB__EQUALS), "has a second \"=\" in a parameter",
                       "In a value, write = as %3D.");
    if (!take_pg_parameter(url, &name, &value, next < end ? next : end)) return false;
  }
  return true;
}

/* ---- The hosts, as a list ---- */

static size_t count_in_list(const char *list)
{
  size_t count = 1;

  while ((list = strchr(list, ',')) != NULL) count++, list++;
  return count;
}

/*
 * The length limit of a socket's path (unix(7)), or of an abstract socket's name, less what libpq puts behind the
 * directory: /.s.PGSQL.5432
 */
static bool is_pg_socket_too_long(const char *name, size_t length, uint16_t port)
{
  char file[24];

  if (*name != '/' && *name != '@') return false;
  return length + (size_t)snprintf(file, sizeof file, "/.s.PGSQL.%u", port ? port : 5432u) > 107;
}

/* The lists of hosts, of addresses and of ports; NULL: there is none, or it is at its end. */
struct pg_lists { const char *hosts, *addresses, *ports; };
struct pg_item { const char *text; size_t length; };

static struct pg_item next_pg_item(const char **list)
{
  struct pg_item item = { *list, 0 };

  if (*list) item.length = envtab__pg_next(list);
  return item;
}

/*
 * What the next host is called: its name, or else its address. *has_address: there is one, so that its name is no path.
 */
static struct pg_item next_pg_name(struct pg_lists *lists, bool *has_address)
{
  struct pg_item host = next_pg_item(&lists->hosts), address = next_pg_item(&lists->addresses);

  *has_address = address.length > 0;
  return host.length ? host : address;
}

/* Each item of a list must be there, so that a list has no more of them than every second byte. */
static bool has_pg_empty_host(struct pg_lists lists, size_t count)
{
  bool has_address;

  while (count--)
    if (next_pg_name(&lists, &has_address).length == 0) return true;
  return false;
}

static uint16_t pg_port(struct pg_item item)
{
  uint64_t port = 0;
  bool fits;

  if (item.length) envtab__digits(item.text, item.length, &port, &fits);
  return (uint16_t)port;
}

/* Where the keyword's value stands in the text; 0: it is not set. */
static size_t pg_at(const struct pg_url *url, size_t keyword)
{
  const struct pg_setting *setting = envtab__pg_get(&url->settings, keyword);

  return setting ? setting->at : 0;
}

static bool take_pg_endpoint(struct pg_url *url, struct pg_lists *lists, envtab_endpoint *endpoint, char **names)
{
  const size_t at = pg_at(url, PG_HOST);
  bool has_address;
  struct pg_item name = next_pg_name(lists, &has_address);

  if (!name.length) return true;
  for (size_t i = 0; i < name.length; i++)
    if ((unsigned char)name.text[i] <= ' ' || name.text[i] == 0x7f)
      return reject_pg(url, at, "has a blank or a control character in its host", NULL);
  if (!has_address && is_pg_socket_too_long(name.text, name.length, endpoint->port))
    return reject_pg(url, at, "has a socket of more bytes than its path may have", NULL);
  memcpy(*names, name.text, name.length);
  endpoint->host = *names;
  *names += name.length + 1;
  return true;
}

/* The endpoints for lists that fit together; one port serves all. */
static bool take_pg_lists(struct pg_url *url, struct pg_lists lists, bool one_port, size_t count,
                          envtab_endpoints *endpoints)
{
  envtab_endpoint *items = envtab_value_alloc(url->value, count * sizeof *items, _Alignof(envtab_endpoint));
  size_t room = (lists.hosts ? strlen(lists.hosts) + 1 : 0) + (lists.addresses ? strlen(lists.addresses) + 1 : 0);
  char *names = envtab_value_alloc(url->value, room, 1);
  const char *first_port = lists.ports;

  for (size_t i = 0; i < count; i++) {
    if (one_port) lists.ports = first_port;
    items[i].port = pg_port(next_pg_item(&lists.ports));
    if (!take_pg_endpoint(url, &lists, &items[i], &names)) return false;
  }
  endpoints->items = items;
  endpoints->count = count;
  return true;
}

static const char *pg_list(const struct pg_url *url, size_t keyword)
{
  const char *list = envtab__pg_value(&url->settings, keyword);

  return list && *list ? list : NULL;
}

static bool take_pg_endpoints(struct pg_url *url, envtab_endpoints *endpoints)
{
  struct pg_lists lists = { pg_list(url, PG_HOST), pg_list(url, PG_HOSTADDR), pg_list(url, PG_PORT) };
  const char *first = lists.addresses ? lists.addresses : lists.hosts;
  size_t count = first ? count_in_list(first) : 1, ports = lists.ports ? count_in_list(lists.ports) : 1;

  if (lists.hosts && count_in_list(lists.hosts) != count)
    return reject_pg(url, pg_at(url, PG_HOSTADDR), "has not as many addresses as it has hosts", NULL);
  if (ports != 1 && ports != count)
    return reject_pg(url, pg_at(url, PG_PORT), "has neither one port nor as many as it has hosts", NULL);
  if (count > 1 && has_pg_empty_host(lists, count))
    return reject_pg(url, pg_at(url, lists.hosts ? PG_HOST : PG_HOSTADDR), "has an empty host in its list", NULL);
  return take_pg_lists(url, lists, ports == 1, count, endpoints);
}

/* ---- The type ---- */

/* The keywords that are set, and their values, as PQconnectdbParams() takes them. */
static void take_pg_keywords(struct pg_url *url, envtab_postgres *postgres)
{
  size_t count = url->settings.count;
  const char **keywords = envtab_value_alloc(url->value, 2 * (count + 1) * sizeof *keywords, _Alignof(const char *));
  const char **values = keywords + count + 1;

  for (size_t i = 0; i < count; i++) {
    keywords[i] = envtab__pg_name(url->settings.list[i].keyword);
    values[i] = url->settings.list[i].value;
  }
  postgres->keywords = keywords;
  postgres->values_ = values;
}

/* A URL of the program's may name servers, but hold no credential. */
static bool check_pg_program(struct pg_url *url)
{
  for (size_t i = 0; i < url->settings.count; i++)
    if (envtab__pg_is_secret(url->settings.list[i].keyword))
      return envtab__refuse_credential(url->value, url->settings.list[i].at);
  return true;
}

static bool take_pg(struct pg_url *url, envtab_postgres *postgres)
{
  if (!take_pg_hosts(url) || !take_pg_userinfo(url) || !take_pg_database(url) || !take_pg_parameters(url)) return false;
  envtab__show_up_to(&url->redaction, url->length);
  if (envtab_value_from_program(url->value) && !check_pg_program(url)) return false;
  if (!envtab__pg_check(url->value, &url->settings) || !take_pg_endpoints(url, &postgres->hosts)) return false;
  postgres->user = envtab__pg_value(&url->settings, PG_USER);
  postgres->database = envtab__pg_value(&url->settings, PG_DBNAME);
  postgres->password = url->password;
  take_pg_keywords(url, postgres);
  return true;
}

static bool read_postgres(const envtab_type *self, envtab_value *value, void *member)
{
  envtab_postgres *postgres = member;
  struct pg_url url;

  (void)self;
  url.value = value;
  url.text = envtab_value_text(value, &url.length);
  url.has_sslmode[0] = url.has_sslmode[1] = false;
  url.password = (envtab_secret){ NULL, 0 };
  url.settings.count = 0;
  memset(url.settings.place, 0, sizeof url.settings.place);
  if (!envtab__split_service(url.text, url.length, "postgres postgresql", ENVTAB__SLASH, "is not a postgres URL", &url.uri,
                             &url.flaw))
    return reject_pg_flaw(&url);
  if (!check_pg_delimiters(&url)) return false;
  postgres->text = envtab_value_secret(value, url.text, url.length);
  postgres->redacted = envtab__begin_redaction(&url.redaction, value, url.text, url.length, PG_SECRETS);
  return take_pg(&url, postgres);
}

const char *const *envtab_reveal_values(const envtab_postgres *postgres) { return postgres->values_; }

static size_t show_postgres(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                            size_t capacity)
{
  (void)self, (void)field;
  return envtab__put(out, capacity, ((const envtab_postgres *)member)->redacted);
}

const envtab_type envtab_type_postgres = {
  .name = "postgres",
  .expects = "a postgres URL such as postgres://user:password@host:5432/name",
  .pattern = "^postgres(ql)?://",
  .size = sizeof(envtab_postgres),
  /*
   * Of a text of N bytes: the secret text N; redacted N; hosts and ports of the authority 2 N, their names N; an
   * endpoint of 16 bytes for each two; secrets N, and what hides each. The arrays have room for every keyword.
   */
  .capacity = (1 + PG_SECRETS) * ENVTAB_SECRET_CAPACITY + ENVTAB__REDACTED_CAPACITY(0, PG_SECRETS) + 4 + sizeof(envtab_endpoint) +
          2 * (PG_KEYWORDS + 1) * sizeof(char *) + 3 * _Alignof(max_align_t),
  .capacity_per_byte = 6 + sizeof(envtab_endpoint) / 2,
  .secret = true,
  .is_url = true,
  .read = read_postgres,
  .show = show_postgres,
};
