/* Text on its way out: to a sink, or to a file as one. */
#ifndef ENVTAB_OUTPUT_H
#define ENVTAB_OUTPUT_H

#include <string.h>

#include "internal.h"

struct envtab__sink {            /* receives a text in pieces, each of whole characters */
  void (*write)(void *context, const char *piece, size_t length);
  void *context;
};
static inline void envtab__write_bytes(const struct envtab__sink *out, const char *text, size_t length)
{
  out->write(out->context, text, length);
}
static inline void envtab__write(const struct envtab__sink *out, const char *text)
{
  envtab__write_bytes(out, text, strlen(text));
}

struct envtab__output {          /* a file, for as long as a text is written to it */
  struct envtab__sink sink;
  FILE *file;
  size_t used;
  char text[1024];
};
/* Begins to write to the file; returns the output's sink. */
ENVTAB_INTERNAL struct envtab__sink *envtab__begin_output(struct envtab__output *output, FILE *file);
/* Writes what was collected. An error is left in the file, for the program's ferror(3). */
ENVTAB_INTERNAL void envtab__flush(struct envtab__output *output);

/* How wide the bytes are on a terminal: a character of UTF-8 counts as one column. */
ENVTAB_INTERNAL size_t envtab__columns(const char *text, size_t length);

#endif
