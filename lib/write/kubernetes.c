/*
 * Kubernetes: a ConfigMap with the variables that may be seen, a Secret with the others, and for each process of the
 * program a Deployment that reads both. Image, ports, probes and resources are the user's.
 */
#include "base/output.h"
#include "base/writef.h"
#include "value/disclosure.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* Whether there is a variable that is secret, or one that is not. */
static bool has_variables(struct envtab__variables *variables, bool secret)
{
  size_t count = 0;

  while (envtab__next_variable(variables)) count += envtab__is_secret(variables->field) == secret;
  return count > 0;
}

static void write_data_entry(struct envtab__sink *out, const struct envtab__variables *variables)
{
  const char *start = envtab__is_always_required(variables) ? "  " : "  # ";
  const char *value = envtab__shown_default(variables->field);

  envtab__write(out, "\n");
  envtab__write_description(out, "  # ", variables, false);
  envtab__writef(out, "%s%s: %j\n", start, variables->name, value ? value : ""); /* a string of JSON is one of YAML */
}

static void write_object(struct envtab__sink *out, struct envtab__variables *variables, const char *name, bool secret)
{
  envtab__writef(out,
                 "apiVersion: v1\n"
                 "kind: %s\n"
                 "metadata:\n"
                 "  name: %s\n"
                 "%s:\n",
                 secret ? "Secret" : "ConfigMap", name, secret ? "type: Opaque\nstringData" : "data");
  while (envtab__next_variable(variables))
    if (envtab__is_secret(variables->field) == secret) write_data_entry(out, variables);
  envtab__write(out, "---\n");
}

static void write_deployment(struct envtab__sink *out, const char *process, const char *program, bool plain,
                             bool secret)
{
  envtab__writef(out,
                 "apiVersion: apps/v1\n"
                 "kind: Deployment\n"
                 "metadata:\n"
                 "  name: %s\n"
                 "spec:\n"
                 "  selector:\n"
                 "    matchLabels:\n"
                 "      app: %s\n"
                 "  template:\n"
                 "    metadata:\n"
                 "      labels:\n"
                 "        app: %s\n"
                 "    spec:\n"
                 "      # No variables that Kubernetes makes of the names of Services.\n"
                 "      enableServiceLinks: false\n"
                 "      containers:\n"
                 "        - name: %s\n"
                 "          image: %s\n",
                 process, process, process, process, program);
  if (plain || secret) envtab__write(out, "          envFrom:\n");
  if (plain) envtab__writef(out, "            - configMapRef:\n                name: %s\n", program);
  if (secret) envtab__writef(out, "            - secretRef:\n                name: %s\n", program);
}

ENVTAB_INTERNAL void envtab__write_kubernetes(struct envtab__output *output, struct envtab__variables *variables)
{
  bool plain = has_variables(variables, false), secret = has_variables(variables, true);
  char program[ENVTAB__TEXT], process[ENVTAB__TEXT];
  struct envtab__sink *out = &output->sink;
  const envtab_schema *schema;

  envtab__write_title(out, variables->root);
  envtab__service_name(program, variables->root);
  if (plain) write_object(out, variables, program, false);
  if (secret) write_object(out, variables, program, true);
  for (size_t i = 0; (schema = envtab__schema_at(variables->root, i)) != NULL; i++) {
    if (i) envtab__write(out, "---\n");
    write_deployment(out, envtab__service_name(process, schema), program, plain, secret);
  }
}
