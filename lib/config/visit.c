/* Each variable of a config, handed to a function of the caller's with its texts. */
#include <errno.h>

#include "config/visit.h"
#include "base/arena.h"
#include "value/disclosure.h"
#include "config/head.h"
#include "config/view.h"

/* Where the texts of one variable are written: on the stack, in pages where they are longer. */
struct visit_texts {
  char *start;
  size_t capacity;
  struct envtab__arena pages;    /* start: NULL: none */
  char small[1024];
};

static void release_texts(struct visit_texts *texts)
{
  if (!texts->pages.start) return;
  texts->pages.next = texts->pages.end; /* so that all of it is wiped */
  envtab__arena_release(&texts->pages);
  texts->pages.start = NULL;
}

/* False: there is no memory, and the texts stay where they are. */
static bool enlarge_texts(struct visit_texts *texts, size_t capacity)
{
  struct envtab__arena pages;

  if (!envtab__arena_map(&pages, capacity)) return false;
  release_texts(texts);
  texts->pages = pages;
  texts->start = pages.start;
  texts->capacity = capacity;
  return true;
}

/* Writes the name and the value, one after the other; returns the bytes that both take when they are whole. */
static size_t write_texts(const struct envtab__view *view, const struct visit_texts *texts, envtab_variable *variable)
{
  size_t used = envtab__view_name(view, texts->start, texts->capacity) + 1;
  size_t end = used < texts->capacity ? used : texts->capacity - 1;

  variable->name = texts->start;
  variable->value = NULL;
  if (view->source == ENVTAB_SOURCE_NONE || view->unread) return used;
  variable->value = texts->start + end;
  return used + envtab__view_value(view, texts->start + end, texts->capacity - end, &variable->hidden) + 1;
}

ENVTAB_INTERNAL bool envtab__visit(struct envtab__view *view, envtab_visitor *visit, void *context)
{
  struct visit_texts texts = { .start = texts.small, .capacity = sizeof texts.small };
  bool whole = true;

  while (envtab__next_row(view)) {
    envtab_variable variable = { .field = view->field, .member = view->member, .source = view->source,
                                 .hidden = envtab__is_secret(view->field) };
    size_t needed = write_texts(view, &texts, &variable);

    if (needed > texts.capacity) {
      if (enlarge_texts(&texts, needed)) write_texts(view, &texts, &variable);
      else whole = false;
    }
    visit(context, &variable);
  }
  release_texts(&texts);
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
