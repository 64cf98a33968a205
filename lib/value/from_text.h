/* A value from its text: the copy, the checks, the reader, the bounds. */
#ifndef ENVTAB_FROM_TEXT_H
#define ENVTAB_FROM_TEXT_H

#include "internal.h"
#include "base/arena.h"
#include "value/value.h"

/*
 * The most bytes that reading a text of this length keeps, its copy and padding included; SIZE_MAX: too much to count.
 * text is NULL when it is not read yet.
 */
ENVTAB_INTERNAL size_t envtab__any_capacity(const envtab_field *field, const char *text, size_t length);
static inline size_t envtab__value_capacity(const envtab_field *field, const char *text, size_t length)
{
  if (!field->element && !field->min && !field->max && !field->type->capacity_per_byte)
    return envtab__add(length + 1, field->type->capacity);
  return envtab__any_capacity(field, text, length);
}
/*
 * Copies text into value->arena and reads it into member; value->arena and ->from_program are set before. False: value
 * says why.
 */
ENVTAB_INTERNAL bool envtab__read(struct envtab_value *value, const envtab_field *field, const char *text, size_t length,
                                  void *member);

/* Gives a value that was not read its reason, if it has none yet. */
ENVTAB_INTERNAL void envtab__settle(struct envtab_value *value);

#endif
