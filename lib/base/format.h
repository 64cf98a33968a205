/* Text that is put together in an array of characters: always bounded, and ended with a NUL. */
#ifndef ENVTAB_FORMAT_H
#define ENVTAB_FORMAT_H

#include "internal.h"

/* An array and what it contains so far. Callers only ever name the buffer, so that none can miscount what is left. */
struct envtab__buffer {
  char *text;
  size_t capacity;
  size_t length;                 /* of all that was appended, what was cut included, as snprintf counts */
};

/* A buffer of an array's bytes, empty; the capacity may be 0. */
static inline struct envtab__buffer envtab__buffer(char *array, size_t capacity)
{
  if (capacity) *array = '\0';
  return (struct envtab__buffer){ array, capacity, 0 };
}
/* The buffer's text; NULL: nothing was appended. */
static inline const char *envtab__text_if_any(const struct envtab__buffer *buffer)
{
  return buffer->length ? buffer->text : NULL;
}
#define ENVTAB__BUFFER(array) envtab__buffer((array), sizeof(array))

/* Append length bytes, or a text; what is beyond the capacity is cut, but counted. */
ENVTAB_INTERNAL void envtab__append_bytes(struct envtab__buffer *buffer, const char *text, size_t length);
ENVTAB_INTERNAL void envtab__append_text(struct envtab__buffer *buffer, const char *text);
/* Append a number in decimal; in hexadecimal, with so many digits. */
ENVTAB_INTERNAL void envtab__append_uint(struct envtab__buffer *buffer, uint64_t number);
ENVTAB_INTERNAL void envtab__append_hex(struct envtab__buffer *buffer, uint32_t number, int digits, bool upper);
/*
 * Appends as printf does, with %s, %.*s and %zu alone: the C library's would take more of a small stack than all that
 * calls it. tests/checks/writef.sh fails when a call has another conversion.
 */
#if defined(__MINGW_PRINTF_FORMAT) /* "printf" would mean the one of Windows there, which does not have %zu */
__attribute__((format(__MINGW_PRINTF_FORMAT, 2, 3)))
#elif defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
ENVTAB_INTERNAL void envtab__append_format(struct envtab__buffer *buffer, const char *format, ...);
/* Appends text from outside: escaped, so it cannot mislead a log or terminal, and cut after ENVTAB__SHOWN bytes. */
ENVTAB_INTERNAL void envtab__append_escaped(struct envtab__buffer *buffer, const char *text, size_t length);
/* The same for a name, in which spaces are escaped too: nobody would see one at the end. */
ENVTAB_INTERNAL void envtab__append_name(struct envtab__buffer *buffer, const char *name, size_t length);
/*
 * The same for the name of an entry of the environment, up to the first byte that no name can hold, with "..." for what
 * is left out: with a ":" in place of the "=", the rest is the value.
 */
ENVTAB_INTERNAL void envtab__append_entry_name(struct envtab__buffer *buffer, const char *entry);

enum {
  ENVTAB__SHOWN = 60,            /* bytes that are shown of a text from outside */
  ENVTAB__SHOWN_CAPACITY = 4 * ENVTAB__SHOWN + sizeof "... (18446744073709551615 bytes)"
};

/* Copies text into the whole of out, as snprintf does with %s, for a type's show(); returns its length. */
ENVTAB_INTERNAL size_t envtab__put(char *out, size_t capacity, const char *text);

#endif
