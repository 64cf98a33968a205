/*
 * Rows, in table order: counted, added to the table, later given the text that is chosen for each, and read. Plain
 * fields, which most are, go a short way here; what any other needs is in table.c, source.c and row.c.
 */
#include "index.h"

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

/* The row of a plain field, whose one name is not set at all, or once and to something; false: it is another. */
static inline bool choose_plain(struct envtab__table *table, struct envtab__row *row)
{
  const struct envtab__name *name = &table->names[row->name];
  const char *text = name->value ? name->value : row->field->default_value;

  if (row->state != ENVTAB__PLAIN || name->twice || !text || !*text || *text == ' ') return false;
  row->source = name->value ? ENVTAB_SOURCE_ENVIRONMENT : ENVTAB_SOURCE_DEFAULT;
  row->from.text = text;
  row->length = strlen(text);
  if (name->value) table->scopes[row->scope].set = true;
  return true;
}

ENVTAB_INTERNAL size_t envtab__choose_rows(struct envtab__table *table)
{
  size_t sum = 0;

  for (size_t i = 0; i < table->row_count; i++) {
    struct envtab__row *row = &table->rows[i];

    if (choose_plain(table, row)) {
      sum = envtab__add(sum, row->length + 1);
    } else {
      envtab__choose_row(table, row);
      sum = envtab__add(sum, envtab__row_capacity(row));
    }
  }
  return envtab__add(sum, envtab__choose_scopes(table));
}

/* The row of a plain field: what envtab__read() does, by the few steps that are left of it. */
static inline bool read_plain(struct envtab__load *load, const struct envtab__row *row)
{
  struct envtab_value *value = &load->value;
  char *copy = load->arena.next;

  envtab__begin_value(value, row->field);
  value->from_program = row->source == ENVTAB_SOURCE_DEFAULT;
  value->whole = value->text = copy;
  value->length = row->length;
  value->limit = load->arena.next = copy + row->length + 1;
  memcpy(copy, row->from.text, row->length);
  copy[row->length] = '\0';
  if ((envtab__is_ordinary_text(row->from.text, row->length) ||
       envtab__check_text(value, row->from.text, row->length)) &&
      row->field->type->read(value, envtab__member_of(load, row)) && !value->full) {
    if (value->warned) envtab__report_row_warning(load, row);
    return true;
  }
  envtab__settle(value);
  envtab__report_row_rejection(load, row, NULL, row->from.text);
  return false;
}

ENVTAB_INTERNAL void envtab__read_rows(struct envtab__load *load)
{
  struct envtab__table *table = &load->table;

  load->value.arena = &load->arena;
  for (size_t i = 0; i < table->row_count; i++) {
    struct envtab__row *row = &table->rows[i];
    bool read = row->state == ENVTAB__PLAIN ? read_plain(load, row) : envtab__read_row(load, row);

    load->sources[i] = read ? row->source : row->source | ENVTAB__UNREAD;
    if (!read) table->scopes[row->scope].wrong = true;
  }
}
