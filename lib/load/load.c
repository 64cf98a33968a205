/*
 * One load, from the schema and the environment to the sealed struct. read_config() is the list of its steps:
 *
 *   list_names()              schema/names   a row for each field, a name for each variable that the table declares
 *   envtab__scan()            load/environ   one pass over the environment: the name PORT gets its value "80"
 *   envtab__choose()          load/choose    each row's text, from its names or its default, and the memory it needs
 *   envtab__place()           load/place     that memory, once, and the struct with its groups in it
 *   envtab__find_similar()    load/suggest   for names that are missing, the variables that may have been meant
 *   envtab__read_rows()       load/read      each row's text by the row's type into its member: "80" becomes 80
 *   envtab__report_unknown()  load/suggest   variables with a reserved prefix that no table declares
 *   envtab__check_rules()     load/rules     the program's own checks, of structs whose members are all right
 *
 * The way of PORT=80 to its reader: envtab_load(), read_config(), envtab__read_rows(), read_row(), read_text(), then
 * envtab__value_from_text() and read_by_type() of value/from_text, and the type's read(): read_integer() of
 * types/integer.
 *
 * What a step finds wrong is left in the row and reported when the row is read, so that problems come in table order,
 * all in one run. Scrubbing and sealing come last, and only when there are none: in this order, as a scrub may fail, and
 * what is sealed for good cannot be released.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdlib.h>

#include "load/load.h"
#include "base/arena.h"
#include "base/entry.h"
#include "base/format.h"
#include "report/report.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/choose.h"
#include "load/environ.h"
#include "load/file.h"
#include "load/options.h"
#include "load/place.h"
#include "load/read.h"
#include "load/rules.h"
#include "load/scrub.h"
#include "load/state.h"
#include "load/suggest.h"

static const envtab_options no_options;

static void report_load_problem(struct envtab__load *load, envtab_code code, const char *reason, const char *hint)
{
  envtab_problem problem = { .code = code, .reason = reason, .hint = hint, .at = SIZE_MAX };

  envtab__report_problem(&load->report, &problem, NULL, 0);
}

/* enough: bytes of the caller's memory that would be enough; 0: that is not known. */
static void report_memory(struct envtab__load *load, size_t enough)
{
  char hint_text[96];
  struct envtab__buffer hint = ENVTAB__BUFFER(hint_text);

  if (!load->options->memory) {
    report_load_problem(load, ENVTAB_PROBLEM_MEMORY, "There is not enough memory for the config", NULL);
    return;
  }
  if (enough)
    envtab__append_format(&hint, "Its capacity is %zu bytes; %zu are enough.", load->options->capacity, enough);
  else
    envtab__append_text(&hint, "envtab_capacity() returns how much is enough.");
  report_load_problem(load, ENVTAB_PROBLEM_MEMORY, "The config needs more memory than the program gives it", hint.text);
}

/* ---- Before anything is read ---- */

/*
 * Member by member: the names' memory for ordinary tables is in the load, and zeroing its kilobytes would take longer
 * than most loads do.
 */
static bool begin(struct envtab__load *load, const envtab_schema *schema, const envtab_options *options)
{
  load->schema = schema;
  load->options = options = options ? options : &no_options;
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
    report_load_problem(
      load, ENVTAB_PROBLEM_PRIVILEGED,
      "The process is set-uid, or its file has capabilities, and the environment comes from the caller, who may not be "
      "trusted",
      "Where the caller is trusted, as with setcap on a service, the program must set .privileged in its options.");
  }
  return load->report.problems == 0;
}

/* ---- The steps ---- */

/* Memory for names that are too many for the stack; NULL: there is none. */
static char *names_memory(struct envtab__load *load, size_t size)
{
  const envtab_options *options = load->options;
  char *tail;

  if (!options->memory) return load->heap = malloc(size);
  if (load->tail > options->capacity) return NULL;
  tail = (char *)options->memory + (options->capacity - load->tail);
  return tail + ((0 - (size_t)(uintptr_t)tail) & (ENVTAB__MAX_ALIGN - 1)); /* aligned up */
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
  else report_memory(load, 0);
  return load->report.problems == 0;
}

/*
 * The first three steps: each row then has its text. Returns the memory that the config needs; 0: there are problems.
 */
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

/* All but the scrub and the seal; the struct comes after the head. NULL: there is no struct. */
static struct envtab__head *read_config(struct envtab__load *load)
{
  size_t size = find_texts(load);
  struct envtab__head *head = size ? envtab__place(load, size) : NULL;

  if (!size) return NULL;
  if (!head) {
    report_memory(load, envtab__add(size, load->tail));
    close_files(&load->names);
    return NULL;
  }
  if (is_something_missing(&load->names)) envtab__find_similar(load); /* it compares all names: slow, seldom needed */
  envtab__read_rows(load);
  if (load->unknown) envtab__report_unknown(load);
  envtab__check_rules(load);
  head->used = (size_t)(load->arena.next - load->arena.start);
  return head;
}

/* The caller's own memory stays writable: it need not lie on pages of its own. */
static const void *seal(struct envtab__load *load, struct envtab__head *head)
{
  if (load->arena.mapped && !envtab__arena_seal(&load->arena, load->options->permanent)) {
    report_load_problem(load, ENVTAB_PROBLEM_MEMORY, "The config's memory cannot be made read-only", NULL);
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
    if (load.report.problems == 0 && load.options->scrub) envtab__scrub(&load);
    if (load.report.problems == 0) config = seal(&load, head);
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
