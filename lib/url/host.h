/* Hosts and ports, anywhere in a text. */
#ifndef ENVTAB_HOST_H
#define ENVTAB_HOST_H

#include "internal.h"
#include "url/url_parts.h"

struct envtab__host {
  struct envtab__part name;      /* without the brackets */
  struct envtab__part zone;      /* from its "%", within the brackets: the caller decides what becomes of it */
  struct envtab__part port;      /* without the colon */
  bool brackets;
};

/*
 * Hosts without a zone as patterns of ECMA-262. A lookahead (?!...) counts what the rest of the pattern cannot: that an
 * address with "::" does not have eight groups already, or that a name is not a number at its end.
 */
#define ENVTAB__PATTERN_BYTE "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
#define ENVTAB__PATTERN_IPV4 "(?:" ENVTAB__PATTERN_BYTE "\\.){3}" ENVTAB__PATTERN_BYTE
#define ENVTAB__PATTERN_GROUP "[0-9A-Fa-f]{1,4}"
#define ENVTAB__PATTERN_GROUPS(count) "(?::*" ENVTAB__PATTERN_GROUP "(?![0-9A-Fa-f])){" #count "}"
#define ENVTAB__PATTERN_GAP "(?:" ENVTAB__PATTERN_GROUP "(?::" ENVTAB__PATTERN_GROUP ")*)?::"
#define ENVTAB__PATTERN_IPV6                                                                        \
  "(?:(?:" ENVTAB__PATTERN_GROUP ":){7}" ENVTAB__PATTERN_GROUP                                      \
  "|(?:" ENVTAB__PATTERN_GROUP ":){6}" ENVTAB__PATTERN_IPV4                                         \
  "|(?!" ENVTAB__PATTERN_GROUPS(8) ")" ENVTAB__PATTERN_GAP                                          \
  "(?:" ENVTAB__PATTERN_GROUP "(?::" ENVTAB__PATTERN_GROUP ")*)?"                                   \
  "|(?!" ENVTAB__PATTERN_GROUPS(6) ":)" ENVTAB__PATTERN_GAP "(?:" ENVTAB__PATTERN_GROUP ":)*" ENVTAB__PATTERN_IPV4 ")"
#define ENVTAB__PATTERN_LABEL "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
#define ENVTAB__PATTERN_NAME                                                                        \
  "(?=[A-Za-z0-9_.-]{1,253}\\.?(?![A-Za-z0-9_.-]))"                                                \
  "(?!(?:[A-Za-z0-9_.-]*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\\.?(?![A-Za-z0-9_.-]))"                 \
  ENVTAB__PATTERN_LABEL "(?:\\." ENVTAB__PATTERN_LABEL ")*\\.?"
#define ENVTAB__PATTERN_HOST                                                                        \
  "(?:" ENVTAB__PATTERN_NAME "|" ENVTAB__PATTERN_IPV4 "|\\[" ENVTAB__PATTERN_IPV6 "\\])"

/* Splits host[:port] or [IPv6][:port], from at to end. False: its brackets are wrong, which fills the error. */
ENVTAB_INTERNAL bool envtab__split_host(const char *text, size_t at, size_t end, struct envtab__host *host,
                                        struct envtab__url_error *error);
/* Whether the name is a DNS name or an IPv4 address, in brackets an IPv6 address; false fills the error, as below. */
ENVTAB_INTERNAL bool envtab__check_host(const char *text, const struct envtab__host *host,
                                        struct envtab__url_error *error);
/* Whether there is no zone: a name of this machine's interfaces, which means nothing to other programs. */
ENVTAB_INTERNAL bool envtab__has_no_zone(const struct envtab__host *host, struct envtab__url_error *error);
/* Whether the zone, if there is one, is written as RFC 6874 has it: %25 and a name. */
ENVTAB_INTERNAL bool envtab__check_zone(const char *text, const struct envtab__host *host,
                                        struct envtab__url_error *error);
/* Reads the port, which is present: 1 to 65535, without leading zeros. */
ENVTAB_INTERNAL bool envtab__read_port(const char *text, const struct envtab__host *host, uint16_t *port,
                                       struct envtab__url_error *error);

#endif
