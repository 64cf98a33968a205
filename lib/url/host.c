/*
 * Hosts and ports, anywhere in a text: split first, then checked. The same text never means two things: what a resolver
 * would read as an IPv4 address in some old way (127.1, 0x7f.0.0.1) is not a host here, as another program may read a
 * name. All loops go byte by byte, since a part of a password may be taken for a host.
 */
#include "url/host.h"
#include "base/ascii.h"
#include "base/number.h"
#include "value/service_link.h"
#include "url/url_parts.h"

enum { LONGEST_HOST = 253, LONGEST_LABEL = 63 };

/* Where the byte is first, from at on; end: it is not there. */
static size_t find_byte(const char *text, size_t at, size_t end, char byte)
{
  while (at < end && text[at] != byte) at++;
  return at;
}

/* hostport = (name / "[" address [zone] "]") [":" port]; zone = "%" ... */
ENVTAB_INTERNAL bool envtab__split_host(const char *text, size_t at, size_t end, struct envtab__host *host,
                                        struct envtab__url_error *error)
{
  size_t after;

  *host = (struct envtab__host){ .brackets = at < end && text[at] == '[' };
  if (host->brackets) {
    size_t close = find_byte(text, ++at, end, ']'), zone = find_byte(text, at, close, '%');

    if (close == end) return envtab__url_fail(error, at - 1, "has a \"[\" without a \"]\" in its host", NULL);
    host->name = envtab__part(at, zone);
    if (zone < close) host->zone = envtab__part(zone, close);
    after = close + 1;
    if (after < end && text[after] != ':')
      return envtab__url_fail(error, after, "has more than a port after the \"]\"", NULL);
  } else {
    host->name = envtab__scan_part(text, at, end, ENVTAB__COLON);
    after = envtab__end_of(&host->name);
  }
  if (after < end) host->port = envtab__part(after + 1, end);
  return true;
}

/* What is in the place of a port stops being one at this byte. */
static bool reject_port(const char *text, const struct envtab__host *host, size_t at, struct envtab__url_error *error)
{
  const char *port = text + host->port.at;

  if (envtab__is_link_value(port))
    return envtab__url_fail(error, host->port.at, "has a port that is a URL",
                            "Kubernetes gives such a value for a Service's port: write the number alone.");
  if (!host->brackets && find_byte(port, 0, host->port.length, ':') < host->port.length)
    return envtab__url_fail(error, host->port.at, "has several colons after its host",
                            "Write an IPv6 address in brackets: [::1].");
  return envtab__url_fail(error, at, "has a port that is not a whole number", NULL);
}

/* port = 1 to 65535, without leading zeros */
ENVTAB_INTERNAL bool envtab__read_port(const char *text, const struct envtab__host *host, uint16_t *port,
                                       struct envtab__url_error *error)
{
  const struct envtab__part *part = &host->port;
  uint64_t number;
  bool fits;
  size_t digits = envtab__digits(text + part->at, part->length, &number, &fits);

  if (part->length == 0) return envtab__url_fail(error, part->at, "has a colon without a port after it", NULL);
  if (digits < part->length) return reject_port(text, host, part->at + digits, error);
  if (text[part->at] == '0' && digits > 1)
    return envtab__url_fail(error, part->at, "has a port with a leading zero", "Write the port without leading zeros.");
  if (!fits || number == 0 || number > UINT16_MAX) {
    envtab__url_fail(error, part->at, "has a port that is not from 1 to 65535", NULL);
    error->code = ENVTAB_PROBLEM_RANGE;
    return false;
  }
  *port = (uint16_t)number;
  return true;
}

/*
 * quad = part "." part "." part "." part; part = 0 to 255, without leading zeros
 * Moves *at to the end, or to where the text stops being a quad. A leading zero is refused: inet_aton(3) reads octal.
 */
static bool read_quad(const char *text, size_t *at, size_t end)
{
  for (int part = 1; part <= 4; part++) {
    uint64_t number;
    bool fits;
    size_t digits;

    if (part > 1) {
      if (*at == end || text[*at] != '.') return false;
      ++*at;
    }
    digits = envtab__digits(text + *at, end - *at, &number, &fits);
    if (digits == 0 || (digits > 1 && text[*at] == '0') || !fits || number > 255) return false;
    *at += digits;
  }
  return *at == end;
}

/*
 * RFC 4291, section 2.2: address = eight groups with ":", of which "::" replaces one or more, once; the last two may be
 * a quad; group = 1*4(hex digit)
 */
static bool check_ipv6(const char *text, size_t at, size_t end, struct envtab__url_error *error)
{
  static const char reason[] = "does not have an IPv6 address in its brackets";
  size_t groups = 0;
  bool gap = false;

  while (at < end) {
    size_t digits = 0;

    if (end - at >= 2 && text[at] == ':' && text[at + 1] == ':') {
      if (gap) return envtab__url_fail(error, at, reason, "Write \"::\" once.");
      gap = true;
      at += 2;
      continue;
    }
    while (at + digits < end && envtab__hex_digit(text[at + digits]) >= 0) digits++;
    if (at + digits < end && text[at + digits] == '.') {
      if (!read_quad(text, &at, end)) return envtab__url_fail(error, at, reason, NULL);
      groups += 2;
      break;
    }
    if (digits == 0 || digits > 4) break;
    groups++;
    at += digits;
    /* One colon belongs to the group before it, if another group follows. */
    if (end - at >= 2 && text[at] == ':' && text[at + 1] != ':') at++;
  }
  if (at < end || (gap ? groups > 7 : groups != 8)) return envtab__url_fail(error, at, reason, NULL);
  return true;
}

/* Whether a last label is a number, digits or 0x and hex digits: resolvers then read the host as an IPv4 address. */
static bool is_number(const char *text, size_t at, size_t end)
{
  size_t digits = at;
  bool hex = end - at >= 2 && text[at] == '0' && envtab__to_lower(text[at + 1]) == 'x';

  if (hex) digits += 2;
  while (digits < end && (hex ? envtab__hex_digit(text[digits]) >= 0 : envtab__is_digit(text[digits]))) digits++;
  return digits == end;
}

static bool check_label(const char *text, size_t at, size_t end, struct envtab__url_error *error)
{
  if (at == end)
    return envtab__url_fail(error, at, "has an empty label in its host", "Write one dot between two labels.");
  if (end - at > LONGEST_LABEL)
    return envtab__url_fail(error, at + LONGEST_LABEL, "has a label of more than 63 bytes in its host", NULL);
  if (text[at] == '-') return envtab__url_fail(error, at, "has a label that begins with a hyphen in its host", NULL);
  if (text[end - 1] == '-')
    return envtab__url_fail(error, end - 1, "has a label that ends with a hyphen in its host", NULL);
  return true;
}

static bool fail_character(const char *text, size_t at, struct envtab__url_error *error)
{
  if ((unsigned char)text[at] >= 0x80)
    return envtab__url_fail(error, at, "has a host that is not ASCII",
                            "Write the name as DNS has it, in punycode: xn--...");
  if (text[at] == '%')
    return envtab__url_fail(error, at, "has a percent sign in its host", "Write the host without escapes.");
  return envtab__url_fail(error, at, "has a character in its host that is not a letter, a digit or one of - _ .", NULL);
}

static bool check_characters(const char *text, const struct envtab__part *name, struct envtab__url_error *error)
{
  const unsigned ordinary = ENVTAB__NAMED | ENVTAB__IN_SCHEME;

  if (!(name->holds & ~ordinary)) return true; /* the scan has seen all of its bytes */
  for (size_t at = name->at; at < envtab__end_of(name); at++)
    if (!envtab__is_name_char(text[at]) && text[at] != '-' && text[at] != '.') return fail_character(text, at, error);
  return true;
}

/*
 * name = label *("." label) ["."]; label = 1*63(letter / digit / "-" / "_"), without a hyphen at an end. The "_" is not
 * one of DNS's host names, but Docker Compose makes names with it.
 */
static bool check_name(const char *text, const struct envtab__part *name, struct envtab__url_error *error)
{
  size_t start = name->at, end = envtab__end_of(name), label = start, last = start;
  size_t stop = end - start > 1 && text[end - 1] == '.' ? end - 1 : end;

  if (start == end) return envtab__url_fail(error, start, "has no host", NULL);
  if (!check_characters(text, name, error)) return false;
  for (size_t at = start; at <= stop; at++) {
    if (at < stop && text[at] != '.') continue;
    if (!check_label(text, label, at, error)) return false;
    last = label;
    label = at + 1;
  }
  if (stop - start > LONGEST_HOST)
    return envtab__url_fail(error, start + LONGEST_HOST, "has a host of more than 253 bytes", NULL);
  if (!is_number(text, last, stop)) return true;
  if (read_quad(text, &start, end)) return true;
  return envtab__url_fail(error, start, "has a host that ends in a number but is not an IPv4 address",
                  "Write an IPv4 address as four decimal numbers, such as 127.0.0.1.");
}

ENVTAB_INTERNAL bool envtab__check_host(const char *text, const struct envtab__host *host,
                                        struct envtab__url_error *error)
{
  if (host->brackets) return check_ipv6(text, host->name.at, envtab__end_of(&host->name), error);
  return check_name(text, &host->name, error);
}

ENVTAB_INTERNAL bool envtab__has_no_zone(const struct envtab__host *host, struct envtab__url_error *error)
{
  if (!host->zone.present) return true;
  return envtab__url_fail(error, host->zone.at, "has a zone in its host", "Write the address without it.");
}

ENVTAB_INTERNAL bool envtab__check_zone(const char *text, const struct envtab__host *host,
                                        struct envtab__url_error *error)
{
  size_t at = host->zone.at, end = envtab__end_of(&host->zone);

  if (!host->zone.present) return true;
  if (end - at < 4 || text[at + 1] != '2' || text[at + 2] != '5')
    return envtab__url_fail(error, at, "has a zone that is not written as %25 and a name",
                            "Write fe80::1%eth0 as [fe80::1%25eth0].");
  for (at += 3; at < end; at++)
    if (!envtab__is_name_char(text[at]) && text[at] != '-' && text[at] != '.')
      return envtab__url_fail(error, at, "has a character in its zone that is not a letter, a digit or one of - _ .",
                              NULL);
  return true;
}
