/*
 * list: items with commas between them, each read by the row's element.
 *
 *   list = item *( "," item )      an item is not empty, and there is no space next to a comma
 *
 * There are no quotes and no escapes: an item that contains a comma cannot be written.
 */
#include <string.h>

#include "base/ascii.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "base/unique.h"

/* Any ENVTAB_LIST_OF(...): object pointers have one representation on every machine that envtab is built for. */
typedef ENVTAB_LIST_OF(void) any_list;

/* The item is at start, up to end; number: counted from 1. What its element would only call malformed is named here. */
static bool check_item(envtab_value *value, const char *text, size_t start, size_t end, size_t length, size_t number)
{
  char reason_text[64];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);

  if (start == end) {
    envtab__append_format(&reason, "has an empty item %zu", number);
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, start, reason.text,
                               end == length ? "Remove the comma at the end."
                                             : "There are two commas in a row, or one at the start.");
  }
  if (!envtab_value_field(value)->raw && (text[start] == ' ' || text[end - 1] == ' '))
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, text[start] == ' ' ? start : end - 1,
                               "has a space next to a comma", "Write commas without spaces: a,b,c.");
  return true;
}

/* Whether a text is like ["a", "b"] or {"a": 1}, whose pieces a list of strings would accept. [::1]:80 is not JSON. */
static bool is_json(const char *text, size_t length)
{
  if (length < 2) return false;
  if (text[0] == '{') return text[length - 1] == '}';
  return text[0] == '[' && text[length - 1] == ']' && envtab__is_one_of(text[1], "]\"'{[");
}

static const char *key_of_item(const void *context, const void *item)
{
  const envtab_type *element = context;

  return element->key(element, item);
}

/* Items with a key (pairs) may not share one. */
static bool check_keys(envtab_value *value, const char *items, size_t count)
{
  const envtab_type *element = envtab_value_field(value)->element;
  struct envtab__unique_node *nodes;
  size_t repeated;
  char reason_text[64];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text);

  if (!element->key || !count) return true;
  nodes = envtab_value_alloc(value, count * sizeof *nodes, _Alignof(struct envtab__unique_node));
  if (!nodes) return false;
  repeated = envtab__first_duplicate(nodes, items, count, element->size, key_of_item, element);
  if (repeated == count) return true;
  envtab__append_format(&reason, "has item %zu, whose key was given before", repeated + 1);
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, reason.text, "Write each key once.");
}

static bool read_list(const envtab_type *self, envtab_value *value, void *member)
{
  const envtab_type *element = envtab_value_field(value)->element;
  size_t length, count, start = 0;
  char *text = envtab_value_text(value, &length), *items;
  any_list list = { NULL, 0 };

  (void)self;
  if (!element)
    return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, "is a list whose items have no type", NULL);
  if (!envtab_value_field(value)->raw && is_json(text, length))
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, 0,
                               "is JSON, not a list of items with commas between them", NULL);
  count = length ? 1 + envtab__count_byte(text, length, ',') : 0;
  items = envtab_value_alloc(value, count * element->size, ENVTAB__MAX_ALIGN);
  if (!items) return false;
  for (size_t i = 0; i < count; i++) {
    size_t end = start;

    while (end < length && text[end] != ',') end++;
    if (!check_item(value, text, start, end, length, i + 1)) return false;
    if (!envtab_value_read_item(value, text + start, end - start, items + i * element->size)) return false;
    start = end + 1;
  }
  if (!check_keys(value, items, count)) return false;
  list.items = items;
  list.count = count;
  memcpy(member, &list, sizeof list);
  return true;
}

static size_t length_of_list(const envtab_type *self, const void *member)
{
  (void)self;
  return ((const any_list *)member)->count;
}

/* The element's show() counts as snprintf does, and so does a buffer. */
static void append_item(struct envtab__buffer *buffer, const envtab_field *field, const void *item)
{
  bool full = buffer->length >= buffer->capacity;

  buffer->length += field->element->show(field->element, field, item, full ? NULL : buffer->text + buffer->length,
                                         full ? 0 : buffer->capacity - buffer->length);
}

static size_t show_list(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                        size_t capacity)
{
  const any_list *list = member;
  const char *items = list->items;
  struct envtab__buffer text = envtab__buffer(out, capacity);

  (void)self;
  for (size_t i = 0; i < list->count; i++) {
    if (i) envtab__append_text(&text, ",");
    append_item(&text, field, items + i * field->element->size);
  }
  return text.length;
}

const envtab_type envtab_type_list = {
  .name = "list",
  .expects = "a list of items with commas between them",
  .size = sizeof(any_list),
  .choices_are = ENVTAB_CHOICES_ARE_NAMES,
  .takes_empty = true,
  .read = read_list,
  .length = length_of_list,
  .show = show_list,
};
