/* A formatted write. */
#ifndef ENVTAB_WRITEF_H
#define ENVTAB_WRITEF_H

#include "internal.h"
#include "base/output.h"

/*
 * As fprintf, with conversions of its own: %s a text, %j a text as a string of JSON, %z a size_t, %% a "%".
 * The compiler's format attribute does not know %j; tests/checks/writef.sh has it check the calls nevertheless.
 */
ENVTAB_INTERNAL void envtab__writef(const struct envtab__sink *out, const char *format, ...);

#endif
