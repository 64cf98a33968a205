/* What the files of the config command share. */
#ifndef ENVTAB_COMMAND_H
#define ENVTAB_COMMAND_H

#include "write/listing.h"

/* write.c: the word of a format ("json-schema"), from 0; NULL: there is none with this number. */
ENVTAB_INTERNAL const char *envtab__format_command(size_t format);
/* Writes the table; false: the schema is wrong, there is no memory, or out cannot be written. */
ENVTAB_INTERNAL bool envtab__write_format(const envtab_schema *schema, size_t format, const char *prefix, FILE *out);

/* dump.c: a file of NAME=value lines, as env prints them; or with a NUL behind each, as /proc/PID/environ has them. */
struct envtab__env_file {
  char *text;
  size_t size, capacity;
  const char **entries;          /* ended by NULL */
};
/* False: the file cannot be read, or there is no memory; errno says which. "-": stdin. */
ENVTAB_INTERNAL bool envtab__read_env_file(struct envtab__env_file *dump, const char *path);
/* Wipes it, as it holds secrets, and releases it. */
ENVTAB_INTERNAL void envtab__release_env_file(struct envtab__env_file *dump);

/* The statuses of sysexits.h that the command ends with, and that of diff(1). */
enum {
  ENVTAB__RIGHT = 0, ENVTAB__DIFFERENT = 1, ENVTAB__USAGE = 64, ENVTAB__NO_INPUT = 66, ENVTAB__IO_ERROR = 74,
  ENVTAB__WRONG_CONFIG = 78
};

/* diff.c: prints how the environment differs from the entries; the status. problems: of the two, which stop a load. */
ENVTAB_INTERNAL int envtab__diff(const envtab_schema *schema, const envtab_options *options,
                                 const char *const *entries, FILE *out, size_t problems[2]);

/* show_json.c: one object, with a member for each variable. */
ENVTAB_INTERNAL void envtab__show_json(const struct envtab__load *load, FILE *out);

#endif
