/*
 * A page of text for people: words in columns, on a terminal wrapped at its width and coloured. Into a file or pipe it
 * is plain.
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

#include <stdio.h>

#include "base/terminal.h"
#include "base/entry.h"
#include "base/output.h"

/* ---- The terminal ---- */

/* The variable's value in the process's own environment; NULL: not set. */
static const char *look_up(const char *name)
{
  size_t length = strlen(name);

  for (const char *const *entry = envtab__process_environment(); *entry; entry++)
    if (strncmp(*entry, name, length) == 0 && (*entry)[length] == '=') return *entry + length + 1;
  return NULL;
}

static void look_at_terminal(struct envtab__terminal *page)
{
#ifdef ENVTAB__HAS_TERMINAL
  const char *no_color = look_up("NO_COLOR"), *term = look_up("TERM");
  struct winsize size;
  int file = fileno(page->output.file);

  if (file < 0 || !isatty(file)) return;
  page->width = ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
  page->colour = !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
#else
  (void)look_up;
  (void)page;
#endif
}

ENVTAB_INTERNAL void envtab__begin_terminal(struct envtab__terminal *page, FILE *file, size_t width)
{
  envtab__begin_output(&page->output, file);
  page->width = width;
  page->column = page->indent = 0;
  page->colour = false;
  look_at_terminal(page);
}

/* ---- The text ---- */

static void put_bytes(struct envtab__terminal *page, const char *text, size_t length)
{
  envtab__write_bytes(&page->output, text, length);
  page->column += envtab__columns(text, length);
}

ENVTAB_INTERNAL void envtab__terminal_write(struct envtab__terminal *page, const char *text)
{
  put_bytes(page, text, strlen(text));
}

ENVTAB_INTERNAL void envtab__terminal_colour(struct envtab__terminal *page, const char *code)
{
  if (page->colour) envtab__write(&page->output, code);
}

ENVTAB_INTERNAL void envtab__terminal_pad(struct envtab__terminal *page, size_t column)
{
  while (page->column < column) put_bytes(page, " ", 1);
}

ENVTAB_INTERNAL void envtab__terminal_new_line(struct envtab__terminal *page)
{
  envtab__write(&page->output, "\n");
  page->column = 0;
}

ENVTAB_INTERNAL void envtab__terminal_wrap(struct envtab__terminal *page, const char *text)
{
  for (bool first = true; *text; first = false) {
    size_t length = strcspn(text, " ");

    if (page->width && !first && page->column + 1 + envtab__columns(text, length) > page->width) {
      envtab__terminal_new_line(page);
      envtab__terminal_pad(page, page->indent);
    } else if (!first) {
      put_bytes(page, " ", 1);
    }
    put_bytes(page, text, length);
    text += length;
    if (*text == ' ') text++;
  }
}

ENVTAB_INTERNAL void envtab__end_terminal(struct envtab__terminal *page)
{
  envtab__flush(&page->output);
  fflush(page->output.file);
}
