/*
 * The schema, flattened for one load, in one walk over it. Each thing that is found is listed while the memory at hand
 * has the capacity, and counted in any case: where a table is too large for the stack, the counts say how much memory
 * it needs, and the walk runs once more in memory of that size. So a table of ordinary size costs one walk and no
 * allocation, and a large one is limited by nothing but uint16_t.
 */
#include <string.h>

#include "schema/names.h"
#include "base/format.h"
#include "value/from_text.h"
#include "report/report.h"
#include "schema/name_index.h"
#include "schema/walk.h"

struct builder {
  struct envtab__names *names;
  struct envtab__report *report; /* NULL: the first walk, which only finds out whether there is a defect */
  bool defective;
  bool full;                     /* something did not fit: from then on all is counted only */
  struct envtab__name_counts capacity, found;
  char *text;                    /* where the next text goes */
};
struct prefix { const char *text; size_t length; };

static void report_defect(struct builder *builder, const envtab_field *field, const char *name, const char *defect)
{
  builder->defective = true;
  if (builder->report) envtab__report_defect(builder->report, field, name, defect);
}

/* Whether so many of one kind fit. Once anything did not, nothing does: a list with holes would be of no use. */
static inline bool fits(struct builder *builder, size_t found, size_t capacity)
{
  if (found > capacity) builder->full = true;
  return !builder->full;
}

/* ---- Texts ---- */

/*
 * Joins prefix, a and b into one text; returns its length. What does not fit is measured only, and its text is empty.
 */
static size_t join(struct builder *builder, const struct prefix *prefix, const char *a, const char *b,
                   const char **text)
{
  size_t length = prefix->length + strlen(a) + strlen(b);
  struct envtab__buffer joined;

  *text = "";
  if (!fits(builder, builder->found.text += length + 1, builder->capacity.text)) return length;
  joined = envtab__buffer(builder->text, length + 1);
  envtab__append_bytes(&joined, prefix->text, prefix->length);
  envtab__append_text(&joined, a);
  envtab__append_text(&joined, b);
  *text = joined.text;
  builder->text += length + 1;
  return length;
}

static struct prefix join_prefix(struct builder *builder, const struct prefix *outer, const char *name)
{
  struct prefix prefix;

  prefix.length = join(builder, outer, name, "", &prefix.text);
  return prefix;
}

/* ---- Names ---- */

static void report_bad_name(struct builder *builder, const char *text, size_t length, size_t row,
                            enum envtab__kind kind)
{
  if (length >= UINT16_MAX) report_defect(builder, NULL, text, "is longer than 65534 bytes");
  else if (kind != ENVTAB__OTHER)
    report_defect(builder, builder->names->rows[row].field, text,
                  "is declared twice, be it as a .deprecated or as the file of a .from_file");
}

static inline void add_name(struct builder *builder, const char *text, size_t length, size_t row,
                            enum envtab__kind kind)
{
  if (!fits(builder, ++builder->found.names, builder->capacity.names)) return;
  if (length >= UINT16_MAX || !envtab__add_name(&builder->names->index, text, length, row, kind))
    report_bad_name(builder, text, length, row, kind);
}

/* A variable's name after a prefix, and its file's. */
static void add_spelling(struct builder *builder, const envtab_field *field, const char *name,
                                const struct prefix *prefix, size_t row, enum envtab__kind kind)
{
  const char *text = name;
  size_t length = prefix->length ? join(builder, prefix, name, "", &text) : strlen(name);

  add_name(builder, text, length, row, kind);
  if (!field->from_file) return;
  length = join(builder, prefix, name, "_FILE", &text);
  add_name(builder, text, length, row, kind == ENVTAB__OTHER ? kind : kind + 1);
}

static void add_deprecated(struct builder *builder, const envtab_field *field, const struct prefix *prefix, size_t row)
{
  enum envtab__kind kind = row == ENVTAB__NO_ROW ? ENVTAB__OTHER : ENVTAB__FORMER;

  for (const char *const *name = field->deprecated; *name; name++)
    add_spelling(builder, field, *name, prefix, row, kind);
}

/* ---- Rows and scopes ---- */

/* Whether the row has one name, which is used where it lies in the table: most have, and need no memory for it. */
static inline bool has_ordinary_name(const envtab_field *field, const struct prefix *prefix)
{
  return !prefix->length && !field->from_file && !field->deprecated;
}

static inline void add_row(struct builder *builder, const envtab_field *field, const struct prefix *prefix,
                           size_t scope)
{
  size_t number = builder->found.rows++, first = builder->found.names;
  bool ordinary = has_ordinary_name(field, prefix);

  if (builder->full && ordinary) {
    builder->found.names++;
    return;
  }
  if (fits(builder, number + 1, builder->capacity.rows)) {
    struct envtab__row *row = &builder->names->rows[number];

    row->field = field;
    row->scope = (uint16_t)scope;
    row->name = (uint16_t)first;
    row->used = 0;
    row->needs = envtab__needs(field);
    if (!ordinary && (field->deprecated || field->from_file)) row->needs |= ENVTAB__NAMES;
  }
  if (ordinary) add_name(builder, field->name, strlen(field->name), number, ENVTAB__NAME);
  else add_spelling(builder, field, field->name, prefix, number, ENVTAB__NAME);
  if (!field->deprecated) return;
  add_deprecated(builder, field, prefix, number);
  if (builder->found.names - first > ENVTAB__MOST_NAMES)
    report_defect(builder, field, field->name, "has more than 255 names");
}

static size_t add_scope(struct builder *builder, const envtab_schema *schema, const envtab_field *group,
                        const struct prefix *prefix, size_t parent, size_t depth)
{
  size_t number = builder->found.scopes++;

  if (fits(builder, number + 1, builder->capacity.scopes))
    builder->names->scopes[number] = (struct envtab__scope){
      .schema = schema, .group = group, .prefix = prefix->text, .prefix_length = prefix->length,
      .parent = (uint16_t)parent, .first = (uint16_t)builder->found.rows, .depth = (uint8_t)depth
    };
  return number;
}

/* The rows of a scope, and of the groups in it, end here. */
static void end_scope(struct builder *builder, size_t scope)
{
  if (!builder->full) builder->names->scopes[scope].end = (uint16_t)builder->found.rows;
}

static bool is_too_large(const struct builder *builder)
{
  return builder->found.names >= ENVTAB__NO_ROW || builder->found.scopes >= ENVTAB__NO_ROW;
}

static void add_schema(struct builder *builder, const envtab_schema *schema, const struct prefix *prefix)
{
  struct envtab__walk walk;
  size_t scopes[ENVTAB__DEEPEST + 2], depth = 0;
  struct prefix prefixes[ENVTAB__DEEPEST + 2];

  prefixes[0] = *prefix;
  scopes[0] = add_scope(builder, schema, NULL, prefix, 0, 0);
  envtab__walk(&walk, schema);
  while (!is_too_large(builder) && envtab__next(&walk)) {
    const envtab_field *field = walk.field;
    bool counting = builder->full && !field->group; /* a row that has a name is counted, and looked at later */
    const char *defect = counting && field->name ? NULL : envtab__field_defect(&walk);

    while (depth > walk.depth) end_scope(builder, scopes[depth--]);
    if (defect) {
      report_defect(builder, field, field->name, defect);
    } else if (!field->group) {
      add_row(builder, field, &prefixes[depth], scopes[depth]);
    } else {
      prefixes[depth + 1] = join_prefix(builder, &prefixes[depth], field->name);
      scopes[depth + 1] = add_scope(builder, field->group, field, &prefixes[depth + 1], scopes[depth], depth + 1);
      depth++;
    }
  }
  for (size_t i = 0; i <= depth; i++) end_scope(builder, scopes[i]);
}

/* ---- What is known beside the rows: reserved prefixes, and the names of .others ---- */

static void add_reserved(struct builder *builder, const envtab_schema *schema, const struct prefix *prefix)
{
  struct prefix whole;

  if (!schema->reserved_prefix) return;
  whole = join_prefix(builder, prefix, schema->reserved_prefix);
  if (!whole.length) {
    report_defect(builder, NULL, NULL, "reserves every name there is");
  } else if (fits(builder, ++builder->found.reserved, builder->capacity.reserved)) {
    builder->names->reserved[builder->found.reserved - 1] = (struct envtab__reserved){ whole.text, whole.length };
    envtab__expect_prefix(&builder->names->index, whole.text, whole.length);
  }
}

/*
 * The names of another process of the program are in the index only to be known: under a reserved prefix they are not
 * reported as unknown, and nothing else asks for them. Defects in its table are for its own load to report.
 */
static void add_other(struct builder *builder, const envtab_schema *other, const struct prefix *prefix)
{
  struct prefix prefixes[ENVTAB__DEEPEST + 2];
  struct envtab__walk walk;

  if (envtab__schema_defect(other)) return;
  prefixes[0] = *prefix;
  envtab__walk(&walk, other);
  while (!is_too_large(builder) && envtab__next(&walk) && !envtab__field_defect(&walk)) {
    const envtab_field *field = walk.field;
    const struct prefix *outer = &prefixes[walk.depth];

    if (field->group) {
      prefixes[walk.depth + 1] = join_prefix(builder, outer, field->name);
    } else {
      add_spelling(builder, field, field->name, outer, ENVTAB__NO_ROW, ENVTAB__OTHER);
      if (field->deprecated) add_deprecated(builder, field, outer, ENVTAB__NO_ROW);
    }
  }
}

static void add_others(struct builder *builder, const envtab_schema *schema, const struct prefix *prefix)
{
  for (const envtab_schema *const *other = schema->others; other && *other; other++) add_other(builder, *other, prefix);
}

/* Calls add for the root and for each group, with its whole prefix. */
static void add_known(struct builder *builder, const envtab_schema *schema, const struct prefix *prefix,
                      void (*add)(struct builder *builder, const envtab_schema *schema, const struct prefix *prefix))
{
  struct prefix prefixes[ENVTAB__DEEPEST + 2];
  struct envtab__walk walk;

  add(builder, schema, prefix);
  if (builder->found.scopes == 1) return; /* no group: no need to walk */
  prefixes[0] = *prefix;
  envtab__walk(&walk, schema);
  while (!is_too_large(builder) && envtab__next(&walk)) {
    if (!walk.field->group || envtab__field_defect(&walk)) continue;
    prefixes[walk.depth + 1] = join_prefix(builder, &prefixes[walk.depth], walk.field->name);
    add(builder, walk.field->group, &prefixes[walk.depth + 1]);
  }
}

/* ---- The whole table ---- */

static void list_all(struct builder *builder, const envtab_schema *schema, const char *prefix)
{
  struct envtab__names *names = builder->names;
  struct prefix none = { "", 0 }, root = none;

  envtab__clear_index(&names->index);
  if (prefix && *prefix) root = join_prefix(builder, &none, prefix);
  add_schema(builder, schema, &root);
  add_known(builder, schema, &root, add_reserved);
  if (builder->found.reserved) add_known(builder, schema, &root, add_others);
  names->scope_count = builder->found.scopes;
  names->row_count = builder->found.rows;
  names->reserved_count = builder->found.reserved;
}

/* The bytes of the arrays for so many. */
static size_t size_of(const struct envtab__name_counts *counts)
{
  return counts->scopes * sizeof(struct envtab__scope) + counts->reserved * sizeof(struct envtab__reserved) +
         counts->rows * sizeof(struct envtab__row) + counts->names * sizeof(struct envtab__name) +
         envtab__slots_for(counts->names) * sizeof(uint16_t) + counts->text;
}

static void list_few(struct builder *builder, const envtab_schema *schema, const char *prefix,
                     struct envtab__few_names *few)
{
  struct envtab__names *names = builder->names;

  builder->full = schema->count > ENVTAB__FEW_ROWS;
  builder->text = few->text;
  builder->capacity = (struct envtab__name_counts){ ENVTAB__FEW_SCOPES, ENVTAB__FEW_ROWS, ENVTAB__FEW_RESERVED,
                                                ENVTAB__FEW_NAMES, ENVTAB__LITTLE_TEXT };
  names->scopes = few->scopes;
  names->rows = few->rows;
  names->reserved = few->reserved;
  envtab__use_index(&names->index, few->names, few->slots, ENVTAB__FEW_SLOTS);
  list_all(builder, schema, prefix);
}

ENVTAB_INTERNAL size_t envtab__list_names(struct envtab__names *names, const envtab_schema *schema, const char *prefix,
                                          struct envtab__few_names *few, struct envtab__report *report)
{
  struct builder builder = { .names = names };
  const char *defect = envtab__schema_defect(schema);

  if (!defect) {
    list_few(&builder, schema, prefix, few);
    if (is_too_large(&builder)) defect = ENVTAB__TOO_MANY_NAMES;
  }
  if (defect) {
    envtab__report_defect(report, NULL, NULL, defect);
    return SIZE_MAX;
  }
  names->counts = builder.found;
  if (builder.full) return size_of(&builder.found);
  if (!builder.defective) return 0;
  /*
   * Reports come from a walk of their own: a first walk that ends in "too large" must not have reported anything yet.
   */
  builder = (struct builder){ .names = names, .report = report };
  list_few(&builder, schema, prefix, few);
  return 0;
}

/* Cuts the next array off the memory. Arrays with larger alignments come first, so that none needs padding. */
static void *cut(char **memory, size_t size)
{
  void *array = *memory;

  *memory += size;
  return array;
}

ENVTAB_INTERNAL void envtab__list_many_names(struct envtab__names *names, const envtab_schema *schema,
                                             const char *prefix, void *memory, struct envtab__report *report)
{
  struct builder builder = { .names = names, .report = report, .capacity = names->counts };
  const struct envtab__name_counts *counts = &builder.capacity;
  size_t slots = envtab__slots_for(counts->names);
  char *rest = memory;

  names->scopes = cut(&rest, counts->scopes * sizeof *names->scopes);
  names->reserved = cut(&rest, counts->reserved * sizeof *names->reserved);
  names->rows = cut(&rest, counts->rows * sizeof *names->rows);
  names->index.names = cut(&rest, counts->names * sizeof *names->index.names);
  names->index.slots = cut(&rest, slots * sizeof *names->index.slots);
  envtab__use_index(&names->index, names->index.names, names->index.slots, slots);
  builder.text = rest;
  list_all(&builder, schema, prefix);
}
