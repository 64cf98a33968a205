/* What the URLs of backing services share. */
#ifndef ENVTAB_SERVICE_H
#define ENVTAB_SERVICE_H

#include "internal.h"
#include "url/uri.h"
#include "url/url_parts.h"

/*
 * Splits a URL whose scheme is one of these words (blanks between them), exactly as they are written. barriers: of
 * envtab__split_uri(). False: the flaw says in the words of expects what it is not, and whose URL it may be.
 */
ENVTAB_INTERNAL bool envtab__split_service(const char *text, size_t length, const char *schemes, unsigned barriers,
                                           const char *expects, struct envtab__uri *uri, struct envtab__url_error *flaw);
/* Whether text is one of the words, which have a blank between them. */
ENVTAB_INTERNAL bool envtab__is_in_list(const char *words, const char *text, size_t length);
struct envtab__foreign_parameter {        /* parameters of other clients, words, and what to do about them */
  const char *names, *hint;
};
/*
 * Rejects a parameter that is not known. It is told by its name where that is in the table, whose last row has no names;
 * else by its byte alone, as it may be a piece of a password.
 */
ENVTAB_INTERNAL bool envtab__reject_parameter(envtab_value *value, const char *text, const struct envtab__part *name,
                                              const struct envtab__foreign_parameter *strangers);
/* Rejects a default that holds a credential, at this byte. */
ENVTAB_INTERNAL bool envtab__refuse_credential(envtab_value *value, size_t at);

#endif
