/*
 * A systemd unit: the variables in an EnvironmentFile, and those of .from_file as credentials, which systemd hands over
 * as files that no other process can read (systemd.exec(5)).
 */
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/output.h"
#include "base/utf8.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* A text behind "Description=", where "%" begins a specifier, and a backslash at the end goes on in the next line. */
static void put_unit_value(struct envtab__output *out, const char *text)
{
  for (; *text && strcmp(text, "\\") != 0; text++) {
    if (*text == '%') envtab__write(out, "%");
    envtab__write_bytes(out, text, 1);
  }
}

static void put_credential(struct envtab__output *out, const struct envtab__variables *variables, const char *name)
{
  const char *const pieces[] = {
    envtab__is_always_required(variables) ? "" : "# ", "LoadCredential=", variables->name, ":/etc/", name, "/", variables->name, "\n",
    envtab__is_always_required(variables) ? "" : "# ", "Environment=", variables->name, "_FILE=%d/", variables->name, "\n"
  };

  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) envtab__write(out, pieces[i]);
}

static void put_unit_variables(struct envtab__output *out, struct envtab__variables *variables, bool files)
{
  char name[ENVTAB__TEXT];

  while (envtab__next_variable(variables)) {
    if (variables->field->from_file != files) continue;
    envtab__write(out, files ? "\n" : "#\n");
    if (!files) envtab__write_comment(out, "# ", variables->name);
    envtab__write_description(out, files ? "# " : "#   ", variables, true);
    if (files) put_credential(out, variables, envtab__service_name(name, variables->root));
  }
}

static void put_unit(struct envtab__output *out, const envtab_schema *schema)
{
  char name[ENVTAB__TEXT], about[ENVTAB__TEXT];

  envtab__put(about, sizeof about, schema->about ? schema->about : schema->name);
  envtab__make_printable(about);
  envtab__write(out, "[Unit]\nDescription=");
  put_unit_value(out, about);
  envtab__write(out, "\nWants=network-online.target\nAfter=network-online.target\n\n[Service]\nExecStart=/usr/bin/");
  envtab__write(out, envtab__service_name(name, schema));
  envtab__write(out, "\nDynamicUser=yes\nRestart=on-failure\n"
                    "# The environment is wrong: to start again would not mend it.\n"
                    "RestartPreventExitStatus=78\n\n"
                    "# NAME=value lines. Where there are secrets among them, for root alone (mode 0600).\n"
                    "EnvironmentFile=/etc/");
  envtab__write(out, name);
  envtab__write(out, "/environment\n");
}

ENVTAB_INTERNAL void envtab__write_systemd(struct envtab__variables *variables, FILE *file)
{
  struct envtab__output out;

  envtab__begin_output(&out, file);
  put_unit(&out, variables->root);
  put_unit_variables(&out, variables, false);
  put_unit_variables(&out, variables, true);
  envtab__write(&out, "\n[Install]\nWantedBy=multi-user.target\n");
  envtab__flush(&out);
}
