/* What the tests share: a sink that remembers, tables of cases, environments. */
#ifndef ENVTAB_TESTS_COMMON_H
#define ENVTAB_TESTS_COMMON_H

#include <check.h>
#include <envtab.h>

#ifdef __has_feature /* clang */
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

/* A problem as the sink saw it, with copies of its texts; "" where the problem had NULL. */
struct noted {
  envtab_problem problem;        /* its strings are gone, but for schema and field */
  char name[512], value[512], reason[600], hint[600];
  bool has_name, has_value, has_hint;
};
struct report {
  size_t count, errors;          /* all; those that are neither warnings nor the summary */
  struct noted *notes;
};
envtab_sink note;                /* context: a struct report *, zeroed before its first use */
void forget(struct report *report); /* frees, and zeroes it again */
/* The first note with this code and name (NULL: any name), or NULL. */
const struct noted *find_note(const struct report *report, envtab_code code, const char *name);

/* "missing" for ENVTAB_PROBLEM_MISSING, and back; 0: no code has this name. */
const char *code_name(envtab_code code);
envtab_code code_of(const char *name);

/* A table of tests/tables: cells[row * columns + column], escapes resolved as its file's head says. */
struct table {
  size_t rows, columns;
  char **cells, *names[16];      /* names: the first line */
};
struct table *read_table(const char *name); /* "duration.tsv"; ends the program when it does not exist */
const char *cell(const struct table *table, size_t row, const char *column);
/* Resolves \n \r \t \\ \s \e \xNN and {N*COUNT}; the caller frees. length: of the result, which may hold any byte but NUL. */
char *unescape(const char *text, size_t *length);

/* The type envtab_type_NAME; NULL: it does not exist. */
const envtab_type *type_named(const char *name);

/* An environment of the process's own, for this test only: environ points at it until restore_environ(). */
void use_environ(char **entries);
void restore_environ(void);

/* Holds on to memory until the process ends, so that only the library's leaks are leaks. */
void *hold(void *memory);

/* The bytes of a file, ended by a NUL; the caller frees. */
char *read_whole(const char *path, size_t *length);

/* ---- Loads ---- */

/* An environment of these entries, or of none. */
#define ENVIRONMENT(...) (const char *const[]){ __VA_ARGS__, NULL }
#define NOTHING (const char *const[]){ NULL }

/* Loads with the problems noted. */
const void *load_noting(const envtab_schema *schema, const char *const *environment, struct report *report);
/* The problems but the summary, in their order: "missing PORT, warning former_name OLD, rule". In memory that is held. */
const char *list_problems(const struct report *report);
/* Whether the summary is there, once, last and with the right number, exactly when there were errors. */
bool is_summed_up(const struct report *report);

/* Fails unless the environment loads with exactly these problems, as list_problems() has them; "": with none. */
void expect_problems(const envtab_schema *schema, const char *const *environment, const char *problems);
/* NAME "value" reason. hint: as an operator reads it. In memory that is held. */
const char *message_of(const struct noted *noted);
/* Fails unless the message of one of the problems holds the words. */
void expect_words(const envtab_schema *schema, const char *const *environment, const char *words);
/* The config; fails when there is a problem or a warning. */
const void *expect_config(const envtab_schema *schema, const char *const *environment);

/* What goes to stdout or stderr between the two, in memory that is held. One at a time. */
void begin_capture(FILE *stream);
const char *end_capture(void);

/*
 * What a terminal of this width gets, with "\r\n" as "\n", in memory that is held: less than it holds before it is read.
 * entries: of the environment in which the process prints.
 */
char *read_terminal(unsigned short width, char **entries, void (*print)(FILE *file));
size_t widest_line(const char *text); /* in columns */

/* How many descriptors are open. */
size_t count_descriptors(void);

int run(Suite *suite);           /* runs it; the exit status for main() */

#endif
