/* URLs by RFC 3986, without knowledge of any service. */
#ifndef ENVTAB_URI_H
#define ENVTAB_URI_H

#include "internal.h"
#include "url/host.h"
#include "url/url_parts.h"

struct envtab__uri {             /* nothing is decoded; a path is always present, if only as "" */
  struct envtab__part scheme, user, password, host /* with brackets and port */, path, query, fragment;
  struct envtab__part name;      /* of the host, up to its first colon */
};

/*
 * Splits scheme://[user[:password]@]host[path][?query][#fragment]. barriers: marks; a "@" behind the first of these
 * belongs to no user: "/", "?" and "#" as the RFC has it, "/" alone where a password may hold "?" and "#". The text ends
 * with a NUL. False: it has no scheme, or no "//".
 */
ENVTAB_INTERNAL bool envtab__split_uri(const char *text, size_t length, unsigned barriers, struct envtab__uri *uri);
/* envtab__split_host() of a URL's host. */
ENVTAB_INTERNAL bool envtab__split_uri_host(const char *text, const struct envtab__uri *uri, struct envtab__host *host,
                                            struct envtab__url_error *flaw);
/* Steps to the next name[=value] of a query. next: where it begins, at first query->at. False: there was none left. */
ENVTAB_INTERNAL bool envtab__next_parameter(const char *text, const struct envtab__part *query, size_t *next,
                                            struct envtab__part *name, struct envtab__part *value);

struct envtab__place {           /* what may stand in a part */
  const char *name;              /* "password" */
  unsigned stands;               /* marks of the bytes that need no escape */
  bool wide;                     /* UTF-8 above ASCII stands without an escape, too */
  bool any;                      /* escapes may stand for any UTF-8 but NUL; else for what may be shown */
  bool undecoded;                /* what escapes stand for is no matter, but for control characters */
};
/* Whether a part has the characters of its place, and whole escapes. */
ENVTAB_INTERNAL bool envtab__check_part(const char *text, const struct envtab__part *part,
                                        const struct envtab__place *place, struct envtab__url_error *flaw);
/* Whether no "@", "/", "?" or "#" is where it shows that a password holds it raw, and there is no fragment. */
ENVTAB_INTERNAL bool envtab__check_delimiters(const char *text, size_t length, const struct envtab__uri *uri,
                                              const struct envtab__host *host, struct envtab__url_error *flaw);
/* Decodes the escapes of a part that was checked; to may be from, or before it. Returns the length. */
ENVTAB_INTERNAL size_t envtab__decode(char *to, const char *from, size_t length);

#endif
