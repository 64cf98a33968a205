/*
 * Bytes that may be secret: copied, measured, compared and wiped by loops of their own, so that no copy stays in
 * vector registers. That is the text of any value, as a credential may have got into the wrong variable: value/, types/
 * and url/ call no function of the C library that reads bytes.
 */
#ifndef ENVTAB_SECRET_BYTES_H
#define ENVTAB_SECRET_BYTES_H

#include "internal.h"

/* Sets memory to zeros, even where the compiler can see that nobody reads it again. */
ENVTAB_INTERNAL void envtab__wipe(void *memory, size_t size);
/* As memcpy, strlen, and strcmp and memcmp of which only the equality is asked. */
ENVTAB_INTERNAL void envtab__copy_secret(char *to, const char *from, size_t length);
ENVTAB_INTERNAL size_t envtab__length_of_secret(const char *text);
ENVTAB_INTERNAL bool envtab__equal_secrets(const char *a, const char *b);
ENVTAB_INTERNAL bool envtab__equal_bytes(const char *a, const char *b, size_t length);
/* Whether so many bytes of text are the other text. */
ENVTAB_INTERNAL bool envtab__is_text(const char *text, size_t length, const char *other);
/* How often the byte is in text. */
ENVTAB_INTERNAL size_t envtab__count_byte(const char *text, size_t length, char byte);

#endif
