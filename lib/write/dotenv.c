/*
 * An example of a .env file, which "docker run --env-file" and a POSIX shell read alike: what is required stands without
 * a value, all else behind a "#".
 */
#include <stdio.h>
#include <string.h>

#include "base/output.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/*
 * The default, where a shell reads it as it stands: docker would keep quotes around it. NULL: it is left to the program.
 */
static const char *default_in_line(const envtab_field *field)
{
  const char *default_value = envtab__shown_default(field);

  return default_value && !strpbrk(default_value, " \"'`\\$&|;<>()~") ? default_value : NULL;
}

ENVTAB_INTERNAL void envtab__write_dotenv(struct envtab__variables *variables, FILE *file)
{
  struct envtab__output out;

  envtab__begin_output(&out, file);
  envtab__write_title(&out, variables->root);
  envtab__write_comment(&out, "# ", "Copy this to .env, and give a value to each name that has none. A line behind a # is "
                                  "left out: remove the # to set it.");
  while (envtab__next_variable(variables)) {
    const char *default_value = default_in_line(variables->field);

    envtab__write(&out, "\n");
    envtab__write_description(&out, "# ", variables, !default_value);
    envtab__write(&out, envtab__is_always_required(variables) ? "" : "# ");
    envtab__write(&out, variables->name);
    envtab__write(&out, "=");
    envtab__write(&out, default_value ? default_value : "");
    envtab__write(&out, "\n");
  }
  envtab__flush(&out);
}
