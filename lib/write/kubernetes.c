/*
 * Kubernetes: a ConfigMap with the variables that may be seen, a Secret with the others, and for each process of the
 * program a Deployment that reads both. Image, ports, probes and resources are the user's.
 */
#include <stdio.h>

#include "base/json.h"
#include "base/output.h"
#include "value/disclosure.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* How many variables there are that are secret, or that are not. */
static size_t count_variables(struct envtab__variables *variables, bool secret)
{
  size_t count = 0;

  while (envtab__next_variable(variables)) count += envtab__is_secret(variables->field) == secret;
  return count;
}

static void put_object_name(struct envtab__output *out, const char *start, const envtab_schema *schema)
{
  char name[ENVTAB__TEXT];

  envtab__write(out, start);
  envtab__write(out, envtab__service_name(name, schema));
  envtab__write(out, "\n");
}

static void put_data_entry(struct envtab__output *out, const struct envtab__variables *variables)
{
  const char *default_value = envtab__shown_default(variables->field);

  envtab__write(out, "\n");
  envtab__write_description(out, "  # ", variables, false);
  envtab__write(out, envtab__is_always_required(variables) ? "  " : "  # ");
  envtab__write(out, variables->name);
  envtab__write(out, ": ");
  envtab__write_json(out, default_value ? default_value : ""); /* a string of JSON is one of YAML */
  envtab__write(out, "\n");
}

static void put_object(struct envtab__output *out, struct envtab__variables *variables, bool secret)
{
  envtab__write(out, secret ? "apiVersion: v1\nkind: Secret\n" : "apiVersion: v1\nkind: ConfigMap\n");
  put_object_name(out, "metadata:\n  name: ", variables->root);
  envtab__write(out, secret ? "type: Opaque\nstringData:\n" : "data:\n");
  while (envtab__next_variable(variables))
    if (envtab__is_secret(variables->field) == secret) put_data_entry(out, variables);
  envtab__write(out, "---\n");
}

static void put_deployment(struct envtab__output *out, const envtab_schema *process, const envtab_schema *schema,
                           bool plain, bool secret)
{
  put_object_name(out, "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ", process);
  put_object_name(out, "spec:\n  selector:\n    matchLabels:\n      app: ", process);
  put_object_name(out, "  template:\n    metadata:\n      labels:\n        app: ", process);
  envtab__write(out, "    spec:\n"
                    "      # No variables that Kubernetes makes of the names of Services.\n"
                    "      enableServiceLinks: false\n");
  put_object_name(out, "      containers:\n        - name: ", process);
  put_object_name(out, "          image: ", schema);
  envtab__write(out, plain || secret ? "          envFrom:\n" : "");
  if (plain) put_object_name(out, "            - configMapRef:\n                name: ", schema);
  if (secret) put_object_name(out, "            - secretRef:\n                name: ", schema);
}

ENVTAB_INTERNAL void envtab__write_kubernetes(struct envtab__variables *variables, FILE *file)
{
  bool plain = count_variables(variables, false) > 0, secret = count_variables(variables, true) > 0;
  const envtab_schema *schema = variables->root, *process;
  struct envtab__output out;

  envtab__begin_output(&out, file);
  envtab__write_title(&out, schema);
  if (plain) put_object(&out, variables, false);
  if (secret) put_object(&out, variables, true);
  for (size_t i = 0; (process = envtab__schema_at(schema, i)) != NULL; i++) {
    envtab__write(&out, i ? "---\n" : "");
    put_deployment(&out, process, schema, plain, secret);
  }
  envtab__flush(&out);
}
