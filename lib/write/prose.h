/* What the writers say of a variable, for an operator. */
#ifndef ENVTAB_PROSE_H
#define ENVTAB_PROSE_H

#include "internal.h"
#include "base/output.h"
#include "write/variables.h"

enum { ENVTAB__TEXT = 4096 };    /* bytes of a text that is composed; what is longer is cut */

/* What it is for: "Where it reads: the host." for one in a group. */
ENVTAB_INTERNAL const char *envtab__purpose(char text[ENVTAB__TEXT], const struct envtab__variables *variables);
/* What it accepts, and by which other names: "Takes a port (a whole number from 1 to 65535)." */
ENVTAB_INTERNAL const char *envtab__accepted(char text[ENVTAB__TEXT], const struct envtab__variables *variables);
/* What happens when it is not set: "Default: 3000", "Optional.", "Required." */
ENVTAB_INTERNAL const char *envtab__when_unset(char text[ENVTAB__TEXT], const struct envtab__variables *variables);
/* The default, where it may be shown; NULL: there is none, it may hold a secret, or it is not one line. */
ENVTAB_INTERNAL const char *envtab__shown_default(const envtab_field *field);
/*
 * The example as it may be shown: of a URL without its password, of another secret not at all. NULL: there is nothing
 * to show.
 */
ENVTAB_INTERNAL const char *envtab__shown_example(char text[ENVTAB__TEXT], const envtab_field *field);
/* The name of the schema as names of services are: lower case letters, digits and "-"; cut at 63 bytes. */
ENVTAB_INTERNAL const char *envtab__service_name(char text[ENVTAB__TEXT], const envtab_schema *schema);

/* Writes comments: lines of at most 80 columns that begin with start, such as "# ". */
ENVTAB_INTERNAL void envtab__write_comment(struct envtab__sink *out, const char *start, const char *text);
/* Writes what there is to say of the variable, as comments; a default that can be shown only if that is wanted. */
ENVTAB_INTERNAL void envtab__write_description(struct envtab__sink *out, const char *start,
                                             const struct envtab__variables *variables, bool with_default);
/* The program's name and what it is about: "orders: keeps the orders of a shop." */
ENVTAB_INTERNAL const char *envtab__title(char text[ENVTAB__TEXT], const envtab_schema *schema);
/* The same as a comment of "# ". */
ENVTAB_INTERNAL void envtab__write_title(struct envtab__sink *out, const envtab_schema *schema);

#endif
