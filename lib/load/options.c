/*
 * Whether a load may begin at all: its options must not contradict themselves, since half obeying them would be worse
 * than refusing, and the environment must come from someone who may set it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#if defined(__linux__)
#include <sys/auxv.h>
#elif defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

#include "load/options.h"
#include "base/ascii.h"
#include "report/report.h"

/* Whether a name may begin so: letters, digits and "_", no digit first. */
static bool begins_name(const char *prefix)
{
  if (envtab__is_digit(*prefix)) return false;
  while (envtab__is_name_char(*prefix)) prefix++;
  return !*prefix;
}

/*
 * What the options are refused for; NULL: nothing. A reserved member that is set comes from a newer header: ignoring an
 * option would be worse than not loading.
 */
static const char *misuse(const envtab_options *options)
{
  for (size_t i = 0; i < sizeof options->reserved / sizeof *options->reserved; i++)
    if (options->reserved[i]) return "The options have a reserved member that is not zero";
  if (options->scrub && options->environment)
    return "The options have .scrub, which is for the process's own environment, and .environment";
  if (options->scrub_is_best_effort && !options->scrub) return "The options have .scrub_is_best_effort without .scrub";
  if (options->capacity && !options->memory) return "The options have .capacity without .memory";
  if (options->prefix && !begins_name(options->prefix))
    return "The options have a .prefix that no variable's name begins with";
  if (options->permanent && options->memory)
    return "The options have .permanent, which is for the library's own memory, and .memory";
  return NULL;
}

ENVTAB_INTERNAL bool envtab__check_options(const envtab_options *options, struct envtab__report *report)
{
  envtab_problem problem = { .code = ENVTAB_PROBLEM_MISUSE, .reason = misuse(options), .at = SIZE_MAX };

  if (!problem.reason) return true;
  envtab__report_problem(report, &problem, NULL, 0);
  return false;
}

/* The kernel knows at exec; getuid() != geteuid() would miss capabilities on the file. */
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
