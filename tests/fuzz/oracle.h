/*
 * What a text is by its type, found by other and slower means than the library's: strtoll, strtod, __int128, inet_pton,
 * encoding back. Written from the documentation alone, so that two readings of it meet.
 */
#ifndef ENVTAB_ORACLE_H
#define ENVTAB_ORACLE_H

#include <envtab.h>

enum { LONGEST_TEXT = 4096 };

struct question {
  const char *type;              /* its name */
  const char *text;              /* ended by a NUL at length */
  size_t length;
  const char *unit;              /* or NULL */
  const envtab_choice *choices;  /* or NULL */
};
struct answer {
  bool accepted;
  bool unsure;                   /* the documentation leaves it open: either is right */
  long double order;             /* for .min and .max */
  size_t length;                 /* for .min_length and .max_length */
  unsigned char member[16];      /* the member's bytes, where it points to nothing; size: how many, 0 where it does */
  size_t size;
  char first[LONGEST_TEXT], second[LONGEST_TEXT]; /* the text, secret or key; the host; the pair's key and value */
  unsigned port;
};

/* Whether any type may see the text: UTF-8, nothing invisible, no blank at an end, no quotes around, no ${NAME}. */
bool is_clean(const char *text, size_t length);

void ask(const struct question *question, struct answer *answer);

/* Stops the run where the member is not what the answer says. */
void compare_member(const struct question *question, const struct answer *answer, const void *member);

/* oracle_net.c: host:port and URLs */
void ask_endpoint(const struct question *question, struct answer *answer);
void ask_url(const struct question *question, struct answer *answer);
void compare_url(const struct question *question, const envtab_url *url);

/*
 * oracle_service.c: what holds for postgres, redis and amqp whatever the text is. Whether it is accepted, and as what, the
 * services' own clients are asked by differ.c; here the answer is always unsure.
 */
void ask_service(const struct question *question, struct answer *answer);
bool is_service(const char *type);
void compare_service(const struct question *question, const void *member);
/* Whether the mark stands in a secret of this URL of the type. */
bool is_mark_secret(const char *type, const void *member, const char *mark);

#endif
