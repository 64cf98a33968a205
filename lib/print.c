/*
 * Problems for people: names in a column, the reason, and what to do. On a terminal wrapped at its width and coloured.
 *
 *   orders: PORT         "80a" is not a port (a whole number from 1 to 65535).
 *                        What to do stands here.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <string.h>
#if defined(__unix__) || defined(__APPLE__)
#include <sys/ioctl.h>
#include <unistd.h>
#define ENVTAB__HAS_TERMINAL 1
#endif

#include "engine.h"

enum { WIDEST_NAME = 32, NARROWEST_TEXT = 30 };

#define ENVTAB__BOLD "\033[1m"
#define ENVTAB__RED "\033[1;31m"
#define ENVTAB__YELLOW "\033[1;33m"
#define ENVTAB__PLAIN "\033[0m"

/* What is printed goes out in as few writes as can be, so that lines of two processes do not mix. */
struct page {
  FILE *out;
  size_t width;                  /* of the terminal; 0: no wrapping */
  bool colour;
  size_t column, indent;
  size_t used;
  char buffer[1024];
};

/* ---- The terminal ---- */

/* The variable's value in the process's own environment; NULL: not set. */
static const char *look_up(const char *name)
{
  size_t length = strlen(name);

  for (const char *const *entry = envtab__environment(); *entry; entry++)
    if (strncmp(*entry, name, length) == 0 && (*entry)[length] == '=') return *entry + length + 1;
  return NULL;
}

static void look_at_terminal(struct page *page)
{
#ifdef ENVTAB__HAS_TERMINAL
  const char *no_color = look_up("NO_COLOR"), *term = look_up("TERM");
  struct winsize size;
  int file = fileno(page->out);

  if (file < 0 || !isatty(file)) return;
  page->width = ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
  page->colour = !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
#else
  (void)look_up;
  (void)page;
#endif
}

/* ---- The page ---- */

static void flush(struct page *page)
{
  fwrite(page->buffer, 1, page->used, page->out);
  page->used = 0;
}

static void put_bytes(struct page *page, const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++) {
    if (page->used == sizeof page->buffer) flush(page);
    page->buffer[page->used++] = text[i];
  }
}

static void put_text(struct page *page, const char *text)
{
  put_bytes(page, text, strlen(text));
  for (; *text; text++) page->column += (*text & 0xc0) != 0x80; /* a character of UTF-8 is one column */
}

static void put_colour(struct page *page, const char *code)
{
  if (page->colour) put_bytes(page, code, strlen(code));
}

static void pad(struct page *page, size_t column)
{
  while (page->column < column) put_text(page, " ");
}

static void new_line(struct page *page)
{
  put_bytes(page, "\n", 1);
  page->column = 0;
}

static size_t columns_of(const char *text, size_t length)
{
  size_t columns = 0;

  for (size_t i = 0; i < length; i++) columns += (text[i] & 0xc0) != 0x80;
  return columns;
}

/* Writes a text word by word, and goes on in the next line where a word would pass the edge. */
static void put_words(struct page *page, const char *text)
{
  for (bool first = true; *text; first = false) {
    size_t length = strcspn(text, " "), columns = columns_of(text, length);

    if (page->width && !first && page->column + 1 + columns > page->width) {
      new_line(page);
      pad(page, page->indent);
    } else if (!first) {
      put_text(page, " ");
    }
    put_bytes(page, text, length);
    page->column += columns;
    text += length;
    if (*text == ' ') text++;
  }
}

static const char *full_stop(const char *text)
{
  size_t length = strlen(text);

  return length && strchr(".?!", text[length - 1]) ? "" : ".";
}

/* ---- The problem ---- */

/* The value in quotes; those within it stand behind a backslash, as backslashes do. Returns the length. */
static size_t put_value(char *out, size_t capacity, const char *value)
{
  size_t used = 0;

  out[used++] = '"';
  for (; *value && used + 5 < capacity; value++) {
    if (*value == '"') out[used++] = '\\';
    out[used++] = *value;
  }
  return used + envtab__put(out + used, capacity - used, "\" ");
}

static void put_sentence(struct page *page, const envtab_problem *problem)
{
  char sentence[2560], at[32] = "";
  size_t used = envtab__put(sentence, sizeof sentence, problem->warning ? "(warning) " : "");

  if (problem->value) used += put_value(sentence + used, sizeof sentence / 2, problem->value);
  if (problem->value && problem->at != SIZE_MAX && problem->at >= 60)
    snprintf(at, sizeof at, ", at byte %zu", problem->at);
  snprintf(sentence + used, sizeof sentence - used, "%s%s%s", problem->reason, at, full_stop(problem->reason));
  put_words(page, sentence);
}

static size_t width_of_names(const envtab_problem *problem)
{
  return problem->longest < WIDEST_NAME ? problem->longest : WIDEST_NAME;
}

static void put_problem(struct page *page, const envtab_problem *problem)
{
  const char *program = problem->schema ? problem->schema->name : NULL;

  if (program) {
    put_text(page, program);
    put_text(page, ": ");
  }
  if (problem->name) {
    page->indent = page->column + width_of_names(problem) + 2;
    put_colour(page, problem->warning ? ENVTAB__YELLOW : ENVTAB__RED);
    put_text(page, problem->name);
    put_colour(page, ENVTAB__PLAIN);
    put_text(page, " ");
    pad(page, page->indent);
  } else {
    page->indent = page->column;
    put_colour(page, ENVTAB__BOLD);
  }
  if (page->width && page->indent + NARROWEST_TEXT > page->width) page->indent = 4;
  put_sentence(page, problem);
  if (!problem->name) put_colour(page, ENVTAB__PLAIN);
  if (!problem->hint) return;
  new_line(page);
  pad(page, page->indent);
  put_words(page, problem->hint);
}

void envtab_print(void *context, const envtab_problem *problem)
{
  struct page page;

  page.out = context ? context : stderr;
  page.width = page.column = page.indent = page.used = 0;
  page.colour = false;
  look_at_terminal(&page);
  put_problem(&page, problem);
  new_line(&page);
  flush(&page);
  fflush(page.out);
}
