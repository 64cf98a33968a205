/* One load, from the schema and the environment to the sealed struct. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/load.h"
#include "base/arena.h"
#include "base/entry.h"
#include "report/report.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/choose.h"
#include "load/environ.h"
#include "load/file.h"
#include "load/options.h"
#include "load/privilege.h"
#include "load/read.h"
#include "load/rules.h"
#include "load/scrub.h"
#include "load/suggest.h"

enum { STACK_SCRATCH = 16384 };

static const envtab_options ordinary;

/* The memory that the table lies in while the load lasts: the stack, the tail of the caller's memory, or the heap. */
struct scratch {
  char *memory, *heap;
  size_t tail;                   /* bytes of the caller's memory */
  _Alignas(max_align_t) char stack[STACK_SCRATCH];
};

static void tell_load(struct envtab__load *load, envtab_code code, const char *reason, const char *hint)
{
  envtab_problem problem = { .code = code, .reason = reason, .hint = hint, .at = SIZE_MAX };

  envtab__report_problem(&load->report, &problem, NULL, 0);
}

/* enough: of the caller's memory; 0: it is not known. */
static void tell_memory(struct envtab__load *load, size_t enough)
{
  char hint[96] = "envtab_capacity() tells how much is enough.";

  if (!load->options->memory) {
    tell_load(load, ENVTAB_PROBLEM_MEMORY, "There is no memory for the config", NULL);
    return;
  }
  if (enough)
    snprintf(hint, sizeof hint, "Its capacity is %zu bytes; %zu are enough.", load->options->capacity, enough);
  tell_load(load, ENVTAB_PROBLEM_MEMORY, "The config needs more memory than the program gives it", hint);
}

/* ---- Before anything is read ---- */

static char *align_up(char *memory) { return memory + ((0 - (size_t)(uintptr_t)memory) & (_Alignof(max_align_t) - 1)); }

static bool begin(struct envtab__load *load, const envtab_schema *schema, const envtab_options *options)
{
  load->schema = schema;
  load->options = options = options ? options : &ordinary;
  load->environment = options->environment ? options->environment : envtab__process_environment();
  load->report.sink = options->sink ? options->sink : envtab_print;
  load->report.context = options->context;
  load->report.schema = schema;
  load->report.longest = load->report.problems = 0;
  load->report.in_environment = load->report.in_table = false;
  load->arena.start = NULL;
  load->unknown = 0;
  load->looked_at = false;
  if (!envtab__check_options(options, &load->report)) return false;
  if (!options->environment && !options->privileged && envtab__is_privileged()) {
    tell_load(load, ENVTAB_PROBLEM_PRIVILEGED,
              "The process is set-uid, or its file has capabilities: its environment is someone else's word",
              "Where the caller is trusted, as with setcap on a service, the program sets .privileged in its options.");
  }
  return load->report.problems == 0;
}

/* How much of the caller's memory a table of this size takes. */
static size_t tail_for(size_t size) { return size <= STACK_SCRATCH ? 0 : envtab__add(size, 2 * _Alignof(max_align_t)); }

static bool build_table(struct envtab__load *load, struct scratch *scratch)
{
  const envtab_options *options = load->options;
  size_t size = envtab__measure(&load->table, load->schema, options->prefix, &load->report);

  if (load->report.problems) return false;
  scratch->tail = options->memory ? tail_for(size) : 0;
  if (size <= STACK_SCRATCH) scratch->memory = scratch->stack;
  else if (!options->memory) scratch->memory = scratch->heap = malloc(size);
  else if (scratch->tail <= options->capacity)
    scratch->memory = align_up((char *)options->memory + (options->capacity - scratch->tail));
  if (!scratch->memory) {
    tell_memory(load, 0);
    return false;
  }
  return envtab__fill(&load->table, load->schema, options->prefix, scratch->memory, &load->report);
}

/* ---- The block ---- */

/* What the block holds beside the texts: the head, the prefix, the source of each row; and its own alignment. */
static size_t fixed_room(const struct envtab__load *load)
{
  size_t alignment = load->schema->alignment > _Alignof(max_align_t) ? load->schema->alignment : _Alignof(max_align_t);

  return envtab__head_capacity(alignment) + alignment + load->table.row_count + load->table.scopes[0].prefix_length + 1;
}

/* tail: the bytes at the end of the caller's memory that the table lies in. */
static bool take_block(struct envtab__load *load, size_t room, size_t tail)
{
  const envtab_options *options = load->options;

  if (!options->memory) return envtab__arena_map(&load->arena, room);
  if (room > options->capacity - tail) return false;
  load->arena.start = load->arena.next = options->memory;
  load->arena.end = load->arena.start + (options->capacity - tail);
  load->arena.mapped = false;
  return true;
}

static void place_structs(struct envtab__load *load, struct envtab__head *head)
{
  struct envtab__table *table = &load->table;

  table->scopes[0].base = (char *)(head + 1);
  for (size_t i = 1; i < table->scope_count; i++) {
    struct envtab__scope *scope = &table->scopes[i];
    char *outer = table->scopes[scope->parent].base, *member = outer ? outer + scope->group->offset : NULL;

    if (!outer || !scope->group->optional) {
      scope->base = member;
    } else if (scope->set) {
      scope->base = envtab__arena_alloc_zeroed(&load->arena, scope->schema->size, scope->schema->alignment);
      memcpy(member, &scope->base, sizeof scope->base);
    }
  }
}

static struct envtab__head *place_head(struct envtab__load *load)
{
  const struct envtab__scope *root = &load->table.scopes[0];
  size_t alignment =
    root->schema->alignment > _Alignof(struct envtab__head) ? root->schema->alignment : _Alignof(struct envtab__head);
  struct envtab__head *head = envtab__config_alloc(&load->arena, root->schema->size, alignment);
  char *prefix = envtab__arena_alloc_zeroed(&load->arena, root->prefix_length + 1, 1);

  load->sources = envtab__arena_alloc_zeroed(&load->arena, load->table.row_count, 1);
  if (root->prefix_length) memcpy(prefix, root->prefix, root->prefix_length);
  head->schema = load->schema;
  head->type = NULL;
  head->prefix = prefix;
  head->sources = load->sources;
  head->start = load->arena.start;
  head->size = (size_t)(load->arena.end - load->arena.start);
  head->mapped = load->arena.mapped;
  head->permanent = load->options->permanent;
  place_structs(load, head);
  return head;
}

/* ---- The load ---- */

static void read_config(struct envtab__load *load)
{
  bool missing = false;

  for (size_t i = 0; i < load->table.row_count && !missing; i++) missing = load->table.rows[i].state == ENVTAB__MISSING;
  if (missing) envtab__find_similar(load);
  envtab__read_rows(load);
  if (load->unknown) envtab__report_unknown(load);
  envtab__check_rules(load);
}

static void close_files(struct envtab__table *table)
{
  for (size_t i = 0; i < table->row_count; i++)
    if (table->rows[i].state == ENVTAB__IN_FILE) envtab__close_file(table->rows[i].from.file);
}

/* The table, the values that the environment gives it, and how much room they need; 0: there are problems. */
static size_t prepare(struct envtab__load *load, struct scratch *scratch)
{
  if (!build_table(load, scratch)) return 0;
  load->report.longest = load->table.widest;
  load->unknown = envtab__scan(&load->table, load->environment);
  return envtab__add(envtab__choose_rows(&load->table), fixed_room(load));
}

/* Reads it all; the head stands before the struct. NULL: there is none. */
static struct envtab__head *read_everything(struct envtab__load *load, struct scratch *scratch)
{
  size_t room = prepare(load, scratch);
  struct envtab__head *head;

  if (!room) return NULL;
  if (!take_block(load, room, scratch->tail)) {
    tell_memory(load, envtab__add(room, scratch->tail));
    close_files(&load->table);
    return NULL;
  }
  head = place_head(load);
  read_config(load);
  head->used = (size_t)(load->arena.next - load->arena.start);
  return head;
}

static const void *run(struct envtab__load *load, struct scratch *scratch)
{
  struct envtab__head *head = read_everything(load, scratch);

  if (load->report.problems) return NULL;
  if (load->arena.mapped && !envtab__arena_seal(&load->arena, load->options->permanent)) {
    tell_load(load, ENVTAB_PROBLEM_MEMORY, "The config's memory cannot be made read-only", NULL);
    return NULL;
  }
  if (load->options->scrub) envtab__scrub(load);
  return head + 1;
}

const void *envtab_load(const envtab_schema *schema, const envtab_options *options)
{
  struct envtab__load load;
  struct scratch scratch;
  const void *config = NULL;
  int error = errno;

  scratch.heap = scratch.memory = NULL;
  if (begin(&load, schema, options)) config = run(&load, &scratch);
  if (!config) {
    envtab__summarize(&load.report);
    if (load.arena.start) envtab__arena_release(&load.arena);
  }
  free(scratch.heap);
  errno = error;
  return config;
}

const void *envtab_load_or_exit(const envtab_schema *schema, const envtab_options *options)
{
  const void *config = envtab_load(schema, options);

  if (!config) exit(ENVTAB_EXIT_CONFIG);
  return config;
}

ENVTAB_INTERNAL bool envtab__look_at_load(const envtab_schema *schema, const envtab_options *options,
                                          void (*look)(void *context, const struct envtab__load *load), void *context)
{
  struct envtab__load load;
  struct scratch scratch;
  int error = errno;

  scratch.heap = scratch.memory = NULL;
  if (begin(&load, schema, options)) {
    load.looked_at = true;
    if (read_everything(&load, &scratch)) look(context, &load);
  }
  if (load.report.problems) envtab__summarize(&load.report);
  if (load.arena.start) envtab__arena_release(&load.arena);
  free(scratch.heap);
  errno = error;
  return load.report.problems == 0;
}

ENVTAB_INTERNAL void envtab__ignore(void *context, const envtab_problem *problem) { (void)context, (void)problem; }

size_t envtab_capacity(const envtab_schema *schema, const char *const *environment)
{
  envtab_options options = { .environment = environment, .sink = envtab__ignore, .privileged = true };
  struct envtab__load load;
  struct scratch scratch;
  size_t room;
  int error = errno;

  scratch.heap = scratch.memory = NULL;
  begin(&load, schema, &options); /* these options are right */
  room = prepare(&load, &scratch);
  if (room) {
    close_files(&load.table);
    room = envtab__add(room, tail_for(envtab__measure(&load.table, schema, NULL, &load.report)));
  }
  free(scratch.heap);
  errno = error;
  return room;
}
