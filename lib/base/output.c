/* A file as a sink. Text is collected first, so that it leaves in few writes and lines of two processes do not mix. */
#include <stdio.h>

#include "base/output.h"

ENVTAB_INTERNAL void envtab__flush(struct envtab__output *output)
{
  fwrite(output->text, 1, output->used, output->file);
  output->used = 0;
}

static void write_to_output(void *context, const char *piece, size_t length)
{
  struct envtab__output *output = context;

  for (size_t i = 0; i < length; i++) {
    if (output->used == sizeof output->text) envtab__flush(output);
    output->text[output->used++] = piece[i];
  }
}

ENVTAB_INTERNAL struct envtab__sink *envtab__begin_output(struct envtab__output *output, FILE *file)
{
  output->sink = (struct envtab__sink){ write_to_output, output };
  output->file = file;
  output->used = 0;
  return &output->sink;
}

/* All bytes of a character but its first are 10xxxxxx. */
ENVTAB_INTERNAL size_t envtab__columns(const char *text, size_t length)
{
  size_t columns = 0;

  for (size_t i = 0; i < length; i++) columns += (text[i] & 0xc0) != 0x80;
  return columns;
}
