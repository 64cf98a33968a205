/*
 * Kubernetes: a ConfigMap with the variables that may be seen, a Secret with the others, and for each process of the
 * program a Deployment that reads both. Image, ports, probes and resources are for the
 * user to add.
 */
#include "base/output.h"
#include "base/writef.h"
#include "value/disclosure.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* Whether there is a variable that is secret, or one that is not: an object without data is not written at all. */
static bool has_variables(struct envtab__variables *variables, bool secret)
{
  size_t count = 0;

  while (envtab__next_variable(variables)) count += envtab__is_secret(variables->field) == secret;
  return count > 0;
}

/* What need not be set is a comment: the program's own default applies, and an upgrade may change it. */
static void write_data_entry(struct envtab__sink *out, const struct envtab__variables *variables)
{
  const char *start = envtab__is_always_required(variables) ? "  " : "  # ";
  const char *value = envtab__shown_default(variables->field);

  envtab__write(out, "\n");
  envtab__write_description(out, "  # ", variables, false);
  envtab__writef(out, "%s%s: %j\n", start, variables->name, value ? value : ""); /* a string of JSON is one of YAML */
}

/* The Secret goes in as stringData: what is written there by hand is base64 only once it is in the cluster. */
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

/*
 * enableServiceLinks is off, as each Service of the namespace would otherwise set variables such as REDIS_PORT to a
 * URL, which a program that has a variable of that name would read.
 */
static void write_deployment(struct envtab__sink *out, const char *process, const char *program, bool ordinary,
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
  if (ordinary || secret) envtab__write(out, "          envFrom:\n");
  if (ordinary) envtab__writef(out, "            - configMapRef:\n                name: %s\n", program);
  if (secret) envtab__writef(out, "            - secretRef:\n                name: %s\n", program);
}

ENVTAB_INTERNAL void envtab__write_kubernetes(struct envtab__output *output, struct envtab__variables *variables)
{
  bool ordinary = has_variables(variables, false), secret = has_variables(variables, true);
  char program[ENVTAB__TEXT], process[ENVTAB__TEXT];
  struct envtab__sink *out = &output->sink;
  const envtab_schema *schema;

  envtab__write_title(out, variables->root);
  envtab__service_name(program, variables->root);
  if (ordinary) write_object(out, variables, program, false);
  if (secret) write_object(out, variables, program, true);
  for (size_t i = 0; (schema = envtab__schema_at(variables->root, i)) != NULL; i++) {
    if (i) envtab__write(out, "---\n");
    write_deployment(out, envtab__service_name(process, schema), program, ordinary, secret);
  }
}
