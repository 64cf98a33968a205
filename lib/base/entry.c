/*
 * The process's environment, and the names of its entries. Names are scanned byte by byte: the value after a name may
 * be a secret, and the C library's functions read ahead.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#ifdef _WIN32
#include <stdlib.h>
#elif defined(__APPLE__)
#include <crt_externs.h>
#else
#include <unistd.h>
#endif

#include "base/entry.h"

#if !defined(_WIN32) && !defined(__APPLE__)
extern char **environ;
#endif

ENVTAB_INTERNAL const char *const *envtab__process_environment(void)
{
  static const char *const none[] = { NULL }; /* after clearenv(3), environ is NULL */
#ifdef _WIN32
  char **entries = _environ;
#elif defined(__APPLE__)
  char **entries = *_NSGetEnviron();
#else
  char **entries = environ;
#endif

  return entries ? (const char *const *)entries : none;
}

ENVTAB_INTERNAL size_t envtab__name_length(const char *entry)
{
  size_t length = 0;

  while (!envtab__ends_name(entry[length])) length++;
  return entry[length] ? length : 0;
}

ENVTAB_INTERNAL bool envtab__begins_with_mark(const char *entry)
{
  return entry[0] == '\xef' && entry[1] == '\xbb' && entry[2] == '\xbf';
}
