/* What the URLs of backing services share. */
#ifndef ENVTAB_SERVICE_H
#define ENVTAB_SERVICE_H

#include "internal.h"
#include "url/uri.h"
#include "url/url_parts.h"

/*
 * envtab__split_url() of a URL whose scheme is one of these, exactly as they are written. False: the error's reason is
 * expects ("is not a redis URL"), and its hint says whose URL it may be.
 */
ENVTAB_INTERNAL bool envtab__split_service(struct envtab__url *url, envtab_value *value, const char *schemes,
                                           unsigned barriers, const char *expects);
/* Whether text is in the list, whose items have a space between them. */
ENVTAB_INTERNAL bool envtab__is_in_list(const char *list, const char *text, size_t length);
struct envtab__foreign_parameter { /* parameters of other clients: a list of names, and what to do about them */
  const char *names, *hint;
};
/*
 * Fills the error for a parameter that is not known; returns false. It is named where it is in the table, which ends
 * with a row without names; else only its byte is given, as it may be a piece of a password.
 */
ENVTAB_INTERNAL bool envtab__fail_parameter(struct envtab__url *url, const struct envtab__part *name,
                                            const struct envtab__foreign_parameter *foreign);
/* Rejects a default that contains a credential, at this byte. */
ENVTAB_INTERNAL bool envtab__refuse_credential(envtab_value *value, size_t at);
/* The same for a default in which a part was hidden for what it looks like. True: the value may be used. */
ENVTAB_INTERNAL bool envtab__check_program(const struct envtab__url *url);

#endif
