/*
 * What all writers share: the one walk of a table, which flattens its groups and goes on to the tables of .others, each
 * variable once; and words that come out the same every time. Writers know of types what a type object says.
 */
#ifndef ENVTAB_LISTING_H
#define ENVTAB_LISTING_H

#include "output.h"

/* ---- listing.c: the walk ---- */

struct envtab__variables {
  /* The variable that the variables stands at. */
  const envtab_field *field;
  const char *name;              /* whole, with every prefix; until the next step */
  const envtab_field *group;     /* the innermost group that it is in; NULL: none */
  const envtab_field *optional;  /* the innermost optional group that it is in; NULL: none */
  size_t prefix_length;          /* of the name: up to the end of that optional group's prefix */
  bool required;                 /* unset is a problem, where its group is there */

  const envtab_schema *root;
  const char *before;            /* what stands before each name: that many bytes */
  size_t before_length;
  size_t number;                 /* of the schema that the walk is in: 0: the root; else of .others, from 1 */
  struct envtab__walk walk;
  size_t capacity;                   /* for a name */
  char *text, *other;            /* for two names */
};

/*
 * Opens a variables, with this prefix before each name (NULL: none). False: a schema cannot be walked, a name is none, or
 * there is no memory.
 */
ENVTAB_INTERNAL bool envtab__open_variables(struct envtab__variables *variables, const envtab_schema *schema,
                                          const char *prefix);
ENVTAB_INTERNAL void envtab__close_variables(struct envtab__variables *variables);
/* Steps to the next variable; false: that was the last, and the next step is to the first again. */
ENVTAB_INTERNAL bool envtab__next_variable(struct envtab__variables *variables);
/*
 * A variables of the optional group that the outer one stands in, until that one steps on. It uses memory of the outer one,
 * so it is not closed. group: for the group's schema, without its .others.
 */
ENVTAB_INTERNAL void envtab__open_group(struct envtab__variables *inner, envtab_schema *group,
                                        const struct envtab__variables *outer);
/* Whether it must be set in every environment. */
static inline bool envtab__is_always_required(const struct envtab__variables *variables)
{
  return variables->required && !variables->optional;
}
/* Whether it must be so by this name alone: no other name may have the value. */
static inline bool envtab__is_simply_required(const struct envtab__variables *variables)
{
  return envtab__is_always_required(variables) && !variables->field->deprecated && !variables->field->from_file;
}
/* Whether NAME= is a value. */
static inline bool envtab__takes_empty(const envtab_field *field)
{
  return field->empty == ENVTAB_EMPTY_IS_VALUE && !envtab__is_hidden(field);
}
/*
 * Whether one of the variables has this name itself: the prefix of the one that the variables stands at, then base, then
 * suffix.
 */
ENVTAB_INTERNAL bool envtab__is_variable(struct envtab__variables *variables, const char *base, const char *suffix);
/* The schema with this number: 0: the root; else of .others, from 1; NULL: there is none. */
ENVTAB_INTERNAL const envtab_schema *envtab__schema_at(const envtab_schema *root, size_t number);

/* ---- words.c: what is said of a variable ---- */

enum { ENVTAB__TEXT = 4096 };    /* bytes of a text that is put together; what is longer is cut */

/* What it is for: "Where it reads: the host." for one in a group. */
ENVTAB_INTERNAL const char *envtab__purpose(char text[ENVTAB__TEXT], const struct envtab__variables *variables);
/* What it takes, and by which other names: "Takes a port (a whole number from 1 to 65535)." */
ENVTAB_INTERNAL const char *envtab__accepted(char text[ENVTAB__TEXT], const struct envtab__variables *variables);
/* What becomes of it when it is not set: "Default: 3000", "Optional.", "Required." */
ENVTAB_INTERNAL const char *envtab__when_unset(char text[ENVTAB__TEXT], const struct envtab__variables *variables);
/* The default, where it may be shown; NULL: there is none, it may hold a secret, or it is not one line. */
ENVTAB_INTERNAL const char *envtab__shown_default(const envtab_field *field);
/*
 * The example as it may be shown: of a URL without its password, of another secret not at all. NULL: there is nothing to
 * show.
 */
ENVTAB_INTERNAL const char *envtab__shown_example(char text[ENVTAB__TEXT], const envtab_field *field);
/* The name of the schema as names of services are: lower case letters, digits and "-"; cut at 63 bytes. */
ENVTAB_INTERNAL const char *envtab__service_name(char text[ENVTAB__TEXT], const envtab_schema *schema);

/* Writes comments: lines of at most 80 columns that begin with start, such as "# ". */
ENVTAB_INTERNAL void envtab__write_comment(struct envtab__output *out, const char *start, const char *text);
/* Writes what there is to say of the variable, as comments; a default that can be shown only if that is wanted. */
ENVTAB_INTERNAL void envtab__write_description(struct envtab__output *out, const char *start,
                                             const struct envtab__variables *variables, bool with_default);
/* The program's name and what it is about: "orders: keeps the orders of a shop." */
ENVTAB_INTERNAL const char *envtab__title(char text[ENVTAB__TEXT], const envtab_schema *schema);
/* The same as a comment of "# ". */
ENVTAB_INTERNAL void envtab__write_title(struct envtab__output *out, const envtab_schema *schema);

/* ---- pattern.c: what a variable takes, as a regular expression ---- */

/* What every text must be that is not raw: no control characters, blanks at its ends, quotes around it, ${NAME}. */
extern const char envtab__text_pattern[];
/* Whether the field's texts must be told that: not where its own pattern leaves no room for the rest. */
ENVTAB_INTERNAL bool envtab__needs_text_pattern(const envtab_field *field);
/* The characters that a text has at least, and at most; 0: any number. */
ENVTAB_INTERNAL size_t envtab__least_characters(const envtab_field *field);
ENVTAB_INTERNAL size_t envtab__most_characters(const envtab_field *field);
/* Tells it: of ECMA-262 with u, without a double quote. It takes all that the field takes, and as little else as it can. */
ENVTAB_INTERNAL void envtab__send_pattern(const struct envtab__text_sink *sink, const envtab_field *field);
/* Tells a text as a pattern of it. */
ENVTAB_INTERNAL void envtab__send_literal(const struct envtab__text_sink *sink, const char *text);

/* whole.c: tells the pattern, in a group, of the whole numbers from least to greatest, in decimal. */
ENVTAB_INTERNAL void envtab__send_int_range(const struct envtab__text_sink *sink, const char *least,
                                        const char *greatest);

/* ---- The writers, a file each ---- */

/* Writes the table whose variables it is, from the first variable on. */
typedef void envtab__writer(struct envtab__variables *variables, FILE *out);
ENVTAB_INTERNAL envtab__writer envtab__write_help, envtab__write_dotenv, envtab__write_markdown,
  envtab__write_json_schema, envtab__write_env_schema, envtab__write_kubernetes, envtab__write_compose,
  envtab__write_systemd;

#endif
