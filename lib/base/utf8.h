/* Text in UTF-8 (RFC 3629), and which of its characters may be shown. */
#ifndef ENVTAB_UTF8_H
#define ENVTAB_UTF8_H

#include "internal.h"

/* The length, 1 to 4, of the UTF-8 character at text (RFC 3629); 0: it is not UTF-8. length is at least 1. */
ENVTAB_INTERNAL size_t envtab__utf8(const char *text, size_t length);
/* The same for a character that may be shown; 0 for control characters and invisible ones too. */
ENVTAB_INTERNAL size_t envtab__printable(const char *text, size_t length);
/* The number of the character that envtab__utf8() gave this size. */
ENVTAB_INTERNAL uint32_t envtab__code_point(const char *text, size_t size);
/* Whether the text is one line that may be shown. */
ENVTAB_INTERNAL bool envtab__is_line(const char *text);
/*
 * Replaces each byte that must not reach a terminal with "?": a message may quote a raw value, or be cut within a
 * character.
 */
ENVTAB_INTERNAL void envtab__make_printable(char *text);

#endif
