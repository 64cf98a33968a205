/*
 * amqp: a URL as librabbitmq's amqp_parse_url() takes it, and RabbitMQ's specification of it (its URI specification and
 * its page on query parameters), whose parameters librabbitmq itself knows not.
 *
 *   url      = ("amqp" / "amqps") "://" [userinfo] [host] [":" port] ["/" vhost] ["?" parameters]
 *   userinfo = user [":" password] "@"      no part holds : @ / ? # [ ] without an escape
 *
 * No "@": guest, guest. No password: guest. No "/": the vhost is "/"; nothing behind it: the vhost is "".
 */
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/number.h"
#include "value/value.h"
#include "url/host.h"
#include "url/redaction.h"
#include "url/service.h"
#include "url/uri.h"
#include "url/url_parts.h"

static const struct envtab__place amqp_user = { "user", ENVTAB__NAMED | ENVTAB__ODD, true, true, false };
static const struct envtab__place amqp_password = { "password", ENVTAB__NAMED | ENVTAB__ODD, true, true, false };
static const struct envtab__place amqp_host = { "host", ENVTAB__NAMED | ENVTAB__ODD, true, false, false };
static const struct envtab__place amqp_vhost = { "vhost", ENVTAB__NAMED | ENVTAB__ODD, true, true, false };
static const struct envtab__place amqp_parameter = {
  "parameters", ENVTAB__NAMED | ENVTAB__ODD | ENVTAB__COLON | ENVTAB__SLASH | ENVTAB__QUESTION | ENVTAB__AT,
  true, true, false
};

enum { LONGEST_VHOST = 255 };    /* a short string of the protocol */

struct amqp_url {
  envtab_value *value;           /* that is read */
  char *text;
  size_t length;
  struct envtab__uri uri;
  struct envtab__host host;
  struct envtab__part vhost;
  struct envtab__url_error flaw;
  struct envtab__redaction redaction;
  unsigned seen;                 /* parameters, as bits */
};

static bool bad_amqp(struct amqp_url *url, size_t at, const char *reason, const char *hint)
{
  return envtab__flawed(&url->flaw, ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
}

/* ---- Checks: false fills the flaw ---- */

static bool check_amqp_host(struct amqp_url *url)
{
  const struct envtab__host *host = &url->host;

  if (url->uri.host.holds & ENVTAB__COMMA)
    return bad_amqp(url, host->name.at, "has several hosts", "It takes one: librabbitmq would take the first and drop the rest.");
  if (host->brackets) return envtab__check_host(url->text, host, &url->flaw) && envtab__check_zone(url->text, host, &url->flaw);
  return envtab__check_part(url->text, &host->name, &amqp_host, &url->flaw);
}

static bool check_amqp_port(struct amqp_url *url, uint16_t *port)
{
  return !url->host.port.present || envtab__read_port(url->text, &url->host, port, &url->flaw);
}

/* A vhost is one segment of the path. */
static bool check_amqp_vhost(struct amqp_url *url)
{
  const struct envtab__part *path = &url->uri.path;

  if (path->length == 0) return true;
  url->vhost = envtab__part(path->at + 1, envtab__end_of(path));
  url->vhost.holds = path->holds;
  if (path->holds & ENVTAB__SLASH)
    return bad_amqp(url, envtab__find_mark(url->text, url->vhost.at, url->length, ENVTAB__SLASH),
                    "has a second \"/\" in its path", "A / in the name of a vhost is %2F: the vhost / is /%2F.");
  return envtab__check_part(url->text, &url->vhost, &amqp_vhost, &url->flaw);
}

static bool check_amqp(struct amqp_url *url, uint16_t *port)
{
  const struct envtab__uri *uri = &url->uri;

  return envtab__split_uri_host(url->text, uri, &url->host, &url->flaw) &&
         envtab__check_delimiters(url->text, url->length, uri, &url->host, &url->flaw) &&
         envtab__check_part(url->text, &uri->user, &amqp_user, &url->flaw) &&
         envtab__check_part(url->text, &uri->password, &amqp_password, &url->flaw) && check_amqp_host(url) &&
         check_amqp_port(url, port) &&
         check_amqp_vhost(url);
}

/* ---- Parameters ---- */

/* What a parameter fills; of those that are texts, the member is a pointer. */
enum amqp_kind { AMQP_NUMBER16, AMQP_NUMBER32, AMQP_MILLISECONDS, AMQP_FILE, AMQP_VERIFY, AMQP_MECHANISM };
static const struct {
  const char *name;
  enum amqp_kind kind;
  size_t offset;
  uint64_t least, most;          /* of a number; 0 is always taken */
  bool tls;                      /* for amqps alone */
} amqp_parameters[] = {
  { "heartbeat", AMQP_NUMBER16, offsetof(envtab_amqp, heartbeat), 0, UINT16_MAX, false },
  { "channel_max", AMQP_NUMBER16, offsetof(envtab_amqp, channel_max), 0, UINT16_MAX, false },
  { "frame_max", AMQP_NUMBER32, offsetof(envtab_amqp, frame_max), 4096, INT32_MAX, false },
  { "connection_timeout", AMQP_MILLISECONDS, offsetof(envtab_amqp, connection_timeout), 0, INT32_MAX, false },
  { "auth_mechanism", AMQP_MECHANISM, offsetof(envtab_amqp, external), 0, 0, false },
  { "cacertfile", AMQP_FILE, offsetof(envtab_amqp, ca_file), 0, 0, true },
  { "certfile", AMQP_FILE, offsetof(envtab_amqp, certificate_file), 0, 0, true },
  { "keyfile", AMQP_FILE, offsetof(envtab_amqp, key_file), 0, 0, true },
  { "server_name_indication", AMQP_FILE, offsetof(envtab_amqp, server_name), 0, 0, true },
  { "verify", AMQP_VERIFY, offsetof(envtab_amqp, verify_peer), 0, 0, true },
};
enum { AMQP_PARAMETERS = sizeof amqp_parameters / sizeof *amqp_parameters };

static const struct envtab__foreign_parameter amqp_strangers[] = {
  { "frameMax channelMax connectionTimeout",
    "RabbitMQ's names have underscores: frame_max, channel_max, connection_timeout." },
  { "socket_timeout stack_timeout blocked_connection_timeout connection_attempts retry_delay ssl_options tcp_options "
    "locale backpressure_detection client_properties",
    "It is another client's, and librabbitmq has no use for it: leave it out." },
  { "depth fail_if_no_peer_cert password secure_renegotiate reuse_sessions",
    "It is the Erlang client's, and librabbitmq has no use for it: leave it out." },
  { "vhost virtual_host", "Put the vhost into the path: amqp://host/vhost." },
  { "ssl tls", "Whether TLS is used stands in the scheme alone: amqps:// or amqp://." },
  { "timeout", "RabbitMQ's name for it is connection_timeout, in milliseconds." },
  { NULL, NULL }
};

/* The reason is what stands before the parameter's name, the name, and what stands behind it. */
static bool reject_amqp_parameter(struct amqp_url *url, size_t number, size_t at, const char *before,
                                  const char *behind, const char *hint)
{
  char reason[128];

  snprintf(reason, sizeof reason, "has %s%s%s at byte %zu", before, amqp_parameters[number].name, behind, at);
  return envtab_value_reject(url->value, ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
}

static bool reject_amqp_value(struct amqp_url *url, size_t number, size_t at, const char *what, const char *hint)
{
  return reject_amqp_parameter(url, number, at, "a value for ", what, hint);
}

static bool set_amqp_number(struct amqp_url *url, size_t number, const char *text, size_t at, char *member)
{
  const uint64_t least = amqp_parameters[number].least, most = amqp_parameters[number].most;
  size_t length = strlen(text);
  uint64_t value;
  bool fits;
  char reason[128], hint[80];

  if (envtab__digits(text, length, &value, &fits) < length || length == 0 || (*text == '0' && length > 1))
    return reject_amqp_value(url, number, at, " that is not a whole number", NULL);
  if (!fits || value > most || (value && value < least)) {
    snprintf(hint, sizeof hint, "It takes %s%llu to %llu.", least ? "0, and " : "", (unsigned long long)least,
             (unsigned long long)most);
    snprintf(reason, sizeof reason, "has a value for %s that is out of its range at byte %zu",
             amqp_parameters[number].name, at);
    return envtab_value_reject(url->value, ENVTAB_PROBLEM_RANGE, at, reason, hint);
  }
  if (amqp_parameters[number].kind == AMQP_NUMBER16) *(uint16_t *)(void *)member = (uint16_t)value;
  else if (amqp_parameters[number].kind == AMQP_NUMBER32) *(uint32_t *)(void *)member = (uint32_t)value;
  else ((envtab_duration *)(void *)member)->nanoseconds = (int64_t)value * 1000000;
  return true;
}

/* text: the value, decoded. */
static bool set_amqp_parameter(struct amqp_url *url, size_t number, const char *text, size_t at, envtab_amqp *amqp)
{
  char *member = (char *)amqp + amqp_parameters[number].offset;

  switch (amqp_parameters[number].kind) {
  case AMQP_NUMBER16: case AMQP_NUMBER32: case AMQP_MILLISECONDS: return set_amqp_number(url, number, text, at, member);
  case AMQP_FILE:
    if (!*text) return reject_amqp_value(url, number, at, " that is empty", NULL);
    memcpy(member, &text, sizeof text);
    return true;
  case AMQP_VERIFY:
    amqp->verify_peer = strcmp(text, "verify_peer") == 0;
    if (amqp->verify_peer || strcmp(text, "verify_none") == 0) return true;
    return reject_amqp_value(url, number, at, " that is none of its words", "It takes verify_peer or verify_none.");
  case AMQP_MECHANISM: break;
  }
  amqp->external = strcmp(text, "external") == 0;
  if (amqp->external || strcmp(text, "plain") == 0) return true;
  return reject_amqp_value(url, number, at, " that librabbitmq has not", "It takes plain or external.");
}

static size_t find_amqp_parameter(const char *name, size_t length)
{
  size_t i = 0;

  while (i < AMQP_PARAMETERS &&
         (strncmp(amqp_parameters[i].name, name, length) != 0 || amqp_parameters[i].name[length]))
    i++;
  return i;
}

static bool take_amqp_parameter(struct amqp_url *url, const struct envtab__part *name, const struct envtab__part *value,
                                size_t next, envtab_amqp *amqp)
{
  size_t number = find_amqp_parameter(url->text + name->at, name->length);

  if (number == AMQP_PARAMETERS) return envtab__reject_parameter(url->value, url->text, name, amqp_strangers);
  if (!value->present)
    return reject_amqp_parameter(url, number, name->at, "no value for ", "", "Write = and the value behind it.");
  if (amqp_parameters[number].tls && !amqp->tls)
    return reject_amqp_parameter(url, number, name->at, "", ", which is for TLS,",
                                 "Write amqps:// for TLS, or leave it out.");
  if (url->seen & 1u << number) {
    bad_amqp(url, name->at, "has a parameter a second time", "Write each parameter once.");
    return envtab__reject_flaw(url->value, &url->flaw);
  }
  url->seen |= 1u << number;
  if (!envtab__check_part(url->text, value, &amqp_parameter, &url->flaw))
    return envtab__reject_flaw(url->value, &url->flaw);
  envtab__show_up_to(&url->redaction, next < url->length ? next : url->length);
  return set_amqp_parameter(url, number, envtab__extract_part(url->text, value, value->at), value->at, amqp);
}

static bool take_amqp_parameters(struct amqp_url *url, envtab_amqp *amqp)
{
  struct envtab__part name, value;
  size_t next = url->uri.query.at;

  while (envtab__next_parameter(url->text, &url->uri.query, &next, &name, &value))
    if (!take_amqp_parameter(url, &name, &value, next, amqp)) return false;
  envtab__show_up_to(&url->redaction, url->length);
  return true;
}

/* ---- Keeping ---- */

static const char *keep_amqp_text(struct amqp_url *url, const char *text)
{
  size_t size = strlen(text) + 1;

  return memcpy(envtab_value_alloc(url->value, size, 1), text, size);
}

static void take_amqp_userinfo(struct amqp_url *url, envtab_amqp *amqp)
{
  const struct envtab__uri *uri = &url->uri;

  if (uri->password.present) envtab__redact(&url->redaction, &uri->password);
  envtab__show_up_to(&url->redaction, url->uri.query.present ? url->uri.query.at : url->length);
  amqp->password = uri->password.present ? envtab__extract_secret(url->value, url->text, &uri->password)
                                         : envtab_value_secret(url->value, "guest", 5);
  amqp->user =
    uri->user.present ? envtab__extract_part(url->text, &uri->user, uri->user.at) : keep_amqp_text(url, "guest");
}

/* The name is decoded before it is looked at: librabbitmq decodes it. */
static bool take_amqp_host(struct amqp_url *url, envtab_amqp *amqp)
{
  struct envtab__host decoded = url->host;

  amqp->host = envtab__extract_host(url->value, url->text, &url->host, "localhost");
  if (url->host.brackets || url->host.name.length == 0) return true;
  decoded.name = envtab__part(decoded.name.at, decoded.name.at + strlen(amqp->host));
  if (envtab__check_host(url->text, &decoded, &url->flaw)) return true;
  if (decoded.name.length < url->host.name.length) url->flaw.at = decoded.name.at; /* where it stood raw is lost */
  return envtab__reject_flaw(url->value, &url->flaw);
}

static bool take_amqp_vhost(struct amqp_url *url, envtab_amqp *amqp)
{
  amqp->vhost =
    url->vhost.present ? envtab__extract_part(url->text, &url->vhost, url->vhost.at) : keep_amqp_text(url, "/");
  if (strlen(amqp->vhost) > LONGEST_VHOST) {
    bad_amqp(url, url->vhost.at, "has a vhost of more than 255 bytes", NULL);
    return envtab__reject_flaw(url->value, &url->flaw);
  }
  if (url->vhost.present && !*amqp->vhost)
    envtab_value_warn(url->value, url->vhost.at - 1, "has an empty vhost, as nothing stands behind its last \"/\"",
                "Most brokers have none of this name. For the vhost \"/\" write /%2F, or leave the \"/\" out.");
  return true;
}

static bool take_amqp(struct amqp_url *url, envtab_amqp *amqp)
{
  if (envtab_value_from_program(url->value) && url->uri.password.length)
    return envtab__refuse_credential(url->value, url->uri.password.at);
  amqp->tls = url->uri.scheme.length == sizeof "amqps" - 1;
  amqp->verify_peer = true;
  if (!amqp->port) amqp->port = amqp->tls ? 5671 : 5672;
  amqp->text = envtab_value_secret(url->value, url->text, url->length);
  amqp->redacted = envtab__begin_redaction(&url->redaction, url->value, url->text, url->length, 1);
  take_amqp_userinfo(url, amqp);
  return take_amqp_host(url, amqp) && take_amqp_vhost(url, amqp) && take_amqp_parameters(url, amqp);
}

/* ---- The type ---- */

static bool read_amqp(const envtab_type *self, envtab_value *value, void *member)
{
  envtab_amqp *amqp = member;
  struct amqp_url url = { .value = value };

  (void)self;
  url.text = envtab_value_text(value, &url.length);
  if (!envtab__split_service(url.text, url.length, "amqp amqps", ENVTAB__SLASH | ENVTAB__QUESTION | ENVTAB__HASH,
                             "is not an amqp URL", &url.uri, &url.flaw) ||
      !check_amqp(&url, &amqp->port))
    return envtab__reject_flaw(value, &url.flaw);
  return take_amqp(&url, amqp);
}

static size_t show_amqp(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                        size_t capacity)
{
  (void)self, (void)field;
  return envtab__put(out, capacity, ((const envtab_amqp *)member)->redacted);
}

const envtab_type envtab_type_amqp = {
  .name = "amqp",
  .expects = "an amqp URL such as amqp://user:password@host:5672/vhost",
  .pattern = "^amqps?://",
  .size = sizeof(envtab_amqp),
  /* Of a text of N bytes: the secret text N, redacted N, the password N. The defaults: guest twice, localhost, "/". */
  .capacity = 2 * ENVTAB_SECRET_CAPACITY + ENVTAB__REDACTED_CAPACITY(0, 1) + 2 * sizeof "guest" + sizeof "localhost" + sizeof "/",
  .capacity_per_byte = 3,
  .secret = true,
  .is_url = true,
  .read = read_amqp,
  .show = show_amqp,
};
