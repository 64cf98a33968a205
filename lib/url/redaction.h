/* A URL as it may be shown, and its parts as they are kept. */
#ifndef ENVTAB_REDACTION_H
#define ENVTAB_REDACTION_H

#include "internal.h"
#include "value/disclosure.h"
#include "url/host.h"
#include "url/url_parts.h"

struct envtab__redaction {
  const char *text;
  size_t at;                     /* what stands before it is copied, or hidden */
  char *to;
};
/* Begins a text of the value's that may be shown; secrets: how many parts of it are to be hidden, at most. Its room: */
#define ENVTAB__REDACTED_CAPACITY(length, secrets) ((length) + (secrets) * (sizeof ENVTAB__SHOWN_SECRET - 1) + 1)
ENVTAB_INTERNAL const char *envtab__begin_redaction(struct envtab__redaction *redaction, envtab_value *value,
                                                    const char *text, size_t length, size_t secrets);
/* Copies what stands before end and is not copied yet. */
ENVTAB_INTERNAL void envtab__show_up_to(struct envtab__redaction *redaction, size_t end);
/* Hides the next part. */
ENVTAB_INTERNAL void envtab__redact(struct envtab__redaction *redaction, const struct envtab__part *part);

/* Decodes a part to where it shall stand, at most one byte before it, ends it with a NUL, and wipes what is left. */
ENVTAB_INTERNAL char *envtab__extract_part(char *text, const struct envtab__part *part, size_t at);
/* Decodes a part, keeps it as a secret, and wipes it. */
ENVTAB_INTERNAL envtab_secret envtab__extract_secret(envtab_value *value, char *text, const struct envtab__part *part);
/* Decodes a host in place, its zone too; where there is none, the text is that of default, kept. */
ENVTAB_INTERNAL const char *envtab__extract_host(envtab_value *value, char *text, const struct envtab__host *host,
                                              const char *default_value);
/* Rejects the value for the flaw, in words that hold nothing of its text; at: SIZE_MAX: no byte is told. */
ENVTAB_INTERNAL bool envtab__reject_flaw(envtab_value *value, const struct envtab__url_error *flaw);

#endif
