/* Reading one text by a type, without a schema; and the question of a unit test. */
#include <errno.h>
#include <string.h>

#include "engine.h"

static bool take_memory(struct envtab__block *block, const envtab_options *options, size_t room)
{
  if (!options->memory) return envtab__map(block, room);
  if (room > options->capacity) return false;
  block->start = block->next = options->memory;
  block->end = block->start + options->capacity;
  block->mapped = false;
  return true;
}

static struct envtab__head *place(struct envtab__block *block, const envtab_type *type, const envtab_options *options)
{
  struct envtab__head *head = envtab__take_config(block, type->size, ENVTAB__MAX_ALIGN);
  uint8_t *source = envtab__take(block, 1, 1);

  *source = ENVTAB_SOURCE_ENVIRONMENT;
  head->schema = NULL;
  head->type = type;
  head->prefix = "";
  head->sources = source;
  head->start = block->start;
  head->size = (size_t)(block->end - block->start);
  head->mapped = block->mapped;
  head->permanent = options->permanent;
  return head;
}

static void tell_no_memory(struct envtab__report *report, const envtab_field *field, const char *reason)
{
  envtab_problem problem = { .code = ENVTAB_PROBLEM_MEMORY, .name = field->name, .reason = reason, .at = SIZE_MAX };

  envtab__tell(report, &problem, NULL, 0);
}

static const void *parse(const envtab_field *field, const char *text, const envtab_options *options,
                         struct envtab__report *report)
{
  size_t length = envtab__length_of_secret(text), room = envtab__value_room(field, text, length);
  size_t fixed = envtab__add(sizeof(struct envtab__head) + 4 * ENVTAB__MAX_ALIGN, field->size);
  struct envtab__block block;
  struct envtab__head *head;
  struct envtab_value value;

  if (!take_memory(&block, options, envtab__add(room, fixed))) {
    tell_no_memory(report, field, "needs more memory than there is");
    return NULL;
  }
  head = place(&block, field->type, options);
  value.block = &block;
  value.from_program = false;
  if (!field->type->read) {
    envtab__tell_fault(report, field, field->name, "is a type that reads no text");
  } else if (length == 0 && !field->type->takes_empty) {
    envtab_problem empty = { .code = ENVTAB_PROBLEM_EMPTY, .name = field->name, .reason = "is empty", .at = SIZE_MAX };

    envtab__tell(report, &empty, NULL, 0);
  } else if (!envtab__read(&value, field, text, length, head + 1)) {
    envtab__tell_rejection(report, &value, field->name, ENVTAB_SOURCE_ENVIRONMENT, NULL, text, length);
  } else if (value.warned) {
    envtab__tell_warning(report, &value, field->name, ENVTAB_SOURCE_ENVIRONMENT);
  }
  head->used = (size_t)(block.next - block.start);
  if (report->problems == 0 && block.mapped && !envtab__seal(&block, options->permanent))
    tell_no_memory(report, field, "has memory that cannot be made read-only");
  if (report->problems == 0) return head + 1;
  envtab__release(&block);
  return NULL;
}

const void *envtab_parse(const envtab_type *type, const char *text, const envtab_options *options)
{
  static const envtab_options ordinary_parse;
  envtab_field field = { .type = type, .size = type->size, .name = type->name, .help = type->expects };
  struct envtab__report report = { .sink = envtab_print };
  const void *value;
  int error = errno;

  if (!options) options = &ordinary_parse;
  if (options->sink) report.sink = options->sink;
  report.context = options->context;
  report.longest = strlen(type->name);
  value = parse(&field, text, options, &report);
  errno = error;
  return value;
}

/* ---- Is this the one problem? ---- */

struct expectation {
  envtab_code code;
  const char *name;
  size_t problems, matches;
};

static void compare_problem(void *context, const envtab_problem *problem)
{
  struct expectation *expected = context;

  if (problem->warning || problem->code == ENVTAB_PROBLEM_SUMMARY) return;
  expected->problems++;
  if (problem->code != expected->code) return;
  expected->matches += !expected->name || (problem->name && strcmp(problem->name, expected->name) == 0);
}

bool envtab_fails_with(const envtab_schema *schema, const char *const *environment, envtab_code code, const char *name)
{
  struct expectation expected = { code, name, 0, 0 };
  envtab_options options = { .environment = environment, .sink = compare_problem, .context = &expected };

  envtab_free(envtab_load(schema, &options));
  return expected.problems == 1 && expected.matches == 1;
}
