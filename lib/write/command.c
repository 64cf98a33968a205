/* The config command of a program: what its environment is, and what its table writes. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "write/command.h"

struct command {
  const envtab_schema *schema;
  const envtab_options *options;
  const char *argument;          /* NULL: none */
  FILE *out;
};

/* ---- check ---- */

static void look_silently(void *context, const struct envtab__load *load) { (void)context, (void)load; }

static void print_sources(void *out, const struct envtab__load *load)
{
  envtab__show(load->table.scopes[0].base, out, false);
}

static int check(const struct command *command)
{
  bool right = envtab_check_schema(command->schema, command->options);

  right = right && envtab__look_at_load(command->schema, command->options,
                                        command->argument ? print_sources : look_silently, command->out);
  return right ? ENVTAB__RIGHT : ENVTAB__WRONG_CONFIG;
}

/* ---- show ---- */

static void print_config(void *out, const struct envtab__load *load)
{
  const void *config = load->table.scopes[0].base;

  envtab__show(config, out, true);
  if (load->report.problems) fprintf(out, "\nfingerprint: none, as the environment is wrong\n");
  else fprintf(out, "\nfingerprint: %016" PRIx64 "\n", envtab_fingerprint(config));
}

static void print_config_json(void *out, const struct envtab__load *load) { envtab__show_json(load, out); }

static int show_config(const struct command *command)
{
  bool right = envtab__look_at_load(command->schema, command->options,
                                    command->argument ? print_config_json : print_config, command->out);

  return right ? ENVTAB__RIGHT : ENVTAB__WRONG_CONFIG;
}

/* ---- diff ---- */

static int diff(const struct command *command)
{
  struct envtab__dump dump;
  int status;

  if (!envtab__read_dump(&dump, command->argument)) {
    fprintf(stderr, "%s: %s: %s\n", command->schema->name, command->argument, strerror(errno));
    return ENVTAB__NO_INPUT;
  }
  status = envtab__diff(command->schema, command->options, dump.entries, command->out);
  envtab__release_dump(&dump);
  if (status == ENVTAB__WRONG_CONFIG) envtab__look_at_load(command->schema, command->options, look_silently, NULL);
  return status;
}

/* ---- The words ---- */

/* What a word takes behind it: an option that may be left out, or an argument that may not. */
static const struct { const char *name, *option, *argument; int (*run)(const struct command *command); } words[] = {
  { "check", "--verbose", NULL, check },
  { "show", "--json", NULL, show_config },
  { "diff", NULL, "FILE", diff },
};
enum { WORDS = sizeof words / sizeof *words };

static void print_usage(const envtab_schema *schema, const char *command, FILE *out)
{
  fprintf(out, "usage: %s %s", schema->name ? schema->name : "program", command);
  for (size_t i = 0; i < WORDS; i++) {
    fprintf(out, "%s%s", i ? " | " : " ", words[i].name);
    if (words[i].option) fprintf(out, " [%s]", words[i].option);
    if (words[i].argument) fprintf(out, " %s", words[i].argument);
  }
  for (size_t i = 0; envtab__format_word(i); i++) fprintf(out, " | %s", envtab__format_word(i));
  fputs("\n", out);
}

/* Whether what stands behind the word is what it takes. */
static bool takes(size_t word, int count, char *const *arguments)
{
  if (words[word].argument) return count == 1;
  return count == 0 || (count == 1 && strcmp(arguments[0], words[word].option) == 0);
}

static int run_word(struct command *command, int count, char *const *arguments)
{
  for (size_t i = 0; count && i < WORDS; i++)
    if (strcmp(arguments[0], words[i].name) == 0 && takes(i, count - 1, arguments + 1)) {
      command->argument = count > 1 ? arguments[1] : NULL;
      return words[i].run(command);
    }
  for (size_t i = 0; count == 1 && envtab__format_word(i); i++)
    if (strcmp(arguments[0], envtab__format_word(i)) == 0) {
      const char *prefix = command->options ? command->options->prefix : NULL;

      if (envtab__write(command->schema, i, prefix, command->out) || ferror(command->out)) return ENVTAB__RIGHT;
      envtab_check_schema(command->schema, command->options);
      return ENVTAB__WRONG_CONFIG;
    }
  return ENVTAB__USAGE;
}

int envtab_command(const envtab_schema *schema, int argc, char **argv, const envtab_options *options, FILE *out)
{
  struct command command = { schema, options, NULL, out ? out : stdout };
  const char *name = argc > 0 ? argv[0] : "config";
  int error = errno, status = run_word(&command, argc > 1 ? argc - 1 : 0, argv + 1);

  if (status == ENVTAB__USAGE) {
    print_usage(schema, name, stderr);
  } else if (fflush(command.out) != 0 || ferror(command.out)) {
    fprintf(stderr, "%s: the output cannot be written\n", schema->name ? schema->name : "envtab");
    status = ENVTAB__IO_ERROR;
  }
  errno = error;
  return status;
}
