/* The schema, flattened for one load: a scope for each struct, a row for each field, a name for each variable. */
#ifndef ENVTAB_NAMES_H
#define ENVTAB_NAMES_H

#include "internal.h"
#include "report/report.h"
#include "schema/walk.h"

enum envtab__kind { ENVTAB__NAME, ENVTAB__NAME_FILE, ENVTAB__FORMER, ENVTAB__FORMER_FILE, ENVTAB__OTHER };
enum { ENVTAB__NO_ROW = UINT16_MAX };

struct envtab__name {            /* one name that the schema knows */
  const char *text;
  const char *value;             /* the first that the environment gives it; NULL: none */
  uint16_t length, row;
  uint8_t kind;
  bool twice;                    /* it stands twice in the environment */
  uint16_t tag;                  /* some bits of its hash */
};
enum envtab__state {             /* what reading the row will meet */
  ENVTAB__PLAIN,                 /* ready, and of a plain field */
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
  size_t length;                 /* of the text or file; of a CONFLICT: the other name */
  uint16_t scope, name, used;    /* its first name, and the name that was taken */
  uint8_t source, state;
};
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
struct envtab__table {
  struct envtab__scope *scopes;
  struct envtab__row *rows;
  struct envtab__name *names;
  struct envtab__reserved *reserved;   /* prefixes */
  uint16_t *slots;               /* index of names: 0 is free, else the name's number + 1 */
  char *text;                    /* names that had to be put together */
  size_t scope_count, row_count, name_count, reserved_count, slot_count, text_size;
  unsigned hash_shift;           /* what is left of a hash behind it is the number of a slot */
  size_t longest;                /* of all names, others' too */
  size_t widest;                 /* of the names of the fields: for aligning */
  uint8_t starts[256];           /* by the byte that a name or owned prefix begins with: bits of those that follow it */
};

/*
 * Counts what the table will hold, and gives the bytes of scratch memory that it needs; 0: it cannot be walked. Faults
 * are reported; rows that have one are left out.
 */
ENVTAB_INTERNAL size_t envtab__measure(struct envtab__table *table, const envtab_schema *schema, const char *prefix,
                                       struct envtab__report *report);
/* Fills it, in scratch memory aligned for any type. False: faults of the schema were reported, here or before. */
ENVTAB_INTERNAL bool envtab__fill(struct envtab__table *table, const envtab_schema *schema, const char *prefix,
                                  char *scratch, struct envtab__report *report);

/*
 * Counts the row that the walk stands at, and those behind it, while each has one name, as it stands in the table.
 * True: to the end of the level; false: the walk stands at a row that is another.
 */
ENVTAB_INTERNAL bool envtab__count_plain_rows(struct envtab__table *table, struct envtab__walk *walk);
/* The same: adds them to a scope without a prefix, while they are plain and their names are new. */
ENVTAB_INTERNAL bool envtab__add_plain_rows(struct envtab__table *table, struct envtab__walk *walk, size_t scope);

/*
 * Whether the field is plain, as most are: it has no fault, no option but a default, and a type that keeps nothing
 * beside the text. Few and simple steps, as each load asks it of each field: what a plain field needs is then known.
 */
static inline bool envtab__is_plain(const envtab_schema *schema, const envtab_field *field)
{
  const envtab_type *type = field->type;
  const uintptr_t options = (uintptr_t)field->element | (uintptr_t)field->group | (uintptr_t)field->min |
                            (uintptr_t)field->max | field->min_length | field->max_length | (uintptr_t)field->choices |
                            (uintptr_t)field->deprecated | (uintptr_t)field->empty | field->secret | field->raw |
                            field->from_file;

  return !options && type && type->name && type->read && type->show &&
         !(type->secret | type->capacity | type->capacity_per_byte) && field->size == type->size && field->name &&
         *field->name && schema->field_size == sizeof *field &&
         field->offset <= schema->size && field->size <= schema->size - field->offset &&
         !(field->default_value && field->optional);
}

#endif
