/* What may be asked of a loaded config: where a value came from, and one number for all of it. */
#include <errno.h>

#include "config/head.h"
#include "config/view.h"
#include "config/visit.h"

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

/* FNV-1a, of 64 bits. */
static void hash_text(uint64_t *hash, const char *text)
{
  for (; *text; text++) *hash = (*hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
}

static void hash_variable(void *hash, const envtab_variable *variable)
{
  hash_text(hash, variable->name);
  if (variable->value) {
    hash_text(hash, "=");
    hash_text(hash, variable->value);
  }
  hash_text(hash, "\n");
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
