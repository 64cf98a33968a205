/* A URL as it may be shown, and its parts as the member has them. */
#ifndef ENVTAB_REDACTION_H
#define ENVTAB_REDACTION_H

#include "internal.h"
#include "value/disclosure.h"
#include "value/value.h"
#include "url/uri.h"
#include "url/url_parts.h"

/*
 * Begins the text that may be shown, and returns it. secrets: how many parts of the URL are hidden, at most. The parts
 * are then hidden in the order of the text, each before it is decoded. It lies apart, as with .secret all of it is one.
 * Its capacity:
 */
#define ENVTAB__REDACTED_SIZE(length, secrets) ((length) + (secrets) * (sizeof ENVTAB__SHOWN_SECRET - 1) + 1)
#define ENVTAB__REDACTED_CAPACITY(length, secrets) (2 * ENVTAB__GAP + ENVTAB__REDACTED_SIZE(length, secrets))
ENVTAB_INTERNAL const char *envtab__begin_redaction(struct envtab__url *url, size_t secrets);
/* Copies what comes before end and was not copied yet. */
ENVTAB_INTERNAL void envtab__show_up_to(struct envtab__url *url, size_t end);
/* Copies what comes before the part, and hides the part. */
ENVTAB_INTERNAL void envtab__redact(struct envtab__url *url, const struct envtab__part *part);

/*
 * Copies what comes before the part, and the part; or hides it where it looks like a credential once it is decoded, or
 * is a user with a ":" in it, which is one with a password. Returns whether it is hidden.
 */
ENVTAB_INTERNAL bool envtab__hide_credential(struct envtab__url *url, const struct envtab__part *part, bool is_user);

/*
 * Decodes a part to at, where it is or one byte before it, ends it with a NUL, and wipes what is left of it. Returns
 * the decoded text.
 */
ENVTAB_INTERNAL char *envtab__extract_part(struct envtab__url *url, const struct envtab__part *part, size_t at);
/* Decodes a part, copies it as a secret, and wipes the part. */
ENVTAB_INTERNAL envtab_secret envtab__extract_secret(struct envtab__url *url, const struct envtab__part *part);
/* The same for a part whose member is a text, though it may be secret: it lies apart. The capacity, beside its bytes: */
enum { ENVTAB__APART_CAPACITY = 2 * ENVTAB__GAP + 1 };
ENVTAB_INTERNAL char *envtab__extract_apart(struct envtab__url *url, const struct envtab__part *part);
/*
 * envtab__hide_credential(), then copies the rest up to end, and decodes the part: where it is, or, if it is hidden, to
 * memory that all such parts share, apart from other texts. The capacity of that: ENVTAB__APART_CAPACITY, and once the
 * text's bytes.
 */
ENVTAB_INTERNAL char *envtab__extract_shown(struct envtab__url *url, const struct envtab__part *part, size_t end,
                                            bool is_user);
/* A copy of a text of the library's, such as a default: the member points into the arena alone. */
ENVTAB_INTERNAL const char *envtab__copy_text(struct envtab__url *url, const char *text);
/* Decodes the host in place, with its zone; where there is none, returns a copy of the default. */
ENVTAB_INTERNAL const char *envtab__extract_host(struct envtab__url *url, const char *default_host);

/* Shows the redacted text; the type's .user is its offset in the member, a size_t. */
ENVTAB_INTERNAL size_t envtab__show_redacted(const envtab_type *self, const envtab_field *field, const void *member,
                                             char *out, size_t capacity);

#endif
