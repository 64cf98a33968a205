/*
 * Text for people: in columns, on a terminal wrapped at its width and coloured. Into a file or pipe it goes without
 * colours, wrapped only where the caller gives a width.
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
#include "base/utf8.h"

/* ---- The terminal ---- */

/* The variable's value in the process's environment; NULL: not set. Byte by byte, as other entries may be secrets. */
static const char *look_up(const char *name)
{
  for (const char *const *entry = envtab__process_environment(); *entry; entry++) {
    const char *text = *entry;
    size_t same = 0;

    while (name[same] && text[same] == name[same]) same++;
    if (!name[same] && text[same] == '=') return text + same + 1;
  }
  return NULL;
}

/* Whether the file is a terminal, and how wide. Colours are left out as https://no-color.org has it. */
static void ask_terminal(struct envtab__terminal *terminal)
{
#ifdef ENVTAB__HAS_TERMINAL
  const char *no_color = look_up("NO_COLOR"), *term = look_up("TERM");
  struct winsize size;
  int file = fileno(terminal->output.file);

  if (file < 0 || !isatty(file)) return;
  terminal->width = ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
  terminal->colour = !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
#else
  (void)look_up;
  (void)terminal;
#endif
}

ENVTAB_INTERNAL void envtab__begin_terminal(struct envtab__terminal *terminal, FILE *file, size_t width)
{
  envtab__begin_output(&terminal->output, file);
  terminal->width = width;
  terminal->column = terminal->indent = 0;
  terminal->colour = false;
  ask_terminal(terminal);
}

/* ---- The text ---- */

/* Also where a text is the program's own, nothing in it is to control the terminal. */
static void terminal_bytes(struct envtab__terminal *terminal, const char *text, size_t length)
{
  terminal->column += envtab__columns(text, length);
  for (size_t i = 0, size; i < length; i += size ? size : 1) {
    size = envtab__printable(text + i, length - i);
    envtab__write_bytes(&terminal->output.sink, size ? text + i : "?", size ? size : 1);
  }
}

ENVTAB_INTERNAL void envtab__terminal_write(struct envtab__terminal *terminal, const char *text)
{
  terminal_bytes(terminal, text, strlen(text));
}

ENVTAB_INTERNAL void envtab__terminal_colour(struct envtab__terminal *terminal, const char *code)
{
  if (terminal->colour) envtab__write(&terminal->output.sink, code);
}

ENVTAB_INTERNAL void envtab__terminal_pad(struct envtab__terminal *terminal, size_t column)
{
  while (terminal->column < column) terminal_bytes(terminal, " ", 1);
}

ENVTAB_INTERNAL void envtab__terminal_new_line(struct envtab__terminal *terminal)
{
  envtab__write(&terminal->output.sink, "\n");
  terminal->column = 0;
}

/* Where in the pieces the next character is; escaped: the backslash before it has been read. */
struct place { const struct envtab__piece *piece; const char *text; bool escaped; };

/* The next character, in UTF-8, of *size bytes; NULL: the text is at its end. */
static const char *next_character(struct place *place, size_t *size)
{
  const char *character;

  while (place->text && !*place->text) place->text = (++place->piece)->text;
  character = place->text;
  if (!character) return NULL;
  place->escaped = *character == '"' && place->piece->quoted && !place->escaped;
  *size = 1;
  if (place->escaped) return "\\";
  *size = envtab__utf8(character, SIZE_MAX); /* the NUL after the text is part of no character */
  if (!*size) *size = 1;
  place->text += *size;
  return character;
}

/* How wide the rest of a word is. */
static size_t width_of_word(struct place place)
{
  const char *character;
  size_t width = 0, size;

  while ((character = next_character(&place, &size)) != NULL && *character != ' ')
    width += envtab__columns(character, size);
  return width;
}

ENVTAB_INTERNAL void envtab__terminal_wrap_pieces(struct envtab__terminal *terminal, const struct envtab__piece *pieces)
{
  struct place place = { pieces, pieces->text, false };
  const char *character;

  /* A word that is wider than the line is not broken: it may be a name or path that someone copies. */
  for (size_t size; (character = next_character(&place, &size)) != NULL;) {
    if (*character == ' ' && terminal->width && terminal->column + 1 + width_of_word(place) > terminal->width) {
      envtab__terminal_new_line(terminal);
      envtab__terminal_pad(terminal, terminal->indent);
    } else {
      terminal_bytes(terminal, character, size);
    }
  }
}

ENVTAB_INTERNAL void envtab__terminal_wrap(struct envtab__terminal *terminal, const char *text)
{
  envtab__terminal_wrap_pieces(terminal, (const struct envtab__piece[]){ { text, false }, { NULL, false } });
}

ENVTAB_INTERNAL void envtab__end_terminal(struct envtab__terminal *terminal)
{
  envtab__flush(&terminal->output);
  fflush(terminal->output.file);
}
