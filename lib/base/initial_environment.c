/*
 * The environment that the process was started with. setenv() and putenv() make environ point elsewhere, but the first
 * bytes stay, and /proc/PID/environ shows them. Linux puts these on the stack of a new process, from lower addresses to
 * higher ones:
 *
 *   argc; argv[] and NULL; envp[] and NULL; the auxiliary vector; 16 random bytes; the texts of the arguments, those of
 *   the environment, the name of the program's file
 *
 * They are found from the auxiliary vector, which the C library knows, since /proc/self/stat would need a descriptor,
 * and /proc may not be there. gVisor and valgrind put the random bytes after the environment.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#ifdef __linux__
#include <sys/auxv.h>
#endif

#include "base/initial_environment.h"

#ifdef __linux__
enum {
  LARGEST_TYPE = 4095,           /* of an entry of the vector */
  NEAR = 65536,                  /* bytes of a new stack that are always mapped */
  PAGE = 4096                    /* the smallest */
};

/* The first entry of the auxiliary vector, found by that of the random bytes, which lie above it. NULL: not found. */
static const uintptr_t *find_vector(uintptr_t random)
{
  const uintptr_t *word = (const uintptr_t *)(random & ~(uintptr_t)(sizeof(uintptr_t) - 1)) - 1;
  const uintptr_t *lowest = word - NEAR / sizeof *word;

  while (word[0] != AT_RANDOM || word[1] != random)
    if (--word == lowest) return NULL;
  while (word[-2] && word[-2] <= LARGEST_TYPE) word -= 2; /* down to the end of envp[]: a pointer or NULL, then NULL */
  return word[-1] ? NULL : word;
}

/*
 * Where argc is: no pointer is as small. Their values say no more than that, as programs change them: unsetenv() moves
 * pointers of envp[], getopt() those of argv[].
 */
static const uintptr_t *find_argc(const uintptr_t *vector)
{
  const uintptr_t *word = vector - 2;

  while (!*word || *word >= (uintptr_t)(vector - word)) word--;
  return word[*word + 1] ? NULL : word;
}

/* The highest of these pointers that lies between the two; above, where none does. */
static uintptr_t highest_between(const uintptr_t *pointers, size_t count, uintptr_t above, uintptr_t below)
{
  for (size_t i = 0; i < count; i++)
    if (pointers[i] > above && pointers[i] < below) above = pointers[i];
  return above;
}

/*
 * The text of the last argument; above, where none is known to be one: then all is looked at. A program may have pointed
 * an argument to a variable that it was given: such a pointer is not to where a text begins, or not below all pointers to
 * the environment.
 */
static uintptr_t last_argument(const uintptr_t *argc, const uintptr_t *vector, uintptr_t above, uintptr_t below)
{
  const uintptr_t *arguments = argc + 1, *variables = arguments + *argc;

  for (; variables < vector; variables++)
    if (*variables > above && *variables < below) below = *variables;
  for (size_t i = 0; i < *argc; i++)
    if (arguments[i] > above && arguments[i] < below && !((const char *)arguments[i])[-1]) above = arguments[i];
  return above;
}

/* The end of the stack that this text is at the top of: of a page, after the NUL of the last text, and a NULL. */
static uintptr_t end_of_stack(uintptr_t text)
{
  for (size_t zeros = 0; zeros <= sizeof(void *) || text % PAGE; text++) zeros = *(const char *)text ? 0 : zeros + 1;
  return text;
}

/*
 * AT_EXECFN is the name of the program's file, after the environment. But ld.so, started as a program to start another
 * one, has it be an argument: then texts lie after it, and AT_BASE is 0, as there is no other loader.
 */
ENVTAB_INTERNAL bool envtab__initial_environment(char **start, char **end)
{
  uintptr_t random = getauxval(AT_RANDOM), after = getauxval(AT_EXECFN), text;
  const uintptr_t *vector = random && after ? find_vector(random) : NULL, *argc = vector ? find_argc(vector) : NULL;

  if (!argc) return false;
  text = highest_between(argc + 1, (size_t)(vector - argc) - 1, (uintptr_t)vector, UINTPTR_MAX);
  if (text >= after && !getauxval(AT_BASE)) after = random > text ? random : end_of_stack(text);
  *start = (char *)last_argument(argc, vector, (uintptr_t)vector, after);
  *end = (char *)after;
  while (*start < *end && *(*start)++) continue;
  return true;
}
#else
ENVTAB_INTERNAL bool envtab__initial_environment(char **start, char **end)
{
  *start = *end = NULL;
  return true;
}
#endif
