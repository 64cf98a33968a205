/*
 * A URL as it may be shown: made of its parts, never by a second look at its text, so that what is hidden is what was
 * read as secret. And its parts as they are kept: each in the value's own text, ended with a NUL; of a secret the one
 * copy that is left.
 */
#include <stdio.h>
#include <string.h>

#include "url/redaction.h"
#include "base/secret_bytes.h"
#include "value/value.h"
#include "url/host.h"
#include "url/uri.h"
#include "url/url_parts.h"

ENVTAB_INTERNAL const char *envtab__begin_redaction(struct envtab__redaction *redaction, envtab_value *value,
                                                    const char *text, size_t length, size_t secrets)
{
  redaction->text = text;
  redaction->at = 0;
  return redaction->to = envtab__value_alloc_bytes(value, ENVTAB__REDACTED_CAPACITY(length, secrets));
}

ENVTAB_INTERNAL void envtab__show_up_to(struct envtab__redaction *redaction, size_t end)
{
  if (end <= redaction->at) return;
  envtab__copy_secret(redaction->to, redaction->text + redaction->at, end - redaction->at);
  redaction->to += end - redaction->at;
  redaction->at = end;
  *redaction->to = '\0';
}

ENVTAB_INTERNAL void envtab__redact(struct envtab__redaction *redaction, const struct envtab__part *part)
{
  envtab__show_up_to(redaction, part->at);
  memcpy(redaction->to, ENVTAB__SHOWN_SECRET, sizeof ENVTAB__SHOWN_SECRET);
  redaction->to += sizeof ENVTAB__SHOWN_SECRET - 1;
  redaction->at = envtab__end_of(part);
}

ENVTAB_INTERNAL char *envtab__extract_part(char *text, const struct envtab__part *part, size_t at)
{
  size_t end = envtab__end_of(part), length = part->length;

  if (at != part->at || (part->holds & ENVTAB__PERCENT)) {
    length = envtab__decode(text + at, text + part->at, part->length);
    envtab__wipe(text + at + length, end - at - length);
  }
  text[at + length] = '\0';
  return text + at;
}

ENVTAB_INTERNAL envtab_secret envtab__extract_secret(envtab_value *value, char *text, const struct envtab__part *part)
{
  char *at = text + part->at;
  size_t length = part->holds & ENVTAB__PERCENT ? envtab__decode(at, at, part->length) : part->length;
  envtab_secret secret = envtab_value_secret(value, at, length);

  envtab__wipe(text + part->at, part->length);
  return secret;
}

ENVTAB_INTERNAL const char *envtab__extract_host(envtab_value *value, char *text, const struct envtab__host *host,
                                              const char *default_value)
{
  size_t size = strlen(default_value) + 1;
  struct envtab__part whole = host->name;

  if (host->zone.present) whole = envtab__part(host->name.at, envtab__end_of(&host->zone));
  if (whole.length) return envtab__extract_part(text, &whole, whole.at);
  return memcpy(envtab__value_alloc_bytes(value, size), default_value, size);
}

ENVTAB_INTERNAL bool envtab__reject_flaw(envtab_value *value, const struct envtab__url_error *flaw)
{
  char reason[160];
  int used = snprintf(reason, sizeof reason, "%s%s%s", flaw->reason, flaw->part ? " in its " : "",
                      flaw->part ? flaw->part : "");

  if (flaw->at != SIZE_MAX) snprintf(reason + used, sizeof reason - (size_t)used, " at byte %zu", flaw->at);
  return envtab_value_reject(value, flaw->code, flaw->at, reason, flaw->hint);
}
