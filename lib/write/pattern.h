/* What a variable accepts, as a regular expression. */
#ifndef ENVTAB_PATTERN_H
#define ENVTAB_PATTERN_H

#include "internal.h"
#include "base/output.h"

/* What every text must be that is not raw: no control characters, blanks at its ends, quotes around it, ${NAME}. */
ENVTAB_INTERNAL const char *envtab__text_pattern(void);
/* Whether that must be said of the field: its own pattern may rule out such a text already. */
ENVTAB_INTERNAL bool envtab__needs_text_pattern(const envtab_field *field);
/* The characters that a text has at least, and at most; 0: any number. */
ENVTAB_INTERNAL size_t envtab__least_characters(const envtab_field *field);
ENVTAB_INTERNAL size_t envtab__most_characters(const envtab_field *field);
/*
 * Writes the pattern: of ECMA-262 with u, without a double quote. It matches all that the field accepts, and as little
 * else as it can.
 */
ENVTAB_INTERNAL void envtab__write_pattern(struct envtab__sink *out, const envtab_field *field);
/* Writes a pattern that matches exactly this text. */
ENVTAB_INTERNAL void envtab__write_literal(struct envtab__sink *out, const char *text);

#endif
