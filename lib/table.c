/*
 * The schema, flattened for one load: a scope for each struct, a row for each field, a name for each variable, and an
 * index of the names. The index holds names of the schema alone, so no environment can crowd it.
 */
#include <string.h>

#include "engine.h"

/* ---- Faults that a load meets for nothing; envtab_check_schema() finds the others ---- */

ENVTAB_INTERNAL const char *envtab__schema_fault(const envtab_schema *schema)
{
  if (!schema->name) return "has no name";
  if (!schema->fields && schema->count) return "has no fields";
  if (schema->field_size < sizeof(envtab_field)) return "has rows of an older version of envtab";
  if (schema->alignment & (schema->alignment - 1)) return "has an alignment that is no power of two";
  for (size_t i = 0; i < sizeof schema->reserved / sizeof *schema->reserved; i++)
    if (schema->reserved[i]) return "has a reserved member that is not zero";
  return NULL;
}

static const char *group_fault(const envtab_schema *schema, const envtab_field *field)
{
  const char *fault = envtab__schema_fault(field->group);

  if (fault) return fault;
  if (!field->name) return "has no name: \"\" puts nothing before its names";
  if (field->size != (field->optional ? sizeof(void *) : field->group->size))
    return field->optional ? "is optional, so its member is a pointer" : "has a member of another size than its schema's struct";
  return field->offset > schema->size || field->size > schema->size - field->offset ? "lies beyond the struct" : NULL;
}

/* A program that was built with a newer header has larger rows: what this library does not know must be zero. */
static bool has_tail(const envtab_field *field, size_t size)
{
  const char *row = (const char *)field;

  for (size_t i = sizeof *field; i < size; i++)
    if (row[i]) return true;
  return false;
}

static const char *field_fault(const envtab_schema *schema, const envtab_field *field)
{
  const envtab_type *type = field->type;

  if (field->group) return group_fault(schema, field);
  if (!type || !type->read || !type->show) return "has no type that reads and shows it";
  if (!field->name || !*field->name) return "has no name";
  if (field->size != type->size) return "has a member of another size than its type's";
  if (field->offset > schema->size || field->size > schema->size - field->offset) return "lies beyond the struct";
  if (field->element && (!field->element->read || field->element_size != field->element->size))
    return "has items of another size than their type's";
  if (schema->field_size > sizeof *field && has_tail(field, schema->field_size)) return "has options that this library does not know";
  if (field->fallback && field->optional) return "has .fallback and .optional";
  if (field->fallback && field->secret) return "is a secret with a fallback";
  return NULL;
}

ENVTAB_INTERNAL const char *envtab__fault(const struct envtab__walk *walk)
{
  if (envtab__too_deep(walk)) return "is a group more than 8 deep";
  return field_fault(walk->level[walk->depth].schema, walk->field);
}

/* ---- Measuring ---- */

static size_t length_or_none(const char *text) { return text ? strlen(text) : 0; }

/* The names that a field puts together, of the prefix and its own; a plain one stays where it is. */
static void measure_names(struct envtab__table *table, const envtab_field *field, size_t prefix_length)
{
  const char *texts[] = { field->name, field->former };

  for (size_t i = 0; i < 2; i++) {
    if (!texts[i]) continue;
    table->name_count += field->from_file ? 2 : 1;
    if (prefix_length || field->from_file)
      table->text_size += (prefix_length + strlen(texts[i]) + sizeof "_FILE") * (field->from_file ? 2 : 1);
  }
}

static void measure_schema(struct envtab__table *table, const envtab_schema *schema, size_t prefix_length)
{
  table->scope_count++;
  table->text_size += prefix_length + 1;
  if (!schema->owns) return;
  table->owned_count++;
  table->text_size += prefix_length + strlen(schema->owns) + 1;
}

/* Others' names stand in the index only to be known. */
static void measure_others(struct envtab__table *table, const envtab_schema *schema, size_t prefix_length)
{
  for (const envtab_schema *const *other = schema->others; other && *other; other++) {
    struct envtab__walk walk;
    size_t lengths[ENVTAB__DEEPEST + 2] = { prefix_length };

    if (envtab__schema_fault(*other)) continue;
    envtab__walk(&walk, *other);
    while (envtab__next(&walk)) {
      if (envtab__fault(&walk)) return;
      if (walk.field->group) {
        lengths[walk.depth + 1] = lengths[walk.depth] + strlen(walk.field->name);
        table->text_size += lengths[walk.depth + 1] + 1;
      } else {
        measure_names(table, walk.field, lengths[walk.depth] + 1);
      }
      if (table->name_count >= ENVTAB__NO_ROW) return;
    }
  }
}

static size_t slots_for(size_t names)
{
  size_t slots = 4;

  while (slots < 2 * names) slots *= 2;
  return slots;
}

ENVTAB_INTERNAL size_t envtab__measure(struct envtab__table *table, const envtab_schema *schema, const char *prefix,
                                       struct envtab__report *report)
{
  struct envtab__walk walk;
  size_t lengths[ENVTAB__DEEPEST + 2] = { length_or_none(prefix) };
  const char *fault = envtab__schema_fault(schema);

  memset(table, 0, sizeof *table);
  if (fault) {
    envtab__tell_fault(report, NULL, NULL, fault);
    return 0;
  }
  measure_schema(table, schema, lengths[0]);
  measure_others(table, schema, lengths[0]);
  envtab__walk(&walk, schema);
  while (envtab__next(&walk)) {
    const envtab_field *field = walk.field;

    fault = envtab__fault(&walk);
    if (fault) {
      envtab__tell_fault(report, field, field->name, fault);
      if (field->group) return 0;
    } else if (field->group) {
      lengths[walk.depth + 1] = lengths[walk.depth] + strlen(field->name);
      measure_schema(table, field->group, lengths[walk.depth + 1]);
      measure_others(table, field->group, lengths[walk.depth + 1]);
    } else {
      table->row_count++;
      measure_names(table, field, lengths[walk.depth]);
    }
    if (table->name_count >= ENVTAB__NO_ROW || table->scope_count >= ENVTAB__NO_ROW) {
      envtab__tell_fault(report, NULL, NULL, "has more than 65534 names");
      return 0;
    }
  }
  table->slot_count = slots_for(table->name_count);
  return table->scope_count * sizeof *table->scopes + table->owned_count * sizeof *table->owned +
         table->row_count * sizeof *table->rows + table->name_count * sizeof *table->names +
         table->slot_count * sizeof *table->slots + table->text_size;
}

/* ---- The index: open addressing over a hash of the whole name ---- */

static uint64_t mix(uint64_t hash, const char *text, size_t size)
{
  uint64_t piece = 0;

  memcpy(&piece, text, size);
  hash = (hash ^ piece) * UINT64_C(0x9e3779b97f4a7c15);
  return hash ^ hash >> 32;
}

static uint64_t hash_name(const char *text, size_t length)
{
  uint64_t hash = length;
  size_t i = 0;

  for (; i + 8 <= length; i += 8) hash = mix(hash, text + i, 8);
  if (length & 4) hash = mix(hash, text + i, 4), i += 4;
  if (length & 2) hash = mix(hash, text + i, 2), i += 2;
  if (length & 1) hash = mix(hash, text + i, 1);
  return hash;
}

/* The slot where the name stands, or the free one where it would. */
static uint16_t *slot_of(const struct envtab__table *table, const char *text, size_t length)
{
  size_t mask = table->slot_count - 1;

  for (size_t i = (size_t)hash_name(text, length) & mask;; i = (i + 1) & mask) {
    uint16_t *slot = &table->slots[i];
    const struct envtab__name *name = &table->names[*slot - 1];

    if (!*slot || (name->length == length && memcmp(name->text, text, length) == 0)) return slot;
  }
}

ENVTAB_INTERNAL struct envtab__name *envtab__find(const struct envtab__table *table, const char *text, size_t length)
{
  uint16_t slot = *slot_of(table, text, length);

  return slot ? &table->names[slot - 1] : NULL;
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

static void add_name(struct filling *filling, const char *text, uint16_t row, enum envtab__kind kind)
{
  struct envtab__table *table = filling->table;
  size_t length = strlen(text);
  struct envtab__name *name = &table->names[table->name_count];
  uint16_t *slot;

  if (length >= UINT16_MAX) {
    envtab__tell_fault(filling->report, NULL, text, "is longer than 65534 bytes");
    return;
  }
  slot = slot_of(table, text, length);
  if (*slot) {
    if (kind != ENVTAB__OTHER && table->names[*slot - 1].kind != ENVTAB__OTHER)
      envtab__tell_fault(filling->report, table->rows[row].field, text, "is declared twice");
    return;
  }
  *name = (struct envtab__name){ .text = text, .length = (uint16_t)length, .row = row, .kind = (uint8_t)kind };
  *slot = (uint16_t)++table->name_count;
  if (length > table->longest) table->longest = length;
  if (kind == ENVTAB__NAME && length > table->widest) table->widest = length;
}

static void add_names(struct filling *filling, const envtab_field *field, const char *prefix, size_t prefix_length, uint16_t row)
{
  const char *texts[] = { field->name, field->former };
  bool other = row == ENVTAB__NO_ROW;

  for (int i = 0; i < 2; i++) {
    enum envtab__kind kind = i == 0 ? ENVTAB__NAME : ENVTAB__FORMER;

    if (!texts[i]) continue;
    add_name(filling, prefix_length ? join(filling, prefix, prefix_length, texts[i], "") : texts[i], row, other ? ENVTAB__OTHER : kind);
    if (field->from_file)
      add_name(filling, join(filling, prefix, prefix_length, texts[i], "_FILE"), row, other ? ENVTAB__OTHER : kind + 1);
  }
}

static size_t add_scope(struct filling *filling, const envtab_schema *schema, const envtab_field *group, size_t parent, size_t depth)
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

static void add_owned(struct filling *filling, const struct envtab__scope *scope)
{
  struct envtab__owned *owned = &filling->table->owned[filling->table->owned_count];

  if (!scope->schema->owns) return;
  owned->text = join(filling, scope->prefix, scope->prefix_length, scope->schema->owns, "");
  owned->length = (size_t)(filling->text - owned->text) - 1;
  if (owned->length) filling->table->owned_count++;
  else envtab__tell_fault(filling->report, NULL, NULL, "owns every name there is");
}

static void add_others(struct filling *filling, const struct envtab__scope *scope)
{
  if (!filling->table->owned_count) return;
  for (const envtab_schema *const *other = scope->schema->others; other && *other; other++) {
    struct envtab__walk walk;
    const char *prefixes[ENVTAB__DEEPEST + 2] = { scope->prefix };
    size_t lengths[ENVTAB__DEEPEST + 2] = { scope->prefix_length };

    if (envtab__schema_fault(*other)) continue;
    envtab__walk(&walk, *other);
    while (envtab__next(&walk) && !envtab__fault(&walk)) {
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

static void add_rows(struct filling *filling, const envtab_schema *schema)
{
  struct envtab__table *table = filling->table;
  struct envtab__walk walk;
  size_t scopes[ENVTAB__DEEPEST + 2] = { 0 }, depth = 0;

  envtab__walk(&walk, schema);
  while (envtab__next(&walk)) {
    const envtab_field *field = walk.field;
    struct envtab__scope *scope = &table->scopes[scopes[walk.depth]];

    for (; depth > walk.depth; depth--) table->scopes[scopes[depth]].end = (uint16_t)table->row_count;
    if (filling->report->problems && envtab__fault(&walk)) continue;
    if (field->group) {
      depth = walk.depth + 1;
      scopes[depth] = add_scope(filling, field->group, field, scopes[walk.depth], depth);
      table->scopes[scopes[depth]].end = (uint16_t)table->row_count;
    } else {
      struct envtab__row *row = &table->rows[table->row_count];

      *row = (struct envtab__row){ .field = field, .scope = (uint16_t)scopes[walk.depth], .name = (uint16_t)table->name_count };
      add_names(filling, field, scope->prefix, scope->prefix_length, (uint16_t)table->row_count++);
    }
  }
  for (size_t i = 0; i <= depth; i++) table->scopes[scopes[i]].end = (uint16_t)table->row_count;
}

/* ---- What a name must look like at first sight, so that most variables are passed over at once ---- */

static void narrow(struct envtab__table *table, const char *text, size_t length)
{
  size_t i = 0;

  if (!table->common) {
    table->common = text;
    table->common_length = length;
  }
  while (i < table->common_length && i < length && table->common[i] == text[i]) i++;
  table->common_length = i;
}

static void find_common(struct envtab__table *table)
{
  for (size_t i = 0; i < table->name_count; i++) narrow(table, table->names[i].text, table->names[i].length);
  for (size_t i = 0; i < table->owned_count; i++) narrow(table, table->owned[i].text, table->owned[i].length);
  for (size_t i = 0; i < table->name_count; i++) {
    const struct envtab__name *name = &table->names[i];
    unsigned char next = name->length > table->common_length ? (unsigned char)name->text[table->common_length] : '=';

    table->next_bytes[next / 32] |= UINT32_C(1) << next % 32;
  }
  for (size_t i = 0; i < table->owned_count; i++) {
    unsigned char next = (unsigned char)table->owned[i].text[table->common_length];

    if (table->owned[i].length > table->common_length) table->next_bytes[next / 32] |= UINT32_C(1) << next % 32;
    else memset(table->next_bytes, 0xff, sizeof table->next_bytes);
  }
}

/* Cuts the next array off the scratch memory; larger alignments come first. */
static void *cut(char **scratch, size_t count, size_t size)
{
  void *array = *scratch;

  *scratch += count * size;
  return array;
}

ENVTAB_INTERNAL bool envtab__fill(struct envtab__table *table, const envtab_schema *schema, const char *prefix, char *scratch,
                                  struct envtab__report *report)
{
  struct filling filling = { table, report, NULL };

  table->scopes = cut(&scratch, table->scope_count, sizeof *table->scopes);
  table->owned = cut(&scratch, table->owned_count, sizeof *table->owned);
  table->rows = cut(&scratch, table->row_count, sizeof *table->rows);
  table->names = cut(&scratch, table->name_count, sizeof *table->names);
  table->slots = cut(&scratch, table->slot_count, sizeof *table->slots);
  filling.text = table->text = scratch;
  memset(table->slots, 0, table->slot_count * sizeof *table->slots);
  table->scope_count = table->owned_count = table->row_count = table->name_count = 0;

  add_scope(&filling, schema, NULL, 0, 0);
  if (prefix) {
    table->scopes[0].prefix = join(&filling, prefix, strlen(prefix), "", "");
    table->scopes[0].prefix_length = strlen(prefix);
  }
  add_rows(&filling, schema);
  for (size_t i = 0; i < table->scope_count; i++) add_owned(&filling, &table->scopes[i]);
  for (size_t i = 0; i < table->scope_count; i++) add_others(&filling, &table->scopes[i]);
  find_common(table);
  return report->problems == 0;
}
