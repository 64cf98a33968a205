/*
 * What the files of a load share, over internal.h; types know none of it. One load:
 *
 *   table.c        the schema, flattened: scopes (a struct each), rows (a field each), names, in index.c's hash
 *   environment.c  one pass over the environment gives each name its value
 *   rows.c         chooses each row's text and, once there is a block for it, reads it, by a short way for most
 *   source.c       what a row's text is: environment, file, former name or default; the room for it
 *   block.c        one block of memory for all that is kept
 *   row.c          reads a row that takes more than the short way
 *   value.c        copies, checks and reads one text
 *   problem.c      makes a problem out of what went wrong, and hands it to the sink
 *   load.c         runs these in order
 */
#ifndef ENVTAB_ENGINE_H
#define ENVTAB_ENGINE_H

#include "internal.h"

/* ---- walk.c: the fields of a schema and of its groups, in table order ---- */

enum { ENVTAB__DEEPEST = 8 };    /* groups in groups */

struct envtab__level {
  const envtab_schema *schema;
  const envtab_field *group;     /* the row that put the schema here; NULL: the root */
  const char *next;              /* the row to visit next */
  size_t left;                   /* how many are left */
};
struct envtab__walk {
  const envtab_field *field;
  struct envtab__level level;    /* that holds the field */
  size_t depth;                  /* how many levels are around it */
  bool skip;                     /* the group that the walk stands at has a fault, and is not entered */
  struct envtab__level outer[ENVTAB__DEEPEST]; /* these levels, from the root */
};

ENVTAB_INTERNAL void envtab__walk(struct envtab__walk *walk, const envtab_schema *schema);
/* Into a group that the walk stands at, or out of those that are done. False: the walk is over. */
ENVTAB_INTERNAL bool envtab__change_level(struct envtab__walk *walk);
/* Steps to the next field of the level, which has some left. */
static inline void envtab__step(struct envtab__walk *walk)
{
  walk->field = (const envtab_field *)(const void *)walk->level.next;
  walk->level.next += walk->level.schema->field_size; /* of a row in the program, whose header may be newer */
  walk->level.left--;
}
/* Steps to the next field; a group's own row comes before its fields. False: that was the last. */
static inline bool envtab__next(struct envtab__walk *walk)
{
  if ((walk->level.left == 0 || (walk->field && walk->field->group)) && !envtab__change_level(walk)) return false;
  envtab__step(walk);
  return true;
}
/* The group that the walk is in at a depth from 1 on. */
static inline const envtab_field *envtab__group_at(const struct envtab__walk *walk, size_t depth)
{
  return depth == walk->depth ? walk->level.group : walk->outer[depth].group;
}
/* Whether the field is a group that lies too deep to be entered (as one that holds itself does). */
static inline bool envtab__too_deep(const struct envtab__walk *walk)
{
  return walk->depth == ENVTAB__DEEPEST && walk->field->group;
}

/* ---- block.c: the memory of one load ---- */

/* a + b, or SIZE_MAX. */
static inline size_t envtab__add(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }

struct envtab__head {            /* stands before the struct */
  const envtab_schema *schema;   /* NULL: one value, of the type */
  const envtab_type *type;
  const char *prefix;            /* of the options */
  const uint8_t *sources;        /* one for each row */
  char *start;                   /* of the whole block */
  size_t size, used;
  bool mapped, permanent;
};
struct envtab__arena {
  char *start, *next, *end;      /* next: where free memory begins */
  bool mapped;                   /* pages of its own, not the caller's memory */
};

/* Aligns *address up; alignment is a power of two. */
static inline size_t envtab__align(size_t address, size_t alignment)
{
  return (address + alignment - 1) & ~(alignment - 1);
}

ENVTAB_INTERNAL bool envtab__arena_map(struct envtab__arena *arena, size_t size); /* false: no memory */
ENVTAB_INTERNAL void envtab__arena_release(struct envtab__arena *arena);          /* wipes, then unmaps */
ENVTAB_INTERNAL bool envtab__arena_seal(struct envtab__arena *arena, bool permanent);
/* Memory of any contents; NULL: the block is full. */
ENVTAB_INTERNAL char *envtab__arena_alloc(struct envtab__arena *arena, size_t size, size_t alignment);
/* The same, zeroed. */
ENVTAB_INTERNAL void *envtab__arena_alloc_zeroed(struct envtab__arena *arena, size_t size, size_t alignment);
/* The struct behind a new head, for which the block has room. */
ENVTAB_INTERNAL struct envtab__head *envtab__config_alloc(struct envtab__arena *arena, size_t size, size_t alignment);
static inline const struct envtab__head *envtab__head_of(const void *config)
{
  return (const struct envtab__head *)config - 1;
}

/* ---- table.c ---- */

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

struct envtab__report;

/*
 * Counts what the table will hold, and gives the bytes of scratch memory that it needs; 0: it cannot be walked. Faults
 * are reported; rows that have one are left out.
 */
ENVTAB_INTERNAL size_t envtab__measure(struct envtab__table *table, const envtab_schema *schema, const char *prefix,
                                       struct envtab__report *report);
/* Fills it, in scratch memory aligned for any type. False: faults of the schema were reported, here or before. */
ENVTAB_INTERNAL bool envtab__fill(struct envtab__table *table, const envtab_schema *schema, const char *prefix,
                                  char *scratch, struct envtab__report *report);

/* ---- fault.c ---- */

/*
 * What is wrong with the walk's field at first sight; NULL: nothing. A group that has a fault will not be entered: each
 * walk asks before it steps on from a group, unless the schema was loaded.
 */
ENVTAB_INTERNAL const char *envtab__field_defect(struct envtab__walk *walk);
ENVTAB_INTERNAL const char *envtab__schema_defect(const envtab_schema *schema);
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

/* ---- index.c ---- */

ENVTAB_INTERNAL void envtab__size_index(struct envtab__table *table);
ENVTAB_INTERNAL void envtab__clear_index(struct envtab__table *table);
/* Adds a name behind the others. False: it stands there already. */
ENVTAB_INTERNAL bool envtab__add_name(struct envtab__table *table, const char *text, size_t length, uint16_t row,
                                      enum envtab__kind kind);
/* The bit of a name's second byte in starts. */
static inline uint8_t envtab__start_bit(char second) { return (uint8_t)(1u << ((unsigned char)second & 7)); }
/* Lets variables through that begin with the prefix, so that they are looked at. */
ENVTAB_INTERNAL void envtab__expect_prefix(struct envtab__table *table, const struct envtab__reserved *prefix);
ENVTAB_INTERNAL struct envtab__name *envtab__find(const struct envtab__table *table, const char *text, size_t length);

/* ---- environment.c ---- */

ENVTAB_INTERNAL const char *const *envtab__process_environment(void); /* the process's own */
/* Gives each name its value; returns how many variables have an owned prefix but no known name, links among them. */
ENVTAB_INTERNAL size_t envtab__scan(struct envtab__table *table, const char *const *environment);
/* Whether the byte order mark of a file (UTF-8's) stands in front of the name. */
ENVTAB_INTERNAL bool envtab__begins_with_mark(const char *entry);
/* The length of an entry's name; 0: it has none, or no "=". */
ENVTAB_INTERNAL size_t envtab__name_length(const char *entry);
/* Whether the entry has an owned prefix and a name that is not known. length: of its name. */
ENVTAB_INTERNAL bool envtab__is_unknown(const struct envtab__table *table, const char *entry, size_t length);

/* ---- service_link.c ---- */

/* Whether Kubernetes makes such an entry for a Service. length: of its name. */
ENVTAB_INTERNAL bool envtab__is_service_link(const char *entry, size_t length);

/* ---- nearest.c ---- */

struct envtab__spelling { const char *text; size_t length; uint32_t letters; };
ENVTAB_INTERNAL struct envtab__spelling envtab__spelling(const char *text, size_t length);
/* The edits (a letter more, less, other, or two swapped) from one to the other, up to most; else most + 1. */
ENVTAB_INTERNAL size_t envtab__distance(const struct envtab__spelling *a, const struct envtab__spelling *b, size_t most);
/* How many edits make a name of this length a slip. */
ENVTAB_INTERNAL size_t envtab__typo_distance(size_t length);

/* ---- problem.c ---- */

struct envtab__report {
  envtab_sink *sink;
  void *context;
  const envtab_schema *schema;
  size_t longest;
  size_t problems;               /* that stop the load */
  bool in_environment, in_table; /* where there is one of them */
};
/*
 * Completes the problem and hands it to the sink: its name is escaped, and text, unless NULL, shown as its value. The
 * name of an unknown variable is its whole entry.
 */
ENVTAB_INTERNAL void envtab__report_problem(struct envtab__report *report, envtab_problem *problem, const char *text,
                                  size_t length);
/* The same for a fault of the schema: of a field, or of the schema itself (NULL). */
ENVTAB_INTERNAL void envtab__report_defect(struct envtab__report *report, const envtab_field *field, const char *name,
                                        const char *reason);
ENVTAB_INTERNAL void envtab__summarize(struct envtab__report *report);
ENVTAB_INTERNAL size_t envtab__escape(char *out, size_t capacity, const char *text, size_t length);
/* The same for a name, in which blanks are escaped too. */
ENVTAB_INTERNAL size_t envtab__escape_name(char *out, size_t capacity, const char *text, size_t length);

/* ---- describe.c: what a row says of itself ---- */

/* Writes start, and the help as the end of the sentence: "Signs the cookie." goes on as ": signs the cookie". */
ENVTAB_INTERNAL void envtab__append_help(char *out, size_t capacity, const char *start, const char *help);
/* Writes what the field takes, as snprintf does: "a whole number from 1 to 64", "debug or info". */
ENVTAB_INTERNAL size_t envtab__append_accepted(char *out, size_t capacity, const envtab_field *field);

/* ---- hint.c ---- */

struct envtab__context {            /* what is known of a text that was rejected */
  const char *text;              /* a cause is sought where it is not empty */
  size_t length;
  const char *name;              /* the variable's */
  const envtab_field *field;
  const envtab_type *type;
};
/* Writes the sentence for the cause that the text shows; false: none is known. certain: only a cause without a doubt. */
ENVTAB_INTERNAL bool envtab__hint(const struct envtab__context *clue, bool certain, char *out, size_t capacity);
/* Whether a text that was rejected may hold one: as below, or a path behind "://", such as a webhook's. */
ENVTAB_INTERNAL bool envtab__may_hold_password(const char *text, size_t length);
/* Whether the text, of any field, looks like a credential, and is not shown. A path behind "://" alone does not. */
ENVTAB_INTERNAL bool envtab__looks_secret(const char *text, size_t length);

/* ---- value.c ---- */

enum { ENVTAB__MESSAGE_SIZE = 400 };    /* the most bytes of a reason or hint */

struct envtab_value {
  const envtab_field *field;
  const envtab_type *type;       /* the element's, within an item */
  const envtab_choice *choice;
  char *whole, *text;            /* of the value, and of what is read now: it, or an item of it */
  size_t length;
  struct envtab__arena *arena;
  char *limit;                   /* the block's memory up to here is this value's */
  void *bounds[2];               /* .min and .max, once they were read; else NULL */
  bool from_program, rejected, full; /* full: it wanted more than its room */
  bool by_reader;                /* the words of the rejection are the reader's: they may hold parts of the text */
  bool bound;                    /* rejected for its .min or .max, which the reason names */
  bool warned;                   /* not rejected, but reason and hint are the reader's warning */
  envtab_code code;
  size_t at, items, item;        /* items: how many were read; item: the one that was rejected, from 1; 0: the whole */
  size_t item_at, item_length;   /* where that one stands in the text */
  char reason[ENVTAB__MESSAGE_SIZE + 1], hint[ENVTAB__MESSAGE_SIZE + 1];
};
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
 * Copies text into value->arena and reads it into member; value->from_program is set before, as the block is. False:
 * value says why.
 */
ENVTAB_INTERNAL bool envtab__read(struct envtab_value *value, const envtab_field *field, const char *text, size_t length,
                                  void *member);
/* Its arena, and whether its text is the program's, are set elsewhere. */
static inline void envtab__begin_value(struct envtab_value *value, const envtab_field *field)
{
  value->field = field;
  value->type = field->type;
  value->choice = NULL;
  value->bounds[0] = value->bounds[1] = NULL;
  value->rejected = value->by_reader = value->bound = value->warned = value->full = false;
  value->items = 0;
}
/* Gives a value that was not read its reason, if it has none yet. */
ENVTAB_INTERNAL void envtab__settle(struct envtab_value *value);
/* Writes why the value was rejected. text: of the value, so that an item of it is shown; NULL: it may not be. */
ENVTAB_INTERNAL void envtab__append_reason(char *out, size_t capacity, const struct envtab_value *value, const char *text);

/* ---- source.c, file.c ---- */

/* Chooses the text of a row by the values of all its names. */
ENVTAB_INTERNAL void envtab__choose_row(struct envtab__table *table, struct envtab__row *row);
/* The room for reading it; SIZE_MAX: too much to count. */
ENVTAB_INTERNAL size_t envtab__row_capacity(const struct envtab__row *row);
/* Drops the optional groups that the environment does not set; the room for the structs. After all rows are chosen. */
ENVTAB_INTERNAL size_t envtab__choose_scopes(struct envtab__table *table);

enum {
  ENVTAB__LARGEST_FILE = 1 << 20,
  ENVTAB__NOT_PRIVILEGED = -5 /* a reason: files are not for privileged processes */
};
/* Opens the file; gives its size. -1: *why is an error number of file.c. */
ENVTAB_INTERNAL int envtab__open_file(const char *path, size_t *size, int *why);
/* Reads size bytes into text, which has room for one more, cuts one final newline, and closes. False: *why. */
ENVTAB_INTERNAL bool envtab__read_file(int file, char *text, size_t *size, int *why);
ENVTAB_INTERNAL void envtab__close_file(int file);
ENVTAB_INTERNAL const char *envtab__file_reason(int why);

/* ---- privilege.c ---- */

/* Whether the process runs with rights that its caller has not: set-uid, or capabilities on the file. */
ENVTAB_INTERNAL bool envtab__is_privileged(void);

/* ---- load.c, and what it is made of ---- */

struct envtab__load {
  const envtab_schema *schema;
  const envtab_options *options;
  const char *const *environment;
  struct envtab__report report;
  struct envtab__table table;
  struct envtab__arena arena;
  uint8_t *sources;              /* of the rows, in the block */
  size_t unknown;                /* variables with an owned prefix and no known name */
  bool looked_at;                /* the rows keep their texts, for envtab__look_at_load() */
  struct envtab_value value;     /* the one that is read now */
};

/*
 * Loads without sealing or scrubbing, reports the problems, and hands the load to look, wrong or right, with its struct
 * at scopes[0].base; all is released then. False: there are problems.
 */
ENVTAB_INTERNAL bool envtab__look_at_load(const envtab_schema *schema, const envtab_options *options,
                                          void (*look)(void *context, const struct envtab__load *load), void *context);
/* A sink that takes no notice. */
ENVTAB_INTERNAL envtab_sink envtab__ignore;

/* What the byte of a row's source says beside it, while a config is looked at that will not be loaded. */
enum { ENVTAB__SOURCE = 0x3f, ENVTAB__UNREAD = 0x40, ENVTAB__AGAINST_RULE = 0x80 };

/* rows.c */
/*
 * Counts the row that the walk stands at, and those behind it, while each has one name, as it stands in the table.
 * True: to the end of the level; false: the walk stands at a row that is another.
 */
ENVTAB_INTERNAL bool envtab__count_plain_rows(struct envtab__table *table, struct envtab__walk *walk);
/* The same: adds them to a scope without a prefix, while they are plain and their names are new. */
ENVTAB_INTERNAL bool envtab__add_plain_rows(struct envtab__table *table, struct envtab__walk *walk, size_t scope);
/* Chooses the text of each row, and bounds the room for all of them; SIZE_MAX: too much to count. */
ENVTAB_INTERNAL size_t envtab__choose_rows(struct envtab__table *table);
/* Reads each row into its struct; reports what is wrong with it. */
ENVTAB_INTERNAL void envtab__read_rows(struct envtab__load *load);

/* row.c */
static inline void *envtab__member_of(struct envtab__load *load, const struct envtab__row *row)
{
  return load->table.scopes[row->scope].base + row->field->offset;
}
/* Reads the row, which need not be plain. False: what is wrong was reported. */
ENVTAB_INTERNAL bool envtab__read_row(struct envtab__load *load, struct envtab__row *row);
/* Reports the warning of the load's value. */
ENVTAB_INTERNAL void envtab__report_row_warning(struct envtab__load *load, const struct envtab__row *row);
/* Reports the load's value, which was rejected. path: of the file that the text came from, or NULL. */
ENVTAB_INTERNAL void envtab__report_row_rejection(struct envtab__load *load, const struct envtab__row *row, const char *path,
                                           const char *text);

/* wording.c */
/* Reports a row that has no text to read: missing, empty, set twice, in conflict, in a file that cannot be opened. */
ENVTAB_INTERNAL void envtab__report_unreadable(struct envtab__load *load, const struct envtab__row *row);
ENVTAB_INTERNAL void envtab__report_empty_file(struct envtab__load *load, const struct envtab__row *row);
/* why: an error number of file.c. */
ENVTAB_INTERNAL void envtab__report_file(struct envtab__load *load, const struct envtab__row *row, int why);
/* Warns that the former name was read. */
ENVTAB_INTERNAL void envtab__report_deprecated(struct envtab__load *load, const struct envtab__row *row);
/* Reports the warning of a value that was read, for the variable of this name. */
ENVTAB_INTERNAL void envtab__report_warning(struct envtab__report *report, const struct envtab_value *value,
                                          const char *name, envtab_source source);
/* A rejected value, for the variable of this name. path: of the file that its text came from, or NULL. */
ENVTAB_INTERNAL void envtab__report_rejection(struct envtab__report *report, const struct envtab_value *value,
                                            const char *name, envtab_source source, const char *path, const char *text,
                                            size_t length);

/* unknown.c */
/* Gives each missing row the variable whose name looks like its own. */
ENVTAB_INTERNAL void envtab__find_similar(struct envtab__load *load);
/* Reports the variables with an owned prefix and no known name. */
ENVTAB_INTERNAL void envtab__report_unknown(struct envtab__load *load);

/* rule.c: runs the checks of the schemas whose fields are right. */
ENVTAB_INTERNAL void envtab__check_rules(struct envtab__load *load);

/* scrub.c: overwrites and removes the variables of secret rows. */
ENVTAB_INTERNAL void envtab__scrub(struct envtab__load *load);

#endif
