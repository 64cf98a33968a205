/*
 * A compose file: the variables of the shell or of .env that each process of the program gets. One that is not set there
 * is not set in the container either, so that the program's own default applies; a required one stops compose.
 */
#include <string.h>

#include "write/listing.h"

/* Whether the value comes in as a file, as compose's secrets do. */
static bool comes_as_file(const struct envtab__listing *listing)
{
  return listing->field->from_file && envtab__is_always_required(listing);
}

/* What "${NAME:?...}" says where the name is not set: no character in it has a meaning there. */
static void put_demand(struct envtab__output *out, const struct envtab__listing *listing)
{
  char text[ENVTAB__TEXT];

  envtab__emit(out, " \"${");
  envtab__emit(out, listing->name);
  envtab__emit(out, envtab__takes_empty(listing->field) ? "?" : ":?");
  for (const char *c = envtab__purpose(text, listing); *c; c++)
    if (!strchr("${}\"\\", *c)) envtab__emit_bytes(out, c, 1);
  envtab__emit(out, "}\"");
}

static void put_compose_variable(struct envtab__output *out, const struct envtab__listing *listing)
{
  envtab__emit(out, "\n");
  envtab__put_description(out, "      # ", listing, true);
  envtab__emit(out, "      ");
  envtab__emit(out, listing->name);
  if (comes_as_file(listing)) {
    envtab__emit(out, "_FILE: /run/secrets/");
    envtab__emit(out, listing->name);
  } else {
    envtab__emit(out, ":");
    if (envtab__is_always_required(listing)) put_demand(out, listing);
  }
  envtab__emit(out, "\n");
}

/* The files: within a service (file is NULL), or where they are. The first is preceded by the head. */
static void put_files(struct envtab__output *out, struct envtab__listing *listing, const char *head, const char *start,
                      const char *file)
{
  while (envtab__next_listed(listing)) {
    if (!comes_as_file(listing)) continue;
    envtab__emit(out, head);
    envtab__emit(out, start);
    envtab__emit(out, listing->name);
    if (file) {
      envtab__emit(out, file);
      envtab__emit(out, listing->name);
    }
    envtab__emit(out, "\n");
    head = "";
  }
}

static void put_service(struct envtab__output *out, const envtab_schema *process, struct envtab__listing *listing)
{
  char name[ENVTAB__TEXT];
  bool first = process == listing->root;

  envtab__emit(out, "  ");
  envtab__emit(out, envtab__service_name(name, process));
  envtab__emit(out, ":\n    image: ");
  envtab__emit(out, envtab__service_name(name, listing->root));
  envtab__emit(out, first ? "\n    environment: &environment\n" : "\n    environment: *environment\n");
  while (first && envtab__next_listed(listing)) put_compose_variable(out, listing);
  put_files(out, listing, "    secrets:\n", "      - ", NULL);
}

ENVTAB_INTERNAL void envtab__write_compose(struct envtab__listing *listing, FILE *file)
{
  const envtab_schema *process;
  struct envtab__output out;

  envtab__begin_output(&out, file);
  envtab__put_title(&out, listing->root);
  envtab__emit(&out, "services:\n");
  for (size_t i = 0; (process = envtab__schema_at(listing->root, i)) != NULL; i++) put_service(&out, process, listing);
  put_files(&out, listing, "secrets:\n", "  ", ":\n    file: ./");
  envtab__flush(&out);
}
