/* A value that is being read, and what its reader may do. */
#ifndef ENVTAB_VALUE_H
#define ENVTAB_VALUE_H

#include "internal.h"
#include "base/arena.h"
#include "base/format.h"
#include "value/disclosure.h"

enum { ENVTAB__MESSAGE_SIZE = 400 };    /* the most bytes of a reason or hint */

/*
 * How far texts lie from a secret, before and after it. A program reads them by functions of the C library, which take
 * whole vectors: glibc's strlen() four of 32 bytes at once, aligned, so that it reads up to 127 bytes beyond the NUL.
 */
enum { ENVTAB__GAP = 128 };

struct envtab_value {
  const envtab_field *field;
  const envtab_type *type;       /* the element's, within an item */
  const envtab_choice *choice;
  char *whole, *text;            /* the value's, and what is read now: the whole, or an item of it */
  size_t length;
  struct envtab__arena *arena;
  char *limit;                   /* the arena's memory up to here is this value's */
  void *bounds[2];               /* .min and .max, once they are read; else NULL */
  bool from_program, rejected, full; /* full: its reader wanted more than its capacity */
  bool by_reader;                /* the reason is the type's: it may contain parts of the text */
  bool bound;                    /* rejected for its .min or .max, which the reason names */
  bool warned;                   /* not rejected, but reason and hint are the reader's warning */
  envtab_code code;
  size_t at, items, item;        /* items: how many were read; item: the rejected one, from 1; 0: the whole */
  size_t item_at, item_length;   /* where that one is in the text */
  char reason[ENVTAB__MESSAGE_SIZE + 1], hint[ENVTAB__MESSAGE_SIZE + 1];
};

/* Begins a value of the field; the arena, the text and from_program are the caller's to set. */
static inline void envtab__begin_value(struct envtab_value *value, const envtab_field *field)
{
  value->field = field;
  value->type = field->type;
  value->choice = NULL;
  value->bounds[0] = value->bounds[1] = NULL;
  value->rejected = value->by_reader = value->bound = value->warned = value->full = false;
  value->items = 0;
}

/* What follows "is not" in a reason. */
static inline const char *envtab__expects(const envtab_type *type)
{
  return type->expects ? type->expects : type->name;
}

/* What a type shows of a value that is secret as a whole. */
ENVTAB_INTERNAL size_t envtab__show_secret(const envtab_type *self, const envtab_field *field, const void *member,
                                           char *out, size_t capacity);

/* Rejects the default of a secret: in the program's text everybody can read it. */
ENVTAB_INTERNAL bool envtab__refuse_default(envtab_value *value);

/*
 * Copies a reason or hint of a program's, and returns the copy: cut, and with "?" for what must not reach a terminal or
 * would break the line, as it may quote a text from outside.
 */
ENVTAB_INTERNAL const char *envtab__copy_message(char copy[ENVTAB__MESSAGE_SIZE + 1], const char *text);

/* As envtab_value_alloc(), without alignment and without zeroing. */
ENVTAB_INTERNAL char *envtab__value_alloc_bytes(envtab_value *value, size_t size);
/* The same for what may be secret: with a gap before it and one after it, which the type's capacity counts. */
ENVTAB_INTERNAL char *envtab__value_alloc_apart(envtab_value *value, size_t size);
/* envtab_value_reject() for a reason of the library's own: it contains no part of the text, and may always be shown. */
ENVTAB_INTERNAL bool envtab__refuse(envtab_value *value, envtab_code code, size_t at, const char *reason,
                                    const char *hint);

/* Appends why the value was rejected, as far as it may be shown. text: the value's, for an item of it. */
ENVTAB_INTERNAL void envtab__append_reason(struct envtab__buffer *buffer, const struct envtab_value *value,
                                           enum envtab__disclosure disclosure, const char *text);

#endif
