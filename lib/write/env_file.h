/* A file of NAME=value lines, as env prints them. */
#ifndef ENVTAB_ENV_FILE_H
#define ENVTAB_ENV_FILE_H

#include "internal.h"

/* A file of NAME=value lines, as env prints them; or with a NUL after each, as /proc/PID/environ has them. */
struct envtab__env_file {
  char *text;
  size_t size, capacity;
  const char **entries;          /* ended by NULL */
};
/* False: the file cannot be read, or there is not enough memory; errno says which. "-": stdin. */
ENVTAB_INTERNAL bool envtab__read_env_file(struct envtab__env_file *env_file, const char *path);
/* Wipes it, as it holds secrets, and releases it. */
ENVTAB_INTERNAL void envtab__release_env_file(struct envtab__env_file *env_file);

#endif
