/*
 * A URL as it may be shown: made of its parts, never by a second look at its text, so that what is hidden is what was
 * read as secret. And its parts as they are kept: each in the value's own text, ended with a NUL; of a secret the one
 * copy that is left.
 */
#include "internal.h"

ENVTAB_INTERNAL const char *envtab__begin_redaction(struct envtab__redaction *redaction, envtab_value *value,
                                                    const char *text, size_t length, size_t secrets)
{
  redaction->text = text;
  redaction->at = 0;
  return redaction->to = envtab_keep(value, ENVTAB__REDACTED_ROOM(length, secrets), 1);
}

static void copy_up_to(struct envtab__redaction *redaction, size_t end)
{
  envtab__copy_secret(redaction->to, redaction->text + redaction->at, end - redaction->at);
  redaction->to += end - redaction->at;
  redaction->at = end;
}

ENVTAB_INTERNAL void envtab__redact(struct envtab__redaction *redaction, const struct envtab__part *part)
{
  copy_up_to(redaction, part->at);
  memcpy(redaction->to, ENVTAB__SHOWN_SECRET, sizeof ENVTAB__SHOWN_SECRET - 1);
  redaction->to += sizeof ENVTAB__SHOWN_SECRET - 1;
  redaction->at = envtab__end_of(part);
}

ENVTAB_INTERNAL void envtab__end_redaction(struct envtab__redaction *redaction, size_t length)
{
  copy_up_to(redaction, length);
}

ENVTAB_INTERNAL char *envtab__take_part(char *text, const struct envtab__part *part, size_t at)
{
  size_t length = envtab__decode(text + at, text + part->at, part->length);

  envtab__wipe(text + at + length, part->length - length + 1);
  return text + at;
}

ENVTAB_INTERNAL envtab_secret envtab__take_secret(envtab_value *value, char *text, const struct envtab__part *part)
{
  size_t length = envtab__decode(text + part->at, text + part->at, part->length);
  envtab_secret secret = envtab__hide(value, text + part->at, length);

  envtab__wipe(text + part->at, part->length);
  return secret;
}

ENVTAB_INTERNAL bool envtab__reject_flaw(envtab_value *value, const struct envtab__flaw *flaw)
{
  char reason[160];
  int used = snprintf(reason, sizeof reason, "%s%s%s", flaw->reason, flaw->part ? " in its " : "",
                      flaw->part ? flaw->part : "");

  if (flaw->at != SIZE_MAX) snprintf(reason + used, sizeof reason - (size_t)used, " at byte %zu", flaw->at);
  return envtab_reject(value, flaw->code, flaw->at, reason, flaw->hint);
}
