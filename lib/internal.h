/*
 * What the library's files share. Each group names the file that defines it; dependencies point one way:
 * load -> rows, environment, source, block, report -> schema -> types -> text, digits, secret.
 */
#ifndef ENVTAB_INTERNAL_H
#define ENVTAB_INTERNAL_H

#include <string.h>

#include <envtab.h>

/* Nothing in the library; "static" in the pair, where all files are one. */
#ifndef ENVTAB_INTERNAL
#define ENVTAB_INTERNAL
#endif

/* The alignment that is enough for any type: max_align_t asks for no more anywhere, but C99 and tcc do not have it. */
enum { ENVTAB__MAX_ALIGN = 16 };

/* ASCII in any locale, unlike <ctype.h>. */
static inline bool envtab__is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool envtab__is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool envtab__is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool envtab__is_alpha(char c) { return envtab__is_lower(c) || envtab__is_upper(c); }
static inline bool envtab__is_word(char c) { return envtab__is_alpha(c) || envtab__is_digit(c) || c == '_'; }
static inline char envtab__to_lower(char c) { return envtab__is_upper(c) ? (char)(c - 'A' + 'a') : c; }

/* The value of a hex digit; -1: it is none. */
static inline int envtab__hex_digit(char c)
{
  if (envtab__is_digit(c)) return c - '0';
  c = envtab__to_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What the type's texts are, in words. */
static inline const char *envtab__expects(const envtab_type *type)
{
  return type->expects ? type->expects : type->name;
}

/* Whether the field's value is never shown. */
static inline bool envtab__is_hidden(const envtab_field *field)
{
  return field->secret || field->type->secret || (field->element && field->element->secret);
}

/* The choices that may be told: those of a secret are values of it, but for the schemes of a URL. */
static inline const envtab_choice *envtab__told_choices(const envtab_field *field)
{
  const envtab_type *type = field->element ? field->element : field->type;

  return !envtab__is_hidden(field) || (type->own_choices && type->secret) ? field->choices : NULL;
}

/* One to seven bytes as one word: all of them, some twice, and blanks beside one to three. */
static inline uint64_t envtab__short_word(const char *text, size_t length)
{
  uint32_t halves[2];

  if (length < 4)
    return UINT64_C(0x2020202020000000) | (uint64_t)(unsigned char)text[0] << 16 |
           (uint64_t)(unsigned char)text[length / 2] << 8 | (unsigned char)text[length - 1];
  memcpy(&halves[0], text, 4);
  memcpy(&halves[1], text + length - 4, 4);
  return (uint64_t)halves[0] << 32 | halves[1];
}

/* ---- digits.c ---- */

/* Reads the digits at the start of text; returns how many there are. *fits is false where they exceed 64 bits. */
ENVTAB_INTERNAL size_t envtab__digits(const char *text, size_t length, uint64_t *number, bool *fits);

/* ---- secret.c: by loops of their own, so that no copy stays in vector registers ---- */

ENVTAB_INTERNAL void envtab__wipe(void *memory, size_t size);
ENVTAB_INTERNAL void envtab__copy_secret(char *to, const char *from, size_t length);
ENVTAB_INTERNAL size_t envtab__length_of_secret(const char *text);
ENVTAB_INTERNAL bool envtab__same_secret(const char *a, const char *b);

/* What envtab__hide() keeps beside the text itself: "<secret>", two NULs. */
#define ENVTAB_SECRET_ROOM 10
/* Keeps a copy of text as a secret; its room: ENVTAB_SECRET_ROOM and a byte for each byte. */
ENVTAB_INTERNAL envtab_secret envtab__hide(envtab_value *value, const char *text, size_t length);

/* Rejects the default of a secret, which the program's text would give away. */
ENVTAB_INTERNAL bool envtab__refuse_default(envtab_value *value);

/* ---- value.c ---- */

/* As envtab_value_alloc() for bytes, which may hold anything. */
ENVTAB_INTERNAL char *envtab__keep_bytes(envtab_value *value, size_t size);
/* envtab_value_reject() in the library's own words, which hold no part of the text, so that they may always be shown. */
ENVTAB_INTERNAL bool envtab__refuse(envtab_value *value, envtab_code code, size_t at, const char *reason,
                                    const char *hint);

/* ---- plain.c ---- */

/* Whether the text is what most are, and surely right; false: it needs a second look, if only as it is empty. */
ENVTAB_INTERNAL bool envtab__is_plain_text(const char *text, size_t length);

/* ---- text.c: what every text must be before its type reads it ---- */

/* The length, 1 to 4, of the UTF-8 character at text (RFC 3629); 0: there is none. length is at least 1. */
ENVTAB_INTERNAL size_t envtab__utf8(const char *text, size_t length);
/* The same for a character that may be shown: no control, no invisible one. */
ENVTAB_INTERNAL size_t envtab__printable(const char *text, size_t length);
/* The number of the character that envtab__utf8() gave this size. */
ENVTAB_INTERNAL uint32_t envtab__code_point(const char *text, size_t size);
/* Whether the text is one line that may be shown. */
ENVTAB_INTERNAL bool envtab__is_line(const char *text);
/*
 * Puts a "?" for each byte that a terminal should not get: words may quote a raw value, or be cut within a character.
 */
ENVTAB_INTERNAL void envtab__make_printable(char *text);
/* Rejects a value whose text, or an item of whose text, no type may see. */
ENVTAB_INTERNAL bool envtab__check_text(envtab_value *value, const char *text, size_t length);
/* Copies text into out, as snprintf does with %s; returns its length. */
ENVTAB_INTERNAL size_t envtab__put(char *out, size_t capacity, const char *text);
/* The same behind the first used bytes of out; returns the whole length. */
static inline size_t envtab__append(char *out, size_t capacity, size_t used, const char *text)
{
  return used + (used < capacity ? envtab__put(out + used, capacity - used, text) : envtab__put(NULL, 0, text));
}

/* ---- nearest.c ---- */

/* Whether text is the name but for upper and lower case. */
ENVTAB_INTERNAL bool envtab__same_but_case(const char *text, size_t length, const char *name);
/* Writes the hint that names the choice which text is a slip of; false: it is none. */
ENVTAB_INTERNAL bool envtab__put_near(char *out, size_t capacity, const envtab_choice *choices, const char *text,
                                      size_t length);

/* ---- service_link.c ---- */

/* Whether Kubernetes gives a Service's port such a value: tcp://10.0.0.1:80. */
ENVTAB_INTERNAL bool envtab__is_link_value(const char *text);

/* ---- types/decimal.c ---- */

struct envtab__decimal {         /* 0.DDD... times 10^point; no digits: zero */
  uint8_t digit[64];             /* 0 to 9, the first not 0 */
  size_t count;
  int point;
};
struct envtab__binary {          /* a format of IEEE 754 */
  int precision;                 /* bits of the mantissa, the leading one included */
  int least;                     /* the least exponent of a normal number */
  uint64_t infinity;             /* its bits */
};
/* The bits of the nearest number, of two the even one: 0 where it is too small, infinity where it is too large. */
ENVTAB_INTERNAL uint64_t envtab__to_binary(const struct envtab__decimal *decimal, const struct envtab__binary *format);
/* The fewest digits, and of these the nearest, that give the finite number with these bits (no sign) back. */
ENVTAB_INTERNAL struct envtab__decimal envtab__to_decimal(uint64_t number, const struct envtab__binary *format);

/* ---- types/quantity.c: a number and its unit ---- */

struct envtab__quantity {
  uint64_t whole, fraction;      /* the digits before and behind the point */
  size_t digits;                 /* of the fraction, which is right up to 18 of them */
  bool fits;                     /* whole does, in 64 bits */
};
/* Reads the number at the start of text; returns its length. 0: there is none. */
ENVTAB_INTERNAL size_t envtab__quantity(const char *text, size_t length, struct envtab__quantity *quantity);
/* quantity, of at most 18 digits of fraction, times unit. False: the product is not whole. *fits: in 64 bits. */
ENVTAB_INTERNAL bool envtab__multiply(const struct envtab__quantity *quantity, uint64_t unit, uint64_t *product,
                                      bool *fits);
/* The length of the word, letters of any language, at the start of text. */
ENVTAB_INTERNAL size_t envtab__unit_length(const char *text);
/*
 * Writes the number at the start of text as it should have been: 5 for +5, 05 and 5., 0.5 for .5, 1000 for 1_000; at
 * most
 * one byte more than it is long, and a NUL. Returns how long it is in text; 0: there is none.
 */
ENVTAB_INTERNAL size_t envtab__mend_number(const char *text, char *out);
/* Whether text without its blanks is mended. */
ENVTAB_INTERNAL bool envtab__same_but_blanks(const char *text, const char *mended);

/* ---- choices.c ---- */

/* Writes the names of .choices as "a, b or c", cut with "..." where they do not fit; returns the length. */
ENVTAB_INTERNAL size_t envtab__list_choices(char *out, size_t capacity, const envtab_choice *choices);

/* ---- repeat.c ---- */

struct envtab__repeat_node {     /* one for each key; its position is a bit of the key, from 1 */
  uint64_t position;
  size_t child[2];
};
/*
 * The number of the first item whose key stands before it; count: none does. Linear in the bytes of the keys. nodes:
 * count of them, at least one, any contents. key: of the item at items + i * size.
 */
ENVTAB_INTERNAL size_t envtab__first_repeat(struct envtab__repeat_node *nodes, const void *items, size_t count,
                                            size_t size, const char *(*key)(const void *item));

/* ---- types/host.c: hosts and ports, wherever they stand in a text ---- */

struct envtab__part {            /* of a text; absent is not empty */
  size_t at, length;
  unsigned holds;                /* the marks of its bytes (types/uri.c); all of them where it was not looked at */
  bool present;
};
static inline struct envtab__part envtab__part(size_t at, size_t end)
{
  return (struct envtab__part){ at, end - at, UINT_MAX, true };
}
static inline size_t envtab__end_of(const struct envtab__part *part) { return part->at + part->length; }
struct envtab__flaw {            /* why a text is refused, in constant words: for secrets too */
  envtab_code code;
  size_t at;                     /* the byte, from the start of the text */
  const char *reason, *hint;     /* "has no host"; hint may be NULL */
  const char *part;              /* where: "password"; NULL: the reason says it */
};
struct envtab__host {
  struct envtab__part name;      /* without the brackets */
  struct envtab__part zone;      /* from its "%", within the brackets: the caller decides what becomes of it */
  struct envtab__part port;      /* without the colon */
  bool brackets;
};

/* Hosts without a zone and ports as patterns of ECMA-262. */
#define ENVTAB__PATTERN_BYTE "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
#define ENVTAB__PATTERN_IPV4 "(?:" ENVTAB__PATTERN_BYTE "\\.){3}" ENVTAB__PATTERN_BYTE
#define ENVTAB__PATTERN_GROUP "[0-9A-Fa-f]{1,4}"
#define ENVTAB__PATTERN_GROUPS(count) "(?::*" ENVTAB__PATTERN_GROUP "(?![0-9A-Fa-f])){" #count "}"
#define ENVTAB__PATTERN_GAP "(?:" ENVTAB__PATTERN_GROUP "(?::" ENVTAB__PATTERN_GROUP ")*)?::"
#define ENVTAB__PATTERN_IPV6                                                                        \
  "(?:(?:" ENVTAB__PATTERN_GROUP ":){7}" ENVTAB__PATTERN_GROUP                                      \
  "|(?:" ENVTAB__PATTERN_GROUP ":){6}" ENVTAB__PATTERN_IPV4                                         \
  "|(?!" ENVTAB__PATTERN_GROUPS(8) ")" ENVTAB__PATTERN_GAP "(?:" ENVTAB__PATTERN_GROUP "(?::" ENVTAB__PATTERN_GROUP ")*)?" \
  "|(?!" ENVTAB__PATTERN_GROUPS(6) ":)" ENVTAB__PATTERN_GAP "(?:" ENVTAB__PATTERN_GROUP ":)*" ENVTAB__PATTERN_IPV4 ")"
#define ENVTAB__PATTERN_LABEL "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
#define ENVTAB__PATTERN_NAME                                                                        \
  "(?=[A-Za-z0-9_.-]{1,253}\\.?(?![A-Za-z0-9_.-]))"                                                \
  "(?!(?:[A-Za-z0-9_.-]*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\\.?(?![A-Za-z0-9_.-]))"                 \
  ENVTAB__PATTERN_LABEL "(?:\\." ENVTAB__PATTERN_LABEL ")*\\.?"
#define ENVTAB__PATTERN_HOST                                                                        \
  "(?:" ENVTAB__PATTERN_NAME "|" ENVTAB__PATTERN_IPV4 "|\\[" ENVTAB__PATTERN_IPV6 "\\])"
#define ENVTAB__PATTERN_PORT \
  "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"

/* Fills the flaw; returns false. */
ENVTAB_INTERNAL bool envtab__flawed(struct envtab__flaw *flaw, envtab_code code, size_t at, const char *reason,
                                    const char *hint);
/* Splits host[:port] or [IPv6][:port], which stands from at to end; only the brackets are checked. */
ENVTAB_INTERNAL bool envtab__split_host(const char *text, size_t at, size_t end, struct envtab__host *host,
                                        struct envtab__flaw *flaw);
/* Whether the name is a DNS name or an IPv4 address, in brackets an IPv6 address. */
ENVTAB_INTERNAL bool envtab__check_host(const char *text, const struct envtab__host *host, struct envtab__flaw *flaw);
/* Whether the zone, if there is one, is written as RFC 6874 has it: %25 and a name. */
ENVTAB_INTERNAL bool envtab__check_zone(const char *text, const struct envtab__host *host, struct envtab__flaw *flaw);
ENVTAB_INTERNAL bool envtab__read_port(const char *text, const struct envtab__host *host, uint16_t *port,
                                       struct envtab__flaw *flaw);

/* ---- types/uri.c: RFC 3986, without knowledge of any service ---- */

struct envtab__uri {             /* nothing is decoded; a path is always present, if only as "" */
  struct envtab__part scheme, user, password, host /* with brackets and port */, path, query, fragment;
  struct envtab__part name;      /* of the host, up to its first colon */
};

/* What a byte of a URL is: bits. */
enum {
  ENVTAB__NAMED = 1,             /* unreserved, or a sub-delim */
  ENVTAB__IN_SCHEME = 2, ENVTAB__AT = 4, ENVTAB__COLON = 8, ENVTAB__SLASH = 16, ENVTAB__QUESTION = 32,
  ENVTAB__HASH = 64, ENVTAB__AMPERSAND = 128, ENVTAB__EQUALS = 256, ENVTAB__COMMA = 512,
  ENVTAB__BRACKET = 1024, ENVTAB__PERCENT = 2048,
  ENVTAB__ODD = 4096,            /* what the RFC has escaped, and clients take as it is: " < > \ ^ ` { | } */
  ENVTAB__STRANGE = 8192,        /* control characters, blanks, and what is no ASCII */
  ENVTAB__SIGN = 16384,          /* named, but no letter, digit, - _ . as the names of hosts have them */
  /* What a byte is beside being named. */
  ENVTAB__ASIDE = ENVTAB__IN_SCHEME | ENVTAB__AMPERSAND | ENVTAB__EQUALS | ENVTAB__COMMA | ENVTAB__SIGN
};
/* The part from at to the first byte that is one of these, or to end. */
ENVTAB_INTERNAL struct envtab__part envtab__scan_part(const char *text, size_t at, size_t end, unsigned stop);
/* The first byte from at to end that is one of these; end: there is none. */
ENVTAB_INTERNAL size_t envtab__find_mark(const char *text, size_t at, size_t end, unsigned marks);

/*
 * Splits scheme://[user[:password]@]host[path][?query][#fragment]. barriers: marks; a "@" behind the first of these
 * belongs to no user: "/", "?" and "#" as the RFC has it, "/" alone where a password may hold "?" and "#". The text ends
 * with a NUL. False: it has no scheme, or no "//".
 */
ENVTAB_INTERNAL bool envtab__split_uri(const char *text, size_t length, unsigned barriers, struct envtab__uri *uri);
/* envtab__split_host() of a URL's host. */
ENVTAB_INTERNAL bool envtab__split_uri_host(const char *text, const struct envtab__uri *uri, struct envtab__host *host,
                                            struct envtab__flaw *flaw);
/* Steps to the next name[=value] of a query. next: where it begins, at first query->at. False: there was none left. */
ENVTAB_INTERNAL bool envtab__next_parameter(const char *text, const struct envtab__part *query, size_t *next,
                                            struct envtab__part *name, struct envtab__part *value);

struct envtab__place {           /* what may stand in a part */
  const char *name;              /* "password" */
  unsigned stands;               /* marks of the bytes that need no escape */
  bool wide;                     /* UTF-8 above ASCII stands without an escape, too */
  bool any;                      /* escapes may stand for any UTF-8 but NUL; else for what may be shown */
  bool undecoded;                /* what escapes stand for is no matter, but for control characters */
};
/* Whether a part has the characters of its place, and whole escapes. */
ENVTAB_INTERNAL bool envtab__check_part(const char *text, const struct envtab__part *part,
                                        const struct envtab__place *place, struct envtab__flaw *flaw);
/* Whether no "@", "/", "?" or "#" is where it shows that a password holds it raw, and there is no fragment. */
ENVTAB_INTERNAL bool envtab__check_delimiters(const char *text, size_t length, const struct envtab__uri *uri,
                                              const struct envtab__host *host, struct envtab__flaw *flaw);
/* Decodes the escapes of a part that was checked; to may be from, or before it. Returns the length. */
ENVTAB_INTERNAL size_t envtab__decode(char *to, const char *from, size_t length);

/* ---- types/redaction.c: a URL as it may be shown, and its parts as they are kept ---- */

#define ENVTAB__SHOWN_SECRET "<secret>"
struct envtab__redaction {
  const char *text;
  size_t at;                     /* what stands before it is copied, or hidden */
  char *to;
};
/* Begins a text of the value's that may be shown; secrets: how many parts of it are to be hidden, at most. Its room: */
#define ENVTAB__REDACTED_ROOM(length, secrets) ((length) + (secrets) * (sizeof ENVTAB__SHOWN_SECRET - 1) + 1)
ENVTAB_INTERNAL const char *envtab__begin_redaction(struct envtab__redaction *redaction, envtab_value *value,
                                                    const char *text, size_t length, size_t secrets);
/* Copies what stands before end and is not copied yet. */
ENVTAB_INTERNAL void envtab__show_up_to(struct envtab__redaction *redaction, size_t end);
/* Hides the next part. */
ENVTAB_INTERNAL void envtab__redact(struct envtab__redaction *redaction, const struct envtab__part *part);

/* Decodes a part to where it shall stand, at most one byte before it, ends it with a NUL, and wipes what is left. */
ENVTAB_INTERNAL char *envtab__take_part(char *text, const struct envtab__part *part, size_t at);
/* Decodes a part, keeps it as a secret, and wipes it. */
ENVTAB_INTERNAL envtab_secret envtab__take_secret(envtab_value *value, char *text, const struct envtab__part *part);
/* Decodes a host in place, its zone too; where there is none, the text is that of default, kept. */
ENVTAB_INTERNAL const char *envtab__take_host(envtab_value *value, char *text, const struct envtab__host *host,
                                              const char *default_value);
/* Rejects the value for the flaw, in words that hold nothing of its text; at: SIZE_MAX: no byte is told. */
ENVTAB_INTERNAL bool envtab__reject_flaw(envtab_value *value, const struct envtab__flaw *flaw);

/* ---- types/service.c: what the URLs of backing services share ---- */

/*
 * Splits a URL whose scheme is one of these words (blanks between them), exactly as they are written. barriers: of
 * envtab__split_uri(). False: the flaw says in the words of expects what it is not, and whose URL it may be.
 */
ENVTAB_INTERNAL bool envtab__split_service(const char *text, size_t length, const char *schemes, unsigned barriers,
                                           const char *expects, struct envtab__uri *uri, struct envtab__flaw *flaw);
/* Whether text is one of the words, which have a blank between them. */
ENVTAB_INTERNAL bool envtab__is_word_of(const char *words, const char *text, size_t length);
struct envtab__stranger {        /* parameters of other clients, words, and what to do about them */
  const char *names, *hint;
};
/*
 * Rejects a parameter that is not known. It is told by its name where that is in the table, whose last row has no names;
 * else by its byte alone, as it may be a piece of a password.
 */
ENVTAB_INTERNAL bool envtab__reject_parameter(envtab_value *value, const char *text, const struct envtab__part *name,
                                              const struct envtab__stranger *strangers);
/* Rejects a default that holds a credential, at this byte. */
ENVTAB_INTERNAL bool envtab__refuse_credential(envtab_value *value, size_t at);

#endif
