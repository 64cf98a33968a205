/*
 * Pieces of a text that may be a secret, sought byte by byte: the C library's functions leave what they look at in
 * vector registers. Upper and lower case are the same.
 */
#include "base/search.h"
#include "base/ascii.h"

ENVTAB_INTERNAL bool envtab__begins(const char *text, size_t length, const char *with)
{
  const volatile char *at = text;

  while (length && *with && envtab__to_lower(*at) == envtab__to_lower(*with)) at++, with++, length--;
  return !*with;
}

ENVTAB_INTERNAL const char *envtab__search(const char *text, size_t length, const char *piece)
{
  for (; length; text++, length--)
    if (envtab__begins(text, length, piece)) return text;
  return NULL;
}
