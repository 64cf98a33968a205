/*
 * Where each row's text comes from: the variable, its file, the former name or its file, the default. Nothing is
 * reported here, since problems come in table order, when the rows are read.
 */
#include <string.h>

#include "load/choose.h"
#include "base/arena.h"
#include "base/secret_bytes.h"
#include "value/disclosure.h"
#include "value/from_text.h"
#include "schema/names.h"
#include "load/file.h"
#include "load/privilege.h"

/* Whether a variable's text counts as nothing. */
static bool is_blank(const envtab_field *field, const char *text)
{
  if (field->empty == ENVTAB_EMPTY_IS_VALUE && !envtab__is_secret(field)) return false; /* a secret is never empty */
  if (!field->raw)
    while (*text == ' ') text++;
  return !*text;
}

static inline size_t length_of(const envtab_field *field, const char *text)
{
  return envtab__is_secret(field) ? envtab__length_of_secret(text) : strlen(text);
}

/* What the environment says about one row, by all of its names. */
struct finding {
  const struct envtab__name *first;    /* that is set to something; NULL: none */
  const struct envtab__name *conflict; /* that is set beside the first, and not to the same text */
  const struct envtab__name *twice, *empty;
};

/* Whether two names that are set say the same: the texts of two variables, not of their files. */
static bool agree(const struct envtab__name *first, const struct envtab__name *second)
{
  return (first->kind == ENVTAB__NAME || first->kind == ENVTAB__FORMER) && second->kind == ENVTAB__FORMER &&
         envtab__equal_secrets(first->value, second->value);
}

static struct finding find_names(const struct envtab__table *table, const struct envtab__row *row)
{
  struct finding finding = { NULL, NULL, NULL, NULL };
  size_t self = (size_t)(row - table->rows);

  for (size_t i = row->name; i < table->name_count && table->names[i].row == self; i++) {
    const struct envtab__name *name = &table->names[i];

    if (!name->value) continue;
    if (name->twice) finding.twice = name;
    if (is_blank(row->field, name->value)) {
      if (!finding.empty) finding.empty = name;
    } else if (!finding.first) {
      finding.first = name;
    } else if (!finding.conflict && !agree(finding.first, name)) {
      finding.conflict = name;
    }
  }
  return finding;
}

static void open_source(struct envtab__row *row, const char *path)
{
  int why = ENVTAB__NOT_PRIVILEGED, file = envtab__is_privileged() ? -1 : envtab__open_file(path, &row->length, &why);

  row->state = file < 0 ? ENVTAB__UNREADABLE : ENVTAB__IN_FILE;
  row->from.file = file < 0 ? why : file;
}

static void take(struct envtab__table *table, struct envtab__row *row, const struct envtab__name *name)
{
  static const uint8_t sources[] = {
    [ENVTAB__NAME] = ENVTAB_SOURCE_ENVIRONMENT, [ENVTAB__NAME_FILE] = ENVTAB_SOURCE_FILE,
    [ENVTAB__FORMER] = ENVTAB_SOURCE_FORMER_NAME, [ENVTAB__FORMER_FILE] = ENVTAB_SOURCE_FORMER_NAME
  };

  row->used = (uint16_t)(name - table->names);
  row->source = sources[name->kind];
  if (name->kind == ENVTAB__NAME_FILE || name->kind == ENVTAB__FORMER_FILE) {
    open_source(row, name->value);
  } else {
    row->state = ENVTAB__READY;
    row->from.text = name->value;
    row->length = length_of(row->field, name->value);
  }
}

static void take_default(struct envtab__row *row, const struct finding *finding)
{
  const envtab_field *field = row->field;

  if (field->default_value) {
    row->source = ENVTAB_SOURCE_DEFAULT;
    row->state = ENVTAB__READY;
    row->from.text = field->default_value;
    row->length = strlen(field->default_value);
  } else {
    row->state = field->optional ? ENVTAB__UNSET : finding->empty ? ENVTAB__EMPTY : ENVTAB__MISSING;
  }
}

ENVTAB_INTERNAL void envtab__choose_row(struct envtab__table *table, struct envtab__row *row)
{
  struct finding finding = find_names(table, row);
  const struct envtab__name *taken = finding.first, *conflict = finding.conflict;

  row->used = row->name;
  row->source = ENVTAB_SOURCE_NONE;
  row->from.near = NULL;
  if (taken || finding.twice || (finding.empty && row->field->empty == ENVTAB_EMPTY_IS_ERROR))
    table->scopes[row->scope].set = true;
  if (finding.twice || conflict) row->source = ENVTAB_SOURCE_ENVIRONMENT;
  if (finding.twice) {
    row->state = ENVTAB__TWICE;
    row->used = (uint16_t)(finding.twice - table->names);
  } else if (conflict) {
    row->state = ENVTAB__CONFLICT;
    row->length = (size_t)(taken - table->names);
    row->used = (uint16_t)(conflict - table->names);
  } else if (taken) {
    take(table, row, taken);
  } else if (finding.empty && row->field->empty == ENVTAB_EMPTY_IS_ERROR) {
    row->state = ENVTAB__EMPTY;
    row->used = (uint16_t)(finding.empty - table->names);
  } else {
    take_default(row, &finding);
    if (row->state == ENVTAB__EMPTY) row->used = (uint16_t)(finding.empty - table->names);
  }
}

ENVTAB_INTERNAL size_t envtab__row_capacity(const struct envtab__row *row)
{
  if (row->state == ENVTAB__READY) return envtab__value_capacity(row->field, row->from.text, row->length);
  if (row->state != ENVTAB__IN_FILE) return 0;
  return envtab__add(envtab__value_capacity(row->field, NULL, row->length),
                     row->length + 1); /* it is read behind the file's text */
}

/* An optional group is there when one of its names is set, be it in a group inside it. */
static void drop_absent_groups(struct envtab__table *table)
{
  for (size_t i = table->scope_count; i-- > 1;) {
    struct envtab__scope *scope = &table->scopes[i];

    if (scope->set) table->scopes[scope->parent].set = true;
  }
  for (size_t i = 1; i < table->scope_count; i++) {
    const struct envtab__scope *scope = &table->scopes[i];

    if (!scope->group->optional || scope->set) continue;
    for (size_t j = scope->first; j < scope->end; j++) {
      table->rows[j].state = ENVTAB__ABSENT;
      table->rows[j].source = ENVTAB_SOURCE_NONE;
    }
  }
}

static size_t scope_room(const struct envtab__scope *scope)
{
  size_t alignment = scope->schema->alignment;

  return scope->group && !scope->group->optional ? 0 : envtab__add(scope->schema->size, alignment);
}

ENVTAB_INTERNAL size_t envtab__choose_scopes(struct envtab__table *table)
{
  size_t sum = 0;

  if (table->scope_count > 1) drop_absent_groups(table);
  for (size_t i = 0; i < table->scope_count; i++) sum = envtab__add(sum, scope_room(&table->scopes[i]));
  return sum;
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
