/*
 * Where a loaded struct lies. In one arena: the head and the struct, the prefix, the source of each row, the structs of
 * optional groups that are there; what the rows keep follows them. One arena is one allocation, one seal and one
 * release, and its size is known before anything is read: a load that begins to read does not run out of memory.
 */
#include <string.h>

#include "load/place.h"
#include "base/arena.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/state.h"

ENVTAB_INTERNAL size_t envtab__fixed_capacity(const struct envtab__load *load)
{
  size_t alignment = load->schema->alignment > ENVTAB__MAX_ALIGN ? load->schema->alignment : ENVTAB__MAX_ALIGN;

  return envtab__head_capacity(alignment) + alignment + load->names.row_count + load->names.scopes[0].prefix_length + 1;
}

/*
 * A group lies in the struct around it. One that is optional and set lies apart, and its member points to it. Scopes
 * are in table order: the outer one has its place before those in it.
 */
static void place_groups(struct envtab__load *load)
{
  struct envtab__names *names = &load->names;

  for (size_t i = 1; i < names->scope_count; i++) {
    struct envtab__scope *scope = &names->scopes[i];
    char *outer = names->scopes[scope->parent].base, *member = outer ? outer + scope->group->offset : NULL;

    if (!outer || !scope->group->optional) {
      scope->base = member;
    } else if (scope->set) {
      scope->base = envtab__arena_alloc_zeroed(&load->arena, scope->schema->size, scope->schema->alignment);
      memcpy(member, &scope->base, sizeof scope->base);
    }
  }
}

ENVTAB_INTERNAL struct envtab__head *envtab__place(struct envtab__load *load, size_t size)
{
  const envtab_options *options = load->options;
  struct envtab__scope *root = &load->names.scopes[0];
  size_t alignment =
    root->schema->alignment > _Alignof(struct envtab__head) ? root->schema->alignment : _Alignof(struct envtab__head);
  struct envtab__head *head;
  char *prefix;

  if (!envtab__arena_open(&load->arena, options->memory, options->capacity - load->tail, size)) return NULL;
  head = envtab__config_alloc(&load->arena, root->schema->size, alignment);
  prefix = envtab__arena_alloc_zeroed(&load->arena, root->prefix_length + 1, 1);
  load->sources = envtab__arena_alloc_zeroed(&load->arena, load->names.row_count, 1);
  if (root->prefix_length) memcpy(prefix, root->prefix, root->prefix_length);
  head->schema = load->schema;
  head->type = NULL;
  head->prefix = prefix;
  head->sources = load->sources;
  envtab__fill_head(head, &load->arena, options->permanent);
  root->base = (char *)(head + 1);
  place_groups(load);
  return head;
}
