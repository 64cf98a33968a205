/*
 * A file of NAME=value lines as an environment, such as one that was saved with env before an incident. It holds
 * secrets, so memory is wiped before it is freed, and never grown by realloc(), which would leave a copy.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/env_file.h"
#include "base/secret_bytes.h"

static bool grow(struct envtab__env_file *env_file)
{
  size_t capacity = env_file->capacity ? env_file->capacity * 2 : 65536;
  char *text = malloc(capacity);

  if (!text) return false;
  if (env_file->text) {
    envtab__copy_secret(text, env_file->text, env_file->size);
    envtab__wipe(env_file->text, env_file->size);
    free(env_file->text);
  }
  env_file->text = text;
  env_file->capacity = capacity;
  return true;
}

/* Leaves one byte free, for the end of the last line. */
static bool read_whole(struct envtab__env_file *env_file, FILE *file)
{
  for (;;) {
    size_t count;

    if (env_file->size + 1 >= env_file->capacity && !grow(env_file)) return false;
    count = fread(env_file->text + env_file->size, 1, env_file->capacity - env_file->size - 1, file);
    env_file->size += count;
    if (count == 0) return !ferror(file);
  }
}

/* The format shows in the text: no line of env holds a NUL, and an environment of /proc always does. */
static bool split(struct envtab__env_file *env_file)
{
  char end = envtab__count_byte(env_file->text, env_file->size, '\0') ? '\0' : '\n';
  size_t count = 0, next = 0;

  env_file->text[env_file->size++] = end;
  for (size_t i = 0; i < env_file->size; i++) count += env_file->text[i] == end;
  env_file->entries = calloc(count + 1, sizeof *env_file->entries);
  if (!env_file->entries) return false;
  for (size_t i = 0, start = 0; i < env_file->size; i++) {
    if (env_file->text[i] != end) continue;
    env_file->text[i] = '\0';
    env_file->entries[next++] = env_file->text + start;
    start = i + 1;
  }
  return true;
}

ENVTAB_INTERNAL bool envtab__read_env_file(struct envtab__env_file *env_file, const char *path)
{
  bool input = strcmp(path, "-") == 0, right;
  FILE *file = input ? stdin : fopen(path, "rb");
  int error;

  memset(env_file, 0, sizeof *env_file);
  if (!file) return false;
  setvbuf(file, NULL, _IONBF, 0); /* no copy of it in a buffer that nobody wipes */
  right = read_whole(env_file, file) && split(env_file);
  error = errno;
  if (!input) fclose(file);
  if (!right) envtab__release_env_file(env_file);
  errno = error;
  return right;
}

ENVTAB_INTERNAL void envtab__release_env_file(struct envtab__env_file *env_file)
{
  if (env_file->text) envtab__wipe(env_file->text, env_file->capacity);
  free(env_file->text);
  free(env_file->entries);
}
