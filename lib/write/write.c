/* envtab_write(): the writers by their format, and by the words of the config command. */
#include <errno.h>
#include <stdio.h>

#include "write/write.h"
#include "base/output.h"
#include "write/variables.h"
#include "write/writers.h"

static const struct { const char *word; envtab__writer *writer; } formats[] = {
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

ENVTAB_INTERNAL const char *envtab__format_command(size_t format) { return format < FORMATS ? formats[format].word : NULL; }

ENVTAB_INTERNAL bool envtab__write_format(const envtab_schema *schema, size_t format, const char *prefix, FILE *out)
{
  struct envtab__variables variables;
  struct envtab__output output;
  int error = errno;
  bool right = format < FORMATS && envtab__open_variables(&variables, schema, prefix);

  if (right) {
    envtab__begin_output(&output, out);
    formats[format].writer(&output, &variables);
    envtab__flush(&output);
    envtab__close_variables(&variables);
    right = fflush(out) == 0 && !ferror(out);
  }
  errno = error;
  return right;
}

bool envtab_write(const envtab_schema *schema, envtab_format format, FILE *out)
{
  return envtab__write_format(schema, (size_t)format, NULL, out ? out : stdout);
}
