/* A wish: the order that a client asks for, read from JSON and checked as openapi.yaml says. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "order.h"

enum { LONGEST_CUSTOMER = 200, LONGEST_SKU = 64, MOST_ITEMS = 100, LARGEST_QUANTITY = 1000 };

/* In characters, not bytes; jansson has checked that it is UTF-8. */
static bool has_length(const json_t *string, size_t most)
{
  const char *text = json_string_value(string);
  size_t characters = 0;

  for (; text && *text; text++) characters += ((unsigned char)*text & 0xC0) != 0x80;
  return characters >= 1 && characters <= most;
}

static bool is_item(const json_t *item)
{
  const json_t *quantity = json_object_get(item, "quantity");

  return json_object_size(item) == 2 && has_length(json_object_get(item, "sku"), LONGEST_SKU) &&
         json_is_integer(quantity) && json_integer_value(quantity) >= 1 &&
         json_integer_value(quantity) <= LARGEST_QUANTITY;
}

/* What is wrong with it, or NULL. */
static const char *find_fault(const json_t *root)
{
  const json_t *items = json_object_get(root, "items"), *item;
  size_t i;

  if (json_object_size(root) != 2 || !items) return "an order has customer and items, and nothing else";
  if (!has_length(json_object_get(root, "customer"), LONGEST_CUSTOMER))
    return "customer is a text of 1 to 200 characters";
  if (json_array_size(items) < 1 || json_array_size(items) > MOST_ITEMS) return "items is a list of 1 to 100 items";
  json_array_foreach(
    items, i, item) if (!is_item(item)) return "an item has a sku of 1 to 64 characters and a quantity from 1 to 1000";
  return NULL;
}

enum outcome wish_read(struct wish *wish, const char *text, size_t length, const char **reason)
{
  json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
  enum outcome outcome = OUTCOME_DONE;

  *wish = (struct wish){ NULL, NULL };
  *reason = root ? find_fault(root) : "the body is no JSON";
  if (!root) {
    outcome = OUTCOME_NO_JSON;
  } else if (*reason) {
    outcome = OUTCOME_NO_ORDER;
  } else {
    wish->customer = strdup(json_string_value(json_object_get(root, "customer")));
    wish->items = json_dumps(json_object_get(root, "items"), JSON_COMPACT);
  }
  json_decref(root);
  return outcome;
}

void wish_release(struct wish *wish)
{
  free(wish->customer);
  free(wish->items);
}
