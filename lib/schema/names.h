/*
 * The schema, flattened for one load: a scope for each struct, a row for each field, a name for each variable. What a
 * row needs is decided here, once, so that no later step asks its options one by one.
 */
#ifndef ENVTAB_NAMES_H
#define ENVTAB_NAMES_H

#include "internal.h"
#include "report/report.h"
#include "schema/name_index.h"

enum envtab__state {             /* what reading the row will meet */
  ENVTAB__READY,
  ENVTAB__IN_FILE,               /* ready too, in an open file */
  ENVTAB__UNSET,
  ENVTAB__ABSENT,                /* in an optional group that is not there */
  ENVTAB__TWICE, ENVTAB__CONFLICT, ENVTAB__MISSING, ENVTAB__EMPTY, ENVTAB__UNREADABLE
};
struct envtab__row {             /* one field that is not a group */
  const envtab_field *field;
  union {
    const char *text;
    int file;                    /* the descriptor of an open file; why it cannot be read when UNREADABLE */
    const char *near;            /* when MISSING: the entry whose name looks like this one's, or NULL */
  } from;
  size_t length;                 /* of the text or file; of a CONFLICT: the other name; when MISSING: in load/suggest */
  uint16_t scope, name;          /* its first name: the others follow it */
  uint8_t used;                  /* the name that was taken, counted from the first */
  uint8_t source, state;
  uint8_t needs;                 /* envtab__needs() of its field, and ENVTAB__NAMES */
};
enum { ENVTAB__NAMES = 128 /* the row has more names than one */, ENVTAB__MOST_NAMES = UINT8_MAX /* of a row */ };

struct envtab__scope {           /* one struct: the schema's, or a group's */
  const envtab_schema *schema;
  const envtab_field *group;     /* NULL: the root */
  const char *prefix;
  char *base;                    /* where the struct is; NULL: an optional group that is not there */
  size_t prefix_length;
  uint16_t parent, first, end;   /* rows of it and of the groups in it */
  uint8_t depth;
  bool set, wrong;               /* the environment sets one of its names; one of its rows has a problem */
};
struct envtab__reserved { const char *text; size_t length; };
struct envtab__name_counts { size_t scopes, rows, reserved, names, text; };
struct envtab__names {
  struct envtab__scope *scopes;
  struct envtab__row *rows;
  struct envtab__reserved *reserved; /* prefixes */
  struct envtab__index index;
  size_t scope_count, row_count, reserved_count;
  struct envtab__name_counts counts; /* of all there is, whether it was listed or not */
};

/* What lies on the stack for a table of the size that most have, so that no memory is allocated. */
enum { ENVTAB__FEW_SCOPES = 6, ENVTAB__FEW_ROWS = 32, ENVTAB__FEW_RESERVED = 4, ENVTAB__FEW_NAMES = 48,
  ENVTAB__FEW_SLOTS = 128, ENVTAB__LITTLE_TEXT = 256 };
struct envtab__few_names {
  struct envtab__scope scopes[ENVTAB__FEW_SCOPES];
  struct envtab__row rows[ENVTAB__FEW_ROWS];
  struct envtab__reserved reserved[ENVTAB__FEW_RESERVED];
  struct envtab__name names[ENVTAB__FEW_NAMES];
  uint16_t slots[ENVTAB__FEW_SLOTS];
  char text[ENVTAB__LITTLE_TEXT];
};

#define ENVTAB__TOO_MANY_NAMES "has more than 65534 names"

/* The name by which the row is reported: the one that was taken, else its first. */
static inline const struct envtab__name *envtab__used_name(const struct envtab__names *names,
                                                           const struct envtab__row *row)
{
  return &names->index.names[row->name + row->used];
}

/*
 * Lists the names in memory that serves for a few. 0: all are listed, but rows with a defect, which was reported.
 * SIZE_MAX: the schema cannot be walked, as was reported. Else the bytes of memory that envtab__list_many_names()
 * needs.
 */
ENVTAB_INTERNAL size_t envtab__list_names(struct envtab__names *names, const envtab_schema *schema, const char *prefix,
                                          struct envtab__few_names *few, struct envtab__report *report);
/* Lists them in memory of as many bytes, aligned for any type. Defects are reported. */
ENVTAB_INTERNAL void envtab__list_many_names(struct envtab__names *names, const envtab_schema *schema,
                                             const char *prefix, void *memory, struct envtab__report *report);

#endif
