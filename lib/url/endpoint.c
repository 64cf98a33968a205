/* Endpoints: a host and a port, the host kept as written but for the brackets of an IPv6 address. */
#include <stdio.h>
#include <string.h>

#include "types/integer.h"
#include "url/host.h"
#include "url/url_parts.h"

static bool reject_endpoint(envtab_value *value, const struct envtab__url_error *flaw)
{
  return envtab_value_reject(value, flaw->code, flaw->at, flaw->reason, flaw->hint);
}

/* Kubernetes and Docker set tcp://host:port for their services: the library's own hint tells about it. */
static bool is_link_scheme(const char *text)
{
  return strncmp(text, "tcp:", 4) == 0 || strncmp(text, "udp:", 4) == 0 || strncmp(text, "sctp:", 5) == 0;
}

static bool reject_scheme(envtab_value *value, const char *text, size_t length)
{
  char hint[100];
  int shown = length < 40 ? (int)length : 40;

  if (is_link_scheme(text)) return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, length, NULL, NULL);
  snprintf(hint, sizeof hint, "Only host:port, without %.*s://.", shown, text);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, length, NULL, hint);
}

static bool reject_shape(envtab_value *value, const char *at, const char *reason, const char *hint)
{
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, (size_t)(at - envtab_value_text(value, NULL)), reason, hint);
}

/* What is no host with a port behind it: a URL, parts of one, an address that lacks its brackets. */
static bool check_shape(envtab_value *value, const char *text, size_t length, const struct envtab__host *host)
{
  const char *port = text + host->port.at, *byte;

  if ((byte = strstr(text, "://"))) return reject_scheme(value, text, (size_t)(byte - text));
  if ((byte = memchr(text, '@', length)))
    return reject_shape(value, byte, "has a user in front of its host", "Only host:port.");
  if (!host->port.present)
    return reject_shape(value, text + length, "has no port", "Write the port behind the host, such as db:5432.");
  if ((byte = memchr(port, '/', host->port.length)))
    return reject_shape(value, byte, "has a path behind its port", "Only host:port, without a path.");
  if (!host->brackets && (byte = memchr(port, ':', host->port.length)))
    return reject_shape(value, byte, "has several colons without brackets",
                        "Write an IPv6 address in brackets: [::1]:5432.");
  return true;
}

/* endpoint = (name / IPv4 / "[" IPv6 "]") ":" port */
static bool read_endpoint(const envtab_type *self, envtab_value *value, void *member)
{
  envtab_endpoint *endpoint = member;
  size_t length;
  char *text = envtab_value_text(value, &length);
  struct envtab__host host;
  struct envtab__url_error flaw;

  (void)self;
  if (!envtab__split_host(text, 0, length, &host, &flaw)) return reject_endpoint(value, &flaw);
  if (!check_shape(value, text, length, &host)) return false;
  if (!envtab__check_host(text, &host, &flaw)) return reject_endpoint(value, &flaw);
  if (host.zone.present)
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, host.zone.at, "has a zone in its host",
                         "Write the address without it.");
  if (!envtab__read_port(text, &host, &endpoint->port, &flaw)) return reject_endpoint(value, &flaw);
  text[host.name.at + host.name.length] = '\0';
  endpoint->host = text + host.name.at;
  return true;
}

static size_t show_endpoint(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                            size_t capacity)
{
  const envtab_endpoint *endpoint = member;
  bool brackets = strchr(endpoint->host, ':') != NULL;

  (void)self, (void)field;
  return (size_t)snprintf(out, capacity, brackets ? "[%s]:%u" : "%s:%u", endpoint->host, (unsigned)endpoint->port);
}

const envtab_type envtab_type_endpoint = {
  .name = "endpoint",
  .expects = "a host and port such as db:5432 or [::1]:5432",
  .pattern = "^" ENVTAB__PATTERN_HOST ":" ENVTAB__PATTERN_PORT "$",
  .size = sizeof(envtab_endpoint),
  .read = read_endpoint,
  .show = show_endpoint,
};
