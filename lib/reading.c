/* A walk over what was loaded: the members, and their names and values as text that may be shown. */
#include <string.h>

#include "output.h"

ENVTAB_INTERNAL void envtab__begin_reading(struct envtab__reading *reading, const void *config)
{
  reading->head = envtab__head_of(config);
  reading->bases[0] = config;
  reading->row = 0;
  envtab__walk(&reading->walk, reading->head->schema);
}

static void enter_group(struct envtab__reading *reading)
{
  const char **inner = &reading->bases[reading->walk.depth + 1];

  *inner = reading->member;
  if (*inner && reading->field->optional) memcpy(inner, reading->member, sizeof *inner);
}

ENVTAB_INTERNAL bool envtab__next_member(struct envtab__reading *reading)
{
  const char *base;
  uint8_t source;

  if (!envtab__next(&reading->walk)) return false;
  base = reading->bases[reading->walk.depth];
  reading->field = reading->walk.field;
  reading->member = base ? base + reading->field->offset : NULL;
  reading->source = ENVTAB_SOURCE_NONE;
  reading->unread = reading->wrong = false;
  if (reading->field->group) {
    enter_group(reading);
    return true;
  }
  source = reading->head->sources[reading->row++];
  reading->source = (envtab_source)(source & ENVTAB__SOURCE);
  reading->unread = (source & ENVTAB__UNREAD) != 0;
  reading->wrong = (source & ~ENVTAB__SOURCE) != 0;
  return true;
}

ENVTAB_INTERNAL bool envtab__next_row(struct envtab__reading *reading)
{
  while (envtab__next_member(reading))
    if (!reading->field->group) return true;
  return false;
}

/* ---- Names and values, handed on in pieces ---- */

ENVTAB_INTERNAL void envtab__tell_name(const struct envtab__listener *listener, const struct envtab__reading *reading)
{
  envtab__tell_text(listener, reading->head->prefix);
  for (size_t i = 1; i <= reading->walk.depth; i++) envtab__tell_text(listener, envtab__group_at(&reading->walk, i)->name);
  envtab__tell_text(listener, reading->field->name);
}

/* What a secret type shows is safe; any other text may be a URL with a password. */
static void tell_shown(const struct envtab__listener *listener, const envtab_field *field, const char *text)
{
  bool safe = field->type->secret || (field->element && field->element->secret);

  envtab__tell_text(listener, !safe && envtab__looks_secret(text, strlen(text)) ? "<secret>" : text);
}

/* A value's text may be of any length: it is made twice then, in memory that is taken for it. */
ENVTAB_INTERNAL bool envtab__tell_value(const struct envtab__listener *listener,
                                        const struct envtab__reading *reading)
{
  const envtab_field *field = reading->field;
  char text[1024];
  struct envtab__block longer;
  size_t length;

  if (field->secret) {
    envtab__tell_text(listener, "<secret>");
    return true;
  }
  length = field->type->show(field, reading->member, text, sizeof text);
  if (length < sizeof text || !envtab__map(&longer, length + 1)) {
    tell_shown(listener, field, text);
    return length < sizeof text;
  }
  field->type->show(field, reading->member, longer.start, length + 1);
  longer.next = longer.end;
  tell_shown(listener, field, longer.start);
  envtab__release(&longer);
  return true;
}

static void count_piece(void *context, const char *piece, size_t length)
{
  (void)piece;
  *(size_t *)context += length;
}

ENVTAB_INTERNAL size_t envtab__length_of_name(const struct envtab__reading *reading)
{
  size_t length = 0;
  struct envtab__listener counter = { count_piece, &length };

  envtab__tell_name(&counter, reading);
  return length;
}

ENVTAB_INTERNAL size_t envtab__longest_name(const void *config)
{
  struct envtab__reading reading;
  size_t longest = 0;

  envtab__begin_reading(&reading, config);
  while (envtab__next_row(&reading)) {
    size_t length = envtab__length_of_name(&reading);

    if (length > longest) longest = length;
  }
  return longest;
}
