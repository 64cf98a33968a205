/*
 * What the contenders of bench_load.c load: fields, and an environment that sets three quarters of them among foreign
 * variables. A quarter of the fields are strings, one is a duration, the others are whole numbers and bools; in the
 * table as services have it, of every eight fields two are whole numbers, two strings, two durations, one is a bool and
 * one a URL, which the loop by hand takes for a string.
 */
#ifndef ENVTAB_BENCH_SETTING_H
#define ENVTAB_BENCH_SETTING_H

#include <envtab.h>

enum { MOST_FIELDS = 256, MOST_VARIABLES = 2048 };
enum kind { STRING, INTEGER, BOOL, DURATION, URL, URL_AS_STRING };
enum shape {                     /* of the fields, their names, and the environment */
  PLAIN,
  SERVICES,                      /* the fields of services */
  SERVICES_AS_STRINGS,           /* the same with their URLs as strings */
  NO_PREFIX,                     /* the names have no common beginning */
  NEAR,                          /* foreign names are those of fields, one letter off */
  SAME_LENGTH,                   /* foreign names have the prefix and the length of fields' */
  LONG_NAMES,                    /* foreign names of 1,400 bytes */
  LONG_PREFIXED,                 /* the same with the fields' prefix */
  LONG_VALUES,                   /* foreign values of 1,400 bytes */
  LONG_STRINGS,                  /* all strings too */
  NO_EQUALS,                     /* foreign entries with the prefix and without "=" */
  COPIES,                        /* all that is not set otherwise is one field's name, over and over */
  NOTHING_SET,
  ALL_BAD                        /* each value is wrong, but those of strings */
};

struct value {                   /* what a field becomes, by its kind; one struct for each field */
  union { const char *string; int32_t integer; bool truth; envtab_duration duration; } as;
};
struct setting {
  size_t field_count, variable_count;
  char *environment[MOST_VARIABLES + 1];
  char *names[MOST_FIELDS];
  enum kind kinds[MOST_FIELDS];
  size_t place[MOST_VARIABLES];  /* the field that the variable sets; MOST_FIELDS: none */
  envtab_field fields[MOST_FIELDS];
  envtab_schema schema;
};

/* The same one each time, filled anew. */
struct setting *make_setting(size_t fields, size_t variables, enum shape shape);

/* What a C programmer writes today. Returns how many values were wrong. */
size_t hand_load(const struct setting *setting, struct value *values);
void hand_free(const struct setting *setting, struct value *values);

#endif
