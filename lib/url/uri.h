/* URLs by RFC 3986, without knowledge of any service. */
#ifndef ENVTAB_URI_H
#define ENVTAB_URI_H

#include "internal.h"
#include "url/host.h"
#include "url/url_parts.h"

/* A URL that is being read. What the text does not have is absent, but the path is always present, if only as "". */
struct envtab__url {
  envtab_value *value;
  char *text;                    /* the value's, ended with a NUL */
  size_t length;
  struct envtab__part scheme, user, password, authority /* without the user */, path, query, fragment;
  struct envtab__part name;      /* the host's, up to its first colon */
  struct envtab__host host;      /* of the authority, once it was split */
  struct envtab__url_error error; /* filled by what returns false */
  size_t shown;                  /* what comes before this byte was copied to the redacted text, or hidden */
  char *redacted_end;
  struct envtab__part credential; /* the first part that was hidden for what it looks like */
  char *hidden_end;              /* where the next such part goes; NULL: there was none */
};

/*
 * Splits scheme://[user[:password]@]host[path][?query][#fragment]. barriers: marks of the bytes that end the user and
 * password, so that a "@" after one is not theirs: "/", "?" and "#" in the RFC, "/" alone where a password may contain
 * "?" and "#". False: there is no scheme, or no "//" after it; the error is not filled.
 */
ENVTAB_INTERNAL bool envtab__split_url(struct envtab__url *url, envtab_value *value, unsigned barriers);
/* Splits an authority that is one host. False: its brackets are wrong. */
ENVTAB_INTERNAL bool envtab__split_authority(struct envtab__url *url);
/* The same; false also where a raw "@", "/", "?" or "#" shows that a password was cut, or there is a fragment. */
ENVTAB_INTERNAL bool envtab__check_authority(struct envtab__url *url);
/* Steps to the next name[=value] of the query. *next: where it begins, at first query.at. False: there are no more. */
ENVTAB_INTERNAL bool envtab__next_parameter(const struct envtab__url *url, size_t *next, struct envtab__part *name,
                                            struct envtab__part *value);

struct envtab__place {           /* what a part may contain */
  const char *name;              /* "password" */
  unsigned allowed;              /* marks of the bytes that need no escape */
  bool wide;                     /* UTF-8 beyond ASCII does not need one either */
  bool any;                      /* escapes may give any UTF-8 but NUL; else only what may be shown */
  bool undecoded;                /* it stays escaped: what escapes give is free, but for control characters */
};
/* Whether a part has only the characters of its place, and complete escapes; false fills the error. */
ENVTAB_INTERNAL bool envtab__check_part(struct envtab__url *url, const struct envtab__part *part,
                                        const struct envtab__place *place);
/* Decodes the escapes of a part that was checked; to may be from, or before it. Returns the length. */
ENVTAB_INTERNAL size_t envtab__decode(char *to, const char *from, size_t length);

#endif
