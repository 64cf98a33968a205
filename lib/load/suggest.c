/*
 * Names that were probably meant. For a required name that is missing, the whole environment is searched for a similar
 * one; for an unknown name with a reserved prefix, the declared names are. A typo that is both is reported once, as the
 * missing name: DATABSE_URL is then named in its hint.
 */
#include "load/suggest.h"
#include "base/entry.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "base/similar.h"
#include "value/service_link.h"
#include "value/value.h"
#include "report/report.h"
#include "schema/name_index.h"
#include "schema/names.h"
#include "load/environ.h"
#include "load/state.h"

/*
 * Each of the two searches ends after this many steps, in the order of the environment: all names compared with all
 * variables would take seconds where thousands of both are wrong. 200 rows and 300 variables take a quarter of it.
 */
enum { MOST_STEPS = 1 << 21 };

/*
 * How far a variable's name is from a declared one, up to most; else most + 1. What a file begins with is no distance.
 */
static size_t distance_from(const struct envtab__name *name, const char *entry, size_t length, size_t most,
                            size_t *steps)
{
  size_t mark = envtab__begins_with_mark(entry) ? 3 : 0;
  const struct envtab__spelling declared = { name->text, name->length }, set = { entry + mark, length - mark };

  return envtab__distance(declared, set, most, steps);
}

/* ---- Missing names ---- */

/* Links the missing rows, each by the number of the next as its length. Returns the first's. */
static size_t link_missing(struct envtab__names *names)
{
  size_t first = ENVTAB__NO_ROW;

  for (size_t i = names->row_count; i-- > 0;) {
    if (names->rows[i].state != ENVTAB__MISSING) continue;
    names->rows[i].length = first;
    first = i;
  }
  return first;
}

/* Whether what the row has found is as near as this, or nearer. */
static bool has_nearer(const struct envtab__names *names, const struct envtab__row *row, size_t distance, size_t *steps)
{
  const struct envtab__name *name = envtab__used_name(names, row);
  const char *near = row->from.near;

  return near && distance_from(name, near, envtab__name_length(near), distance, steps) <= distance;
}

/* Compares one variable with the names of a missing row, and leaves it there when it is the nearest so far. */
static void offer(struct envtab__names *names, struct envtab__row *row, const char *entry, size_t length,
                  size_t *steps)
{
  size_t self = (size_t)(row - names->rows);

  for (size_t i = row->name; i < names->index.count; i++) {
    const struct envtab__name *name = &names->index.names[i];
    size_t most = envtab__typo_distance(name->length), distance;

    if (name->row != self || name->kind > ENVTAB__NAME_FILE) return;
    distance = distance_from(name, entry, length, most, steps);
    if (distance > most || has_nearer(names, row, distance, steps)) continue;
    row->from.near = entry;
    row->used = (uint8_t)(i - row->name);
  }
}

ENVTAB_INTERNAL void envtab__find_similar(struct envtab__load *load)
{
  struct envtab__names *names = &load->names;
  size_t first = link_missing(names), steps = 0;

  for (const char *const *entry = load->environment; *entry && steps < MOST_STEPS; entry++) {
    size_t length = envtab__name_length(*entry);

    if (!length || envtab__find(&names->index, *entry, length)) continue;
    for (size_t i = first; i != ENVTAB__NO_ROW; i = names->rows[i].length)
      offer(names, &names->rows[i], *entry, length, &steps);
  }
}

/* ---- Unknown names ---- */

static bool is_near_of_missing(const struct envtab__names *names, const char *entry, size_t *steps)
{
  *steps += names->row_count;
  for (size_t i = 0; i < names->row_count; i++)
    if (names->rows[i].state == ENVTAB__MISSING && names->rows[i].from.near == entry) return true;
  return false;
}

static const struct envtab__name *nearest(const struct envtab__names *names, const char *entry, size_t length,
                                          size_t *steps)
{
  size_t most = envtab__typo_distance(length) + 1;
  const struct envtab__name *best = NULL;

  for (size_t i = 0; i < names->index.count && most > 1; i++) { /* no known name is nearer than by one edit */
    const struct envtab__name *name = &names->index.names[i];
    size_t distance;

    if (name->kind == ENVTAB__FORMER || name->kind == ENVTAB__FORMER_FILE) continue;
    distance = distance_from(name, entry, length, most - 1, steps);
    if (distance >= most) continue;
    best = name;
    most = distance;
  }
  return best;
}

/* ORDERS_PORT, where PORT is declared and the prefix ORDERS_ is reserved. */
static const struct envtab__name *without_prefix(const struct envtab__names *names, const char *entry, size_t length,
                                                 size_t *steps)
{
  for (size_t i = 0; i < names->reserved_count; i++) {
    size_t prefix = names->reserved[i].length;

    *steps += prefix;
    if (length > prefix && envtab__equal_bytes(entry, names->reserved[i].text, prefix) &&
        envtab__find(&names->index, entry + prefix, length - prefix))
      return envtab__find(&names->index, entry + prefix, length - prefix);
  }
  return NULL;
}

/* searched: whether any name was compared; near: the one that is similar, or NULL. */
static void report_unknown(struct envtab__load *load, const char *entry, bool searched, const struct envtab__name *near)
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
    envtab__append_format(&hint, "Names with its prefix belong to %.*s%s. Remove or rename it.", 60, load->schema->name,
                          searched ? ", and none of them is similar" : "");
  problem.hint = text;
  envtab__report_problem(&load->report, &problem, NULL, 0);
}

ENVTAB_INTERNAL void envtab__report_unknown(struct envtab__load *load)
{
  const struct envtab__names *names = &load->names;
  size_t steps = 0;

  for (const char *const *entry = load->environment; *entry; entry++) {
    size_t length = envtab__name_length(*entry);
    const struct envtab__name *near = NULL;
    bool searched = steps < MOST_STEPS;

    if (!length || !envtab__is_unknown(names, *entry, length)) continue;
    if (searched) {
      if (is_near_of_missing(names, *entry, &steps)) continue;
      near = nearest(names, *entry, length, &steps);
    }
    /* Kubernetes makes it for a Service, unless it is a typo of a name that is not set. */
    if (envtab__is_service_link(*entry, length) && !(near && !near->value)) continue;
    if (searched && !near) near = without_prefix(names, *entry, length, &steps);
    report_unknown(load, *entry, searched, near);
  }
}
