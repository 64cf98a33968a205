/*
 * A URL as it may be shown: made of its parts, never by searching its text a second time, so that what is hidden is
 * what was read as a secret. And its parts as the member has them: each in the value's own text, ended with a NUL; a
 * secret in one copy, which is the only one that is left.
 */
#include <string.h>

#include "url/redaction.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "value/credential.h"
#include "value/disclosure.h"
#include "value/value.h"
#include "url/uri.h"
#include "url/url_parts.h"

ENVTAB_INTERNAL const char *envtab__begin_redaction(struct envtab__url *url, size_t secrets)
{
  url->shown = 0;
  url->redacted_end = envtab__value_alloc_apart(url->value, ENVTAB__REDACTED_SIZE(url->length, secrets));
  return url->redacted_end;
}

ENVTAB_INTERNAL void envtab__show_up_to(struct envtab__url *url, size_t end)
{
  if (end <= url->shown) return; /* within a part that is hidden */
  envtab__copy_secret(url->redacted_end, url->text + url->shown, end - url->shown);
  url->redacted_end += end - url->shown;
  url->shown = end;
  *url->redacted_end = '\0';
}

ENVTAB_INTERNAL void envtab__redact(struct envtab__url *url, const struct envtab__part *part)
{
  envtab__show_up_to(url, part->at);
  memcpy(url->redacted_end, ENVTAB__SHOWN_SECRET, sizeof ENVTAB__SHOWN_SECRET);
  url->redacted_end += sizeof ENVTAB__SHOWN_SECRET - 1;
  url->shown = envtab__end_of(part);
}

/* It is decoded where it is shown, and looked at there, before it is written as it is. */
ENVTAB_INTERNAL bool envtab__hide_credential(struct envtab__url *url, const struct envtab__part *part, bool is_user)
{
  size_t length;
  bool hidden;

  envtab__show_up_to(url, part->at);
  length = envtab__decode(url->redacted_end, url->text + part->at, part->length);
  hidden = envtab__looks_secret(url->redacted_end, length) ||
           (is_user && envtab__count_byte(url->redacted_end, length, ':'));
  envtab__wipe(url->redacted_end, length);
  if (hidden) envtab__redact(url, part);
  else envtab__show_up_to(url, envtab__end_of(part));
  if (hidden && !url->credential.present) url->credential = envtab__part(part->at, envtab__end_of(part));
  return hidden;
}

ENVTAB_INTERNAL char *envtab__extract_part(struct envtab__url *url, const struct envtab__part *part, size_t at)
{
  char *text = url->text;
  size_t end = envtab__end_of(part), length = part->length;

  /* Decoding makes a text shorter, never longer: it can be done in place, and leaves bytes that were part of it. */
  if (at != part->at || (part->holds & ENVTAB__PERCENT)) {
    length = envtab__decode(text + at, text + part->at, part->length);
    envtab__wipe(text + at + length, end - at - length);
  }
  text[at + length] = '\0';
  return text + at;
}

ENVTAB_INTERNAL envtab_secret envtab__extract_secret(struct envtab__url *url, const struct envtab__part *part)
{
  char *at = url->text + part->at;
  size_t length = part->holds & ENVTAB__PERCENT ? envtab__decode(at, at, part->length) : part->length;
  envtab_secret secret = envtab_value_secret(url->value, at, length);

  envtab__wipe(at, part->length);
  return secret;
}

/* Decodes a part to other memory, and wipes it; returns the end of it there, after its NUL. */
static char *move_part(struct envtab__url *url, const struct envtab__part *part, char *to)
{
  char *end = to + envtab__decode(to, url->text + part->at, part->length);

  *end = '\0';
  envtab__wipe(url->text + part->at, part->length);
  return end + 1;
}

ENVTAB_INTERNAL char *envtab__extract_apart(struct envtab__url *url, const struct envtab__part *part)
{
  char *copy = envtab__value_alloc_apart(url->value, part->length + 1);

  move_part(url, part, copy);
  return copy;
}

ENVTAB_INTERNAL char *envtab__extract_shown(struct envtab__url *url, const struct envtab__part *part, size_t end,
                                            bool is_user)
{
  bool hidden = envtab__hide_credential(url, part, is_user);
  char *copy = url->hidden_end;

  envtab__show_up_to(url, end);
  if (!hidden) return envtab__extract_part(url, part, part->at);
  if (!copy) copy = envtab__value_alloc_apart(url->value, url->length + 1);
  url->hidden_end = move_part(url, part, copy);
  return copy;
}

ENVTAB_INTERNAL const char *envtab__copy_text(struct envtab__url *url, const char *text)
{
  size_t size = envtab__length_of_secret(text) + 1;
  char *copy = envtab__value_alloc_bytes(url->value, size);

  envtab__copy_secret(copy, text, size);
  return copy;
}

ENVTAB_INTERNAL const char *envtab__extract_host(struct envtab__url *url, const char *default_host)
{
  struct envtab__part whole = url->host.name;

  if (url->host.zone.present) whole = envtab__part(whole.at, envtab__end_of(&url->host.zone));
  return whole.length ? envtab__extract_part(url, &whole, whole.at) : envtab__copy_text(url, default_host);
}

ENVTAB_INTERNAL size_t envtab__show_redacted(const envtab_type *self, const envtab_field *field, const void *member,
                                             char *out, size_t capacity)
{
  const char *redacted;

  (void)field;
  memcpy(&redacted, (const char *)member + *(const size_t *)self->user, sizeof redacted);
  return envtab__put(out, capacity, redacted);
}
