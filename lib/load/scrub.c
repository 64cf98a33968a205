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

#include "load/scrub.h"
#include "base/entry.h"
#include "base/secret_bytes.h"
#include "value/disclosure.h"
#include "report/report.h"
#include "schema/name_index.h"
#include "load/state.h"

/*
 * Whether the memory can be written: putenv() may have been given a string literal. A store there would end the
 * program; read(2) into it fails with EFAULT instead. The byte goes through a pipe and comes back as it was.
 */
static bool is_writable(char *byte)
{
#ifdef ENVTAB__HAS_PIPE
  int ends[2];
  bool writable;

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

static void report_read_only(struct envtab__load *load, const struct envtab__name *name)
{
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_MISUSE, .warning = true, .field = load->names.rows[name->row].field, .name = name->text,
    .reason = "is removed from the environment, but its bytes cannot be overwritten", .at = SIZE_MAX
  };

  envtab__report_problem(&load->report, &problem, NULL, 0);
}

/* Whether the row's field is a secret, or its value is a URL with a password, in a field of any type. */
static bool is_secret_of_ours(const struct envtab__load *load, const struct envtab__name *name, const char *value)
{
  if (!name || name->row == ENVTAB__NO_ROW) return false;
  return envtab__disclosure(load->names.rows[name->row].field, value, envtab__length_of_secret(value)) !=
         ENVTAB__SHOW_VALUE;
}

/* A path in NAME_FILE is not a secret, but it is removed too: it would show a child where to read one. */
static void wipe_value(struct envtab__load *load, const struct envtab__name *name, char *value)
{
  size_t length = envtab__length_of_secret(value);

  if (!length) return;
  if (is_writable(value) && is_writable(value + length - 1)) envtab__wipe(value, length);
  else report_read_only(load, name);
}

ENVTAB_INTERNAL void envtab__scrub(struct envtab__load *load)
{
  char **kept = (char **)(uintptr_t)load->environment;

  for (char **entry = kept; *entry; entry++) {
    size_t length = envtab__name_length(*entry);
    const struct envtab__name *name = length ? envtab__find(&load->names.index, *entry, length) : NULL;

    if (is_secret_of_ours(load, name, *entry + length + 1)) wipe_value(load, name, *entry + length + 1);
    else *kept++ = *entry;
  }
  *kept = NULL;
}
