/* One load, from the schema and the environment to the sealed struct. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

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
#include "load/place.h"
#include "load/privilege.h"
#include "load/read.h"
#include "load/rules.h"
#include "load/scrub.h"
#include "load/state.h"
#include "load/suggest.h"


static const envtab_options ordinary;

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

static char *align_up(char *memory) { return memory + ((0 - (size_t)(uintptr_t)memory) & (ENVTAB__MAX_ALIGN - 1)); }

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
  load->heap = NULL;
  load->tail = 0;
  load->unknown = 0;
  load->looked_at = false;
  if (!envtab__check_options(options, &load->report)) return false;
  if (!options->environment && !options->privileged && envtab__is_privileged()) {
    tell_load(load, ENVTAB_PROBLEM_PRIVILEGED,
              "The process is set-uid, or its file has capabilities, and the environment comes from the caller, who may not be trusted",
              "Where the caller is trusted, as with setcap on a service, the program must set .privileged in its options.");
  }
  return load->report.problems == 0;
}

/* ---- The steps ---- */

/* Memory for names that are too many for the stack; NULL: there is none. */
static char *names_memory(struct envtab__load *load, size_t size)
{
  const envtab_options *options = load->options;

  if (!options->memory) return load->heap = malloc(size);
  if (load->tail > options->capacity) return NULL;
  return align_up((char *)options->memory + (options->capacity - load->tail));
}

static bool list_names(struct envtab__load *load)
{
  const char *prefix = load->options->prefix;
  size_t size = envtab__list_names(&load->names, load->schema, prefix, &load->few, &load->report);
  char *memory;

  if (size == 0 || size == SIZE_MAX) return load->report.problems == 0;
  load->tail = envtab__add(size, 2 * ENVTAB__MAX_ALIGN);
  memory = names_memory(load, size);
  if (memory) envtab__list_many_names(&load->names, load->schema, prefix, memory, &load->report);
  else tell_memory(load, 0);
  return load->report.problems == 0;
}

/* Names, environment, choice: each row then has its text. Returns the memory that the config takes; 0: problems. */
static size_t find_texts(struct envtab__load *load)
{
  if (!list_names(load)) return 0;
  load->report.longest = load->names.index.widest;
  load->unknown = envtab__scan(&load->names, load->environment);
  return envtab__add(envtab__choose(&load->names), envtab__fixed_capacity(load));
}

static bool is_something_missing(const struct envtab__names *names)
{
  size_t i = 0;

  while (i < names->row_count && names->rows[i].state != ENVTAB__MISSING) i++;
  return i < names->row_count;
}

static void close_files(struct envtab__names *names)
{
  for (size_t i = 0; i < names->row_count; i++)
    if (names->rows[i].state == ENVTAB__IN_FILE) envtab__close_file(names->rows[i].from.file);
}

/* All but the seal and the scrub; the struct comes after the head. NULL: there is none. */
static struct envtab__head *read_config(struct envtab__load *load)
{
  size_t size = find_texts(load);
  struct envtab__head *head = size ? envtab__place(load, size) : NULL;

  if (!size) return NULL;
  if (!head) {
    tell_memory(load, envtab__add(size, load->tail));
    close_files(&load->names);
    return NULL;
  }
  if (is_something_missing(&load->names)) envtab__find_similar(load);
  envtab__read_rows(load);
  if (load->unknown) envtab__report_unknown(load);
  envtab__check_rules(load);
  head->used = (size_t)(load->arena.next - load->arena.start);
  return head;
}

static const void *seal(struct envtab__load *load, struct envtab__head *head)
{
  if (load->arena.mapped && !envtab__arena_seal(&load->arena, load->options->permanent)) {
    tell_load(load, ENVTAB_PROBLEM_MEMORY, "The config's memory cannot be made read-only", NULL);
    return NULL;
  }
  return head + 1;
}

/* ---- A load, and what is asked of one ---- */

const void *envtab_load(const envtab_schema *schema, const envtab_options *options)
{
  struct envtab__load load;
  struct envtab__head *head;
  const void *config = NULL;
  int error = errno;

  if (begin(&load, schema, options)) {
    head = read_config(&load);
    if (load.report.problems == 0) config = seal(&load, head);
    if (config && load.options->scrub) envtab__scrub(&load);
  }
  if (!config) {
    envtab__summarize(&load.report);
    if (load.arena.start) envtab__arena_release(&load.arena);
  }
  free(load.heap);
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
  int error = errno;

  if (begin(&load, schema, options)) {
    load.looked_at = true;
    if (read_config(&load)) look(context, &load);
  }
  if (load.report.problems) envtab__summarize(&load.report);
  if (load.arena.start) envtab__arena_release(&load.arena);
  free(load.heap);
  errno = error;
  return load.report.problems == 0;
}

ENVTAB_INTERNAL void envtab__ignore(void *context, const envtab_problem *problem) { (void)context, (void)problem; }

size_t envtab_capacity(const envtab_schema *schema, const char *const *environment)
{
  envtab_options options = { .environment = environment, .sink = envtab__ignore, .privileged = true };
  struct envtab__load load;
  size_t size;
  int error = errno;

  begin(&load, schema, &options); /* these options are right */
  size = find_texts(&load);
  if (size) {
    close_files(&load.names);
    size = envtab__add(size, load.tail);
  }
  free(load.heap);
  errno = error;
  return size;
}
