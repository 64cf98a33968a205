/*
 * The schema, flattened for one load: a scope for each struct, a row for each field, a name for each variable, and an
 * index of the names. The index holds names of the schema alone, so no environment can crowd it.
 */
#include <string.h>

#include "schema/names.h"
#include "base/format.h"
#include "report/report.h"
#include "schema/defects.h"
#include "schema/name_index.h"
#include "schema/walk.h"

ENVTAB_INTERNAL bool envtab__count_plain_rows(struct envtab__table *table, struct envtab__walk *walk)
{
  for (;; envtab__step(walk)) {
    const envtab_field *field = walk->field;

    if (field->group || field->deprecated || field->from_file) return false;
    table->row_count++;
    table->name_count++;
    if (!walk->level.left) return true;
  }
}

ENVTAB_INTERNAL bool envtab__add_plain_rows(struct envtab__table *table, struct envtab__walk *walk, size_t scope)
{
  const envtab_schema *schema = walk->level.schema;

  for (;; envtab__step(walk)) {
    const envtab_field *field = walk->field;
    size_t length;

    if (!envtab__is_plain(schema, field)) return false;
    length = strlen(field->name);
    if (length >= UINT16_MAX) return false;
    if (!envtab__put_name(table, field->name, length, (uint16_t)table->row_count, ENVTAB__NAME)) return false;
    envtab__put_row(table, field, scope, table->name_count - 1, ENVTAB__PLAIN);
    if (!walk->level.left) return true;
  }
}

/* ---- Measuring ---- */

static size_t length_or_none(const char *text) { return text ? strlen(text) : 0; }

static void measure_names(struct envtab__table *table, const envtab_field *field, size_t prefix_length)
{
  const char *const *former = field->deprecated;

  for (const char *name = field->name; name; name = former ? *former++ : NULL) {
    table->name_count += field->from_file ? 2 : 1;
    if (prefix_length || field->from_file)
      table->text_size += (prefix_length + strlen(name) + sizeof "_FILE") * (field->from_file ? 2 : 1);
  }
}

static void measure_schema(struct envtab__table *table, const envtab_schema *schema, size_t prefix_length)
{
  table->scope_count++;
  table->text_size += prefix_length + 1;
  if (!schema->reserved_prefix) return;
  table->reserved_count++;
  table->text_size += prefix_length + strlen(schema->reserved_prefix) + 1;
}

static bool is_too_large(const struct envtab__table *table)
{
  return table->name_count >= ENVTAB__NO_ROW || table->scope_count >= ENVTAB__NO_ROW;
}

/* Others' names stand in the index only to be known. */
static void measure_others(struct envtab__table *table, const envtab_schema *schema, size_t prefix_length)
{
  for (const envtab_schema *const *other = schema->others; other && *other; other++) {
    struct envtab__walk walk;
    size_t lengths[ENVTAB__DEEPEST + 2] = { prefix_length };

    if (envtab__schema_defect(*other)) continue;
    envtab__walk(&walk, *other);
    while (envtab__next(&walk) && !envtab__field_defect(&walk)) {
      if (walk.field->group) {
        lengths[walk.depth + 1] = lengths[walk.depth] + strlen(walk.field->name);
        table->text_size += lengths[walk.depth + 1] + 1;
      } else {
        measure_names(table, walk.field, lengths[walk.depth] + 1);
      }
      if (is_too_large(table)) return;
    }
  }
}

ENVTAB_INTERNAL size_t envtab__measure(struct envtab__table *table, const envtab_schema *schema, const char *prefix,
                                       struct envtab__report *report)
{
  struct envtab__walk walk;
  size_t lengths[ENVTAB__DEEPEST + 2] = { length_or_none(prefix) };
  const char *fault = envtab__schema_defect(schema);

  memset(table, 0, sizeof *table);
  if (fault) {
    envtab__report_defect(report, NULL, NULL, fault);
    return 0;
  }
  measure_schema(table, schema, lengths[0]);
  measure_others(table, schema, lengths[0]);
  envtab__walk(&walk, schema);
  while (!is_too_large(table) && envtab__next(&walk)) {
    size_t *prefix_length = &lengths[walk.depth];

    if (!*prefix_length && envtab__count_plain_rows(table, &walk)) continue;
    if (!walk.field->group) {
      table->row_count++;
      measure_names(table, walk.field, *prefix_length);
    } else if (!envtab__field_defect(&walk)) {
      prefix_length[1] = prefix_length[0] + strlen(walk.field->name);
      measure_schema(table, walk.field->group, prefix_length[1]);
      measure_others(table, walk.field->group, prefix_length[1]);
    }
  }
  if (is_too_large(table)) {
    envtab__report_defect(report, NULL, NULL, "has more than 65534 names");
    return 0;
  }
  envtab__size_index(table);
  return table->scope_count * sizeof *table->scopes + table->reserved_count * sizeof *table->reserved +
         table->row_count * sizeof *table->rows + table->name_count * sizeof *table->names +
         table->slot_count * sizeof *table->slots + table->text_size;
}

/* ---- Filling ---- */

struct filling {
  struct envtab__table *table;
  struct envtab__report *report;
  char *text;                    /* where the next text goes */
};

static const char *join(struct filling *filling, const char *a, size_t a_length, const char *b, const char *c)
{
  char *text = filling->text, *end = text + a_length;

  memcpy(text, a, a_length);
  end += envtab__put(end, SIZE_MAX, b);
  end += envtab__put(end, SIZE_MAX, c);
  filling->text = end + 1;
  return text;
}

static void tell_bad_name(struct filling *filling, const char *text, uint16_t row, enum envtab__kind kind,
                          bool too_long)
{
  if (too_long) envtab__report_defect(filling->report, NULL, text, "is longer than 65534 bytes");
  else if (kind != ENVTAB__OTHER)
    envtab__report_defect(filling->report, filling->table->rows[row].field, text,
                       "is declared twice, be it as a .deprecated or as the file of a .from_file");
}

static void add_name(struct filling *filling, const char *text, uint16_t row, enum envtab__kind kind)
{
  size_t length = strlen(text);

  if (length >= UINT16_MAX || !envtab__add_name(filling->table, text, length, row, kind))
    tell_bad_name(filling, text, row, kind, length >= UINT16_MAX);
}

static void add_names(struct filling *filling, const envtab_field *field, const char *prefix, size_t prefix_length,
                           uint16_t row)
{
  const char *const *former = field->deprecated;
  bool other = row == ENVTAB__NO_ROW;
  enum envtab__kind kind = ENVTAB__NAME;

  for (const char *name = field->name; name; name = former ? *former++ : NULL, kind = ENVTAB__FORMER) {
    add_name(filling, prefix_length ? join(filling, prefix, prefix_length, name, "") : name, row,
             other ? ENVTAB__OTHER : kind);
    if (field->from_file)
      add_name(filling, join(filling, prefix, prefix_length, name, "_FILE"), row, other ? ENVTAB__OTHER : kind + 1);
  }
}

static size_t add_scope(struct filling *filling, const envtab_schema *schema, const envtab_field *group, size_t parent,
                        size_t depth)
{
  struct envtab__table *table = filling->table;
  struct envtab__scope *scope = &table->scopes[table->scope_count], *outer = &table->scopes[parent];

  memset(scope, 0, sizeof *scope);
  scope->schema = schema;
  scope->group = group;
  scope->prefix = group ? join(filling, outer->prefix, outer->prefix_length, group->name, "") : "";
  scope->prefix_length = group ? (size_t)(filling->text - scope->prefix) - 1 : 0;
  scope->parent = (uint16_t)parent;
  scope->depth = (uint8_t)depth;
  scope->first = (uint16_t)table->row_count;
  return table->scope_count++;
}

static void add_reserved(struct filling *filling, const struct envtab__scope *scope)
{
  struct envtab__reserved *reserved = &filling->table->reserved[filling->table->reserved_count];

  if (!scope->schema->reserved_prefix) return;
  reserved->text = join(filling, scope->prefix, scope->prefix_length, scope->schema->reserved_prefix, "");
  reserved->length = (size_t)(filling->text - reserved->text) - 1;
  if (!reserved->length) {
    envtab__report_defect(filling->report, NULL, NULL, "owns every name there is");
    return;
  }
  filling->table->reserved_count++;
  envtab__expect_prefix(filling->table, reserved);
}

static void add_others(struct filling *filling, const struct envtab__scope *scope)
{
  if (!filling->table->reserved_count) return;
  for (const envtab_schema *const *other = scope->schema->others; other && *other; other++) {
    struct envtab__walk walk;
    const char *prefixes[ENVTAB__DEEPEST + 2] = { scope->prefix };
    size_t lengths[ENVTAB__DEEPEST + 2] = { scope->prefix_length };

    if (envtab__schema_defect(*other)) continue;
    envtab__walk(&walk, *other);
    while (envtab__next(&walk) && !envtab__field_defect(&walk)) {
      size_t depth = walk.depth;

      if (walk.field->group) {
        prefixes[depth + 1] = join(filling, prefixes[depth], lengths[depth], walk.field->name, "");
        lengths[depth + 1] = (size_t)(filling->text - prefixes[depth + 1]) - 1;
      } else {
        add_names(filling, walk.field, prefixes[depth], lengths[depth], ENVTAB__NO_ROW);
      }
    }
  }
}

static bool has_fault(struct filling *filling, struct envtab__walk *walk)
{
  const char *fault = envtab__field_defect(walk);

  if (!fault) return false;
  envtab__report_defect(filling->report, walk->field, walk->field->name, fault);
  return true;
}

static void add_row(struct filling *filling, const envtab_field *field, size_t scope_number)
{
  struct envtab__table *table = filling->table;
  const struct envtab__scope *scope = &table->scopes[scope_number];

  envtab__put_row(table, field, scope_number, table->name_count,
                  envtab__is_plain(scope->schema, field) ? ENVTAB__PLAIN : ENVTAB__READY);
  add_names(filling, field, scope->prefix, scope->prefix_length, (uint16_t)(table->row_count - 1));
}

static void add_rows(struct filling *filling, const envtab_schema *schema)
{
  struct envtab__table *table = filling->table;
  struct envtab__walk walk;
  size_t scopes[ENVTAB__DEEPEST + 2] = { 0 }, depth = 0;

  envtab__walk(&walk, schema);
  while (envtab__next(&walk)) {
    for (; depth > walk.depth; depth--) table->scopes[scopes[depth]].end = (uint16_t)table->row_count;
    if (!table->scopes[scopes[depth]].prefix_length && envtab__add_plain_rows(table, &walk, scopes[depth])) continue;
    if (has_fault(filling, &walk)) continue;
    if (!walk.field->group) {
      add_row(filling, walk.field, scopes[depth]);
    } else {
      scopes[depth + 1] = add_scope(filling, walk.field->group, walk.field, scopes[depth], depth + 1);
      table->scopes[scopes[++depth]].end = (uint16_t)table->row_count;
    }
  }
  for (size_t i = 0; i <= depth; i++) table->scopes[scopes[i]].end = (uint16_t)table->row_count;
}

/* Cuts the next array off the scratch memory; larger alignments come first. */
static void *cut(char **scratch, size_t count, size_t size)
{
  void *array = *scratch;

  *scratch += count * size;
  return array;
}

ENVTAB_INTERNAL bool envtab__fill(struct envtab__table *table, const envtab_schema *schema, const char *prefix,
                                  char *scratch, struct envtab__report *report)
{
  struct filling filling = { table, report, NULL };

  table->scopes = cut(&scratch, table->scope_count, sizeof *table->scopes);
  table->reserved = cut(&scratch, table->reserved_count, sizeof *table->reserved);
  table->rows = cut(&scratch, table->row_count, sizeof *table->rows);
  table->names = cut(&scratch, table->name_count, sizeof *table->names);
  table->slots = cut(&scratch, table->slot_count, sizeof *table->slots);
  filling.text = table->text = scratch;
  envtab__clear_index(table);
  table->scope_count = table->reserved_count = table->row_count = table->name_count = 0;

  add_scope(&filling, schema, NULL, 0, 0);
  if (prefix) {
    table->scopes[0].prefix = join(&filling, prefix, strlen(prefix), "", "");
    table->scopes[0].prefix_length = strlen(prefix);
  }
  add_rows(&filling, schema);
  for (size_t i = 0; i < table->scope_count; i++) add_reserved(&filling, &table->scopes[i]);
  for (size_t i = 0; i < table->scope_count; i++) add_others(&filling, &table->scopes[i]);
  return report->problems == 0;
}
