/*
 * Is the table itself right? All of its defects are reported at once, for the program's unit test: names, options that
 * the type does not use, texts (default, example, bounds) that the field's own type rejects, and the layout of the
 * struct. A load pays for none of this: it looks only for what would lead it astray (schema/walk).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/utf8.h"
#include "value/disclosure.h"
#include "value/from_text.h"
#include "value/value.h"
#include "report/report.h"
#include "schema/layout.h"
#include "schema/names.h"
#include "schema/walk.h"

struct checking {
  struct envtab__report report;
  const struct envtab__walk *walk;
  char name[256];                /* the field's, with the names of its groups before it */
  struct envtab_value value;
};

static void report_here(struct checking *checking, const char *reason)
{
  envtab__report_defect(&checking->report, checking->walk->field, checking->name, reason);
}

/* A number where a text is meant (`.default_value = 3000`) is an address in the first pages, where no text can lie. */
static bool may_be_text(const char *text) { return (uintptr_t)(const void *)text >= 65536; }

static void put_name(struct checking *checking, const char *prefix)
{
  const struct envtab__walk *walk = checking->walk;
  struct envtab__buffer name = ENVTAB__BUFFER(checking->name);

  envtab__append_text(&name, prefix ? prefix : "");
  for (size_t i = 1; i <= walk->depth + 1; i++) {
    const char *piece = i <= walk->depth ? envtab__group_at(walk, i)->name : walk->field->name;

    envtab__append_text(&name, may_be_text(piece) ? piece : "");
  }
}

/* The text is not empty: an empty name stops the walk already. */
static bool is_name(const char *text)
{
  if (envtab__is_digit(*text)) return false;
  while (envtab__is_name_char(*text)) text++;
  return !*text;
}

/* ---- Options that the type does not use ---- */

static void check_choices(struct checking *checking, const envtab_choice *choices)
{
  if (!choices->name) report_here(checking, "has .choices without a choice");
  for (const envtab_choice *choice = choices; choice->name; choice++)
    for (const envtab_choice *other = choices; other < choice; other++)
      if (strcmp(choice->name, other->name) == 0) {
        report_here(checking, "has the same choice twice");
        return;
      }
}

static void check_options(struct checking *checking, const envtab_field *field)
{
  const envtab_type *type = field->type, *item = field->element ? field->element : type;

  if (!field->help || !*field->help) report_here(checking, "has no help");
  else if (!envtab__is_line(field->help)) report_here(checking, "has .help that is not one line of text");
  for (const char *const *name = field->deprecated; name && *name; name++)
    if (!is_name(*name)) report_here(checking, "has a .deprecated that is not a variable name");
  if (field->empty == ENVTAB_EMPTY_IS_VALUE && (!type->takes_empty || envtab__is_secret(field)))
    report_here(checking, "has ENVTAB_EMPTY_IS_VALUE, which is for strings and lists that are not secret");
  if (field->unit && !item->takes_unit) report_here(checking, "has a .unit, which its type does not use");
  if ((field->min || field->max) && !item->compare)
    report_here(checking, "has .min or .max, which its type does not use");
  if ((field->min_length || field->max_length) && !type->length)
    report_here(checking, "has .min_length or .max_length, which its type does not use");
  if (field->max_length && field->min_length > field->max_length)
    report_here(checking, "has a .min_length above its .max_length");
  if (field->choices) check_choices(checking, field->choices);
  for (size_t i = 0; i < sizeof type->reserved / sizeof *type->reserved; i++)
    if (type->reserved[i]) report_here(checking, "has a type with a reserved member that is not zero");
}

/* ---- Texts ---- */

/* A member, in an arena that has the capacity for reading the text into it; NULL: there is not enough memory. */
static void *alloc_member(struct envtab__arena *arena, const envtab_field *field, const char *text, size_t length)
{
  size_t capacity = envtab__value_capacity(field, envtab__needs(field), text, length);

  capacity = envtab__add(capacity, 2 * ENVTAB__MAX_ALIGN);
  if (!envtab__arena_map(arena, envtab__add(capacity, field->size))) return NULL;
  return envtab__arena_alloc_zeroed(arena, field->size, ENVTAB__MAX_ALIGN);
}

/*
 * Reads the text as the field's; the member lies in the arena, which the caller releases. NULL: it was rejected, and
 * reported.
 */
static void *try_text(struct checking *checking, struct envtab__arena *arena, const envtab_field *field,
                      const char *text, const char *option, bool from_program)
{
  size_t length = strlen(text);
  enum envtab__disclosure disclosure;
  char reason_text[3 * ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);
  void *member = alloc_member(arena, field, text, length);

  if (!member) {
    report_here(checking, "cannot be checked: there is not enough memory");
    return NULL;
  }
  checking->value.arena = arena;
  checking->value.from_program = from_program;
  if (envtab__value_from_text(&checking->value, field, envtab__needs(field), text, length, member)) return member;
  disclosure = envtab__disclosure_in_message(field, text, length);
  envtab__append_format(&reason, "has %s", option);
  if (disclosure == ENVTAB__SHOW_VALUE) envtab__append_format(&reason, " \"%.*s\", which ", 100, text);
  else envtab__append_text(&reason, " that ");
  envtab__append_reason(&reason, &checking->value, disclosure, text);
  envtab__make_printable(reason_text);
  report_here(checking, reason_text);
  return NULL;
}

static void release(struct envtab__arena *arena)
{
  if (arena->start) envtab__arena_release(arena);
}

/* A bound is a text of the type alone (a list's: of its items'), whatever else the row asks for. */
static bool check_bounds(struct checking *checking, const envtab_field *field)
{
  const envtab_type *item = field->element ? field->element : field->type;
  envtab_field bare = {
    .type = item, .size = item->size, .name = field->name, .unit = field->unit, .secret = field->secret
  };
  struct envtab__arena arenas[2] = { { NULL, NULL, NULL, false }, { NULL, NULL, NULL, false } };
  void *min = NULL, *max = NULL;
  bool right;

  if (!item->compare) return !field->min && !field->max;
  if (field->min) min = try_text(checking, &arenas[0], &bare, field->min, "a .min", true);
  if (field->max) max = try_text(checking, &arenas[1], &bare, field->max, "a .max", true);
  right = (!field->min || min) && (!field->max || max);
  if (min && max && item->compare(item, min, max) > 0) {
    report_here(checking, "has a .min above its .max");
    right = false;
  }
  release(&arenas[0]);
  release(&arenas[1]);
  return right;
}

/* Whether the type reads anything at all in this row: a list without an element does not, nor flags without choices. */
static bool probe(struct checking *checking, const envtab_field *field)
{
  envtab_field bare = *field;
  struct envtab__arena arena;
  void *member;

  bare.min = bare.max = NULL;
  member = alloc_member(&arena, &bare, "0", 1);
  if (!member) return true;
  checking->value.arena = &arena;
  checking->value.from_program = false;
  if (!envtab__value_from_text(&checking->value, &bare, envtab__needs(&bare), "0", 1, member) &&
      checking->value.code == ENVTAB_PROBLEM_SCHEMA) {
    report_here(checking, checking->value.reason);
    envtab__arena_release(&arena);
    return false;
  }
  envtab__arena_release(&arena);
  return true;
}

static void check_text(struct checking *checking, const envtab_field *field, const char *text, const char *option,
                       bool from_program)
{
  struct envtab__arena arena = { NULL, NULL, NULL, false };

  if (!text) return;
  if (!*text && field->empty != ENVTAB_EMPTY_IS_VALUE) {
    char reason_text[64];
    struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);

    envtab__append_format(&reason, "has %s that is empty", option);
    report_here(checking, reason_text);
    return;
  }
  try_text(checking, &arena, field, text, option, from_program);
  release(&arena);
}

/* Whether the row's texts are texts. This comes before anything reads them: reading a number would end the program. */
static bool has_texts(struct checking *checking, const envtab_field *field)
{
  const struct { const char *option, *text; } texts[] = {
    { "a name", field->name }, { "a .help", field->help }, { "a .default_value", field->default_value },
    { "an .example", field->example }, { "a .min", field->min }, { "a .max", field->max }, { "a .unit", field->unit },
  };
  char reason[80];
  bool right = true;

  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (!texts[i].text || may_be_text(texts[i].text)) continue;
    snprintf(reason, sizeof reason, "has %s that is a number, not a text: put it in quotes", texts[i].option);
    report_here(checking, reason);
    right = false;
  }
  return right;
}

/*
 * Visits all rows before the other checks do, and skips the groups that cannot be entered. False: something was
 * reported. A group that holds itself more than once makes more rows than any walk comes to the end of.
 */
static bool check_addresses(struct checking *checking, struct envtab__walk *walk, const envtab_schema *schema,
                            const char *prefix)
{
  size_t visited = 0;
  bool right = true;

  envtab__walk(walk, schema);
  while (envtab__next(walk)) {
    if (visited++ == 2 * (size_t)ENVTAB__NO_ROW) { /* so many rows and groups */
      envtab__report_defect(&checking->report, NULL, NULL, ENVTAB__TOO_MANY_NAMES);
      return false;
    }
    put_name(checking, prefix);
    if (has_texts(checking, walk->field)) envtab__field_defect(walk);
    else right = false, walk->skip = true;
  }
  return right;
}

/* ---- A row ---- */

/*
 * Whether a default has a credential before its host or in a setting; a query alone is allowed, as it often holds
 * options only. What is written in a program is in its repository, its image and its documentation: a password must not
 * be.
 */
static bool holds_credential(const envtab_field *field, const char *text)
{
  const char *user = strstr(text, "://");

  if (user) text = user + 3;
  return envtab__disclosure(field, text, strlen(text)) == ENVTAB__SHOW_NOTHING;
}

/* Options of a value, on a group. */
static bool has_options(const envtab_field *field)
{
  return field->default_value || field->example || field->min || field->max || field->min_length || field->max_length ||
         field->unit || field->choices || field->deprecated || field->empty != ENVTAB_EMPTY_IS_UNSET || field->secret ||
         field->raw || field->from_file;
}

/* Reports the bytes of a struct that no row fills. group: whose struct it is; NULL: the root's. */
static void check_gaps(struct checking *checking, const envtab_schema *schema, const envtab_field *group)
{
  struct envtab__gap gap = { .next = 0 };
  char reason[160];

  while (envtab__next_gap(schema, &gap)) {
    snprintf(reason, sizeof reason,
             "has %zu byte%s at offset %zu of its struct that no row fills: is the row of a member missing?", gap.size,
             gap.size == 1 ? "" : "s", gap.start);
    envtab__report_defect(&checking->report, group, group ? checking->name : NULL, reason);
  }
}

static void check_field(struct checking *checking)
{
  const struct envtab__level *level = &checking->walk->level;
  const envtab_field *field = checking->walk->field;

  if (envtab__overlaps(level->schema, level->schema->count - level->left - 1))
    report_here(checking, "fills a member that another row fills");
  if (envtab__is_misaligned(field)) report_here(checking, "has a member that lies misaligned");
  if (field->group) {
    check_gaps(checking, field->group, field);
    if (has_options(field)) report_here(checking, "is a group with an option that groups do not use");
    return;
  }
  if (!is_name(checking->name))
    report_here(checking, "is not a variable name: letters, digits and _, not starting with a digit");
  check_options(checking, field);
  if (!check_bounds(checking, field) || !probe(checking, field)) return;
  if (field->choices && field->type->choices_are == ENVTAB_CHOICES_ARE_TEXTS)
    for (const envtab_choice *choice = field->choices; choice->name; choice++) {
      check_text(checking, field, choice->name, "a choice", false);
      if (envtab__shown_choices(field) && holds_credential(field, choice->name))
        report_here(checking, "has a choice with a password, which belongs only in the environment");
    }
  check_text(checking, field, field->default_value, "a .default_value", true);
  if (field->default_value && holds_credential(field, field->default_value))
    report_here(checking, "has a .default_value with a password, which belongs only in the environment");
  check_text(checking, field, field->example, "an .example", false);
}

/* ---- The whole table ---- */

/*
 * What a load finds too: defects at first sight, and names that are declared twice. False: the schema cannot be walked.
 */
static bool check_names(struct checking *checking, const envtab_schema *schema, const char *prefix)
{
  struct envtab__few_names few;
  struct envtab__names names;
  size_t size = envtab__list_names(&names, schema, prefix, &few, &checking->report);
  char *memory = NULL;

  if (size == SIZE_MAX) return false;
  if (size) memory = malloc(size);
  if (memory) envtab__list_many_names(&names, schema, prefix, memory, &checking->report);
  else if (size) envtab__report_defect(&checking->report, NULL, NULL, "cannot be checked: there is not enough memory");
  free(memory);
  return true;
}

bool envtab_check_schema(const envtab_schema *schema, const envtab_options *options)
{
  const char *prefix = options ? options->prefix : NULL;
  struct envtab__walk walk;
  struct checking checking = { .walk = &walk };
  int error = errno;

  checking.report.sink = options && options->sink ? options->sink : envtab_print;
  checking.report.context = options ? options->context : NULL;
  checking.report.schema = schema;
  if ((envtab__schema_defect(schema) || check_addresses(&checking, &walk, schema, prefix)) &&
      check_names(&checking, schema, prefix)) {
    check_gaps(&checking, schema, NULL);
    envtab__walk(&walk, schema);
    while (envtab__next(&walk)) {
      put_name(&checking, prefix);
      if (!envtab__field_defect(&walk)) check_field(&checking);
    }
  }
  errno = error;
  return checking.report.problems == 0;
}
