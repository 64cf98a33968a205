/* The file that NAME_FILE names. */
#ifndef ENVTAB_FILE_H
#define ENVTAB_FILE_H

#include "internal.h"

enum {
  ENVTAB__LARGEST_FILE = 1 << 20,
  ENVTAB__NOT_PRIVILEGED = -5 /* a reason: files are not for privileged processes */
};
/* Opens the file; gives its size. -1: *why is an error number of file.c. */
ENVTAB_INTERNAL int envtab__open_file(const char *path, size_t *size, int *why);
/* Reads size bytes into text, whose capacity is one more, cuts one final newline, and closes. False: *why. */
ENVTAB_INTERNAL bool envtab__read_file(int file, char *text, size_t *size, int *why);
ENVTAB_INTERNAL void envtab__close_file(int file);
ENVTAB_INTERNAL const char *envtab__file_reason(int why);

#endif
