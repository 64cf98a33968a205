/* A value from its text: its copy in the arena, the checks that hold for every type, its reader, its bounds. */
#include "value/from_text.h"
#include "base/arena.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "base/unique.h"
#include "value/checks.h"
#include "value/choices.h"
#include "value/disclosure.h"
#include "value/value.h"

/* The text is compared as a secret is: with .secret it may be one. */
static ENVTAB_COLD bool check_choice(envtab_value *value)
{
  const envtab_choice *choice = value->field->choices;
  char reason_text[ENVTAB__MESSAGE_SIZE], hint_text[ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);

  for (; choice->name; choice++)
    if (envtab__equal_secrets(choice->name, value->text)) {
      value->choice = choice;
      return true;
    }
  choice = envtab__shown_choices(value->field);
  if (!choice) return envtab__refuse(value, ENVTAB_PROBLEM_CHOICE, SIZE_MAX, "is not one of its choices", NULL);
  envtab__append_text(&reason, "is not one of ");
  envtab__append_choices(&reason, choice, " or ");
  envtab__append_near_choice(&hint, choice, value->text, value->length);
  return envtab__refuse(value, ENVTAB_PROBLEM_CHOICE, SIZE_MAX, reason.text, hint.text);
}

/*
 * The value of a bound's text, read by the type as the member's was, so that a bound is written as a value is. It is
 * kept for the items that follow. NULL: rejected.
 */
static ENVTAB_COLD void *read_bound(envtab_value *value, const char *text, bool upper)
{
  struct envtab_value bound;
  size_t length = envtab__length_of_secret(text);
  char *member = envtab_value_alloc(value, value->type->size + length + 1, ENVTAB__MAX_ALIGN), *copy;
  char reason_text[ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);

  if (!member) return NULL;
  copy = member + value->type->size;
  envtab__copy_secret(copy, text, length);
  bound.arena = value->arena;
  bound.from_program = true;
  envtab__begin_value(&bound, value->field);
  bound.type = value->type;
  bound.limit = value->limit;
  bound.whole = bound.text = copy;
  bound.length = length;
  if (value->type->read(value->type, &bound, member)) return value->bounds[upper] = member;
  envtab__append_format(&reason, "has %s \"%s\", which its type rejects", upper ? ".max" : ".min", text);
  envtab__refuse(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, reason.text, NULL);
  return NULL;
}

static bool check_bound(envtab_value *value, const void *member, const char *text, bool upper)
{
  const void *bound = value->bounds[upper] ? value->bounds[upper] : read_bound(value, text, upper);
  char reason_text[ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);
  int order;

  if (!bound) return false;
  order = value->type->compare(value->type, member, bound);
  if (upper ? order <= 0 : order >= 0) return true;
  value->bound = true;
  envtab__append_format(&reason, "is %s than %s", upper ? "more" : "less", text);
  return envtab__refuse(value, ENVTAB_PROBLEM_RANGE, SIZE_MAX, reason.text, NULL);
}

static bool check_length(envtab_value *value, const void *member)
{
  const envtab_field *field = value->field;
  size_t length = field->type->length(field->type, member);
  char reason_text[64];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);

  if (length < field->min_length)
    envtab__append_format(&reason, field->element ? "has fewer than %zu item%s" : "is shorter than %zu byte%s",
                          field->min_length, field->min_length == 1 ? "" : "s");
  else if (field->max_length && length > field->max_length)
    envtab__append_format(&reason, field->element ? "has more than %zu item%s" : "is longer than %zu byte%s",
                          field->max_length, field->max_length == 1 ? "" : "s");
  else
    return true;
  return envtab__refuse(value, ENVTAB_PROBLEM_RANGE, SIZE_MAX, reason.text, field->type->length_hint);
}

/*
 * Reads value->text by value->type: a whole value, or an item of one. limited: .choices and bounds are to be checked; a
 * list as such cannot be compared, so that its bounds are those of its items.
 */
static inline bool read_by_type(envtab_value *value, void *member, bool limited)
{
  const envtab_field *field = value->field;
  const envtab_type *type = value->type;

  if (limited && field->choices && type->choices_are == ENVTAB_CHOICES_ARE_TEXTS && !check_choice(value)) return false;
  if (!type->read(type, value, member)) return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, NULL);
  if (!limited || !type->compare) return true;
  if (field->min && !check_bound(value, member, field->min, false)) return false;
  return !field->max || check_bound(value, member, field->max, true);
}

/* For as long as the item is read, it takes the place of the value's text. */
bool envtab_value_read_item(envtab_value *value, char *text, size_t length, void *member)
{
  char *outer = value->text;
  size_t outer_length = value->length;
  bool read;

  text[length] = '\0';
  value->text = text;
  value->length = length;
  value->type = value->field->element;
  value->items++;
  read = (value->field->raw || envtab__check_text(value, text, length)) && read_by_type(value, member, true);
  value->text = outer;
  value->length = outer_length;
  value->type = value->field->type;
  return read;
}

/* ---- The whole ---- */

/* sum + count * size, or SIZE_MAX. */
static size_t add_product(size_t sum, size_t count, size_t size)
{
  /* The product of two numbers below this one fits, which saves nearly all values the division. */
  const size_t small = (size_t)1 << (sizeof(size_t) * CHAR_BIT / 2);

  if ((count | size) >= small && count && size > SIZE_MAX / count) return SIZE_MAX;
  return envtab__add(sum, count * size);
}

/* What read_bound() allocates: the member, a copy of the text, and what the type may allocate for it. */
static ENVTAB_COLD size_t bound_capacity(const envtab_type *type, const char *bound)
{
  size_t length = envtab__length_of_secret(bound);
  size_t fixed = envtab__add(ENVTAB__MAX_ALIGN + type->size + length + 1, type->capacity);

  return add_product(fixed, length, type->capacity_per_byte);
}

ENVTAB_INTERNAL size_t envtab__stored_capacity(const envtab_field *field, const char *text, size_t length)
{
  const envtab_type *item = field->element ? field->element : field->type;
  size_t sum, items = 1;

  sum = envtab__add(ENVTAB__MAX_ALIGN, field->type->capacity);
  sum = add_product(sum, length, field->type->capacity_per_byte);
  if (field->element) {
    items += text ? envtab__count_byte(text, length, ',') : length; /* a text that is not known may be commas alone */
    sum = add_product(sum, items, field->element_size);
    if (items > length / 2 + 1) items = length / 2 + 1; /* of more, one is empty, and those after it are not read */
    sum = add_product(sum, items, item->capacity);
    sum = add_product(sum, length, item->capacity_per_byte);
    if (item->key) sum = add_product(envtab__add(sum, ENVTAB__MAX_ALIGN), items, sizeof(struct envtab__unique_node));
  }
  if (field->min) sum = envtab__add(sum, bound_capacity(item, field->min));
  if (field->max) sum = envtab__add(sum, bound_capacity(item, field->max));
  return sum;
}

/* Gives a rejected value its reason, if it does not have one yet. A defect of the type comes before one of the text. */
static ENVTAB_COLD bool settle(envtab_value *value)
{
  if (value->full) {
    value->rejected = false;
    envtab__refuse(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX,
                   "has a type that allocates more than the capacity it declares", NULL);
  }
  return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, NULL);
}

/*
 * Puts a copy of the text into the arena, where its reader may change it. The value's limit is set after what its type
 * declared: a type that allocates more is found at once, not when some later value no longer fits.
 */
static inline void copy_text(envtab_value *value, unsigned needs, const char *text, size_t length)
{
  struct envtab__arena *arena = value->arena;
  size_t gap = needs & ENVTAB__APART ? ENVTAB__GAP : 0;
  char *copy = arena->next + gap;

  arena->next = value->limit = copy + length + 1 + gap;
  if (needs & ENVTAB__STORED) {
    size_t stored = envtab__stored_capacity(value->field, text, length);

    value->limit = stored < (size_t)(arena->end - arena->next) ? arena->next + stored : arena->end;
  }
  envtab__copy_secret(copy, text, length);
  copy[length] = '\0';
  value->whole = value->text = copy;
  value->length = length;
}

ENVTAB_INTERNAL bool envtab__value_from_text(struct envtab_value *value, const envtab_field *field, unsigned needs,
                                             const char *text, size_t length, void *member)
{
  envtab__begin_value(value, field);
  copy_text(value, needs, text, length);
  /*
   * The text is checked where it came from: a copy that was just made would have to be waited for. One that may be
   * secret is checked byte by byte: words of it would stay in registers.
   */
  if (!(needs & ENVTAB__UNCHECKED) && (needs & ENVTAB__APART || !envtab__is_ordinary_text(text, length)) &&
      !envtab__check_text(value, text, length))
    return settle(value);
  if (!read_by_type(value, member, needs & ENVTAB__LIMITED)) return settle(value);
  if ((needs & ENVTAB__LIMITED) && field->type->length && !check_length(value, member)) return settle(value);
  return !value->full || settle(value);
}
