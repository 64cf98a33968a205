/*
 * Service links: Kubernetes gives each pod, for each Service NAME, variables of Docker's old links: NAME_SERVICE_HOST,
 * NAME_SERVICE_PORT, NAME_SERVICE_PORT_<port's name>, NAME_PORT=tcp://10.0.0.1:80, NAME_PORT_80_TCP and its
 * _ADDR, _PORT and _PROTO. All is compared byte by byte: what follows a name may be a secret.
 */
#include "value/service_link.h"
#include "base/ascii.h"
#include "base/secret_bytes.h"

enum { LONGEST_LINK = 63 + 14 + 15 }; /* of a Service, "_SERVICE_PORT_", of a port: what Kubernetes allows */

/* What comes after the beginning of a text; NULL: it has another. */
static const char *after_text(const char *text, const char *beginning)
{
  while (*beginning && *text == *beginning) text++, beginning++;
  return *beginning ? NULL : text;
}

/* What comes after the one of these that the text begins with; NULL: it begins with none of them. */
static const char *after_one(const char *text, const char *const *beginnings)
{
  const char *rest = NULL;

  while (*beginnings && !rest) rest = after_text(text, *beginnings++);
  return rest;
}

ENVTAB_INTERNAL bool envtab__is_link_value(const char *text)
{
  static const char *const schemes[] = { "tcp://", "udp://", "sctp://", NULL };

  return after_one(text, schemes) != NULL;
}

/* Whether after "_PORT_" the name goes on as 80_TCP or 80_TCP_ADDR, _PORT, _PROTO. */
static bool is_link_port(const char *rest)
{
  static const char *const protocols[] = { "_TCP", "_UDP", "_SCTP", NULL };
  static const char *const ends[] = { "=", "_ADDR=", "_PORT=", "_PROTO=", NULL };

  if (!envtab__is_digit(*rest)) return false;
  while (envtab__is_digit(*rest)) rest++;
  rest = after_one(rest, protocols);
  return rest && after_one(rest, ends);
}

/* The name must be longer than its end: a Service has a name. */
static bool ends_in(const char *name, size_t length, const char *end)
{
  size_t size = envtab__length_of_secret(end);

  return length > size && after_text(name + length - size, end);
}

ENVTAB_INTERNAL bool envtab__is_service_link(const char *entry, size_t length)
{
  if (length > LONGEST_LINK) return false;
  if (ends_in(entry, length, "_SERVICE_HOST") || ends_in(entry, length, "_SERVICE_PORT")) return true;
  if (ends_in(entry, length, "_PORT") && envtab__is_link_value(entry + length + 1)) return true;
  for (size_t i = 1; i + 6 < length; i++) {
    const char *rest = after_text(entry + i, "_PORT_");

    if (rest && (ends_in(entry, i, "_SERVICE") || is_link_port(rest))) return true;
  }
  return false;
}
