/* Strings of JSON (RFC 8259). */
#ifndef ENVTAB_JSON_H
#define ENVTAB_JSON_H

#include "internal.h"
#include "base/output.h"

/* A piece of a text within a string of JSON; output: an envtab__output. */
ENVTAB_INTERNAL void envtab__write_json_piece(void *output, const char *piece, size_t length);

/* A string: what is not UTF-8 stands as U+FFFD. */
ENVTAB_INTERNAL void envtab__write_json(struct envtab__output *output, const char *text);

#endif
