/* A walk over what was loaded: the members, and their names and values as text that may be shown. */
#include <string.h>

#include "config/view.h"
#include "base/arena.h"
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

/* ---- Names and values, handed on in pieces ---- */

ENVTAB_INTERNAL void envtab__send_name(const struct envtab__sink *sink, const struct envtab__view *view)
{
  envtab__write(sink, view->head->prefix);
  for (size_t i = 1; i <= view->walk.depth; i++) envtab__write(sink, envtab__group_at(&view->walk, i)->name);
  envtab__write(sink, view->field->name);
}

/* text: what the type shows of the value. */
static void send_shown(const struct envtab__sink *sink, const envtab_field *field, const char *text)
{
  bool hidden = envtab__disclosure(field, text, strlen(text)) == ENVTAB__SHOW_NOTHING;

  envtab__write(sink, hidden ? ENVTAB__SHOWN_SECRET : text);
}

/* A value's text may be of any length: it is made twice then, in memory that is taken for it. */
ENVTAB_INTERNAL bool envtab__send_value(const struct envtab__sink *sink,
                                        const struct envtab__view *view)
{
  const envtab_field *field = view->field;
  char text[1024];
  struct envtab__arena longer;
  size_t length;

  if (envtab__disclosure(field, NULL, 0) == ENVTAB__SHOW_NOTHING) {
    envtab__write(sink, ENVTAB__SHOWN_SECRET);
    return true;
  }
  length = field->type->show(field->type, field, view->member, text, sizeof text);
  if (length < sizeof text || !envtab__arena_map(&longer, length + 1)) {
    send_shown(sink, field, text);
    return length < sizeof text;
  }
  field->type->show(field->type, field, view->member, longer.start, length + 1);
  longer.next = longer.end;
  send_shown(sink, field, longer.start);
  envtab__arena_release(&longer);
  return true;
}

static void count_piece(void *context, const char *piece, size_t length)
{
  (void)piece;
  *(size_t *)context += length;
}

ENVTAB_INTERNAL size_t envtab__length_of_name(const struct envtab__view *view)
{
  size_t length = 0;
  struct envtab__sink counter = { count_piece, &length };

  envtab__send_name(&counter, view);
  return length;
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
