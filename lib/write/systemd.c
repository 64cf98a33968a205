/*
 * A systemd unit: the variables in an EnvironmentFile, and those of .from_file as credentials, which systemd hands over
 * as files that no other process can read (systemd.exec(5)).
 */
#include <string.h>

#include "base/format.h"
#include "base/output.h"
#include "base/utf8.h"
#include "base/writef.h"
#include "write/prose.h"
#include "write/variables.h"
#include "write/writers.h"

/* The description: "%" would begin a specifier, and a backslash at the end would join the next line to it. */
static void write_about(struct envtab__sink *out, const envtab_schema *schema)
{
  char about[ENVTAB__TEXT];

  envtab__put(about, sizeof about, schema->about ? schema->about : schema->name);
  envtab__make_printable(about);
  for (const char *c = about; *c && strcmp(c, "\\") != 0; c++) {
    if (*c == '%') envtab__write(out, "%");
    envtab__write_bytes(out, c, 1);
  }
}

/*
 * The unit itself. A program that finds its environment wrong exits with 78 (EX_CONFIG): systemd must not restart it
 * until someone has changed something.
 */
static void write_unit(struct envtab__sink *out, const envtab_schema *schema, const char *name)
{
  envtab__write(out, "[Unit]\nDescription=");
  write_about(out, schema);
  envtab__writef(out,
                 "\n"
                 "Wants=network-online.target\n"
                 "After=network-online.target\n"
                 "\n"
                 "[Service]\n"
                 "ExecStart=/usr/bin/%s\n"
                 "DynamicUser=yes\n"
                 "Restart=on-failure\n"
                 "# The environment is wrong: a restart would not fix it.\n"
                 "RestartPreventExitStatus=78\n"
                 "\n"
                 "# NAME=value lines. Where there are secrets among them, for root alone (mode 0600).\n"
                 "EnvironmentFile=/etc/%s/environment\n",
                 name, name);
}

/* What belongs in the EnvironmentFile, as a comment: systemd does not read it from the unit. */
static void write_file_variables(struct envtab__sink *out, struct envtab__variables *variables)
{
  while (envtab__next_variable(variables))
    if (!variables->field->from_file) {
      envtab__write(out, "#\n");
      envtab__write_comment(out, "# ", variables->name);
      envtab__write_description(out, "#   ", variables, true);
    }
}

/* %d is the folder of the unit's credentials: the program reads the file by its NAME_FILE, and no variable holds it. */
static void write_credentials(struct envtab__sink *out, struct envtab__variables *variables, const char *name)
{
  while (envtab__next_variable(variables))
    if (variables->field->from_file) {
      const char *start = envtab__is_always_required(variables) ? "" : "# ", *variable = variables->name;

      envtab__write(out, "\n");
      envtab__write_description(out, "# ", variables, true);
      envtab__writef(out, "%sLoadCredential=%s:/etc/%s/%s\n", start, variable, name, variable);
      envtab__writef(out, "%sEnvironment=%s_FILE=%%d/%s\n", start, variable, variable);
    }
}

ENVTAB_INTERNAL void envtab__write_systemd(struct envtab__output *output, struct envtab__variables *variables)
{
  struct envtab__sink *out = &output->sink;
  char name[ENVTAB__TEXT];

  envtab__service_name(name, variables->root);
  write_unit(out, variables->root, name);
  write_file_variables(out, variables);
  write_credentials(out, variables, name);
  envtab__write(out, "\n[Install]\nWantedBy=multi-user.target\n");
}
