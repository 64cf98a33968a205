/*
 * Scrubbing: the bytes of the secrets in the process's environment are overwritten where they stand (unsetenv() alone
 * leaves them to /proc/PID/environ), then the variables are removed.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#define ENVTAB__HAS_PIPE 1
#endif
#ifdef __linux__
#include <sys/syscall.h>
#endif

#include "load/scrub.h"
#include "base/entry.h"
#include "base/secret_bytes.h"
#include "value/disclosure.h"
#include "report/report.h"
#include "schema/name_index.h"
#include "load/state.h"

/*
 * Whether the memory can be written: putenv() may have been given a string literal. A store there would end the
 * program, but a system call that writes there fails with EFAULT. getrandom(2) writes the one byte that it is asked for
 * and needs no descriptor, and the seccomp filters of Docker and systemd let it through. It is called by its number, as
 * a C library may draw the byte itself, by a store. Where it is missing or forbidden, the byte goes through a pipe.
 */
static bool is_writable(char *byte)
{
#ifdef ENVTAB__HAS_PIPE
  int ends[2];
  bool writable;

#ifdef SYS_getrandom
  if (syscall(SYS_getrandom, byte, (size_t)1, 1U /* GRND_NONBLOCK */) == 1) return true;
#endif
  if (pipe(ends) != 0) return false;
  writable = write(ends[1], byte, 1) == 1 && read(ends[0], byte, 1) == 1;
  close(ends[0]);
  close(ends[1]);
  return writable;
#else
  (void)byte;
  return true;
#endif
}

/* Overwrites the pages that can be written. False: not all of them. No system has pages that are smaller. */
static bool wipe_pages(char *text, size_t length)
{
  const size_t page = 4096;
  bool all = true;

  while (length) {
    size_t rest = page - ((uintptr_t)text & (page - 1)), part = length < rest ? length : rest;

    if (is_writable(text)) envtab__wipe(text, part);
    else all = false;
    text += part;
    length -= part;
  }
  return all;
}

static ENVTAB_COLD void report_left(struct envtab__load *load, const struct envtab__name *name)
{
  envtab_problem problem = { .code = ENVTAB_PROBLEM_MEMORY, .at = SIZE_MAX };

  problem.field = load->names.rows[name->row].field;
  problem.name = name->text;
  problem.reason = "is removed from the environment, but not all of its bytes could be overwritten: they are in "
                   "read-only memory, or the system calls getrandom and pipe are not allowed";
  problem.warning = load->options->scrub_is_best_effort;
  if (!problem.warning)
    problem.hint = "To load all the same, the program must set .scrub_is_best_effort in its options.";
  envtab__report_problem(&load->report, &problem, NULL, 0);
}

/* Whether the row's field is a secret, or its value is a URL with a password, in a field of any type. */
static bool is_secret_of_ours(const struct envtab__load *load, const struct envtab__name *name, const char *value)
{
  if (!name || name->row == ENVTAB__NO_ROW) return false;
  return envtab__disclosure(load->names.rows[name->row].field, value, envtab__length_of_secret(value)) !=
         ENVTAB__SHOW_VALUE;
}

/*
 * Wipes the value of the entry, if it is a secret of this table; true: it is one. A path in NAME_FILE is not a secret,
 * but it is removed too: it would show a child where to read one.
 */
static bool scrub_entry(struct envtab__load *load, char *entry)
{
  size_t length = envtab__name_length(entry);
  const struct envtab__name *name = length ? envtab__find(&load->names.index, entry, length) : NULL;
  char *value = entry + length + 1;

  if (!is_secret_of_ours(load, name, value)) return false;
  if (!wipe_pages(value, envtab__length_of_secret(value))) report_left(load, name);
  return true;
}

ENVTAB_INTERNAL void envtab__scrub(struct envtab__load *load)
{
  char **kept = (char **)(uintptr_t)load->environment;

  for (char **next = kept; *next; next++)
    if (!scrub_entry(load, *next)) *kept++ = *next;
  if (*kept) *kept = NULL;
}
