/*
 * A view of what was loaded: a walk over the schema and the struct side by side. One function makes the texts that may
 * be shown, so that no caller of a view asks for itself what is secret.
 */
#include <errno.h>
#include <string.h>

#include "config/view.h"
#include "base/arena.h"
#include "base/format.h"
#include "base/secret_bytes.h"
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

/* The member of an optional group is a pointer to its struct; NULL where the group is not there. */
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

/* ---- The name and the value of a row, as text ---- */

/* Both as snprintf: what does not fit is cut, and the whole length returned. */
static size_t write_variable_name(const struct envtab__view *view, char *out, size_t capacity)
{
  struct envtab__buffer name = envtab__buffer(out, capacity);

  envtab__append_text(&name, view->head->prefix);
  for (size_t i = 1; i <= view->walk.depth; i++)
    envtab__append_text(&name, envtab__group_at(&view->walk, i)->name);
  envtab__append_text(&name, view->field->name);
  return name.length;
}

/*
 * hidden: whether the text is less than what was read. It is asked twice, as a URL is a secret only when it has a
 * password.
 */
static size_t write_shown_value(const struct envtab__view *view, char *out, size_t capacity, bool *hidden)
{
  const envtab_field *field = view->field;
  bool masked = envtab__disclosure(field, NULL, 0) == ENVTAB__SHOW_NOTHING;
  size_t length = masked ? 0 : field->type->show(field->type, field, view->member, out, capacity);

  if (!masked && capacity)
    masked = envtab__disclosure(field, out, envtab__length_of_secret(out)) == ENVTAB__SHOW_NOTHING;
  *hidden = masked || envtab__is_secret(field);
  return masked ? envtab__put(out, capacity, ENVTAB__SHOWN_SECRET) : length;
}

ENVTAB_INTERNAL void envtab__release_texts(struct envtab__view_texts *texts)
{
  envtab__wipe(texts->small, sizeof texts->small); /* a value is written there before it is known to be a secret */
  if (!texts->pages.start) return;
  texts->pages.next = texts->pages.end; /* so that all of it is wiped */
  envtab__arena_release(&texts->pages);
  texts->pages.start = NULL;
}

/* Writes the name and the value, one after the other; returns the bytes that both take when they are whole. */
static size_t write_texts(const struct envtab__view *view, char *start, size_t capacity, envtab_variable *variable)
{
  size_t used = write_variable_name(view, start, capacity) + 1;
  size_t end = used < capacity ? used : capacity - 1;

  variable->name = start;
  variable->value = NULL;
  if (view->source == ENVTAB_SOURCE_NONE || view->unread) return used;
  variable->value = start + end;
  return used + write_shown_value(view, start + end, capacity - end, &variable->hidden) + 1;
}

/* What marks a credential may be in the part that was cut: such a value is not shown, but for what a secret's type says. */
static void mask_cut_value(const struct envtab__view *view, envtab_variable *variable)
{
  if (!variable->value || envtab__disclosure(view->field, NULL, 0) != ENVTAB__SHOW_VALUE) return;
  variable->value = ENVTAB__SHOWN_SECRET;
  variable->hidden = true;
}

/* The length of a value is known only when its type has written it: what does not fit is written twice. */
ENVTAB_INTERNAL bool envtab__write_variable(const struct envtab__view *view, struct envtab__view_texts *texts,
                                            envtab_variable *variable)
{
  char *start = texts->pages.start ? texts->pages.start : texts->small;
  size_t capacity = texts->pages.start ? (size_t)(texts->pages.end - start) : sizeof texts->small, needed;
  struct envtab__arena larger;

  *variable = (envtab_variable){ .field = view->field, .member = view->member, .source = view->source,
                                 .hidden = envtab__is_secret(view->field) };
  needed = write_texts(view, start, capacity, variable);
  if (needed <= capacity) return true;
  if (!envtab__arena_map(&larger, needed)) {
    mask_cut_value(view, variable);
    return false;
  }
  envtab__release_texts(texts);
  texts->pages = larger;
  write_texts(view, larger.start, needed, variable);
  return true;
}

ENVTAB_INTERNAL size_t envtab__longest_name(const void *config)
{
  struct envtab__view view;
  size_t longest = 0;

  envtab__begin_view(&view, config);
  while (envtab__next_row(&view)) {
    size_t length = write_variable_name(&view, NULL, 0);

    if (length > longest) longest = length;
  }
  return longest;
}

/* ---- Each variable, handed to a function ---- */

ENVTAB_INTERNAL bool envtab__visit(struct envtab__view *view, envtab_visitor *visit, void *context)
{
  struct envtab__view_texts texts;
  envtab_variable variable;
  bool whole = true;

  envtab__begin_texts(&texts);
  while (envtab__next_row(view)) {
    if (!envtab__write_variable(view, &texts, &variable)) whole = false;
    visit(context, &variable);
  }
  envtab__release_texts(&texts);
  return whole;
}

bool envtab_visit(const void *config, envtab_visitor *visit, void *context)
{
  const struct envtab__head *head = envtab__find_head(config, "envtab_visit()");
  struct envtab__view view;
  bool whole;
  int error = errno;

  if (!head || !head->schema) return false;
  envtab__begin_view(&view, config);
  whole = envtab__visit(&view, visit, context);
  errno = error;
  return whole;
}
