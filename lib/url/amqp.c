/*
 * amqp: a URL as librabbitmq's amqp_parse_url() reads it, with the parameters of RabbitMQ's specification (its URI
 * specification and its page on query parameters), which librabbitmq itself does not know.
 *
 *   url      = ("amqp" / "amqps") "://" [userinfo] [host] [":" port] ["/" vhost] ["?" parameters]
 *   userinfo = user [":" password] "@"      no part holds : @ / ? # [ ] without an escape
 *
 * No "@": guest, guest. No password: guest. No "/": the vhost is "/"; nothing after it: the vhost is "".
 */
#include <string.h>

#include "base/number.h"
#include "base/secret_bytes.h"
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

enum { LONGEST_VHOST = 255 };    /* a short string of AMQP 0-9-1 */

/* ---- Checks ---- */

static bool check_amqp_host(struct envtab__url *url)
{
  const struct envtab__host *host = &url->host;

  if (url->authority.holds & ENVTAB__COMMA)
    return envtab__url_fail(&url->error, host->name.at, "has several hosts",
                            "Write one: librabbitmq would use the first and ignore the others.");
  if (!host->brackets) return envtab__check_part(url, &host->name, &amqp_host);
  return envtab__check_host(url->text, host, &url->error) && envtab__check_zone(url->text, host, &url->error);
}

/* A vhost is one segment of the path: a "/" in its name must be escaped. */
static bool check_amqp_vhost(struct envtab__url *url, struct envtab__part *vhost)
{
  if (url->path.length == 0) return true;
  *vhost = envtab__part(url->path.at + 1, envtab__end_of(&url->path));
  vhost->holds = url->path.holds;
  if (vhost->holds & ENVTAB__SLASH)
    return envtab__url_fail(&url->error, envtab__find_mark(url->text, vhost->at, url->length, ENVTAB__SLASH),
                            "has a second \"/\" in its path",
                            "A / in the name of a vhost is %2F: the vhost / is /%2F.");
  return envtab__check_part(url, vhost, &amqp_vhost);
}

/* ---- Parameters ---- */

/* What the value of a parameter must be, and with that the member's type. */
enum amqp_kind { AMQP_NUMBER16, AMQP_NUMBER32, AMQP_MILLISECONDS, AMQP_FILE, AMQP_VERIFY, AMQP_MECHANISM };
static const struct {
  const char *name;
  enum amqp_kind kind;
  size_t offset;
  uint64_t least, most;          /* of a number; 0 is always accepted: it leaves the choice to the server */
  bool tls;                      /* for amqps alone */
  const char *hint;              /* for a value that is refused */
} amqp_parameters[] = {
  { "heartbeat", AMQP_NUMBER16, offsetof(envtab_amqp, heartbeat), 0, UINT16_MAX, false,
    "Write a number from 0 to 65535." },
  { "channel_max", AMQP_NUMBER16, offsetof(envtab_amqp, channel_max), 0, UINT16_MAX, false,
    "Write a number from 0 to 65535." },
  { "frame_max", AMQP_NUMBER32, offsetof(envtab_amqp, frame_max), 4096, INT32_MAX, false,
    "Write 0, or a number from 4096 to 2147483647." },
  { "connection_timeout", AMQP_MILLISECONDS, offsetof(envtab_amqp, connection_timeout), 0, INT32_MAX, false,
    "Write a number from 0 to 2147483647." },
  { "auth_mechanism", AMQP_MECHANISM, offsetof(envtab_amqp, external), 0, 0, false, "Write plain or external." },
  { "cacertfile", AMQP_FILE, offsetof(envtab_amqp, ca_file), 0, 0, true, NULL },
  { "certfile", AMQP_FILE, offsetof(envtab_amqp, certificate_file), 0, 0, true, NULL },
  { "keyfile", AMQP_FILE, offsetof(envtab_amqp, key_file), 0, 0, true, NULL },
  { "server_name_indication", AMQP_FILE, offsetof(envtab_amqp, server_name), 0, 0, true, NULL },
  { "verify", AMQP_VERIFY, offsetof(envtab_amqp, verify_peer), 0, 0, true, "Write verify_peer or verify_none." },
};
enum {
  AMQP_PARAMETERS = sizeof amqp_parameters / sizeof *amqp_parameters,
  AMQP_HIDDEN = AMQP_PARAMETERS + 3 /* each of them, user, password and vhost */
};

static const struct envtab__foreign_parameter amqp_foreign[] = {
  { "frameMax channelMax connectionTimeout",
    "RabbitMQ's names have underscores: frame_max, channel_max, connection_timeout." },
  { "socket_timeout stack_timeout blocked_connection_timeout connection_attempts retry_delay ssl_options tcp_options "
    "locale backpressure_detection client_properties",
    "It belongs to another client, and librabbitmq does not use it: leave it out." },
  { "depth fail_if_no_peer_cert password secure_renegotiate reuse_sessions",
    "It belongs to the Erlang client, and librabbitmq does not use it: leave it out." },
  { "vhost virtual_host", "Put the vhost into the path: amqp://host/vhost." },
  { "ssl tls", "The scheme alone says whether TLS is used: amqps:// or amqp://." },
  { "timeout", "RabbitMQ's name for it is connection_timeout, in milliseconds." },
  { NULL, NULL }
};

/* Fails for the parameter's value: "has a value for heartbeat that is not a whole number". */
static bool fail_amqp_value(struct envtab__url *url, size_t number, size_t at, const char *what, const char *hint)
{
  return envtab__url_fail_named(&url->error, at, "has a value for ", amqp_parameters[number].name, what, hint);
}

static bool set_amqp_number(struct envtab__url *url, size_t number, const char *text, size_t at, void *member)
{
  const uint64_t least = amqp_parameters[number].least, most = amqp_parameters[number].most;
  size_t length = envtab__length_of_secret(text);
  uint64_t value;
  bool fits;

  if (envtab__digits(text, length, &value, &fits) < length || length == 0 || (*text == '0' && length > 1))
    return fail_amqp_value(url, number, at, " that is not a whole number", NULL);
  if (!fits || value > most || (value && value < least)) {
    fail_amqp_value(url, number, at, " that is out of range", amqp_parameters[number].hint);
    url->error.code = ENVTAB_PROBLEM_RANGE;
    return false;
  }
  if (amqp_parameters[number].kind == AMQP_NUMBER16) *(uint16_t *)member = (uint16_t)value;
  else if (amqp_parameters[number].kind == AMQP_NUMBER32) *(uint32_t *)member = (uint32_t)value;
  else ((envtab_duration *)member)->nanoseconds = (int64_t)value * 1000000;
  return true;
}

/* The text must be yes or no; the member is whether it is yes. */
static bool set_amqp_choice(struct envtab__url *url, size_t number, const char *text, size_t at, const char *yes,
                            const char *no, bool *member)
{
  *member = envtab__equal_secrets(text, yes);
  if (*member || envtab__equal_secrets(text, no)) return true;
  return fail_amqp_value(url, number, at, " that is not one of its choices", amqp_parameters[number].hint);
}

/* Sets the member of the parameter of this number. text: the value, decoded. */
static bool set_amqp_parameter(struct envtab__url *url, size_t number, const char *text, size_t at, envtab_amqp *amqp)
{
  void *member = (char *)amqp + amqp_parameters[number].offset;

  switch (amqp_parameters[number].kind) {
  case AMQP_FILE:
    if (!*text) return fail_amqp_value(url, number, at, " that is empty", NULL);
    memcpy(member, &text, sizeof text);
    return true;
  case AMQP_VERIFY: return set_amqp_choice(url, number, text, at, "verify_peer", "verify_none", member);
  case AMQP_MECHANISM: return set_amqp_choice(url, number, text, at, "external", "plain", member);
  default: return set_amqp_number(url, number, text, at, member);
  }
}

static size_t find_amqp_parameter(const char *name, size_t length)
{
  size_t i = 0;

  while (i < AMQP_PARAMETERS && !envtab__is_text(name, length, amqp_parameters[i].name)) i++;
  return i;
}

static bool extract_amqp_parameters(struct envtab__url *url, envtab_amqp *amqp)
{
  struct envtab__part name, value;
  size_t next = url->query.at;
  unsigned seen = 0; /* bits */
  const char *text;

  while (envtab__next_parameter(url, &next, &name, &value)) {
    size_t number = find_amqp_parameter(url->text + name.at, name.length);

    if (number == AMQP_PARAMETERS) return envtab__fail_parameter(url, &name, amqp_foreign);
    if (!value.present)
      return envtab__url_fail_named(&url->error, name.at, "has no value for ", amqp_parameters[number].name, NULL,
                                    "Write = and the value after it.");
    if (amqp_parameters[number].tls && !amqp->tls)
      return envtab__url_fail_named(&url->error, name.at, "has ", amqp_parameters[number].name, ", which is for TLS,",
                                    "Write amqps:// for TLS, or leave it out.");
    if (seen & 1u << number)
      return envtab__url_fail(&url->error, name.at, "has a parameter a second time", "Write each parameter once.");
    seen |= 1u << number;
    if (!envtab__check_part(url, &value, &amqp_parameter)) return false;
    text = envtab__extract_shown(url, &value, next < url->length ? next : url->length, false);
    if (!set_amqp_parameter(url, number, text, value.at, amqp)) return false;
  }
  envtab__show_up_to(url, url->length);
  return true;
}

/* ---- The member ---- */

/* The name is decoded before it is checked, as librabbitmq decodes it: what it then resolves must be a host. */
static bool extract_amqp_host(struct envtab__url *url, envtab_amqp *amqp)
{
  struct envtab__host decoded = url->host;

  amqp->host = envtab__extract_host(url, "localhost");
  if (url->host.brackets || url->host.name.length == 0) return true;
  decoded.name = envtab__part(decoded.name.at, decoded.name.at + envtab__length_of_secret(amqp->host));
  if (envtab__check_host(url->text, &decoded, &url->error)) return true;
  /* Where it was in the text, escaped, is not known any more. */
  if (decoded.name.length < url->host.name.length) url->error.at = decoded.name.at;
  return false;
}

static bool extract_amqp_vhost(struct envtab__url *url, const struct envtab__part *vhost, envtab_amqp *amqp)
{
  const size_t end = envtab__end_of(&url->path) + url->query.present;

  amqp->vhost = vhost->present ? envtab__extract_shown(url, vhost, end, false) : envtab__copy_text(url, "/");
  if (envtab__length_of_secret(amqp->vhost) > LONGEST_VHOST)
    return envtab__url_fail(&url->error, vhost->at, "has a vhost of more than 255 bytes", NULL);
  if (vhost->present && !*amqp->vhost)
    envtab_value_warn(url->value, vhost->at - 1, "has an empty vhost, as nothing follows its last \"/\"",
                      "Most brokers do not have a vhost of this name. For the vhost \"/\" write /%2F, or leave the "
                      "\"/\" out.");
  return true;
}

static bool extract_amqp(struct envtab__url *url, const struct envtab__part *vhost, envtab_amqp *amqp)
{
  amqp->tls = url->scheme.length == sizeof "amqps" - 1;
  amqp->verify_peer = true;
  if (!amqp->port) amqp->port = amqp->tls ? 5671 : 5672;
  amqp->text = envtab_value_secret(url->value, url->text, url->length);
  amqp->redacted = envtab__begin_redaction(url, AMQP_HIDDEN);
  envtab__hide_credential(url, &url->user, true);
  if (url->password.present) envtab__redact(url, &url->password);
  envtab__show_up_to(url, envtab__end_of(&url->authority) + (vhost->present || url->query.present));
  amqp->password = url->password.present ? envtab__extract_secret(url, &url->password)
                                         : envtab_value_secret(url->value, "guest", 5);
  amqp->user =
    url->user.present ? envtab__extract_apart(url, &url->user) : envtab__copy_text(url, "guest");
  return extract_amqp_host(url, amqp) && extract_amqp_vhost(url, vhost, amqp) && extract_amqp_parameters(url, amqp);
}

/* ---- The type ---- */

static bool read_amqp(const envtab_type *self, envtab_value *value, void *member)
{
  envtab_amqp *amqp = member;
  struct envtab__url url;
  struct envtab__part vhost = { 0 };

  (void)self;
  if (!envtab__split_service(&url, value, "amqp amqps", ENVTAB__SLASH | ENVTAB__QUESTION | ENVTAB__HASH,
                             "is not an amqp URL") ||
      !envtab__check_authority(&url) || !envtab__check_part(&url, &url.user, &amqp_user) ||
      !envtab__check_part(&url, &url.password, &amqp_password) || !check_amqp_host(&url) ||
      (url.host.port.present && !envtab__read_port(url.text, &url.host, &amqp->port, &url.error)) ||
      !check_amqp_vhost(&url, &vhost))
    return envtab__url_reject(value, &url.error);
  if (envtab_value_from_program(value) && url.password.length)
    return envtab__refuse_credential(value, url.password.at);
  if (!extract_amqp(&url, &vhost, amqp)) return envtab__url_reject(value, &url.error);
  return envtab__check_program(&url);
}

const envtab_type envtab_type_amqp = {
  .name = "amqp",
  .expects = "an amqp URL such as amqp://user:password@host:5672/vhost",
  .pattern = "^amqps?://",
  .size = sizeof(envtab_amqp),
  /*
   * Of a text of N bytes: the secret text N, redacted N, password and user N, what looks like a secret N. The defaults:
   * guest twice, localhost, "/".
   */
  .capacity = 2 * ENVTAB_SECRET_CAPACITY + 2 * ENVTAB__APART_CAPACITY + ENVTAB__REDACTED_CAPACITY(0, AMQP_HIDDEN) +
              2 * sizeof "guest" + sizeof "localhost" + sizeof "/",
  .capacity_per_byte = 4,
  .secret = true,
  .is_url = true,
  .read = read_amqp,
  .show = envtab__show_redacted,
  .user = &(const size_t){ offsetof(envtab_amqp, redacted) },
};
