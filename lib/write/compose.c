/*
 * A compose file: the variables of the shell or of .env that each process of the program gets. One that is not set there
 * is not set in the container either, so that the program's own default applies; a required one stops compose.
 */
#include <stdio.h>
#include <string.h>

#include "base/output.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* Whether the value comes in as a file, as compose's secrets do. */
static bool comes_as_file(const struct envtab__variables *variables)
{
  return variables->field->from_file && envtab__is_always_required(variables);
}

/* What "${NAME:?...}" says where the name is not set: no character in it has a meaning there. */
static void put_demand(struct envtab__output *out, const struct envtab__variables *variables)
{
  char text[ENVTAB__TEXT];

  envtab__write(out, " \"${");
  envtab__write(out, variables->name);
  envtab__write(out, envtab__takes_empty(variables->field) ? "?" : ":?");
  for (const char *c = envtab__purpose(text, variables); *c; c++)
    if (!strchr("${}\"\\", *c)) envtab__write_bytes(out, c, 1);
  envtab__write(out, "}\"");
}

static void put_compose_variable(struct envtab__output *out, const struct envtab__variables *variables)
{
  envtab__write(out, "\n");
  envtab__write_description(out, "      # ", variables, true);
  envtab__write(out, "      ");
  envtab__write(out, variables->name);
  if (comes_as_file(variables)) {
    envtab__write(out, "_FILE: /run/secrets/");
    envtab__write(out, variables->name);
  } else {
    envtab__write(out, ":");
    if (envtab__is_always_required(variables)) put_demand(out, variables);
  }
  envtab__write(out, "\n");
}

/* The files: within a service (file is NULL), or where they are. The first is preceded by the head. */
static void put_files(struct envtab__output *out, struct envtab__variables *variables, const char *head, const char *start,
                      const char *file)
{
  while (envtab__next_variable(variables)) {
    if (!comes_as_file(variables)) continue;
    envtab__write(out, head);
    envtab__write(out, start);
    envtab__write(out, variables->name);
    if (file) {
      envtab__write(out, file);
      envtab__write(out, variables->name);
    }
    envtab__write(out, "\n");
    head = "";
  }
}

static void put_service(struct envtab__output *out, const envtab_schema *process, struct envtab__variables *variables)
{
  char name[ENVTAB__TEXT];
  bool first = process == variables->root;

  envtab__write(out, "  ");
  envtab__write(out, envtab__service_name(name, process));
  envtab__write(out, ":\n    image: ");
  envtab__write(out, envtab__service_name(name, variables->root));
  envtab__write(out, first ? "\n    environment: &environment\n" : "\n    environment: *environment\n");
  while (first && envtab__next_variable(variables)) put_compose_variable(out, variables);
  put_files(out, variables, "    secrets:\n", "      - ", NULL);
}

ENVTAB_INTERNAL void envtab__write_compose(struct envtab__variables *variables, FILE *file)
{
  const envtab_schema *process;
  struct envtab__output out;

  envtab__begin_output(&out, file);
  envtab__write_title(&out, variables->root);
  envtab__write(&out, "services:\n");
  for (size_t i = 0; (process = envtab__schema_at(variables->root, i)) != NULL; i++) put_service(&out, process, variables);
  put_files(&out, variables, "secrets:\n", "  ", ":\n    file: ./");
  envtab__flush(&out);
}
