/*
 * A compose file: the variables of the shell or of .env that each process of the program gets. One that is not set
 * there is not set in the container either, so that the program's own default applies; a required one stops compose.
 */
#include <string.h>

#include "base/output.h"
#include "base/writef.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* Whether the value comes in as a file, as compose's secrets do. An optional one does not: compose demands the file. */
static bool comes_as_file(const struct envtab__variables *variables)
{
  return variables->field->from_file && envtab__is_always_required(variables);
}

/* "${NAME:?...}" stops compose with this message; it holds no character that compose would interpret. */
static void write_demand(struct envtab__sink *out, const struct envtab__variables *variables)
{
  char text[ENVTAB__TEXT];

  envtab__writef(out, " \"${%s%s", variables->name, envtab__takes_empty(variables->field) ? "?" : ":?");
  for (const char *c = envtab__purpose(text, variables); *c; c++)
    if (!strchr("${}\"\\", *c)) envtab__write_bytes(out, c, 1);
  envtab__write(out, "}\"");
}

/* A name without a value is passed on from the shell or .env, and stays unset where it is unset there. */
static void write_compose_variable(struct envtab__sink *out, const struct envtab__variables *variables)
{
  const char *name = variables->name;

  envtab__write(out, "\n");
  envtab__write_description(out, "      # ", variables, true);
  if (comes_as_file(variables)) {
    envtab__writef(out, "      %s_FILE: /run/secrets/%s\n", name, name);
  } else {
    envtab__writef(out, "      %s:", name);
    if (envtab__is_always_required(variables)) write_demand(out, variables);
    envtab__write(out, "\n");
  }
}

/* The secrets that a service may read: compose mounts only those that are listed. */
static void write_service_secrets(struct envtab__sink *out, struct envtab__variables *variables)
{
  const char *head = "    secrets:\n";

  while (envtab__next_variable(variables)) {
    if (!comes_as_file(variables)) continue;
    envtab__writef(out, "%s      - %s\n", head, variables->name);
    head = "";
  }
}

/* The files that the secrets are in, at the top level, where compose looks for them. */
static void write_secrets(struct envtab__sink *out, struct envtab__variables *variables)
{
  const char *head = "secrets:\n";

  while (envtab__next_variable(variables)) {
    if (!comes_as_file(variables)) continue;
    envtab__writef(out, "%s  %s:\n    file: ./%s\n", head, variables->name, variables->name);
    head = "";
  }
}

/* The first service defines the environment; the others refer to it by its YAML anchor, so that it is edited once. */
static void write_service(struct envtab__sink *out, const envtab_schema *process, struct envtab__variables *variables)
{
  char name[ENVTAB__TEXT], image[ENVTAB__TEXT];
  bool first = process == variables->root;

  envtab__writef(out, "  %s:\n    image: %s\n    environment: %senvironment\n", envtab__service_name(name, process),
                 envtab__service_name(image, variables->root), first ? "&" : "*");
  while (first && envtab__next_variable(variables)) write_compose_variable(out, variables);
  write_service_secrets(out, variables);
}

ENVTAB_INTERNAL void envtab__write_compose(struct envtab__output *output, struct envtab__variables *variables)
{
  struct envtab__sink *out = &output->sink;
  const envtab_schema *process;

  envtab__write_title(out, variables->root);
  envtab__write(out, "services:\n");
  for (size_t i = 0; (process = envtab__schema_at(variables->root, i)) != NULL; i++)
    write_service(out, process, variables);
  write_secrets(out, variables);
}
