/* The writers, a file each. */
#ifndef ENVTAB_WRITERS_H
#define ENVTAB_WRITERS_H

#include "internal.h"
#include "base/output.h"
#include "write/variables.h"

/* Writes the table with these variables; the walk over them is before the first one, as it is again at the end. */
typedef void envtab__writer(struct envtab__output *output, struct envtab__variables *variables);
ENVTAB_INTERNAL envtab__writer envtab__write_help, envtab__write_dotenv, envtab__write_markdown,
  envtab__write_json_schema, envtab__write_env_schema, envtab__write_kubernetes, envtab__write_compose,
  envtab__write_systemd;

#endif
