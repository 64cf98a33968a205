/*
 * A value that is being read, as its type's reader sees it: the calls of envtab.h that a reader may make, and how a
 * rejection becomes a sentence.
 */
#include <string.h>

#include "value/value.h"
#include "base/arena.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "base/utf8.h"
#include "value/disclosure.h"

/* ---- What a reader may ask and do ---- */

char *envtab_value_text(envtab_value *value, size_t *length)
{
  if (length) *length = value->length;
  return value->text;
}

const envtab_field *envtab_value_field(const envtab_value *value) { return value->field; }
const envtab_choice *envtab_value_choice(const envtab_value *value) { return value->choice; }
bool envtab_value_from_program(const envtab_value *value) { return value->from_program; }

/* Bounded by the value's limit, not by the arena's end: a reader must not use up the memory of other values. */
static char *alloc_bytes(envtab_value *value, size_t size, size_t alignment)
{
  struct envtab__arena rest = *value->arena;
  char *memory;

  rest.end = value->limit;
  memory = envtab__arena_alloc(&rest, size, alignment);
  if (memory) value->arena->next = rest.next;
  else value->full = true;
  return memory;
}

ENVTAB_INTERNAL char *envtab__value_alloc_bytes(envtab_value *value, size_t size)
{
  return alloc_bytes(value, size, 1);
}

ENVTAB_INTERNAL char *envtab__value_alloc_apart(envtab_value *value, size_t size)
{
  char *memory = envtab__value_alloc_bytes(value, envtab__add(size, 2 * ENVTAB__GAP));

  return memory ? memory + ENVTAB__GAP : NULL;
}

void *envtab_value_alloc(envtab_value *value, size_t size, size_t alignment)
{
  char *memory = alloc_bytes(value, size, alignment);

  if (memory && !value->arena->mapped) envtab__wipe(memory, size); /* new pages are zero already */
  return memory;
}

ENVTAB_INTERNAL const char *envtab__copy_message(char copy[ENVTAB__MESSAGE_SIZE + 1], const char *text)
{
  envtab__put(copy, ENVTAB__MESSAGE_SIZE + 1, text);
  envtab__make_printable(copy);
  return copy;
}

static void append_expected(struct envtab__buffer *reason, const envtab_type *type)
{
  envtab__append_format(reason, "is not %s", envtab__expects(type));
}

/* Positions are counted from the start of the whole text, though the reader of an item counts from the item's. */
static void set_reason(envtab_value *value, size_t at, const char *reason, const char *hint)
{
  struct envtab__buffer expected = ENVTAB__BUFFER(value->reason);

  value->item = value->text != value->whole || value->type != value->field->type ? value->items : 0;
  value->item_at = (size_t)(value->text - value->whole);
  value->at = at == SIZE_MAX ? at : at + value->item_at;
  value->item_length = value->length;
  if (reason) envtab__copy_message(value->reason, reason);
  else append_expected(&expected, value->type);
  envtab__copy_message(value->hint, hint ? hint : "");
}

/* The first rejection is kept: it is nearest to the cause. It replaces a warning. */
ENVTAB_INTERNAL bool envtab__refuse(envtab_value *value, envtab_code code, size_t at, const char *reason,
                                    const char *hint)
{
  if (value->rejected) return false;
  value->rejected = true;
  value->warned = false;
  value->code = code;
  set_reason(value, at, reason, hint);
  return false;
}

void envtab_value_warn(envtab_value *value, size_t at, const char *reason, const char *hint)
{
  if (value->rejected || value->warned) return;
  value->warned = true;
  set_reason(value, at, reason ? reason : "may not be what you meant", hint);
}

/* Whether the rejected item is a part of the text, so that it can be shown; a reader may pass any text for one. */
static bool has_item(const struct envtab_value *value)
{
  return value->item_at <= value->length && value->item_length <= value->length - value->item_at;
}

ENVTAB_INTERNAL void envtab__append_reason(struct envtab__buffer *buffer, const struct envtab_value *value,
                                           enum envtab__disclosure disclosure, const char *text)
{
  if (disclosure == ENVTAB__SHOW_NOTHING && value->by_reader) {
    append_expected(buffer, value->field->type);
    return;
  }
  if (value->item) {
    envtab__append_format(buffer, "has item %zu, ", value->item);
    if (disclosure == ENVTAB__SHOW_VALUE && has_item(value)) {
      envtab__append_text(buffer, "\"");
      envtab__append_escaped(buffer, text + value->item_at, value->item_length);
      envtab__append_text(buffer, "\", ");
    }
    envtab__append_text(buffer, "which ");
  }
  envtab__append_text(buffer, value->reason);
}

/* A reader has only some of the codes: the others say something about the load, not about a text. */
bool envtab_value_reject(envtab_value *value, envtab_code code, size_t at, const char *reason, const char *hint)
{
  bool known = code == ENVTAB_PROBLEM_RANGE || code == ENVTAB_PROBLEM_CHOICE || code == ENVTAB_PROBLEM_SCHEMA;

  if (!value->rejected) value->by_reader = reason != NULL || hint != NULL;
  return envtab__refuse(value, known ? code : ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
}

/* ---- Secrets ---- */

/*
 * A secret points at "<secret>" and its NUL, with its bytes after that: a program that prints the pointer by mistake
 * prints no more than that it is a secret. Nor does it read more: there is a gap between the two.
 */
enum { MASK = sizeof ENVTAB__SHOWN_SECRET };
_Static_assert(ENVTAB_SECRET_CAPACITY == MASK + ENVTAB__GAP + 1 + ENVTAB__GAP,
               "a secret has what is shown before it, a NUL after it, and gaps");
_Static_assert(sizeof ENVTAB_MASK_ - 1 == MASK + ENVTAB__GAP, "ENVTAB_SECRET_OF() is laid out as a secret is");

const char *envtab_reveal(envtab_secret secret)
{
  return secret.masked ? secret.masked + MASK + ENVTAB__GAP : NULL;
}

envtab_secret envtab_value_secret(envtab_value *value, const char *text, size_t length)
{
  char *mask = envtab__value_alloc_bytes(value, envtab__add(length, ENVTAB_SECRET_CAPACITY));
  envtab_secret secret = { NULL, 0 };
  char *copy;

  if (!mask) return secret;
  copy = mask + MASK + ENVTAB__GAP;
  memcpy(mask, ENVTAB__SHOWN_SECRET, MASK);
  envtab__copy_secret(copy, text, length);
  copy[length] = '\0';
  secret.masked = mask;
  secret.length = length;
  return secret;
}

ENVTAB_INTERNAL size_t envtab__show_secret(const envtab_type *self, const envtab_field *field, const void *member,
                                           char *out, size_t capacity)
{
  (void)self, (void)field, (void)member;
  return envtab__put(out, capacity, ENVTAB__SHOWN_SECRET);
}

ENVTAB_INTERNAL bool envtab__refuse_default(envtab_value *value)
{
  return envtab_value_reject(value, ENVTAB_PROBLEM_SCHEMA, SIZE_MAX, "is a secret, which must not have a default",
                             NULL);
}
