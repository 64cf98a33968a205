/* A file of NAME=value lines as an environment. It holds secrets: no piece of it stays in memory that is given back. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/env_file.h"
#include "base/secret_bytes.h"

static bool grow(struct envtab__env_file *dump)
{
  size_t capacity = dump->capacity ? dump->capacity * 2 : 65536;
  char *text = malloc(capacity);

  if (!text) return false;
  if (dump->text) {
    envtab__copy_secret(text, dump->text, dump->size);
    envtab__wipe(dump->text, dump->size);
    free(dump->text);
  }
  dump->text = text;
  dump->capacity = capacity;
  return true;
}

/* One byte is left for a last end. */
static bool read_whole(struct envtab__env_file *dump, FILE *file)
{
  for (;;) {
    size_t count;

    if (dump->size + 1 >= dump->capacity && !grow(dump)) return false;
    count = fread(dump->text + dump->size, 1, dump->capacity - dump->size - 1, file);
    dump->size += count;
    if (count == 0) return !ferror(file);
  }
}

static bool split(struct envtab__env_file *dump)
{
  char end = memchr(dump->text, '\0', dump->size) ? '\0' : '\n';
  size_t count = 0, next = 0;

  dump->text[dump->size++] = end;
  for (size_t i = 0; i < dump->size; i++) count += dump->text[i] == end;
  dump->entries = calloc(count + 1, sizeof *dump->entries);
  if (!dump->entries) return false;
  for (size_t i = 0, start = 0; i < dump->size; i++) {
    if (dump->text[i] != end) continue;
    dump->text[i] = '\0';
    dump->entries[next++] = dump->text + start;
    start = i + 1;
  }
  return true;
}

ENVTAB_INTERNAL bool envtab__read_env_file(struct envtab__env_file *dump, const char *path)
{
  bool input = strcmp(path, "-") == 0, right;
  FILE *file = input ? stdin : fopen(path, "rb");
  int error;

  memset(dump, 0, sizeof *dump);
  if (!file) return false;
  setvbuf(file, NULL, _IONBF, 0); /* no copy of it in a buffer that nobody wipes */
  right = read_whole(dump, file) && split(dump);
  error = errno;
  if (!input) fclose(file);
  if (!right) envtab__release_env_file(dump);
  errno = error;
  return right;
}

ENVTAB_INTERNAL void envtab__release_env_file(struct envtab__env_file *dump)
{
  if (dump->text) envtab__wipe(dump->text, dump->capacity);
  free(dump->text);
  free(dump->entries);
}
