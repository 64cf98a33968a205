/* Reading one value: its copy in the block, the checks that hold for every type, its reader, its bounds. */
#include <string.h>

#include "engine.h"

/* ---- What a reader may ask and take ---- */

char *envtab_value_text(envtab_value *value, size_t *length)
{
  if (length) *length = value->length;
  return value->text;
}

const envtab_field *envtab_value_field(const envtab_value *value) { return value->field; }
const envtab_choice *envtab_value_choice(const envtab_value *value) { return value->choice; }
bool envtab_value_from_program(const envtab_value *value) { return value->from_program; }

static char *keep(envtab_value *value, size_t size, size_t alignment)
{
  struct envtab__block rest = *value->block;
  char *memory;

  rest.end = value->limit;
  memory = envtab__cut(&rest, size, alignment);
  if (memory) value->block->next = rest.next;
  else value->full = true;
  return memory;
}

ENVTAB_INTERNAL char *envtab__keep_bytes(envtab_value *value, size_t size) { return keep(value, size, 1); }

void *envtab_value_alloc(envtab_value *value, size_t size, size_t alignment)
{
  char *memory = keep(value, size, alignment);

  if (memory && !value->block->mapped) envtab__wipe(memory, size); /* pages are zero when they are new */
  return memory;
}

static void set_words(envtab_value *value, size_t at, const char *reason, const char *hint)
{
  value->item = value->text != value->whole || value->type != value->field->type ? value->items : 0;
  value->item_at = (size_t)(value->text - value->whole);
  value->at = at == SIZE_MAX ? at : at + value->item_at;
  value->item_length = value->length;
  if (reason) snprintf(value->reason, sizeof value->reason, "%s", reason);
  else snprintf(value->reason, sizeof value->reason, "is not %s", envtab__expects(value->type));
  snprintf(value->hint, sizeof value->hint, "%s", hint ? hint : "");
  envtab__make_printable(value->reason);
  envtab__make_printable(value->hint);
}

ENVTAB_INTERNAL bool envtab__refuse(envtab_value *value, envtab_code code, size_t at, const char *reason,
                                    const char *hint)
{
  if (value->rejected) return false;
  value->rejected = true;
  value->warned = false;
  value->code = code;
  set_words(value, at, reason, hint);
  return false;
}

void envtab_value_warn(envtab_value *value, size_t at, const char *reason, const char *hint)
{
  if (value->rejected || value->warned) return;
  value->warned = true;
  set_words(value, at, reason ? reason : "may not be what is meant", hint);
}

/* Whether the rejected item is a part of the text, as it should be, so that it can be shown. */
static bool has_item(const struct envtab_value *value)
{
  return value->item_at <= value->length && value->item_length <= value->length - value->item_at;
}

ENVTAB_INTERNAL void envtab__put_reason(char *out, size_t capacity, const struct envtab_value *value, const char *text)
{
  char shown[300] = "";

  if (value->item && text && has_item(value)) {
    shown[0] = '"';
    shown[1 + envtab__escape(shown + 1, sizeof shown - 4, text + value->item_at, value->item_length)] = '\0';
    envtab__append(shown, sizeof shown, strlen(shown), "\", ");
  }
  if (!value->item) snprintf(out, capacity, "%s", value->reason);
  else snprintf(out, capacity, "has item %zu, %swhich %s", value->item, shown, value->reason);
}

bool envtab_value_reject(envtab_value *value, envtab_code code, size_t at, const char *reason, const char *hint)
{
  bool known = code == ENVTAB_PROBLEM_RANGE || code == ENVTAB_PROBLEM_CHOICE || code == ENVTAB_PROBLEM_SCHEMA;

  if (!value->rejected) value->by_reader = reason != NULL || hint != NULL;
  return envtab__refuse(value, known ? code : ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
}

/* ---- The checks ---- */

static bool check_choice(envtab_value *value)
{
  const envtab_choice *choice = value->field->choices;
  char names[ENVTAB__WORDS / 2], reason[ENVTAB__WORDS], hint[ENVTAB__WORDS];
  bool near;

  for (; choice->name; choice++)
    if (strcmp(choice->name, value->text) == 0) {
      value->choice = choice;
      return true;
    }
  envtab__list_choices(names, sizeof names, value->field->choices);
  snprintf(reason, sizeof reason, "is not one of %s", names);
  near = envtab__put_near(hint, sizeof hint, value->field->choices, value->text, value->length);
  return envtab__refuse(value, ENVTAB_PROBLEM_CHOICE, SIZE_MAX, reason, near ? hint : NULL);
}

/* The value of a bound's text, read by the type as the member's was, once for all items; NULL: rejected. */
static void *read_bound(envtab_value *value, const char *text, bool upper)
{
  struct envtab_value bound;
  size_t length = strlen(text);
  char *member = envtab_value_alloc(value, value->type->size + length + 1, ENVTAB__MAX_ALIGN), *copy;
  char reason[ENVTAB__WORDS];

  if (!member) return NULL;
  copy = member + value->type->size;
  memcpy(copy, text, length);
  bound.block = value->block;
  bound.from_program = true;
  envtab__begin_value(&bound, value->field);
  bound.type = value->type;
  bound.limit = value->limit;
  bound.whole = bound.text = copy;
  bound.length = length;
  if (value->type->read(&bound, member)) return value->bounds[upper] = member;
  snprintf(reason, sizeof reason, "has %s \"%s\", which its type refuses", upper ? ".max" : ".min", text);
  envtab__refuse(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, reason, NULL);
  return NULL;
}

static bool check_bound(envtab_value *value, const void *member, const char *text, bool upper)
{
  const void *bound = value->bounds[upper] ? value->bounds[upper] : read_bound(value, text, upper);
  char reason[ENVTAB__WORDS];
  int order;

  if (!bound) return false;
  order = value->type->compare(member, bound);
  if (upper ? order <= 0 : order >= 0) return true;
  value->bound = true;
  snprintf(reason, sizeof reason, "is %s than %s", upper ? "more" : "less", text);
  return envtab__refuse(value, ENVTAB_PROBLEM_RANGE, SIZE_MAX, reason, NULL);
}

static bool check_length(envtab_value *value, const void *member)
{
  const envtab_field *field = value->field;
  size_t length = field->type->length(member);
  char reason[64];

  if (length < field->min_length)
    snprintf(reason, sizeof reason, field->element ? "has fewer than %zu items" : "is shorter than %zu bytes",
             field->min_length);
  else if (field->max_length && length > field->max_length)
    snprintf(reason, sizeof reason, field->element ? "has more than %zu items" : "is longer than %zu bytes",
             field->max_length);
  else
    return true;
  return envtab__refuse(value, ENVTAB_PROBLEM_RANGE, SIZE_MAX, reason, NULL);
}

/* What holds of a whole value and of an item of one, but not of a list as such. */
static bool check_member(envtab_value *value, const void *member)
{
  const envtab_field *field = value->field;

  if (field->min && !check_bound(value, member, field->min, false)) return false;
  return !field->max || check_bound(value, member, field->max, true);
}

/* Reads value->text by value->type: a whole value, or an item of one. */
static inline bool read_checked(envtab_value *value, void *member)
{
  const envtab_field *field = value->field;
  const envtab_type *type = value->type;

  if (field->choices && !type->own_choices && !check_choice(value)) return false;
  if (!type->read(value, member)) return envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, NULL);
  return !type->compare || check_member(value, member);
}

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
  read = (value->field->raw || envtab__check_text(value, text, length)) && read_checked(value, member);
  value->text = outer;
  value->length = outer_length;
  value->type = value->field->type;
  return read;
}

/* ---- The whole ---- */

/* sum + count * size, or SIZE_MAX. */
static size_t add_product(size_t sum, size_t count, size_t size)
{
  const size_t small = (size_t)1 << (sizeof(size_t) * CHAR_BIT / 2); /* of two of these the product fits: no division */

  if ((count | size) >= small && count && size > SIZE_MAX / count) return SIZE_MAX;
  return envtab__add(sum, count * size);
}

static size_t bound_room(const envtab_type *type, const char *bound)
{
  size_t length = strlen(bound), fixed = envtab__add(ENVTAB__MAX_ALIGN + type->size + length + 1, type->capacity);

  return add_product(fixed, length, type->capacity_per_byte);
}

/* Through volatile, as the text may be secret: no vector register gets a piece of it. */
static size_t count_commas(const volatile char *text, size_t length)
{
  size_t commas = 0;

  for (size_t i = 0; i < length; i++) commas += text[i] == ',';
  return commas;
}

ENVTAB_INTERNAL size_t envtab__any_room(const envtab_field *field, const char *text, size_t length)
{
  const envtab_type *item = field->element ? field->element : field->type;
  size_t sum, items = 1;

  sum = envtab__add(ENVTAB__MAX_ALIGN + length + 1, field->type->capacity);
  sum = add_product(sum, length, field->type->capacity_per_byte);
  if (field->element) {
    items += text ? count_commas(text, length) : length;
    sum = add_product(sum, items, envtab__add(field->element_size, item->capacity));
    sum = add_product(sum, length, item->capacity_per_byte);
    if (item->key) sum = add_product(sum, items, sizeof(struct envtab__repeat_node));
  }
  if (field->min) sum = envtab__add(sum, bound_room(item, field->min));
  if (field->max) sum = envtab__add(sum, bound_room(item, field->max));
  return sum;
}

ENVTAB_INTERNAL void envtab__settle(envtab_value *value)
{
  if (value->full) {
    value->rejected = false;
    envtab__refuse(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, "has a type that keeps more than the room it declares", NULL);
  }
  envtab__refuse(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, NULL);
}

ENVTAB_INTERNAL bool envtab__read(struct envtab_value *value, const envtab_field *field, const char *text, size_t length,
                                  void *member)
{
  struct envtab__block *block = value->block;
  size_t room = envtab__value_room(field, text, length);
  char *copy = block->next;
  bool read;

  envtab__begin_value(value, field);
  value->limit = room < (size_t)(block->end - copy) ? copy + room : block->end;
  block->next += length + 1;
  if (envtab__is_hidden(field)) envtab__copy_secret(copy, text, length);
  else memcpy(copy, text, length);
  copy[length] = '\0';
  value->whole = value->text = copy;
  value->length = length;
  /* The text is looked at where it came from: words of a copy just made would have to wait for its bytes. */
  read = (field->raw || envtab__check_text(value, text, length)) && read_checked(value, member);
  if (read && field->type->length && (field->min_length || field->max_length)) read = check_length(value, member);
  if (read && !value->full) return true;
  envtab__settle(value);
  return false;
}
