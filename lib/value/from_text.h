/* A value from its text: the copy, the checks, the reader, the bounds. */
#ifndef ENVTAB_FROM_TEXT_H
#define ENVTAB_FROM_TEXT_H

#include "internal.h"
#include "base/arena.h"
#include "value/disclosure.h"
#include "value/value.h"

/* What reading a field's texts needs beyond the type's reader: bits, found out once for each row. Most need nothing. */
enum {
  ENVTAB__SECRET = 1,            /* the text is a secret, or has one in it */
  ENVTAB__UNCHECKED = 2,         /* any bytes are accepted: .raw */
  ENVTAB__LIMITED = 4,           /* choices, bounds or lengths are checked */
  ENVTAB__STORED = 8,            /* more is allocated than a copy of the text */
  ENVTAB__BLANK_COUNTS = 16,     /* a text that is empty, or all spaces, may be a value */
  ENVTAB__APART = 32             /* this text may be a secret, whatever its field: its copy lies apart */
};

/*
 * The one place that goes through a row's options. .name, .deprecated and .from_file are for where the text comes from
 * (schema/names); .default_value and .optional for when there is none (load/choose); .help, .example, .unit and .extra
 * for types and for what is written about the row.
 */
static inline uint8_t envtab__needs(const envtab_field *field)
{
  const envtab_type *type = field->type;
  unsigned needs = 0;

  /* Fails when an option is added, which must then be looked at here. */
  _Static_assert(sizeof(envtab_field) == 18 * sizeof(void *) + 8,
                 "a new option of a row: does reading need to know it?");
  if (envtab__is_secret(field)) needs |= ENVTAB__SECRET | ENVTAB__APART;
  if (field->raw) needs |= ENVTAB__UNCHECKED;
  if (field->raw || field->empty == ENVTAB_EMPTY_IS_VALUE) needs |= ENVTAB__BLANK_COUNTS;
  if (field->choices || field->min || field->max || field->min_length || field->max_length) needs |= ENVTAB__LIMITED;
  if (field->element || field->min || field->max || type->capacity || type->capacity_per_byte) needs |= ENVTAB__STORED;
  return (uint8_t)needs;
}

/*
 * The most bytes that reading a text of this length allocates beyond its copy; SIZE_MAX: more than can be counted.
 * text: NULL when it is not known yet.
 */
ENVTAB_INTERNAL size_t envtab__stored_capacity(const envtab_field *field, const char *text, size_t length);
/* The same, with the copy, its NUL, and the gaps around it. */
static inline size_t envtab__value_capacity(const envtab_field *field, unsigned needs, const char *text, size_t length)
{
  size_t copy = length + 1 + (needs & ENVTAB__APART ? 2 * ENVTAB__GAP : 0);

  return envtab__add(copy, needs & ENVTAB__STORED ? envtab__stored_capacity(field, text, length) : 0);
}
/*
 * Copies text into value->arena, which has envtab__value_capacity() bytes for it, and reads it into member. The caller
 * has set value->arena and value->from_program; needs are the field's. False: rejected, and value says why.
 */
ENVTAB_INTERNAL bool envtab__value_from_text(struct envtab_value *value, const envtab_field *field, unsigned needs,
                                             const char *text, size_t length, void *member);

#endif
