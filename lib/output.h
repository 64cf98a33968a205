/* What is written, and how: text, JSON, pages for people; and what was loaded, as it may be shown. */
#ifndef ENVTAB_OUTPUT_H
#define ENVTAB_OUTPUT_H

#include "engine.h"

/* ---- output.c: text on its way out ---- */

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
/* Of an envtab__output, as it is, and within a string of JSON. */
ENVTAB_INTERNAL void envtab__write_piece(void *output, const char *piece, size_t length);
ENVTAB_INTERNAL void envtab__write_json_piece(void *output, const char *piece, size_t length);

/* ---- json.c ---- */

/* A string: what is not UTF-8 stands as U+FFFD. */
ENVTAB_INTERNAL void envtab__write_json(struct envtab__output *output, const char *text);

/* ---- page.c: words for people ---- */

struct envtab__terminal {
  struct envtab__output output;
  size_t width;                  /* 0: lines are not wrapped */
  size_t column, indent;         /* where the page stands; where a wrapped line goes on */
  bool colour;
};
#define ENVTAB__BOLD "\033[1m"
#define ENVTAB__RED "\033[1;31m"
#define ENVTAB__YELLOW "\033[1;33m"
#define ENVTAB__END_COLOUR "\033[0m"
/* width: where the file is no terminal. */
ENVTAB_INTERNAL void envtab__begin_terminal(struct envtab__terminal *page, FILE *file, size_t width);
ENVTAB_INTERNAL void envtab__terminal_write(struct envtab__terminal *page, const char *text);
/* Writes a text word by word, and goes on in the next line where a word would pass the edge. */
ENVTAB_INTERNAL void envtab__terminal_wrap(struct envtab__terminal *page, const char *text);
/* On a terminal only. */
ENVTAB_INTERNAL void envtab__terminal_colour(struct envtab__terminal *page, const char *code);
ENVTAB_INTERNAL void envtab__terminal_pad(struct envtab__terminal *page, size_t column);
ENVTAB_INTERNAL void envtab__terminal_new_line(struct envtab__terminal *page);
ENVTAB_INTERNAL void envtab__end_terminal(struct envtab__terminal *page);

/* ---- reading.c: a walk over what was loaded ---- */

struct envtab__view {
  const envtab_field *field;
  const char *member;            /* NULL: in an optional group that is not there */
  envtab_source source;
  bool wrong, unread;            /* the row has a problem; so it has no value */
  const struct envtab__head *head;
  struct envtab__walk walk;
  const char *bases[ENVTAB__DEEPEST + 2];
  size_t row;                    /* the number of the next row */
};
ENVTAB_INTERNAL void envtab__begin_view(struct envtab__view *view, const void *config);
/* Steps to the next row or group. */
ENVTAB_INTERNAL bool envtab__next_member(struct envtab__view *view);
/* Steps to the next row. */
ENVTAB_INTERNAL bool envtab__next_row(struct envtab__view *view);

ENVTAB_INTERNAL void envtab__send_name(const struct envtab__text_sink *sink, const struct envtab__view *view);
/* The value as it may be shown, secrets hidden; it is there. False: it was cut, as there is no memory for all of it. */
ENVTAB_INTERNAL bool envtab__send_value(const struct envtab__text_sink *sink,
                                        const struct envtab__view *view);
ENVTAB_INTERNAL size_t envtab__length_of_name(const struct envtab__view *view);
ENVTAB_INTERNAL size_t envtab__longest_name(const void *config);

/* ---- show.c ---- */

/* Prints a line for each variable: its value, if values are wanted, its source, and whether it is wrong. */
ENVTAB_INTERNAL void envtab__show(const void *config, FILE *out, bool values);
/* Prints a piece of a value; what a terminal should not get stands as \xNN. */
ENVTAB_INTERNAL void envtab__print_piece(void *file, const char *piece, size_t length);
ENVTAB_INTERNAL const char *envtab__source_name(envtab_source source);

#endif
