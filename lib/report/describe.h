/* A row of the table as prose. */
#ifndef ENVTAB_DESCRIBE_H
#define ENVTAB_DESCRIBE_H

#include "internal.h"
#include "base/format.h"

/* Appends the help as the end of a sentence: "Signs the cookie." goes on as ": signs the cookie". NULL: nothing. */
ENVTAB_INTERNAL void envtab__append_help(struct envtab__buffer *buffer, const char *help);
/* Appends what the field accepts: "a whole number from 1 to 64", "debug or info". */
ENVTAB_INTERNAL void envtab__append_accepted(struct envtab__buffer *buffer, const envtab_field *field);
/* Appends a sentence that shows the operator what to write: the row's example, or what it accepts. */
ENVTAB_INTERNAL void envtab__append_example(struct envtab__buffer *buffer, const char *name, const envtab_field *field);

#endif
