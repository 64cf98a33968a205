/*
 * Names that were probably meant. A required name that is missing looks for its near miss in the whole environment; an
 * unknown name under an owned prefix looks for the declared one. One slip that is both is one problem.
 */
#include <string.h>

#include "engine.h"

/* Compares one variable with every missing row, and leaves it with those that it is nearest to. */
static void offer(struct envtab__table *table, const char *entry, size_t length)
{
  struct envtab__word word = envtab__word(entry, length);

  for (size_t i = 0; i < table->row_count; i++) {
    struct envtab__row *row = &table->rows[i];
    const struct envtab__name *name = &table->names[row->name];
    struct envtab__word missing;
    size_t distance, most;

    if (row->state != ENVTAB__MISSING) continue;
    most = envtab__slip(name->length);
    if (row->from.near) most = row->length - 1;
    missing = envtab__word(name->text, name->length);
    distance = envtab__distance(&missing, &word, most);
    if (distance > most) continue;
    row->from.near = entry;
    row->length = distance;
  }
}

ENVTAB_INTERNAL void envtab__find_near(struct envtab__load *load)
{
  for (const char *const *entry = load->environment; *entry; entry++) {
    size_t length = envtab__name_length(*entry);

    if (length && !envtab__find(&load->table, *entry, length)) offer(&load->table, *entry, length);
  }
}

static bool is_near_of_missing(const struct envtab__table *table, const char *entry)
{
  for (size_t i = 0; i < table->row_count; i++)
    if (table->rows[i].state == ENVTAB__MISSING && table->rows[i].from.near == entry) return true;
  return false;
}

static const struct envtab__name *nearest(const struct envtab__table *table, const char *entry, size_t length)
{
  struct envtab__word word = envtab__word(entry, length);
  size_t most = envtab__slip(length) + 1;
  const struct envtab__name *best = NULL;

  for (size_t i = 0; i < table->name_count && most; i++) {
    const struct envtab__name *name = &table->names[i];
    struct envtab__word other = envtab__word(name->text, name->length);
    size_t distance = envtab__distance(&word, &other, most - 1);

    if (name->kind == ENVTAB__FORMER || name->kind == ENVTAB__FORMER_FILE || distance >= most) continue;
    best = name;
    most = distance;
  }
  return best;
}

/* ORDERS_PORT, where PORT is declared and the prefix ORDERS_ is owned. */
static const struct envtab__name *without_prefix(const struct envtab__table *table, const char *entry, size_t length)
{
  for (size_t i = 0; i < table->owned_count; i++) {
    size_t prefix = table->owned[i].length;

    if (length > prefix && memcmp(entry, table->owned[i].text, prefix) == 0 &&
        envtab__find(table, entry + prefix, length - prefix))
      return envtab__find(table, entry + prefix, length - prefix);
  }
  return NULL;
}

static void tell_one(struct envtab__load *load, const char *entry, size_t length)
{
  const struct envtab__name *same = without_prefix(&load->table, entry, length);
  const struct envtab__name *near = same ? same : nearest(&load->table, entry, length);
  char hint[ENVTAB__WORDS];
  envtab_problem problem = { .code = ENVTAB_PROBLEM_UNKNOWN,
                             .name = entry,
                             .reason = "is not known",
                             .source = ENVTAB_SOURCE_ENVIRONMENT,
                             .at = SIZE_MAX };

  if (near) {
    snprintf(hint, sizeof hint, "Is %s meant?", near->text);
    problem.hint = hint;
  } else {
    snprintf(hint, sizeof hint, "Names with this prefix belong to %.60s, and none is like this: remove or rename it.",
             load->schema->name);
    problem.hint = hint;
  }
  envtab__tell(&load->report, &problem, NULL, 0);
}

ENVTAB_INTERNAL void envtab__tell_unknown(struct envtab__load *load)
{
  for (const char *const *entry = load->environment; *entry; entry++) {
    size_t length = envtab__name_length(*entry);

    if (length && envtab__is_unknown(&load->table, *entry, length) && !is_near_of_missing(&load->table, *entry))
      tell_one(load, *entry, length);
  }
}
