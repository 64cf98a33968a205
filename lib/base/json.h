/* Strings of JSON (RFC 8259). */
#ifndef ENVTAB_JSON_H
#define ENVTAB_JSON_H

#include "internal.h"
#include "base/output.h"

/* Writes a string, in quotes. Bytes that are not UTF-8 become U+FFFD. */
ENVTAB_INTERNAL void envtab__write_json(const struct envtab__sink *out, const char *text);
/*
 * For a string that is written in pieces: a sink's function, whose context is the sink that the string goes to. The
 * quotes are the caller's.
 */
ENVTAB_INTERNAL void envtab__write_in_json(void *out, const char *piece, size_t length);

#endif
