/*
 * Reading one text by a type, without a schema: a value from a command line or a file is checked, limited and reported
 * as one from the environment is. The value has a head as a loaded struct has, so that envtab_free() releases both.
 */
#include <errno.h>

#include "base/arena.h"
#include "base/secret_bytes.h"
#include "value/from_text.h"
#include "value/value.h"
#include "report/messages.h"
#include "report/report.h"
#include "config/head.h"
#include "load/options.h"

/* The value after a head that has no schema, but the type; its source is one byte, as of a row. */
static struct envtab__head *place_value(struct envtab__arena *arena, const envtab_type *type,
                                        const envtab_options *options)
{
  struct envtab__head *head = envtab__config_alloc(arena, type->size, ENVTAB__MAX_ALIGN);
  uint8_t *source = envtab__arena_alloc_zeroed(arena, 1, 1);

  *source = ENVTAB_SOURCE_ENVIRONMENT;
  head->schema = NULL;
  head->type = type;
  head->prefix = "";
  head->sources = source;
  envtab__fill_head(head, arena, options->permanent);
  return head;
}

static void report_no_memory(struct envtab__report *report, const envtab_field *field, const char *reason)
{
  envtab_problem problem = { .code = ENVTAB_PROBLEM_MEMORY, .name = field->name, .reason = reason, .at = SIZE_MAX };

  envtab__report_problem(report, &problem, NULL, 0);
}

/*
 * Reads the text of a field that has no row. Nothing of the head is left when it is refused: the memory, the caller's
 * too, is wiped, as the text may have been a secret.
 */
static const void *parse(const envtab_field *field, const char *text, const envtab_options *options,
                         struct envtab__report *report)
{
  size_t length = envtab__length_of_secret(text);
  unsigned needs = envtab__needs(field) | ENVTAB__APART;
  size_t capacity = envtab__value_capacity(field, needs, text, length);
  size_t fixed = envtab__add(envtab__head_capacity(ENVTAB__MAX_ALIGN) + 3 * ENVTAB__MAX_ALIGN, field->size);
  struct envtab__arena arena;
  const struct envtab__variable variable = { field, field->name, ENVTAB_SOURCE_ENVIRONMENT, NULL };
  struct envtab__head *head;
  struct envtab_value value;

  if (!envtab__arena_open(&arena, options->memory, options->capacity, envtab__add(capacity, fixed))) {
    report_no_memory(report, field, "needs more memory than there is");
    return NULL;
  }
  head = place_value(&arena, field->type, options);
  value.arena = &arena;
  value.from_program = false;
  if (!field->type->read) {
    envtab__report_defect(report, field, field->name, "is a type that does not read text");
  } else if (length == 0 && !field->type->takes_empty) {
    envtab_problem empty = { .code = ENVTAB_PROBLEM_EMPTY, .name = field->name, .reason = "is empty", .at = SIZE_MAX };

    envtab__report_problem(report, &empty, NULL, 0);
  } else if (!envtab__value_from_text(&value, field, needs, text, length, head + 1)) {
    envtab__report_rejection(report, &variable, &value, NULL, text, length);
  } else if (value.warned) {
    envtab__report_warning(report, &variable, &value, text, length);
  }
  head->used = (size_t)(arena.next - arena.start); /* envtab_free() wipes up to here */
  if (report->problems == 0 && arena.mapped && !envtab__arena_seal(&arena, options->permanent))
    report_no_memory(report, field, "has memory that cannot be made read-only");
  if (report->problems == 0) return head + 1;
  envtab__arena_release(&arena);
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
  report.longest = envtab__length_of_secret(type->name);
  value = envtab__check_options(options, &report) ? parse(&field, text, options, &report) : NULL;
  errno = error;
  return value;
}
