/* A table of one field, V, made from the cells of a row of tests/tables: its type and its options. */
#ifndef ENVTAB_TESTS_ROW_FROM_TSV_H
#define ENVTAB_TESTS_ROW_FROM_TSV_H

#include "common.h"

struct made {
  envtab_field field;
  envtab_schema schema;
  envtab_choice choices[40];
  const char *deprecated[2];     /* the second is NULL */
  char *options;
  union { max_align_t align; char bytes[512]; } unused;
};

/* type: "duration", "list:string"; options: "min=1s max=1h", or "-". In memory that is held. */
struct made *make(const char *type, const char *options);
/* Loads the text as the field's. */
const void *load_text(const struct made *made, const char *text, size_t length, struct report *report);

#endif
