/*
 * Names that were probably meant. For a required name that is missing, the whole environment is searched for a similar
 * one; for an unknown name with a reserved prefix, the declared names are. A typo that is both is reported once, as the
 * missing name: DATABSE_URL is then named in its hint.
 */
#include <string.h>

#include "load/suggest.h"
#include "base/entry.h"
#include "base/format.h"
#include "base/similar.h"
#include "value/service_link.h"
#include "value/value.h"
#include "report/report.h"
#include "schema/name_index.h"
#include "schema/names.h"
#include "load/environ.h"
#include "load/state.h"

/*
 * How far a variable's name is from a declared one, up to most; else most + 1. Upper and lower case, and what a file
 * begins with, are no distance at all.
 */
static size_t distance_from(const struct envtab__name *name, const char *entry, size_t length, size_t most)
{
  size_t mark = envtab__begins_with_mark(entry) ? 3 : 0;
  struct envtab__spelling declared = envtab__spelling(name->text, name->length), set = envtab__spelling(entry, length);

  if (envtab__equal_but_case(entry + mark, length - mark, name->text)) return 0;
  return envtab__distance(&declared, &set, most);
}

/* Compares one variable with the names of a missing row, and leaves it there when it is the nearest so far. */
static void offer(struct envtab__names *names, struct envtab__row *row, const char *entry, size_t length)
{
  size_t self = (size_t)(row - names->rows);

  for (size_t i = row->name; i < names->index.count && names->index.names[i].row == self; i++) {
    size_t most = envtab__typo_distance(names->index.names[i].length), distance;

    if (names->index.names[i].kind > ENVTAB__NAME_FILE || (row->from.near && row->length == 0)) return;
    if (row->from.near) most = row->length - 1;
    distance = distance_from(&names->index.names[i], entry, length, most);
    if (distance > most) continue;
    row->from.near = entry;
    row->length = distance;
    row->used = (uint8_t)(i - row->name);
  }
}

ENVTAB_INTERNAL void envtab__find_similar(struct envtab__load *load)
{
  struct envtab__names *names = &load->names;

  for (const char *const *entry = load->environment; *entry; entry++) {
    size_t length = envtab__name_length(*entry);

    if (!length || envtab__find(&names->index, *entry, length)) continue;
    for (size_t i = 0; i < names->row_count; i++)
      if (names->rows[i].state == ENVTAB__MISSING) offer(names, &names->rows[i], *entry, length);
  }
}

static bool is_near_of_missing(const struct envtab__names *names, const char *entry)
{
  for (size_t i = 0; i < names->row_count; i++)
    if (names->rows[i].state == ENVTAB__MISSING && names->rows[i].from.near == entry) return true;
  return false;
}

static const struct envtab__name *nearest(const struct envtab__names *names, const char *entry, size_t length)
{
  size_t most = envtab__typo_distance(length) + 1;
  const struct envtab__name *best = NULL;

  for (size_t i = 0; i < names->index.count && most > 1; i++) { /* no known name is nearer than by one edit */
    const struct envtab__name *name = &names->index.names[i];
    size_t distance = distance_from(name, entry, length, most - 1);

    if (name->kind == ENVTAB__FORMER || name->kind == ENVTAB__FORMER_FILE || distance >= most) continue;
    best = name;
    most = distance;
  }
  return best;
}

/* ORDERS_PORT, where PORT is declared and the prefix ORDERS_ is reserved. */
static const struct envtab__name *without_prefix(const struct envtab__names *names, const char *entry, size_t length)
{
  for (size_t i = 0; i < names->reserved_count; i++) {
    size_t prefix = names->reserved[i].length;

    if (length > prefix && memcmp(entry, names->reserved[i].text, prefix) == 0 &&
        envtab__find(&names->index, entry + prefix, length - prefix))
      return envtab__find(&names->index, entry + prefix, length - prefix);
  }
  return NULL;
}

static void report_unknown(struct envtab__load *load, const char *entry, const struct envtab__name *near)
{
  char text[ENVTAB__MESSAGE_SIZE];
  struct envtab__buffer hint = ENVTAB__BUFFER(text);
  envtab_problem problem = { .code = ENVTAB_PROBLEM_UNKNOWN,
                             .name = entry,
                             .reason = "is not known",
                             .source = ENVTAB_SOURCE_ENVIRONMENT,
                             .at = SIZE_MAX };

  if (near) envtab__append_format(&hint, "Did you mean %s?", near->text);
  else
    envtab__append_format(&hint,
                          "Names with its prefix belong to %.*s, and none of them is similar. Remove or rename it.",
                          60, load->schema->name);
  problem.hint = text;
  envtab__report_problem(&load->report, &problem, NULL, 0);
}

ENVTAB_INTERNAL void envtab__report_unknown(struct envtab__load *load)
{
  for (const char *const *entry = load->environment; *entry; entry++) {
    size_t length = envtab__name_length(*entry);

    const struct envtab__name *near;

    if (!length || !envtab__is_unknown(&load->names, *entry, length) || is_near_of_missing(&load->names, *entry))
      continue;
    near = nearest(&load->names, *entry, length);
    /* Kubernetes makes it for a Service, unless it is a typo of a name that is not set. */
    if (envtab__is_service_link(*entry, length) && !(near && !near->value)) continue;
    if (!near) near = without_prefix(&load->names, *entry, length);
    report_unknown(load, *entry, near);
  }
}
