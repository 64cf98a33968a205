/* A config as an operator may see it, and the parts of a line that other commands print too. */
#ifndef ENVTAB_CONFIG_H
#define ENVTAB_CONFIG_H

#include "internal.h"

/* Prints a line for each variable: its value, if values are wanted, its source, and whether it is wrong. */
ENVTAB_INTERNAL void envtab__show(const void *config, FILE *out, bool values);
/* Prints a piece of a value; what a terminal should not get is written as \xNN. */
ENVTAB_INTERNAL void envtab__print_piece(void *file, const char *piece, size_t length);
ENVTAB_INTERNAL const char *envtab__source_name(envtab_source source);

#endif
