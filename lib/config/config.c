/*
 * What may be asked of a loaded config: where a value comes from, one number that says whether anything changed, and
 * all of it as an operator may see it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "config/config.h"
#include "base/utf8.h"
#include "config/head.h"
#include "config/view.h"

/* ---- Where a value comes from ---- */

/* Whether any row of the group that the view is at comes from the environment. */
static bool is_group_set(struct envtab__view view)
{
  size_t depth = view.walk.depth;

  while (envtab__next_member(&view) && view.walk.depth > depth)
    if (view.source > ENVTAB_SOURCE_DEFAULT) return true;
  return false;
}

envtab_source envtab_source_of(const void *config, const void *member)
{
  struct envtab__view view;
  envtab_source group = ENVTAB_SOURCE_NONE;
  const struct envtab__head *head = envtab__find_head(config, "envtab_source_of()");

  if (!head) return ENVTAB_SOURCE_NONE;
  if (!head->schema) return ENVTAB_SOURCE_ENVIRONMENT;
  envtab__begin_view(&view, config);
  while (envtab__next_member(&view)) {
    if (!view.member || view.member != member) continue;
    if (!view.field->group) return view.source; /* a group has the address of its first member, which is more exact */
    if (view.field->optional) return is_group_set(view) ? ENVTAB_SOURCE_ENVIRONMENT : ENVTAB_SOURCE_NONE;
    if (is_group_set(view)) group = ENVTAB_SOURCE_ENVIRONMENT;
  }
  return group;
}

bool envtab_is_set(const void *config, const void *member)
{
  return envtab_source_of(config, member) > ENVTAB_SOURCE_DEFAULT;
}

/* ---- The fingerprint ---- */

/* FNV-1a, of 64 bits: a fingerprint only has to show a change, not to resist anyone who makes one. */
static void hash_bytes(uint64_t *hash, const char *bytes, size_t length)
{
  for (size_t i = 0; i < length; i++) *hash = (*hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
}

static void hash_variable(void *hash, const envtab_variable *variable)
{
  hash_bytes(hash, variable->name, strlen(variable->name));
  if (variable->value) {
    hash_bytes(hash, "=", 1);
    hash_bytes(hash, variable->value, strlen(variable->value));
  }
  hash_bytes(hash, "", 1); /* a NUL, which no value contains: two values cannot be taken for one with another border */
}

uint64_t envtab_fingerprint(const void *config)
{
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  const struct envtab__head *head = envtab__find_head(config, "envtab_fingerprint()");
  struct envtab__view view;
  int error = errno;

  if (!head || !head->schema) return hash;
  envtab__begin_view(&view, config);
  envtab__visit(&view, hash_variable, &hash);
  errno = error;
  return hash;
}

/* ---- A line for each variable ---- */

/* A raw value may hold anything: what a terminal should not get is written as \xNN. */
ENVTAB_INTERNAL void envtab__print_piece(void *file, const char *piece, size_t length)
{
  for (size_t i = 0; i < length;) {
    size_t size = envtab__printable(piece + i, length - i);

    if (size) fwrite(piece + i, 1, size, file);
    else fprintf(file, "\\x%02X", (unsigned)(unsigned char)piece[i]);
    i += size ? size : 1;
  }
}

ENVTAB_INTERNAL const char *envtab__source_name(envtab_source source)
{
  static const char *const names[] = { "not set", "default", "environment", "former name", "file" };

  return names[source];
}

struct showing {
  struct envtab__view view;
  size_t longest;                /* of the names */
  bool values;                   /* they are wanted */
  FILE *out;
};

static void print_variable(void *context, const envtab_variable *variable)
{
  const struct showing *showing = context;
  size_t length = strlen(variable->name);
  bool valued = showing->values && variable->value;

  envtab__print_piece(showing->out, variable->name, length);
  fprintf(showing->out, "%*s", (int)(showing->longest - length + 2), "");
  if (valued) envtab__print_piece(showing->out, variable->value, strlen(variable->value));
  fprintf(showing->out, "%s(%s%s)\n", valued ? "  " : "", envtab__source_name(variable->source),
          showing->view.wrong ? ", wrong" : "");
}

ENVTAB_INTERNAL void envtab__show(const void *config, FILE *out, bool values)
{
  struct showing showing = { .longest = envtab__longest_name(config), .values = values, .out = out };

  envtab__begin_view(&showing.view, config);
  envtab__visit(&showing.view, print_variable, &showing);
}

void envtab_show(const void *config, FILE *out)
{
  const struct envtab__head *head = envtab__find_head(config, "envtab_show()");
  int error = errno;

  if (head && head->schema) envtab__show(config, out ? out : stdout, true);
  errno = error;
}
