/*
 * The schema, flattened for one load, in one walk over it. What there is room for is listed, and everything is counted:
 * where a table is too large for the memory that is at hand, the counts say how much it takes, and the walk runs again.
 */
#include <string.h>

#include "schema/names.h"
#include "base/format.h"
#include "value/from_text.h"
#include "report/report.h"
#include "schema/defects.h"
#include "schema/name_index.h"
#include "schema/walk.h"

struct builder {
  struct envtab__names *names;
  struct envtab__report *report; /* NULL: the first walk, which only finds out whether there is a defect */
  bool defective;
  bool full;                     /* something had no room: from then on all is counted alone */
  struct envtab__name_counts room, found;
  char *text;                    /* where the next text goes */
};
struct prefix { const char *text; size_t length; };

static void report_defect(struct builder *builder, const envtab_field *field, const char *name, const char *defect)
{
  builder->defective = true;
  if (builder->report) envtab__report_defect(builder->report, field, name, defect);
}

/* Whether there is room for so many of what was found. */
static inline bool has_room(struct builder *builder, size_t found, size_t room)
{
  if (found > room) builder->full = true;
  return !builder->full;
}

/* ---- Texts ---- */

/* prefix, then a, then b, as one text; its length. Without room for it there is no text. */
static size_t join(struct builder *builder, const struct prefix *prefix, const char *a, const char *b, const char **text)
{
  size_t length = prefix->length + strlen(a) + strlen(b);
  char *end = builder->text;

  *text = "";
  if (!has_room(builder, builder->found.text += length + 1, builder->room.text)) return length;
  *text = end;
  memcpy(end, prefix->text, prefix->length);
  end += prefix->length;
  end += envtab__put(end, SIZE_MAX, a);
  end += envtab__put(end, SIZE_MAX, b);
  builder->text = end + 1;
  return length;
}

static struct prefix join_prefix(struct builder *builder, const struct prefix *outer, const char *name)
{
  struct prefix prefix;

  prefix.length = join(builder, outer, name, "", &prefix.text);
  return prefix;
}

/* ---- Names ---- */

static void report_bad_name(struct builder *builder, const char *text, size_t length, size_t row, enum envtab__kind kind)
{
  if (length >= UINT16_MAX) report_defect(builder, NULL, text, "is longer than 65534 bytes");
  else if (kind != ENVTAB__OTHER)
    report_defect(builder, builder->names->rows[row].field, text,
                  "is declared twice, be it as a .deprecated or as the file of a .from_file");
}

static inline void add_name(struct builder *builder, const char *text, size_t length, size_t row, enum envtab__kind kind)
{
  if (!has_room(builder, ++builder->found.names, builder->room.names)) return;
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

  for (const char *const *name = field->deprecated; *name; name++) add_spelling(builder, field, *name, prefix, row, kind);
}

/* ---- Rows and scopes ---- */

/* Whether the row has one name, which stays where it is, as most have. */
static inline bool has_plain_name(const envtab_field *field, const struct prefix *prefix)
{
  return !prefix->length && !field->from_file && !field->deprecated;
}

static inline void add_row(struct builder *builder, const envtab_field *field, const struct prefix *prefix, size_t scope)
{
  size_t number = builder->found.rows++, first = builder->found.names;
  bool plain = has_plain_name(field, prefix);

  if (builder->full && plain) {
    builder->found.names++;
    return;
  }
  if (has_room(builder, number + 1, builder->room.rows)) {
    struct envtab__row *row = &builder->names->rows[number];

    row->field = field;
    row->scope = (uint16_t)scope;
    row->name = (uint16_t)first;
    row->used = 0;
    row->needs = envtab__needs(field);
    if (!plain && (field->deprecated || field->from_file)) row->needs |= ENVTAB__NAMES;
  }
  if (plain) add_name(builder, field->name, strlen(field->name), number, ENVTAB__NAME);
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

  if (has_room(builder, number + 1, builder->room.scopes))
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
  } else if (has_room(builder, ++builder->found.reserved, builder->room.reserved)) {
    builder->names->reserved[builder->found.reserved - 1] = (struct envtab__reserved){ whole.text, whole.length };
    envtab__expect_prefix(&builder->names->index, whole.text, whole.length);
  }
}

/* Others' names are in the index only to be known. */
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

/* Of the root and of each group. */
static void add_known(struct builder *builder, const envtab_schema *schema, const struct prefix *prefix,
                      void (*add)(struct builder *builder, const envtab_schema *schema, const struct prefix *prefix))
{
  struct prefix prefixes[ENVTAB__DEEPEST + 2];
  struct envtab__walk walk;

  add(builder, schema, prefix);
  if (builder->found.scopes == 1) return; /* no group: no need to walk */
  prefixes[0] = *prefix;
  envtab__walk(&walk, schema);
  while (envtab__next(&walk)) {
    if (!walk.field->group || envtab__field_defect(&walk)) continue;
    prefixes[walk.depth + 1] = join_prefix(builder, &prefixes[walk.depth], walk.field->name);
    add(builder, walk.field->group, &prefixes[walk.depth + 1]);
  }
}

/* ---- The whole ---- */

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
  builder->room = (struct envtab__name_counts){ ENVTAB__FEW_SCOPES, ENVTAB__FEW_ROWS, ENVTAB__FEW_RESERVED,
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
    if (is_too_large(&builder)) defect = "has more than 65534 names";
  }
  if (defect) {
    envtab__report_defect(report, NULL, NULL, defect);
    return SIZE_MAX;
  }
  names->counts = builder.found;
  if (builder.full) return size_of(&builder.found);
  if (!builder.defective) return 0;
  builder = (struct builder){ .names = names, .report = report };
  list_few(&builder, schema, prefix, few);
  return 0;
}

/* Cuts the next array off the memory; larger alignments come first. */
static void *cut(char **memory, size_t size)
{
  void *array = *memory;

  *memory += size;
  return array;
}

ENVTAB_INTERNAL void envtab__list_many_names(struct envtab__names *names, const envtab_schema *schema, const char *prefix,
                                             void *memory, struct envtab__report *report)
{
  struct builder builder = { .names = names, .report = report, .room = names->counts };
  const struct envtab__name_counts *room = &builder.room;
  size_t slots = envtab__slots_for(room->names);
  char *rest = memory;

  names->scopes = cut(&rest, room->scopes * sizeof *names->scopes);
  names->reserved = cut(&rest, room->reserved * sizeof *names->reserved);
  names->rows = cut(&rest, room->rows * sizeof *names->rows);
  names->index.names = cut(&rest, room->names * sizeof *names->index.names);
  names->index.slots = cut(&rest, slots * sizeof *names->index.slots);
  envtab__use_index(&names->index, names->index.names, names->index.slots, slots);
  builder.text = rest;
  list_all(&builder, schema, prefix);
}
