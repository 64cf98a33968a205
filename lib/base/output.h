/* Text on its way out. */
#ifndef ENVTAB_OUTPUT_H
#define ENVTAB_OUTPUT_H

#include <string.h>

#include "internal.h"

struct envtab__output {
  FILE *file;
  size_t used;
  char text[1024];
};
static inline struct envtab__output *envtab__begin_output(struct envtab__output *output, FILE *file)
{
  output->file = file;
  output->used = 0;
  return output;
}
ENVTAB_INTERNAL void envtab__write(struct envtab__output *output, const char *text);
ENVTAB_INTERNAL void envtab__write_bytes(struct envtab__output *output, const char *text, size_t length);
ENVTAB_INTERNAL void envtab__write_number(struct envtab__output *output, size_t number);
ENVTAB_INTERNAL void envtab__flush(struct envtab__output *output);
/* How wide the bytes are on a terminal: a character of UTF-8 counts as one column. */
ENVTAB_INTERNAL size_t envtab__columns(const char *text, size_t length);

struct envtab__text_sink {        /* takes a text in pieces */
  void (*write)(void *context, const char *piece, size_t length);
  void *context;
};
static inline void envtab__send_text(const struct envtab__text_sink *sink, const char *text)
{
  sink->write(sink->context, text, strlen(text));
}
/* Of an envtab__output, as it is. */
ENVTAB_INTERNAL void envtab__write_piece(void *output, const char *piece, size_t length);

#endif
