/*
 * Scrubbing: the bytes of the secrets in the process's environment are overwritten where they stand (unsetenv() alone
 * leaves them to /proc/PID/environ), then the variables are removed. A secret may be there twice: where environ points
 * to, and where the process got it, if setenv() has replaced it since.
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
#include "base/initial_environment.h"
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

/* name NULL: secrets of any name may be left. */
static ENVTAB_COLD void report_left(struct envtab__load *load, const struct envtab__name *name)
{
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_MEMORY, .warning = load->options->scrub_is_best_effort, .at = SIZE_MAX,
    .reason = "The environment that the process was started with was not found; secrets may be left in it",
    .hint = "Only with .scrub_is_best_effort in its options does the program load all the same."
  };

  if (name) {
    problem.field = load->names.rows[name->row].field;
    problem.name = name->text;
    problem.reason = "is removed from the environment, but not all of its bytes could be overwritten: they are in "
                     "read-only memory, or the system calls getrandom and pipe are not allowed";
  }
  envtab__report_problem(&load->report, &problem, NULL, 0);
}

/*
 * Wipes the value of the entry, if it is a secret of this table: of a row that is one, or a URL with a password in a
 * field of any type. True: it is. A path in NAME_FILE is not a secret, but it is removed too: it would show a child
 * where to read one. What is left of a value that environ and the initial environment share is reported once.
 */
static bool scrub_entry(struct envtab__load *load, char *entry, bool initial)
{
  size_t length = envtab__name_length(entry);
  const struct envtab__name *name = length ? envtab__find(&load->names.index, entry, length) : NULL;
  char *value = entry + length + 1;

  if (!name || name->row == ENVTAB__NO_ROW) return false;
  length = envtab__length_of_secret(value);
  if (envtab__disclosure(load->names.rows[name->row].field, value, length) == ENVTAB__SHOW_VALUE) return false;
  if (!wipe_pages(value, length) && !(initial && name->value == value)) report_left(load, name);
  return true;
}

ENVTAB_INTERNAL void envtab__scrub(struct envtab__load *load)
{
  char **kept = (char **)(uintptr_t)load->environment, *entry, *end;

  for (char **next = kept; *next; next++)
    if (!scrub_entry(load, *next, false)) *kept++ = *next;
  if (*kept) *kept = NULL;
  if (!envtab__initial_environment(&entry, &end)) report_left(load, NULL);
  else
    for (; entry < end; entry += envtab__length_of_secret(entry) + 1) scrub_entry(load, entry, true);
}
