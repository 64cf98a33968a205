/* A walk over what was loaded: the members, and their names and values as text that may be shown. */
#include <string.h>

#include "config/view.h"
#include "base/arena.h"
#include "base/format.h"
#include "base/output.h"
#include "value/disclosure.h"
#include "schema/walk.h"
#include "config/head.h"

ENVTAB_INTERNAL void envtab__begin_view(struct envtab__view *view, const void *config)
{
  view->head = envtab__head_of(config);
  view->bases[0] = config;
  view->row = 0;
  envtab__walk(&view->walk, view->head->schema);
}

static void enter_group(struct envtab__view *view)
{
  const char **inner = &view->bases[view->walk.depth + 1];

  *inner = view->member;
  if (*inner && view->field->optional) memcpy(inner, view->member, sizeof *inner);
}

ENVTAB_INTERNAL bool envtab__next_member(struct envtab__view *view)
{
  const char *base;
  uint8_t source;

  if (!envtab__next(&view->walk)) return false;
  base = view->bases[view->walk.depth];
  view->field = view->walk.field;
  view->member = base ? base + view->field->offset : NULL;
  view->source = ENVTAB_SOURCE_NONE;
  view->unread = view->wrong = false;
  if (view->field->group) {
    enter_group(view);
    return true;
  }
  source = view->head->sources[view->row++];
  view->source = (envtab_source)(source & ENVTAB__SOURCE);
  view->unread = (source & ENVTAB__UNREAD) != 0;
  view->wrong = (source & ~ENVTAB__SOURCE) != 0;
  return true;
}

ENVTAB_INTERNAL bool envtab__next_row(struct envtab__view *view)
{
  while (envtab__next_member(view))
    if (!view->field->group) return true;
  return false;
}

/* ---- Names and values, as text ---- */

ENVTAB_INTERNAL size_t envtab__view_name(const struct envtab__view *view, char *out, size_t capacity)
{
  size_t used = envtab__append(out, capacity, 0, view->head->prefix);

  for (size_t i = 1; i <= view->walk.depth; i++)
    used = envtab__append(out, capacity, used, envtab__group_at(&view->walk, i)->name);
  return envtab__append(out, capacity, used, view->field->name);
}

ENVTAB_INTERNAL size_t envtab__view_value(const struct envtab__view *view, char *out, size_t capacity, bool *hidden)
{
  const envtab_field *field = view->field;
  bool masked = envtab__disclosure(field, NULL, 0) == ENVTAB__SHOW_NOTHING;
  size_t length = masked ? 0 : field->type->show(field->type, field, view->member, out, capacity);

  if (!masked && capacity) masked = envtab__disclosure(field, out, strlen(out)) == ENVTAB__SHOW_NOTHING;
  *hidden = masked || envtab__is_secret(field);
  return masked ? envtab__append(out, capacity, 0, ENVTAB__SHOWN_SECRET) : length;
}

ENVTAB_INTERNAL void envtab__send_name(const struct envtab__sink *sink, const struct envtab__view *view)
{
  envtab__write(sink, view->head->prefix);
  for (size_t i = 1; i <= view->walk.depth; i++) envtab__write(sink, envtab__group_at(&view->walk, i)->name);
  envtab__write(sink, view->field->name);
}

/* A value's text may be of any length: it is made twice then, in memory that is allocated for it. */
ENVTAB_INTERNAL bool envtab__send_value(const struct envtab__sink *sink, const struct envtab__view *view)
{
  char text[1024];
  struct envtab__arena longer;
  bool hidden;
  size_t length = envtab__view_value(view, text, sizeof text, &hidden);

  if (length < sizeof text || !envtab__arena_map(&longer, length + 1)) {
    envtab__write(sink, text);
    return length < sizeof text;
  }
  envtab__view_value(view, longer.start, length + 1, &hidden);
  longer.next = longer.end;
  envtab__write(sink, longer.start);
  envtab__arena_release(&longer);
  return true;
}

ENVTAB_INTERNAL size_t envtab__length_of_name(const struct envtab__view *view)
{
  return envtab__view_name(view, NULL, 0);
}

ENVTAB_INTERNAL size_t envtab__longest_name(const void *config)
{
  struct envtab__view view;
  size_t longest = 0;

  envtab__begin_view(&view, config);
  while (envtab__next_row(&view)) {
    size_t length = envtab__length_of_name(&view);

    if (length > longest) longest = length;
  }
  return longest;
}
