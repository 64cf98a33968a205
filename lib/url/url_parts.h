/* The parts of a URL: where they are in its text, and what their bytes are. */
#ifndef ENVTAB_URL_PARTS_H
#define ENVTAB_URL_PARTS_H

#include "internal.h"

struct envtab__part {            /* of a text; absent is not empty */
  size_t at, length;
  unsigned holds;                /* the marks of its bytes; all of them where it was not scanned */
  bool present;
};
/* The part from at to end, not scanned. */
static inline struct envtab__part envtab__part(size_t at, size_t end)
{
  return (struct envtab__part){ at, end - at, UINT_MAX, true };
}
static inline size_t envtab__end_of(const struct envtab__part *part) { return part->at + part->length; }
struct envtab__url_error {       /* why a text is refused, in constant texts: it may be shown of a secret */
  envtab_code code;
  size_t at;                     /* the byte, from the start of the text; SIZE_MAX: it is not shown */
  const char *reason;            /* "has no host", or what comes before the name: "has a raw \"#\" in its " */
  const char *name, *rest;       /* "password", and what comes after it; or NULL */
  const char *hint, *list;       /* what to do, and a list that is put at its end; or NULL */
};

/* What a byte of a URL is: bits. */
enum {
  ENVTAB__NAMED = 1,             /* unreserved, or a sub-delim */
  ENVTAB__IN_SCHEME = 2, ENVTAB__AT = 4, ENVTAB__COLON = 8, ENVTAB__SLASH = 16, ENVTAB__QUESTION = 32,
  ENVTAB__HASH = 64, ENVTAB__AMPERSAND = 128, ENVTAB__EQUALS = 256, ENVTAB__COMMA = 512,
  ENVTAB__BRACKET = 1024, ENVTAB__PERCENT = 2048,
  ENVTAB__ODD = 4096,            /* what must be escaped by the RFC, but clients accept: " < > \ ^ ` { | } */
  ENVTAB__STRANGE = 8192,        /* control characters, spaces, and what is not ASCII */
  ENVTAB__SIGN = 16384,          /* named, but not a letter, a digit or one of - _ . as in names of hosts */
  /* What a byte is beside being named. */
  ENVTAB__ASIDE = ENVTAB__IN_SCHEME | ENVTAB__AMPERSAND | ENVTAB__EQUALS | ENVTAB__COMMA | ENVTAB__SIGN
};
ENVTAB_INTERNAL_DATA const uint16_t envtab__url_marks[256];
static inline unsigned envtab__marks_of(char c) { return envtab__url_marks[(unsigned char)c]; }

/* The part from at to the first byte that has one of these marks, or to end. */
static inline struct envtab__part envtab__scan_part(const char *text, size_t at, size_t end, unsigned stop)
{
  struct envtab__part part = { at, 0, 0, true };
  unsigned marks;

  for (; at < end && !((marks = envtab__marks_of(text[at])) & stop); at++) part.holds |= marks;
  part.length = at - part.at;
  return part;
}

/* The first byte from at to end that has one of these marks; end: there is none. */
static inline size_t envtab__find_mark(const char *text, size_t at, size_t end, unsigned marks)
{
  while (at < end && !(envtab__marks_of(text[at]) & marks)) at++;
  return at;
}

/* Fills the error, whose code is MALFORMED. at: the byte, or SIZE_MAX; hint: what to do, or NULL. Returns false. */
ENVTAB_INTERNAL bool envtab__url_fail(struct envtab__url_error *error, size_t at, const char *reason, const char *hint);
/* The same for a reason with a name in it. */
ENVTAB_INTERNAL bool envtab__url_fail_named(struct envtab__url_error *error, size_t at, const char *reason,
                                            const char *name, const char *rest, const char *hint);
/* Rejects the value for the error; returns false. */
ENVTAB_INTERNAL bool envtab__url_reject(envtab_value *value, const struct envtab__url_error *error);

#endif
