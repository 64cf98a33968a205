/*
 * Secrets: copied, measured and wiped byte by byte through volatile, since the C library's own functions leave pieces
 * of what they touch in vector registers, and these go into core files.
 */
#include <string.h>

#include "internal.h"

static const char secret_mark[] = "<secret>";

const char *envtab_reveal(envtab_secret secret)
{
  return secret.hidden_ ? secret.hidden_ + sizeof secret_mark : NULL;
}

/* Through a volatile pointer, so that no compiler leaves a wipe out. Only zeros go through vector registers here. */
static void *(*const volatile set_bytes)(void *, int, size_t) = memset;

ENVTAB_INTERNAL void envtab__wipe(void *memory, size_t size) { set_bytes(memory, 0, size); }

ENVTAB_INTERNAL void envtab__copy_secret(char *to, const char *from, size_t length)
{
  volatile char *byte = to;

  while (length--) *byte++ = *from++;
}

ENVTAB_INTERNAL size_t envtab__length_of_secret(const char *text)
{
  const volatile char *end = text;

  while (*end) end++;
  return (size_t)(end - text);
}

ENVTAB_INTERNAL envtab_secret envtab__hide(envtab_value *value, const char *text, size_t length)
{
  char *copy = envtab_keep(value, sizeof secret_mark + length + 1, 1);
  envtab_secret secret = { NULL, 0 };

  if (!copy) return secret;
  envtab__copy_secret(copy, secret_mark, sizeof secret_mark);
  envtab__copy_secret(copy + sizeof secret_mark, text, length);
  secret.hidden_ = copy;
  secret.length = length;
  return secret;
}

ENVTAB_INTERNAL bool envtab__refuse_fallback(envtab_value *value)
{
  return envtab_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, "is a secret, which has no fallback", NULL);
}
