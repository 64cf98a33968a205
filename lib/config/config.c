/* What may be asked of a loaded config: where a value came from, and one number for all of it. */
#include <errno.h>

#include "base/output.h"
#include "config/head.h"
#include "config/view.h"

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

  if (!envtab__head_of(config)->schema) return ENVTAB_SOURCE_ENVIRONMENT;
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

static void hash_piece(void *context, const char *piece, size_t length)
{
  uint64_t hash = *(uint64_t *)context;

  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)piece[i]) * UINT64_C(0x100000001b3);
  *(uint64_t *)context = hash;
}

uint64_t envtab_fingerprint(const void *config)
{
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  struct envtab__text_sink sink = { hash_piece, &hash };
  struct envtab__view view;
  int error = errno;

  if (!envtab__head_of(config)->schema) return hash;
  envtab__begin_view(&view, config);
  while (envtab__next_row(&view)) {
    envtab__send_name(&sink, &view);
    hash_piece(&hash, "=", view.source != ENVTAB_SOURCE_NONE);
    if (view.source != ENVTAB_SOURCE_NONE) envtab__send_value(&sink, &view);
    hash_piece(&hash, "\n", 1);
  }
  errno = error;
  return hash;
}
