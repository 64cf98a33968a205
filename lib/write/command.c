/*
 * The config command of a program: what its environment is, and what its table writes. A command loads to look only:
 * nothing is sealed or scrubbed, and a config with problems is shown as far as it was read.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/output.h"
#include "base/writef.h"
#include "config/config.h"
#include "config/view.h"
#include "load/load.h"
#include "load/state.h"
#include "write/diff.h"
#include "write/env_file.h"
#include "write/variables.h"
#include "write/write.h"

/* What the command exits with: the statuses of sysexits.h, and that of diff(1). */
enum {
  STATUS_RIGHT = 0, STATUS_DIFFERENT = 1, STATUS_USAGE = 64, STATUS_NO_INPUT = 66, STATUS_IO_ERROR = 74,
  STATUS_WRONG_CONFIG = ENVTAB_EXIT_CONFIG
};

struct command {
  const envtab_schema *schema;
  const envtab_options *options;
  const char *argument;          /* NULL: none */
  FILE *out;
};

static const char *program_of(const struct command *command)
{
  return command->schema->name ? command->schema->name : "envtab";
}

static int no_memory(const struct command *command)
{
  fprintf(stderr, "%s: there is not enough memory\n", program_of(command));
  return STATUS_WRONG_CONFIG;
}

/* ---- check ---- */

static void print_nothing(void *context, const struct envtab__load *load) { (void)context, (void)load; }

static void print_sources(void *out, const struct envtab__load *load)
{
  envtab__show(load->names.scopes[0].base, out, false);
}

static int check(const struct command *command)
{
  bool right = envtab_check_schema(command->schema, command->options);

  right = right && envtab__look_at_load(command->schema, command->options,
                                        command->argument ? print_sources : print_nothing, command->out);
  return right ? STATUS_RIGHT : STATUS_WRONG_CONFIG;
}

/* ---- show ---- */

static void print_config(void *out, const struct envtab__load *load)
{
  const void *config = load->names.scopes[0].base;

  envtab__show(config, out, true);
  if (load->report.problems) fprintf(out, "\nfingerprint: none, as the environment is wrong\n");
  else fprintf(out, "\nfingerprint: %016" PRIx64 "\n", envtab_fingerprint(config));
}

struct json_showing {
  struct envtab__view view;
  struct envtab__sink *out;
  const char *between;           /* what is written before the next variable */
};

static void write_json_variable(void *context, const envtab_variable *variable)
{
  static const char *const sources[] = { "none", "default", "environment", "former_name", "file" };
  struct json_showing *showing = context;

  envtab__writef(showing->out, "%s\n    { \"variable\": %j, \"value\": ", showing->between, variable->name);
  if (variable->value) envtab__writef(showing->out, "%j", variable->value);
  else envtab__write(showing->out, "null");
  envtab__writef(showing->out, ", \"source\": \"%s\", \"right\": %s }", sources[variable->source],
                 showing->view.wrong ? "false" : "true");
  showing->between = ",";
}

/* One object, with a member for each variable. */
static void print_config_json(void *file, const struct envtab__load *load)
{
  const void *config = load->names.scopes[0].base;
  bool right = load->report.problems == 0;
  struct envtab__output output;
  struct json_showing showing = { .out = envtab__begin_output(&output, file), .between = "" };
  char fingerprint[32] = "null";

  if (right) snprintf(fingerprint, sizeof fingerprint, "\"%016" PRIx64 "\"", envtab_fingerprint(config));
  envtab__writef(showing.out, "{\n  \"program\": %j,\n  \"right\": %s,\n  \"fingerprint\": %s,\n  \"variables\": [",
                 load->schema->name, right ? "true" : "false", fingerprint);
  envtab__begin_view(&showing.view, config);
  envtab__visit(&showing.view, write_json_variable, &showing);
  envtab__write(showing.out, "\n  ]\n}\n");
  envtab__flush(&output);
}

static int show_config(const struct command *command)
{
  bool right = envtab__look_at_load(command->schema, command->options,
                                    command->argument ? print_config_json : print_config, command->out);

  return right ? STATUS_RIGHT : STATUS_WRONG_CONFIG;
}

/* ---- diff ---- */

/* Not all problems are differences: both sides may have one, and an unknown name has no row. */
static void print_problem_count(const struct command *command, const char *where, size_t problems)
{
  if (!problems) return;
  fprintf(stderr, "%s: %s has %zu problem%s; %s would not start with it\n", program_of(command), where, problems,
          problems == 1 ? "" : "s", program_of(command));
}

static int diff(const struct command *command)
{
  struct envtab__env_file dump;
  size_t problems[2] = { 0, 0 };
  enum envtab__comparison comparison;

  if (!envtab__read_env_file(&dump, command->argument)) {
    fprintf(stderr, "%s: %s: %s\n", program_of(command), command->argument, strerror(errno));
    return STATUS_NO_INPUT;
  }
  comparison = envtab__diff(command->schema, command->options, dump.entries, command->out, problems);
  envtab__release_env_file(&dump);
  print_problem_count(command, "this environment", problems[0]);
  print_problem_count(command, command->argument, problems[1]);
  if (comparison != ENVTAB__NOT_COMPARED) return comparison == ENVTAB__SAME ? STATUS_RIGHT : STATUS_DIFFERENT;
  if (envtab__look_at_load(command->schema, command->options, print_nothing, NULL)) return no_memory(command);
  return STATUS_WRONG_CONFIG; /* the load said why */
}

/* ---- The formats ---- */

/* Whether a schema of the program has a defect; all are reported. */
static bool report_defects(const struct command *command)
{
  const envtab_schema *each;
  bool right = true;

  for (size_t i = 0; (each = envtab__schema_at(command->schema, i)) != NULL; i++)
    right = envtab_check_schema(each, command->options) && right;
  return !right;
}

static int write_format(const struct command *command, size_t format)
{
  const char *prefix = command->options ? command->options->prefix : NULL;

  switch (envtab__write_format(command->schema, format, prefix, command->out)) {
  case ENVTAB_WRITE_OK: return STATUS_RIGHT;
  case ENVTAB_WRITE_OUTPUT: return STATUS_IO_ERROR;
  case ENVTAB_WRITE_SCHEMA: report_defects(command); return STATUS_WRONG_CONFIG;
  default: return no_memory(command);
  }
}

/* ---- The commands ---- */

/* Each with an option, which may be left out, or an argument, which may not. */
static const struct { const char *name, *option, *argument; int (*run)(const struct command *command); } commands[] = {
  { "check", "--verbose", NULL, check },
  { "show", "--json", NULL, show_config },
  { "diff", NULL, "FILE", diff },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_usage(const struct command *command, const char *name, FILE *out)
{
  fprintf(out, "usage: %s %s", program_of(command), name);
  for (size_t i = 0; i < COMMANDS; i++) {
    fprintf(out, "%s%s", i ? " | " : " ", commands[i].name);
    if (commands[i].option) fprintf(out, " [%s]", commands[i].option);
    if (commands[i].argument) fprintf(out, " %s", commands[i].argument);
  }
  for (size_t i = 0; envtab__format_command(i); i++) fprintf(out, " | %s", envtab__format_command(i));
  fputs("\n", out);
}

static bool takes_arguments(size_t number, int count, char *const *arguments)
{
  if (commands[number].argument) return count == 1;
  return count == 0 || (count == 1 && strcmp(arguments[0], commands[number].option) == 0);
}

static int run_command(struct command *command, int count, char *const *arguments)
{
  for (size_t i = 0; i < COMMANDS; i++)
    if (strcmp(arguments[0], commands[i].name) == 0 && takes_arguments(i, count - 1, arguments + 1)) {
      command->argument = count > 1 ? arguments[1] : NULL;
      return commands[i].run(command);
    }
  for (size_t i = 0; count == 1 && envtab__format_command(i); i++)
    if (strcmp(arguments[0], envtab__format_command(i)) == 0) return write_format(command, i);
  return STATUS_USAGE;
}

int envtab_command(const envtab_schema *schema, int argc, char **argv, const envtab_options *options, FILE *out)
{
  struct command command = { schema, options, NULL, out ? out : stdout };
  const char *name = argc > 0 ? argv[0] : "config";
  int error = errno, status = argc > 1 ? run_command(&command, argc - 1, argv + 1) : STATUS_USAGE;

  if (status == STATUS_USAGE) {
    print_usage(&command, name, stderr);
  } else if (status == STATUS_IO_ERROR || fflush(command.out) != 0 || ferror(command.out)) {
    fprintf(stderr, "%s: the output cannot be written\n", program_of(&command));
    status = STATUS_IO_ERROR;
  }
  errno = error;
  return status;
}
