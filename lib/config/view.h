/* A loaded config, read: its members, and their names and values as text that may be shown. */
#ifndef ENVTAB_VIEW_H
#define ENVTAB_VIEW_H

#include "internal.h"
#include "base/output.h"
#include "schema/walk.h"
#include "config/head.h"

struct envtab__view {
  const envtab_field *field;
  const char *member;            /* NULL: in an optional group that is not there */
  envtab_source source;
  bool wrong, unread;            /* the row has a problem; so it has no value */
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

/* Both as snprintf: what does not fit is cut, and the whole length returned. */
ENVTAB_INTERNAL size_t envtab__view_name(const struct envtab__view *view, char *out, size_t capacity);
/* The value, which is there, as it may be shown. hidden: whether that is less than what was read. */
ENVTAB_INTERNAL size_t envtab__view_value(const struct envtab__view *view, char *out, size_t capacity, bool *hidden);

/* The same in pieces. */
ENVTAB_INTERNAL void envtab__send_name(const struct envtab__sink *sink, const struct envtab__view *view);
/* False: the value was cut, as there is no memory for all of it. */
ENVTAB_INTERNAL bool envtab__send_value(const struct envtab__sink *sink, const struct envtab__view *view);
ENVTAB_INTERNAL size_t envtab__length_of_name(const struct envtab__view *view);
ENVTAB_INTERNAL size_t envtab__longest_name(const void *config);

#endif
