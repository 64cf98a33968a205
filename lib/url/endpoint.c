/*
 * endpoint: a host and a port. The host stays as it is written, but for the brackets of an IPv6 address, which
 * getaddrinfo(3) does not accept.
 */
#include "base/format.h"
#include "base/search.h"
#include "base/secret_bytes.h"
#include "value/service_link.h"
#include "types/integer.h"
#include "url/host.h"
#include "url/url_parts.h"

static bool reject_scheme(envtab_value *value, const char *text, size_t length)
{
  char hint_text[100];
  struct envtab__buffer hint = ENVTAB__BUFFER(hint_text);

  /* Kubernetes and Docker set tcp://host:port for their services: the report has a hint of its own for that. */
  if (envtab__is_link_value(text)) return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, length, NULL, NULL);
  envtab__append_text(&hint, "Write host:port alone, without ");
  envtab__append_bytes(&hint, text, length < 40 ? length : 40);
  envtab__append_text(&hint, "://.");
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, length, NULL, hint.text);
}

/* What is not a host with a port after it: parts of a URL, an address without its brackets: common mistakes. */
static bool check_shape(const char *text, size_t length, const struct envtab__host *host,
                        struct envtab__url_error *error)
{
  const char *port = text + host->port.at, *byte;

  if ((byte = envtab__search(text, length, "@")))
    return envtab__url_fail(error, (size_t)(byte - text), "has a user before its host", "Write host:port alone.");
  if (!host->port.present)
    return envtab__url_fail(error, length, "has no port", "Write the port after the host, such as db:5432.");
  if ((byte = envtab__search(port, host->port.length, "/")))
    return envtab__url_fail(error, (size_t)(byte - text), "has a path after its port",
                            "Write host:port alone, without a path.");
  if (!host->brackets && (byte = envtab__search(port, host->port.length, ":")))
    return envtab__url_fail(error, (size_t)(byte - text), "has several colons without brackets",
                            "Write an IPv6 address in brackets: [::1]:5432.");
  return true;
}

/* endpoint = (name / IPv4 / "[" IPv6 "]") ":" port */
static bool read_endpoint(const envtab_type *self, envtab_value *value, void *member)
{
  envtab_endpoint *endpoint = member;
  size_t length;
  char *text = envtab_value_text(value, &length);
  const char *scheme = envtab__search(text, length, "://");
  struct envtab__host host;
  struct envtab__url_error error;
  bool is_split;

  (void)self;
  is_split = envtab__split_host(text, 0, length, &host, &error);
  if (is_split && scheme) return reject_scheme(value, text, (size_t)(scheme - text));
  if (!is_split || !check_shape(text, length, &host, &error) ||
      !envtab__check_host(text, &host, &error) || !envtab__has_no_zone(&host, &error) ||
      !envtab__read_port(text, &host, &endpoint->port, &error))
    return envtab_value_reject(value, error.code, error.at, error.reason, error.hint);
  text[envtab__end_of(&host.name)] = '\0';
  endpoint->host = text + host.name.at;
  return true;
}

static size_t show_endpoint(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                            size_t capacity)
{
  const envtab_endpoint *endpoint = member;
  size_t length = envtab__length_of_secret(endpoint->host);
  bool brackets = envtab__search(endpoint->host, length, ":"); /* an IPv6 address: only there a host has colons */
  struct envtab__buffer text = envtab__buffer(out, capacity);

  (void)self, (void)field;
  envtab__append_format(&text, brackets ? "[%s]:%zu" : "%s:%zu", endpoint->host, (size_t)endpoint->port);
  return text.length;
}

const envtab_type envtab_type_endpoint = {
  .name = "endpoint",
  .expects = "a host and port such as db:5432 or [::1]:5432",
  .pattern = "^" ENVTAB__PATTERN_HOST ":" ENVTAB__PATTERN_PORT "$",
  .size = sizeof(envtab_endpoint),
  .read = read_endpoint,
  .show = show_endpoint,
};
