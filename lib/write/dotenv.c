/*
 * An example of a .env file, which "docker run --env-file" and a POSIX shell read alike: what is required has no value
 * yet, all else is a comment.
 */
#include <string.h>

#include "base/output.h"
#include "base/writef.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* The default, where a shell reads it without quotes, which docker would keep. NULL: it is left to the program. */
static const char *default_in_line(const envtab_field *field)
{
  const char *default_value = envtab__shown_default(field);

  return default_value && !strpbrk(default_value, " \"'`\\$&|;<>()~") ? default_value : NULL;
}

ENVTAB_INTERNAL void envtab__write_dotenv(struct envtab__output *output, struct envtab__variables *variables)
{
  struct envtab__sink *out = &output->sink;

  envtab__write_title(out, variables->root);
  envtab__write_comment(out, "# ",
                        "Copy this to .env, and give a value to each name that has none. A line after a # is "
                        "left out: remove the # to set it.");
  while (envtab__next_variable(variables)) {
    const char *default_value = default_in_line(variables->field);

    envtab__write(out, "\n");
    envtab__write_description(out, "# ", variables, !default_value);
    envtab__writef(out, "%s%s=%s\n", envtab__is_always_required(variables) ? "" : "# ", variables->name,
                   default_value ? default_value : "");
  }
}
