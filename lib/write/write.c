/* envtab_write(): the writers by their format, and by the names that the config command has for them. */
#include <errno.h>
#include <stdio.h>

#include "write/write.h"
#include "base/output.h"
#include "write/variables.h"
#include "write/writers.h"

static const struct { const char *name; envtab__writer *writer; } formats[] = {
  [ENVTAB_FORMAT_HELP] = { "help", envtab__write_help },
  [ENVTAB_FORMAT_DOTENV] = { "dotenv", envtab__write_dotenv },
  [ENVTAB_FORMAT_MARKDOWN] = { "markdown", envtab__write_markdown },
  [ENVTAB_FORMAT_JSON_SCHEMA] = { "json-schema", envtab__write_json_schema },
  [ENVTAB_FORMAT_ENV_SCHEMA] = { "env-schema", envtab__write_env_schema },
  [ENVTAB_FORMAT_KUBERNETES] = { "kubernetes", envtab__write_kubernetes },
  [ENVTAB_FORMAT_COMPOSE] = { "compose", envtab__write_compose },
  [ENVTAB_FORMAT_SYSTEMD] = { "systemd", envtab__write_systemd },
};
enum { FORMATS = sizeof formats / sizeof *formats };

ENVTAB_INTERNAL const char *envtab__format_command(size_t format)
{
  return format < FORMATS ? formats[format].name : NULL;
}

/* A writer does not look at errors of the file: they stay in it until the end, when they are asked for once. */
static envtab_write_result write_formatted(const envtab_schema *schema, envtab__writer *writer, const char *prefix,
                                           FILE *file)
{
  struct envtab__variables variables;
  struct envtab__output output;
  envtab_write_result result = envtab__open_variables(&variables, schema, prefix);

  if (result != ENVTAB_WRITE_OK) return result;
  envtab__begin_output(&output, file);
  writer(&output, &variables);
  envtab__flush(&output);
  envtab__close_variables(&variables);
  return fflush(file) == 0 && !ferror(file) ? ENVTAB_WRITE_OK : ENVTAB_WRITE_OUTPUT;
}

ENVTAB_INTERNAL envtab_write_result envtab__write_format(const envtab_schema *schema, size_t format, const char *prefix,
                                                         FILE *out)
{
  envtab_write_result result = ENVTAB_WRITE_FORMAT;
  int error = errno;

  if (format < FORMATS) result = write_formatted(schema, formats[format].writer, prefix, out);
  errno = error;
  return result;
}

envtab_write_result envtab_write(const envtab_schema *schema, envtab_format format, FILE *out)
{
  return envtab__write_format(schema, (size_t)format, NULL, out ? out : stdout);
}
