/* URLs by RFC 3986, without knowledge of any service. */
#ifndef ENVTAB_URI_H
#define ENVTAB_URI_H

#include "internal.h"
#include "url/host.h"
#include "url/url_parts.h"

/* A URL that is read. Its parts are absent where the text has none; a path is always present, if only as "". */
struct envtab__url {
  envtab_value *value;
  char *text;                    /* the value's, ended with a NUL */
  size_t length;
  struct envtab__part scheme, user, password, authority /* without the user */, path, query, fragment;
  struct envtab__part name;      /* of the host, up to its first colon */
  struct envtab__host host;      /* of the authority, once it was split */
  struct envtab__url_error error; /* filled by what returns false */
  size_t shown;                  /* what comes before this byte was copied to the redacted text, or hidden */
  char *redacted_end;
};

/*
 * Splits scheme://[user[:password]@]host[path][?query][#fragment]. barriers: marks; a "@" after the first of these
 * belongs to no user: "/", "?" and "#" as the RFC has it, "/" alone where a password may hold "?" and "#". False: it has
 * no scheme, or no "//"; the error is not filled.
 */
ENVTAB_INTERNAL bool envtab__split_url(struct envtab__url *url, envtab_value *value, unsigned barriers);
/* Splits an authority that is one host. */
ENVTAB_INTERNAL bool envtab__split_authority(struct envtab__url *url);
/* The same; false also where a raw "@", "/", "?" or "#" shows that a password was cut, or there is a fragment. */
ENVTAB_INTERNAL bool envtab__check_authority(struct envtab__url *url);
/* Steps to the next name[=value] of the query. next: where it begins, at first query.at. False: there was none left. */
ENVTAB_INTERNAL bool envtab__next_parameter(const struct envtab__url *url, size_t *next, struct envtab__part *name,
                                            struct envtab__part *value);

struct envtab__place {           /* what a part may hold */
  const char *name;              /* "password" */
  unsigned allowed;              /* marks of the bytes that need no escape */
  bool wide;                     /* UTF-8 above ASCII needs none, too */
  bool any;                      /* escapes may give any UTF-8 but NUL; else what may be shown */
  bool undecoded;                /* what escapes give does not matter, but for control characters */
};
/* Whether a part has the characters of its place, and whole escapes. */
ENVTAB_INTERNAL bool envtab__check_part(struct envtab__url *url, const struct envtab__part *part,
                                        const struct envtab__place *place);
/* Decodes the escapes of a part that was checked; to may be from, or before it. Returns the length. */
ENVTAB_INTERNAL size_t envtab__decode(char *to, const char *from, size_t length);

#endif
