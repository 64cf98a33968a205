/*
 * What the real clients make of a URL, and what envtab makes of it, in one form, so that the two can be compared; and
 * the table of the classes of URLs in which they differ, tests/tables/differences.tsv.
 */
#ifndef ENVTAB_CLIENTS_H
#define ENVTAB_CLIENTS_H

#include <envtab.h>

enum { MOST_READ = 64 };

struct reading {
  bool accepted;
  bool has_fields;               /* refused, but for one known reason: these fields are those of the rest of the URL */
  char reason[640], hint[640];   /* why it was refused; a client's: its own words, or those of the class */
  envtab_code code;              /* of the problem; envtab's, as the next two */
  size_t at;
  bool warned;
  size_t count;
  struct { const char *name, *value; } fields[MOST_READ]; /* those that are set */
  char numbers[3][24];           /* that some of the values point to */
  const void *config;            /* envtab's */
  char *text;                    /* and what others point into */
  void *options;                 /* libpq's */
};
void begin_reading(struct reading *reading);
void put_field(struct reading *reading, const char *name, const char *value);
void put_number(struct reading *reading, size_t which, const char *name, long number);
void refuse(struct reading *reading, const char *reason);
void release_reading(struct reading *reading);
const char *field_of(const struct reading *reading, const char *name); /* NULL: it is not set */
bool is_same(const struct reading *one, const struct reading *other); /* in all fields */
/* The names of the fields in which the two differ, "user, port"; of the last call. */
const char *fields_that_differ(const struct reading *one, const struct reading *other);

/* service: "postgres", "redis" or "amqp". memory: of the caller's for the value, or NULL. */
void ask_envtab(const char *service, const char *url, void *memory, size_t capacity, struct reading *reading);
/* The same from a value that was loaded. */
void read_fields(const char *service, const void *value, struct reading *reading);

/* The service's client: libpq, the rule of redis-cli, or librabbitmq. */
void ask_client(const char *service, const char *url, struct reading *reading);

/* ---- libpq.c ---- */

/*
 * PQconninfoParse(), as that of version 15: where the URL has a keyword of newer versions it is refused, with "knows no
 * keyword of newer versions", and with all of the fields.
 */
void ask_libpq(const char *url, struct reading *reading);
void release_libpq(void *options); /* of a reading; NULL is fine */
/* All keywords of the library; the last is NULL. */
const char *const *keywords_of_libpq(void);
/* From version 18 on libpq refuses blanks within a part. */
bool does_libpq_refuse_blanks(void);
/*
 * What libpq has to say of these fields when it connects, in out; "": nothing. Nothing is connected to: all hosts
 * become sockets in a folder that is not there.
 */
const char *complaint_of_libpq(const struct reading *reading, char *out, size_t capacity);

/* ---- librabbitmq.c ---- */

/*
 * amqp_parse_url(). Where it refuses the URL but not without its query: "takes no query"; with the bytes themselves for
 * escapes above %7F: "takes no escapes above %7F".
 */
void ask_librabbitmq(const char *url, struct reading *reading);

/* ---- redis_cli.c ---- */

/* What redis-cli may learn: in 7.0, which is what is asked for here, nothing of it. */
struct redis_cli {
  bool knows_brackets;           /* 7.2 */
  bool drops_empty;              /* a user or password without a byte (newer than 8.0) */
  bool decodes_zone;             /* none yet */
};
extern struct redis_cli redis_cli;
/* Teaches it what ends a class of differences that both accept, and what came before it. False: no such class. */
bool teach_redis_cli(const char *class);
/* A reading of redis-cli's own rule (-u), in other words than its source; test_redis.c compares it with redis-cli. */
void ask_redis_cli_rule(const char *url, struct reading *reading);

/* ---- differences.c ---- */

struct difference {
  const char *service;           /* or "redis, amqp", or "all" */
  const char *name, *accepts;    /* "envtab", "client" or "both" */
  const char *example;           /* with the escapes of the tables */
  const char *words;             /* of the reason of the one that refuses; alternatives with " | " */
  const char *why;
};
/* Ends the program when there is no table. */
const struct difference *read_differences(size_t *count);
bool is_class_of(const struct difference *difference, const char *service);
const struct difference *difference_named(const char *service, const char *name);
/*
 * The name of the class of a URL which envtab and the client read like this: "-" where they agree; NULL where they do
 * not, and it stands in no class.
 */
const char *class_of(const char *service, const char *url, const struct reading *ours, const struct reading *theirs);

/* ---- generate.c: URLs from a grammar, most of them nearly right ---- */

uint64_t next_random(uint64_t *state);
/* A URL of the service, shorter than capacity, ended by a NUL. */
void generate(const char *service, uint64_t *state, char *out, size_t capacity);

#endif
