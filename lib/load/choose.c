/*
 * Where each row's text comes from: the variable, its file, the former name or its file, the default. Nothing is
 * reported here, since problems come in table order, when the rows are read.
 */
#include "load/choose.h"
#include "base/arena.h"
#include "base/search.h"
#include "base/secret_bytes.h"
#include "value/from_text.h"
#include "schema/name_index.h"
#include "schema/names.h"
#include "load/file.h"
#include "load/options.h"

/* Whether a variable's text counts as not set: a template or a compose file often leaves NAME= or NAME=" " behind. */
static inline bool is_blank(const struct envtab__row *row, const char *text)
{
  if (row->needs & ENVTAB__BLANK_COUNTS) {
    if (row->field->empty == ENVTAB_EMPTY_IS_VALUE && !(row->needs & ENVTAB__SECRET))
      return false; /* a secret is never empty */
    if (row->field->raw) return !*text;
  }
  while (*text == ' ') text++;
  return !*text;
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

static inline void look_at(struct finding *finding, const struct envtab__row *row, const struct envtab__name *name)
{
  if (!name->value) return;
  if (name->twice) finding->twice = name;
  if (is_blank(row, name->value)) {
    if (!finding->empty) finding->empty = name;
  } else if (!finding->first) {
    finding->first = name;
  } else if (!finding->conflict && !agree(finding->first, name)) {
    finding->conflict = name;
  }
}

static inline struct finding find_names(const struct envtab__names *names, const struct envtab__row *row)
{
  const struct envtab__name *name = &names->index.names[row->name], *end = names->index.names + names->index.count;
  struct finding finding = { NULL, NULL, NULL, NULL };

  look_at(&finding, row, name);
  if (!(row->needs & ENVTAB__NAMES)) return finding;
  for (size_t self = name->row; ++name < end && name->row == self;) look_at(&finding, row, name);
  return finding;
}

/* ---- Using what was found ---- */

/* Files are opened before memory is placed, as their sizes belong to the sum; they are read later, by load/read. */
static void open_source(struct envtab__row *row, const char *path)
{
  int why = ENVTAB__NOT_PRIVILEGED, file = envtab__is_privileged() ? -1 : envtab__open_file(path, &row->length, &why);

  row->needs |= ENVTAB__APART; /* most files hold secrets; what this one holds is not known yet */
  row->state = file < 0 ? ENVTAB__UNREADABLE : ENVTAB__IN_FILE;
  row->from.file = file < 0 ? why : file;
}

/*
 * The length of a text. *apart: it has a colon, an equals sign, a space or the end of a tag, without which no text looks
 * like a credential but for a key of age(1).
 */
static inline size_t measure_text(const char *text, bool *apart)
{
  static const uint8_t marks[256] = { ['\0'] = 1, [' '] = 1, [':'] = 1, ['='] = 1, ['>'] = 1 };
  const volatile unsigned char *byte = (const volatile unsigned char *)text;

  *apart = (*text == 'A' || *text == 'a') && envtab__begins(text, 4, "age-");
  for (;; byte++) {
    while (!marks[*byte]) {
      if (marks[*++byte]) break;
      byte++;
    }
    if (!*byte) return (size_t)((const volatile char *)byte - text);
    *apart = true;
  }
}

static void use_text(struct envtab__row *row, const char *text)
{
  bool apart;

  row->state = ENVTAB__READY;
  row->from.text = text;
  row->length = measure_text(text, &apart);
  if (apart) row->needs |= ENVTAB__APART;
}

static inline void use_name(struct envtab__row *row, const struct envtab__name *name)
{
  static const uint8_t sources[] = {
    [ENVTAB__NAME] = ENVTAB_SOURCE_ENVIRONMENT, [ENVTAB__NAME_FILE] = ENVTAB_SOURCE_FILE,
    [ENVTAB__FORMER] = ENVTAB_SOURCE_FORMER_NAME, [ENVTAB__FORMER_FILE] = ENVTAB_SOURCE_FORMER_NAME
  };

  row->source = sources[name->kind];
  if (name->kind == ENVTAB__NAME_FILE || name->kind == ENVTAB__FORMER_FILE) open_source(row, name->value);
  else use_text(row, name->value);
}

static void use_nothing(struct envtab__row *row, enum envtab__state state)
{
  row->state = (uint8_t)state;
  row->from.near = NULL;
  row->source = ENVTAB_SOURCE_NONE;
}

/* The default; without one, the field is optional, or a problem. */
static inline void use_default(struct envtab__row *row, bool empty)
{
  const envtab_field *field = row->field;

  row->source = ENVTAB_SOURCE_DEFAULT;
  if (field->default_value) use_text(row, field->default_value);
  else use_nothing(row, field->optional ? ENVTAB__UNSET : empty ? ENVTAB__EMPTY : ENVTAB__MISSING);
}

/*
 * Chooses the text of a row by the values of all its names. Two names that are set to different values are a problem,
 * not a matter of precedence: whichever was read, someone would be surprised.
 */
static void choose_text(struct envtab__names *names, struct envtab__row *row)
{
  struct finding finding = find_names(names, row);
  const struct envtab__name *used = NULL;
  bool empty_is_error = finding.empty && row->field->empty == ENVTAB_EMPTY_IS_ERROR;

  if (finding.twice || finding.conflict) {
    used = finding.twice ? finding.twice : finding.conflict;
    row->state = finding.twice ? ENVTAB__TWICE : ENVTAB__CONFLICT;
    row->source = ENVTAB_SOURCE_ENVIRONMENT;
    row->length = finding.first ? (size_t)(finding.first - names->index.names) : 0;
  } else if (finding.first) {
    use_name(row, used = finding.first);
  } else if (empty_is_error) {
    use_nothing(row, ENVTAB__EMPTY);
    used = finding.empty;
  } else {
    use_default(row, finding.empty != NULL);
    if (row->state == ENVTAB__EMPTY) used = finding.empty;
  }
  if (used) row->used = (uint8_t)(used - &names->index.names[row->name]);
  if (finding.first || finding.twice || empty_is_error) names->scopes[row->scope].set = true;
}

/*
 * Whether the row has one name, which is set once and to something, or not at all. Most are: the loop is built for
 * them.
 */
static inline bool is_simple(const struct envtab__row *row, const struct envtab__name *name)
{
  if (row->needs & (ENVTAB__NAMES | ENVTAB__BLANK_COUNTS) || name->twice) return false;
  return name->value ? *name->value && *name->value != ' ' : row->field->default_value != NULL;
}

static inline void choose(struct envtab__names *names, struct envtab__row *row)
{
  const struct envtab__name *name = &names->index.names[row->name];

  if (!is_simple(row, name)) {
    choose_text(names, row);
    return;
  }
  row->source = name->value ? ENVTAB_SOURCE_ENVIRONMENT : ENVTAB_SOURCE_DEFAULT;
  use_text(row, name->value ? name->value : row->field->default_value);
  if (name->value) names->scopes[row->scope].set = true;
}

static inline size_t row_capacity(const struct envtab__row *row)
{
  if (row->state == ENVTAB__READY) return envtab__value_capacity(row->field, row->needs, row->from.text, row->length);
  if (row->state != ENVTAB__IN_FILE) return 0;
  return envtab__add(envtab__value_capacity(row->field, row->needs, NULL, row->length),
                     row->length + 1); /* it is read after the file's text */
}

/* ---- Groups ---- */

/* An optional group is there when one of its names is set, be it in a group inside it. */
static void drop_absent_groups(struct envtab__names *names)
{
  for (size_t i = names->scope_count; i-- > 1;) {
    struct envtab__scope *scope = &names->scopes[i];

    if (scope->set) names->scopes[scope->parent].set = true;
  }
  for (size_t i = 1; i < names->scope_count; i++) {
    const struct envtab__scope *scope = &names->scopes[i];

    if (!scope->group->optional || scope->set) continue;
    for (size_t j = scope->first; j < scope->end; j++) {
      names->rows[j].state = ENVTAB__ABSENT;
      names->rows[j].source = ENVTAB_SOURCE_NONE;
    }
  }
}

static size_t scope_capacity(const struct envtab__scope *scope)
{
  size_t alignment = scope->schema->alignment;

  return scope->group && !scope->group->optional ? 0 : envtab__add(scope->schema->size, alignment);
}

ENVTAB_INTERNAL size_t envtab__choose(struct envtab__names *names)
{
  size_t sum = 0;

  for (size_t i = 0; i < names->row_count; i++) {
    choose(names, &names->rows[i]);
    sum = envtab__add(sum, row_capacity(&names->rows[i]));
  }
  if (names->scope_count > 1) drop_absent_groups(names);
  for (size_t i = 0; i < names->scope_count; i++) sum = envtab__add(sum, scope_capacity(&names->scopes[i]));
  return sum;
}
