/* Numbers with units, such as durations and sizes: read exactly, compared and shown, all by a table of the units. */
#ifndef ENVTAB_QUANTITY_H
#define ENVTAB_QUANTITY_H

#include "internal.h"
#include "base/format.h"

enum { ENVTAB__LONGEST_CORRECTED = 64 /* longer texts get no hint of how they should be written */ };

struct envtab__unit {
  char name[4];
  uint64_t factor;               /* how much of the smallest unit it is */
  const char *words[4];          /* what people write for it, singular, in any case */
};
enum envtab__quantity_error {    /* what is wrong with a text, as far as the reader can say without guessing */
  ENVTAB__QUANTITY_OK, ENVTAB__STRAY_BYTE, ENVTAB__UNIT_MISSING, ENVTAB__UNIT_UNKNOWN, ENVTAB__UNIT_ORDER,
  ENVTAB__UNIT_TWICE, ENVTAB__FRACTION_INSIDE, ENVTAB__FRACTION_LONG, ENVTAB__NOT_WHOLE, ENVTAB__TOO_LARGE
};
/* What a type measures: its .user. The member is the number, in 64 bits. */
struct envtab__measure {
  const struct envtab__unit *units; /* from large to small */
  size_t count;
  bool several;                  /* numbers with units may follow each other, from large units to small: 1h30m */
  size_t fraction_digits;        /* the most */
  uint64_t most;
  const char *zero, *greatest;   /* as they are shown */
  const char *names;             /* of the units */
  const char *whole;             /* what there is a whole number of: "bytes" */
  /* Appends to hint what the type alone knows about a text of at most ENVTAB__LONGEST_CORRECTED bytes, if anything. */
  void (*append_hint)(const struct envtab__measure *measure, const char *text, enum envtab__quantity_error error,
                      struct envtab__buffer *hint);
};

/* The functions of the type. */
ENVTAB_INTERNAL bool envtab__read_quantity(const envtab_type *self, envtab_value *value, void *member);
ENVTAB_INTERNAL int envtab__compare_quantities(const envtab_type *self, const void *a, const void *b);
ENVTAB_INTERNAL size_t envtab__show_quantity(const envtab_type *self, const envtab_field *field, const void *member,
                                             char *out, size_t capacity);

/* ---- For hints ---- */

/* Whether the text is valid with its units written out; *number: what it means. */
ENVTAB_INTERNAL bool envtab__is_quantity(const struct envtab__measure *measure, const char *text, uint64_t *number);
/* Appends "Write 5s."; nothing where the correction is the text but for its spaces, as those have a hint already. */
ENVTAB_INTERNAL void envtab__append_correction(struct envtab__buffer *hint, const char *text, const char *corrected);
/* The unit of this name; NULL: there is none. */
ENVTAB_INTERNAL const struct envtab__unit *envtab__find_unit(const struct envtab__measure *measure, const char *name,
                                                             size_t length);
/* Whether text is one of the unit's words, or the plural of one, in any case. */
ENVTAB_INTERNAL bool envtab__is_word_for(const struct envtab__unit *unit, const char *text, size_t length);
/* The length of the word, letters of any language, at the start of text. */
ENVTAB_INTERNAL size_t envtab__word_length(const char *text);
/* The first byte of text that is not a space. */
ENVTAB_INTERNAL const char *envtab__skip_blanks(const char *text);
/*
 * Appends the number at the start of text as it should have been: 5 for +5, 05 and 5., 0.5 for .5, 1000 for 1_000; at
 * most one byte more than it is long. Returns how long it is in text; 0: there is none, and nothing was appended.
 */
ENVTAB_INTERNAL size_t envtab__append_number(struct envtab__buffer *out, const char *text);

#endif
