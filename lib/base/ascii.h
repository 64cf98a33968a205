/* Characters of ASCII. <ctype.h> would depend on the locale, which is the program's, not the library's. */
#ifndef ENVTAB_ASCII_H
#define ENVTAB_ASCII_H

#include "internal.h"

static inline bool envtab__is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool envtab__is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool envtab__is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool envtab__is_alpha(char c) { return envtab__is_lower(c) || envtab__is_upper(c); }
static inline bool envtab__is_name_char(char c) { return envtab__is_alpha(c) || envtab__is_digit(c) || c == '_'; }
static inline char envtab__to_lower(char c) { return envtab__is_upper(c) ? (char)(c - 'A' + 'a') : c; }

/* Whether the byte is one of these. */
static inline bool envtab__is_one_of(char c, const char *bytes)
{
  while (*bytes && *bytes != c) bytes++;
  return *bytes != '\0';
}

/* The value of a hex digit; -1: it is not one. */
static inline int envtab__hex_digit(char c)
{
  if (envtab__is_digit(c)) return c - '0';
  c = envtab__to_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
