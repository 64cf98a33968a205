/*
 * The head before a loaded struct, and the release of both.
 *
 * A test fills structs by hand and may hand one to a function that takes a loaded one only. What lies before such a
 * struct must not be read where it may not be there: so a head never lies across pages, and a struct so near to the
 * start of a page that a head would is not a loaded one. Elsewhere the bytes before it are of the page that it lies in
 * itself. One case is left: a struct at the very start of a page, as one with the alignment of a page is loaded there.
 */
#include "config/head.h"
#include "base/arena.h"

enum { SMALLEST_PAGE = 4096 };

/* It depends on the address: neither a copy of a head nor what a released config left in memory is taken for a head. */
static uint64_t mark_of(const struct envtab__head *head) { return UINT64_C(0x656e767461622031) ^ (uintptr_t)head; }

/* Whether a head before this address would begin in the page before. */
static bool lies_across_pages(const void *config)
{
  size_t offset = (uintptr_t)config % SMALLEST_PAGE;

  return offset != 0 && offset < sizeof(struct envtab__head);
}

ENVTAB_INTERNAL struct envtab__head *envtab__config_alloc(struct envtab__arena *arena, size_t size, size_t alignment)
{
  size_t before = envtab__align(sizeof(struct envtab__head), alignment);
  struct envtab__head *head;
  char *config = (char *)envtab__arena_alloc_zeroed(arena, before, alignment) + before;

  if (lies_across_pages(config) || ((uintptr_t)config % SMALLEST_PAGE == 0 && alignment < SMALLEST_PAGE))
    config = (char *)envtab__arena_alloc_zeroed(arena, before, alignment) + before;
  envtab__arena_alloc_zeroed(arena, size, 1);
  head = (struct envtab__head *)(void *)config - 1;
  head->mark = mark_of(head);
  return head;
}

/* AddressSanitizer would take this for a bug: it looks before an object, in memory that is there. */
#ifdef __GNUC__
__attribute__((no_sanitize_address))
#endif
static bool has_head(const void *config)
{
  const struct envtab__head *head;

  if (!config || (uintptr_t)config % _Alignof(struct envtab__head) || lies_across_pages(config)) return false;
  head = envtab__head_of(config);
  return head->mark == mark_of(head);
}

ENVTAB_INTERNAL const struct envtab__head *envtab__find_head(const void *config, const char *function)
{
  const envtab_problem misuse = {
    .code = ENVTAB_PROBLEM_MISUSE, .name = function, .reason = "was given a struct that envtab did not load",
    .hint = "It takes what envtab_load() or envtab_parse() returned, and nothing else.", .at = SIZE_MAX
  };

  if (has_head(config)) return envtab__head_of(config);
  envtab_print(NULL, &misuse);
  return NULL;
}

void envtab_free(const void *config)
{
  struct envtab__arena arena;
  const struct envtab__head *head;

  if (!config) return;
  head = envtab__find_head(config, "envtab_free()");
  if (!head || head->permanent) return;
  arena.start = head->start;
  arena.next = head->start + head->used;
  arena.end = head->start + head->size;
  arena.mapped = head->mapped;
  envtab__arena_release(&arena);
}
