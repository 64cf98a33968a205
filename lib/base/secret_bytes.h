/*
 * Bytes that may be secret: copied, measured, compared and wiped by loops of their own, so that no copy stays in
 * vector registers.
 */
#ifndef ENVTAB_SECRET_BYTES_H
#define ENVTAB_SECRET_BYTES_H

#include "internal.h"

/* Sets memory to zeros, even where the compiler can see that nobody reads it again. */
ENVTAB_INTERNAL void envtab__wipe(void *memory, size_t size);
/* As memcpy, strlen, and strcmp of which only the equality is asked. */
ENVTAB_INTERNAL void envtab__copy_secret(char *to, const char *from, size_t length);
ENVTAB_INTERNAL size_t envtab__length_of_secret(const char *text);
ENVTAB_INTERNAL bool envtab__equal_secrets(const char *a, const char *b);

#endif
