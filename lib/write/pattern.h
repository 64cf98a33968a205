/* What a variable takes, as a regular expression. */
#ifndef ENVTAB_PATTERN_H
#define ENVTAB_PATTERN_H

#include "internal.h"
#include "base/output.h"

/* What every text must be that is not raw: no control characters, blanks at its ends, quotes around it, ${NAME}. */
ENVTAB_INTERNAL_DATA const char *const envtab__text_pattern;
/* Whether the field's texts must be told that: not where its own pattern leaves no room for the rest. */
ENVTAB_INTERNAL bool envtab__needs_text_pattern(const envtab_field *field);
/* The characters that a text has at least, and at most; 0: any number. */
ENVTAB_INTERNAL size_t envtab__least_characters(const envtab_field *field);
ENVTAB_INTERNAL size_t envtab__most_characters(const envtab_field *field);
/* Tells it: of ECMA-262 with u, without a double quote. It takes all that the field takes, and as little else as it can. */
ENVTAB_INTERNAL void envtab__send_pattern(const struct envtab__text_sink *sink, const envtab_field *field);
/* Tells a text as a pattern of it. */
ENVTAB_INTERNAL void envtab__send_literal(const struct envtab__text_sink *sink, const char *text);

#endif
