/*
 * The file that NAME_FILE names: opened once, without blocking and without following a terminal; a regular file of at
 * most 1 MiB; one final newline is not part of the value.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load/file.h"

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif
#ifndef O_NONBLOCK
#define O_NONBLOCK 0
#endif
#ifndef O_NOCTTY
#define O_NOCTTY 0
#endif
#ifndef O_BINARY
#define O_BINARY 0
#endif

/* Beside the system's error numbers. */
enum { NOT_REGULAR = -1, TOO_LARGE = -2, HAS_NUL = -3, CHANGED = -4, DIRECTORY = -6, GENERATED = -7 };

ENVTAB_INTERNAL const char *envtab__file_reason(int why)
{
  switch (why) {
  case NOT_REGULAR: return "names something that is not a regular file";
  case DIRECTORY: return "names a directory, not a file in it";
  case TOO_LARGE: return "names a file of more than 1 MiB";
  case HAS_NUL: return "names a file that contains a NUL byte";
  case GENERATED: return "names a file that the system generates when it is read, as in /proc or /sys";
  case CHANGED: return "names a file that changed while it was read";
  case ENVTAB__NOT_PRIVILEGED: return "names a file, which a privileged process does not read";
  case ENOENT: return "names a file that does not exist";
  case ENOTDIR: return "names a path that goes through something that is not a directory";
  case EACCES: case EPERM: return "names a file that this process may not read";
  case EMFILE: case ENFILE: return "names a file that cannot be opened: too many files are open";
  case ENAMETOOLONG: return "names a path that is too long";
#ifdef ELOOP
  case ELOOP: return "names a path with too many symbolic links";
#endif
  default: return "names a file that cannot be read";
  }
}

ENVTAB_INTERNAL void envtab__close_file(int file) { close(file); }

ENVTAB_INTERNAL int envtab__open_file(const char *path, size_t *size, int *why)
{
  struct stat status;
  int file;

  do file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_BINARY);
  while (file < 0 && errno == EINTR);
  *why = errno;
  if (file < 0) return -1;
  if (fstat(file, &status) != 0) *why = errno;
  else if (!S_ISREG(status.st_mode)) *why = S_ISDIR(status.st_mode) ? DIRECTORY : NOT_REGULAR;
  else if (status.st_size > ENVTAB__LARGEST_FILE) *why = TOO_LARGE;
  else {
    *size = (size_t)status.st_size;
    return file;
  }
  close(file);
  return -1;
}

/* Reads up to size bytes; -1: *why. */
static long read_all(int file, char *text, size_t size, int *why)
{
  size_t got = 0;

  while (got < size) {
    long piece = (long)read(file, text + got, (unsigned)(size - got));

    if (piece < 0 && errno == EINTR) continue;
    *why = errno;
    if (piece < 0) return -1;
    if (piece == 0) break;
    got += (size_t)piece;
  }
  return (long)got;
}

/* Files in /proc and /sys keep the size that they say they have: 0, or a page. */
static int why_size_differs(int file, size_t size)
{
  struct stat status;

  return fstat(file, &status) == 0 && (size_t)status.st_size == size ? GENERATED : CHANGED;
}

ENVTAB_INTERNAL bool envtab__read_file(int file, char *text, size_t *size, int *why)
{
  long got = read_all(file, text, *size + 1, why);

  if (got >= 0 && (size_t)got != *size) {
    *why = why_size_differs(file, *size);
    got = -1;
  }
  close(file);
  if (got < 0) return false;
  for (size_t i = 0; i < *size; i++)
    if (!text[i]) {
      *why = HAS_NUL;
      return false;
    }
  if (*size && text[*size - 1] == '\n') {
    --*size;
    if (*size && text[*size - 1] == '\r') --*size;
  }
  text[*size] = '\0';
  return true;
}
