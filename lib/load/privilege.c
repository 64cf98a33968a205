/* Whether the process runs with rights that its caller has not: then its environment is someone else's word. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#if defined(__linux__)
#include <sys/auxv.h>
#elif defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

#include "load/privilege.h"

ENVTAB_INTERNAL bool envtab__is_privileged(void)
{
#if defined(__linux__)
  return getauxval(AT_SECURE) != 0;
#elif defined(__unix__) || defined(__APPLE__)
  return issetugid() != 0;
#else
  return false;
#endif
}
