/* A loaded config, read: its members in table order, and their names and values as text that may be shown. */
#ifndef ENVTAB_VIEW_H
#define ENVTAB_VIEW_H

#include "internal.h"
#include "base/arena.h"
#include "schema/walk.h"
#include "config/head.h"

struct envtab__view {
  const envtab_field *field;
  const char *member;            /* NULL: in an optional group that is not there */
  envtab_source source;
  bool wrong, unread;            /* the row has a problem; it has no value because of it */
  const struct envtab__head *head;
  struct envtab__walk walk;
  const char *bases[ENVTAB__DEEPEST + 2];
  size_t row;                    /* the number of the next row */
};
ENVTAB_INTERNAL void envtab__begin_view(struct envtab__view *view, const void *config);
/* Steps to the next row or group. */
ENVTAB_INTERNAL bool envtab__next_member(struct envtab__view *view);
/* Steps to the next row. */
ENVTAB_INTERNAL bool envtab__next_row(struct envtab__view *view);

/* Where the texts of one variable are written: on the stack, and in pages where they are longer. */
struct envtab__view_texts {
  struct envtab__arena pages;    /* start: NULL: there are none */
  char small[1024];
};
static inline void envtab__begin_texts(struct envtab__view_texts *texts) { texts->pages.start = NULL; }
ENVTAB_INTERNAL void envtab__release_texts(struct envtab__view_texts *texts);
/*
 * Writes the name and the value of the view's row, as they may be shown, and fills the variable, which is valid until
 * the next call. False: a text was cut, as there is not enough memory for all of it.
 */
ENVTAB_INTERNAL bool envtab__write_variable(const struct envtab__view *view, struct envtab__view_texts *texts,
                                            envtab_variable *variable);

/* Visits the rows that are left; the view is at the variable's row meanwhile. False: a text was cut. */
ENVTAB_INTERNAL bool envtab__visit(struct envtab__view *view, envtab_visitor *visit, void *context);
ENVTAB_INTERNAL size_t envtab__longest_name(const void *config);

#endif
