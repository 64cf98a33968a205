/*
 * Where the members of a schema's rows lie in its struct. The compiler knows the members, but a table need not name all
 * of them, and one that is filled by hand may name any offset: gaps, overlaps and misaligned members are found from
 * offsets and sizes alone.
 */
#include "schema/layout.h"

static const envtab_field *row_at(const envtab_schema *schema, size_t row)
{
  return (const envtab_field *)(const void *)((const char *)schema->fields + row * schema->field_size);
}

/* The greatest power of two that divides the size. */
static size_t power_in(size_t size) { return size & (0 - size); }

/* ---- Gaps: a member without a row stays zero for ever, which looks like a value ---- */

/*
 * The first row that fills a byte from this one on; NULL: none does. A row beyond the struct is a defect of its own,
 * and must not count as a member here.
 */
static const envtab_field *next_row(const envtab_schema *schema, size_t from)
{
  const envtab_field *next = NULL;

  for (size_t i = 0; i < schema->count; i++) {
    const envtab_field *field = row_at(schema, i);

    if (field->offset > schema->size || field->size > schema->size - field->offset) continue;
    if (field->offset + field->size > from && (!next || field->offset < next->offset)) next = field;
  }
  return next;
}

/*
 * The most bytes of padding that end where the row's member begins, and one more: its alignment, of which no more is
 * known than that it divides the type's size and the member's offset. Where the struct's is greater than those of all
 * sizes, some member has an _Alignas, and it may be this one.
 */
static size_t most_padding(const envtab_schema *schema, const envtab_field *field)
{
  size_t most = 1, alignment = power_in(field->size);

  for (size_t i = 0; i < schema->count; i++)
    if (power_in(row_at(schema, i)->size) > most) most = power_in(row_at(schema, i)->size);
  if (most < schema->alignment || alignment > schema->alignment) alignment = schema->alignment;
  return alignment < power_in(field->offset) ? alignment : power_in(field->offset);
}

/* From the end of one member to the start of the next: rows may come in any order, so the next one is searched for. */
ENVTAB_INTERNAL bool envtab__next_gap(const envtab_schema *schema, struct envtab__gap *gap)
{
  if (!schema->count) return false; /* a schema may have rules and reserved names only */
  while (!gap->last) {
    const envtab_field *next = next_row(schema, gap->next);
    size_t end = next ? next->offset : schema->size;

    gap->start = gap->next;
    gap->size = end > gap->start ? end - gap->start : 0;
    gap->last = !next;
    if (next) gap->next = next->offset + next->size;
    if (gap->size && gap->size >= (next ? most_padding(schema, next) : schema->alignment)) return true;
  }
  return false;
}

/* ---- One row ---- */

/* Each pair of rows is reported once, at the later one; unions in a config are not supported. */
ENVTAB_INTERNAL bool envtab__overlaps(const envtab_schema *schema, size_t row)
{
  const envtab_field *field = row_at(schema, row);

  for (size_t i = 0; i < row; i++) {
    const envtab_field *other = row_at(schema, i);

    if (field->offset < other->offset + other->size && other->offset < field->offset + field->size) return true;
  }
  return false;
}

/*
 * The least alignment that the field's member can have; 1: nothing is known, as of a type of the program's own. The
 * types that have a range are the integers, of which the largest is int64_t.
 */
static size_t least_alignment(const envtab_field *field)
{
  struct place { char before; int64_t number; }; /* 4 on i386, where _Alignof(int64_t) is 8 */
  const size_t most = offsetof(struct place, number);

  if (field->group && !field->optional) return field->group->alignment;
  if (field->group || (field->element && field->size == sizeof(envtab_strings))) return _Alignof(void *);
  if (!field->type->least || !field->type->greatest) return 1;
  return power_in(field->size) < most ? power_in(field->size) : most;
}

ENVTAB_INTERNAL bool envtab__is_misaligned(const envtab_field *field)
{
  return field->offset % least_alignment(field) != 0;
}
