/*
 * What the tests of postgres, redis and amqp share: the rows of tests/tables/<service>.tsv, each held against envtab
 * and against the service's client.
 *
 * Columns: url; verdict: ok, warning (it is taken, with a warning), or the code of the problem; at; result: the parts,
 * or words of the reason; hint: words of it; class: of the table of differences, where the client takes the URL in
 * another way; why.
 */
#ifndef ENVTAB_TESTS_SERVICES_H
#define ENVTAB_TESTS_SERVICES_H

#include "../clients/clients.h"
#include "common.h"

struct service {
  const char *name;              /* of the type, and of its table */
  const envtab_type *type;
  struct table *table;
  size_t size;                   /* of the struct, which ends in redacted and text */
};
extern struct service service;

void use_service(const char *name); /* reads its table */
/* The same, and adds the tests that all services have. */
Suite *make_service_suite(const char *name);

/* A case of a loop checks as many rows, since a process for each is slow under sanitizers; a row that fails is named. */
enum { ROWS_OF_A_CASE = 20 };
int count_blocks(void);
void check_rows(size_t block, void (*check)(size_t row));

char *url_of(size_t row);        /* the caller frees */
bool row_is(size_t row, const char *column, const char *text);
const char *redacted_of(const void *config);
envtab_secret text_of(const void *config);

/* What was read, as the column "result" has it; config: for what the client has no field for. In held memory. */
const char *write_result(const struct reading *reading, const void *config);

/* A schema with one field of the service's type, or a list of them, named V. */
const envtab_schema *schema_of(bool list, const char *default_value);

#endif
