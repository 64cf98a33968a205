/* Text on its way out: collected, so that it leaves in as few writes as can be and lines of two processes do not mix. */
#include <stdio.h>
#include <string.h>

#include "base/output.h"

ENVTAB_INTERNAL void envtab__flush(struct envtab__output *output)
{
  fwrite(output->text, 1, output->used, output->file);
  output->used = 0;
}

ENVTAB_INTERNAL void envtab__write_bytes(struct envtab__output *output, const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++) {
    if (output->used == sizeof output->text) envtab__flush(output);
    output->text[output->used++] = text[i];
  }
}

ENVTAB_INTERNAL void envtab__write(struct envtab__output *output, const char *text)
{
  envtab__write_bytes(output, text, strlen(text));
}

ENVTAB_INTERNAL void envtab__write_number(struct envtab__output *output, size_t number)
{
  char text[24];

  snprintf(text, sizeof text, "%zu", number);
  envtab__write(output, text);
}

ENVTAB_INTERNAL size_t envtab__columns(const char *text, size_t length)
{
  size_t columns = 0;

  for (size_t i = 0; i < length; i++) columns += (text[i] & 0xc0) != 0x80;
  return columns;
}

ENVTAB_INTERNAL void envtab__write_piece(void *output, const char *piece, size_t length)
{
  envtab__write_bytes(output, piece, length);
}
