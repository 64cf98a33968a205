/*
 * Groups: twice in one struct, in each other to a depth of eight, optional ones; and their names, deprecated names
 * and files.
 */
#include <stdlib.h>
#include <string.h>

#include "common.h"

/* ---- A pool of connections, twice: the primary always, the replica when it is set ---- */

struct tls {
  const char *ca;
  bool verify;
};
static ENVTAB_TABLE(struct tls) tls_fields[] = {
  ENVTAB(struct tls, ca, "CA", "File of the authority."),
  ENVTAB(struct tls, verify, "VERIFY", "Whether the server's name is checked.", .default_value = "true"),
};
static ENVTAB_SCHEMA(struct tls, tls_schema, tls_fields, "tls");

struct pool {
  const char *host;
  uint16_t port;
  const struct tls *tls;
};
static ENVTAB_TABLE(struct pool) pool_fields[] = {
  ENVTAB(struct pool, host, "HOST", "Host of the server.", .deprecated = ENVTAB_NAMES("SERVER"), .from_file = true),
  ENVTAB_AS(struct pool, port, ENVTAB_PORT, "PORT", "Its port.", .default_value = "5432"),
  ENVTAB_OPTIONAL_GROUP(struct pool, tls, tls_schema, "TLS_", "How it is encrypted."),
};
static ENVTAB_SCHEMA(struct pool, pool_schema, pool_fields, "pool");

struct config {
  struct pool primary;
  const struct pool *replica;
  int workers;
};
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_GROUP(struct config, primary, pool_schema, "DB_", "Where it writes."),
  ENVTAB_OPTIONAL_GROUP(struct config, replica, pool_schema, "REPLICA_", "Where it reads."),
  ENVTAB(struct config, workers, "WORKERS", "How many at once.", .default_value = "4"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders");

START_TEST(group_may_be_used_twice)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_HOST=b", "REPLICA_PORT=5433"));

  ck_assert_str_eq(config->primary.host, "a");
  ck_assert_int_eq(config->primary.port, 5432);
  ck_assert_str_eq(config->replica->host, "b");
  ck_assert_int_eq(config->replica->port, 5433);
  ck_assert_int_eq(config->workers, 4);
  envtab_free(config);
}
END_TEST

START_TEST(names_of_a_group_need_its_prefix)
{
  expect_problems(&schema, ENVIRONMENT("HOST=a"), "missing DB_HOST");
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "DB_PORT=x", "REPLICA_HOST=b", "REPLICA_PORT=y", "WORKERS=z"),
                  "malformed DB_PORT, malformed REPLICA_PORT, malformed WORKERS");
}
END_TEST

/* ---- Optional groups ---- */

START_TEST(optional_group_is_null_when_none_of_its_names_is_set)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_=x", "REPLICA=x"));

  ck_assert_ptr_null(config->replica);
  ck_assert_ptr_null(config->primary.tls);
  envtab_free(config);
}
END_TEST

START_TEST(empty_names_set_no_group)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_HOST=", "REPLICA_PORT=  "));

  ck_assert_ptr_null(config->replica);
  envtab_free(config);
}
END_TEST

START_TEST(optional_group_that_is_set_needs_its_required_names)
{
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_PORT=5433"), "missing REPLICA_HOST");
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_PORT=5433", "REPLICA_HOST="), "empty REPLICA_HOST");
}
END_TEST

START_TEST(optional_group_in_an_optional_group_sets_both)
{
  const struct config *config =
    expect_config(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_HOST=b", "REPLICA_TLS_CA=/ca"));

  ck_assert_str_eq(config->replica->tls->ca, "/ca");
  ck_assert(config->replica->tls->verify);
  ck_assert_ptr_null(config->primary.tls);
  envtab_free(config);
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_TLS_CA=/ca"), "missing REPLICA_HOST");
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_TLS_VERIFY=no"),
                  "missing REPLICA_HOST, missing REPLICA_TLS_CA");
}
END_TEST

START_TEST(optional_group_in_a_group_that_is_always_there)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("DB_HOST=a", "DB_TLS_CA=/ca", "DB_TLS_VERIFY=off"));

  ck_assert_str_eq(config->primary.tls->ca, "/ca");
  ck_assert(!config->primary.tls->verify);
  ck_assert_ptr_null(config->replica);
  envtab_free(config);
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "DB_TLS_VERIFY=no"), "missing DB_TLS_CA");
}
END_TEST

/* A name counts as set whatever is wrong with it. */
START_TEST(name_that_is_wrong_sets_its_group)
{
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_HOST=b", "REPLICA_HOST=b"), "twice REPLICA_HOST");
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_HOST=b", "REPLICA_SERVER=c"), "conflict REPLICA_SERVER");
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_HOST=b", "REPLICA_PORT=x"), "malformed REPLICA_PORT");
}
END_TEST

/* The row's help says what it is, the group's help which one; and the hint says where else it may come from. */
START_TEST(missing_variable_is_reported_with_its_group)
{
  struct part { const char *host; };
  static ENVTAB_TABLE(struct part) rows[] = {
    ENVTAB(struct part, host, "HOST", "The host.", .from_file = true, .example = "db"),
  };
  static ENVTAB_SCHEMA(struct part, part, rows, "part");
  struct both { struct part primary, copy; };
  static ENVTAB_TABLE(struct both) groups[] = {
    ENVTAB_GROUP(struct both, primary, part, "DB_", "The database."),
    ENVTAB_GROUP(struct both, copy, part, "COPY_", "A copy to read from."),
  };
  static ENVTAB_SCHEMA(struct both, both, groups, "both");
  struct report report = { 0 };

  ck_assert_ptr_null(load_noting(&both, ENVIRONMENT("DB_HOST=a"), &report));
  ck_assert_str_eq(report.notes[0].reason, "is not set. It is required: a copy to read from: the host");
  ck_assert_str_eq(report.notes[0].hint,
                   "Set it, or set COPY_HOST_FILE to the path of a file that holds it. For example: COPY_HOST=db");
  forget(&report);
}
END_TEST

START_TEST(deprecated_name_and_file_set_a_group)
{
  struct report report = { 0 };
  const struct config *config = load_noting(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_SERVER=b"), &report);

  ck_assert_str_eq(list_problems(&report), "warning former_name REPLICA_SERVER");
  ck_assert_str_eq(config->replica->host, "b");
  ck_assert_ptr_nonnull(strstr(report.notes[0].hint, "REPLICA_HOST"));
  envtab_free(config);
  forget(&report);
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_HOST_FILE=/nowhere/at/all"), "file REPLICA_HOST_FILE");
  expect_problems(&schema, ENVIRONMENT("DB_HOST=a", "REPLICA_SERVER_FILE=/nowhere/at/all"), "file REPLICA_SERVER_FILE");
}
END_TEST

/* What an empty name is, its field says: an error, or a value, sets the group. */
START_TEST(empty_that_is_more_than_unset_sets_a_group)
{
  struct part { const char *error, *value; };
  struct whole { const struct part *part; };
  ENVTAB_TABLE(struct part) part_fields[] = {
    ENVTAB(struct part, error, "E", "Never empty.", .optional = true, .empty = ENVTAB_EMPTY_IS_ERROR),
    ENVTAB(struct part, value, "V", "May be empty.", .optional = true, .empty = ENVTAB_EMPTY_IS_VALUE),
  };
  ENVTAB_SCHEMA(struct part, part_schema, part_fields, "part");
  ENVTAB_TABLE(struct whole) whole_fields[] = {
    ENVTAB_OPTIONAL_GROUP(struct whole, part, part_schema, "P_", "A part."),
  };
  ENVTAB_SCHEMA(struct whole, whole_schema, whole_fields, "whole");
  const struct whole *config;

  expect_problems(&whole_schema, ENVIRONMENT("P_E="), "empty P_E");
  config = expect_config(&whole_schema, ENVIRONMENT("P_V="));
  ck_assert_str_eq(config->part->value, "");
  ck_assert_ptr_null(config->part->error);
  envtab_free(config);
}
END_TEST

/* ---- Names ---- */

START_TEST(group_may_have_an_empty_prefix)
{
  struct whole { struct tls tls; };
  ENVTAB_TABLE(struct whole) rows[] = { ENVTAB_GROUP(struct whole, tls, tls_schema, "", "How it is encrypted.") };
  ENVTAB_SCHEMA(struct whole, table, rows, "whole");
  const struct whole *config = expect_config(&table, ENVIRONMENT("CA=/ca"));

  ck_assert_str_eq(config->tls.ca, "/ca");
  envtab_free(config);
}
END_TEST

START_TEST(group_reports_unknown_names_after_its_prefix)
{
  ENVTAB_SCHEMA(struct tls, owner, tls_fields, "tls", .reserved_prefix = "X_");
  struct whole { struct tls tls; };
  ENVTAB_TABLE(struct whole) rows[] = { ENVTAB_GROUP(struct whole, tls, owner, "TLS_", "How it is encrypted.") };
  ENVTAB_SCHEMA(struct whole, table, rows, "whole");

  expect_problems(&table, ENVIRONMENT("TLS_CA=/ca", "X_A=1", "TLS_X_A=1", "TLS_A=1"), "unknown TLS_X_A");
}
END_TEST

/* ---- Depth ---- */

enum { TOWERS = 10 };

/* A struct of one int and the struct of the next level; level 0 is the program's. */
struct tower {
  envtab_field rows[TOWERS][2];
  envtab_schema schemas[TOWERS];
};

static const envtab_schema *build_tower(struct tower *tower, size_t groups)
{
  const envtab_field value = { .type = &envtab_type_int32, .size = sizeof(int32_t), .name = "V", .help = "A value." };

  memset(tower, 0, sizeof *tower);
  for (size_t i = 0; i <= groups; i++) {
    tower->rows[i][0] = value;
    tower->rows[i][1] = (envtab_field){ .type = &envtab_type_group,
                                        .offset = sizeof(int32_t),
                                        .size = (groups - i) * sizeof(int32_t),
                                        .name = "G_",
                                        .help = "More.",
                                        .group = &tower->schemas[i + 1] };
    tower->schemas[i] = (envtab_schema){
      .name = "tower", .fields = tower->rows[i], .count = i < groups ? 2 : 1, .field_size = sizeof(envtab_field),
      .size = (groups - i + 1) * sizeof(int32_t), .alignment = _Alignof(int32_t)
    };
  }
  return &tower->schemas[0];
}

START_TEST(groups_go_eight_deep)
{
  struct tower tower;
  const envtab_schema *top = build_tower(&tower, 8);
  const int32_t *values =
    expect_config(top, ENVIRONMENT("V=0", "G_V=1", "G_G_V=2", "G_G_G_V=3", "G_G_G_G_V=4", "G_G_G_G_G_V=5",
                                   "G_G_G_G_G_G_V=6", "G_G_G_G_G_G_G_V=7", "G_G_G_G_G_G_G_G_V=8"));

  for (int32_t i = 0; i <= 8; i++) ck_assert_int_eq(values[i], i);
  ck_assert_int_eq(envtab_source_of(values, &values[8]), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(values);
}
END_TEST

START_TEST(ninth_group_is_rejected)
{
  struct tower tower;
  struct report report = { 0 };
  const envtab_schema *top = build_tower(&tower, 9);

  ck_assert_ptr_null(load_noting(top, NOTHING, &report));
  ck_assert_ptr_nonnull(find_note(&report, ENVTAB_PROBLEM_SCHEMA, NULL));
  ck_assert_uint_eq(report.errors, 1);
  ck_assert_uint_eq(envtab_capacity(top, NOTHING), 0);
  forget(&report);
}
END_TEST

struct self { int32_t value; const struct self *self, *again; };
ENVTAB_SCHEMA_DECLARE(struct self, self_schema);
static ENVTAB_TABLE(struct self) self_fields[] = {
  ENVTAB(struct self, value, "V", "A value."),
  ENVTAB_OPTIONAL_GROUP(struct self, self, self_schema, "A_", "Itself."),
  ENVTAB_OPTIONAL_GROUP(struct self, again, self_schema, "B_", "Itself again."),
};
ENVTAB_SCHEMA(struct self, self_schema, self_fields, "self");

START_TEST(group_in_itself_is_rejected)
{
  struct report report = { 0 };

  ck_assert_ptr_null(load_noting(&self_schema, NOTHING, &report));
  ck_assert_ptr_nonnull(find_note(&report, ENVTAB_PROBLEM_SCHEMA, NULL));
  forget(&report);
}
END_TEST

/* A walk over all that it holds would not come to an end in a year. */
START_TEST(group_in_itself_a_thousand_times_is_rejected)
{
  static envtab_field rows[1000];
  static envtab_schema table = { .name = "self", .fields = rows, .count = 1000, .field_size = sizeof *rows,
                                  .size = sizeof(void *), .alignment = _Alignof(void *) };
  struct report report = { 0 };

  for (size_t i = 0; i < 1000; i++)
    rows[i] = (envtab_field){ .type = &envtab_type_group, .size = sizeof(void *), .name = "S_", .help = "Itself.",
                              .group = &table, .optional = true };
  ck_assert_ptr_null(load_noting(&table, NOTHING, &report));
  ck_assert(!envtab_check_schema(&table, &(envtab_options){ .sink = note, .context = &report }));
  ck_assert_uint_eq(report.count, 3); /* with the load's summary */
  ck_assert_str_eq(report.notes[0].reason, "has more than 65534 names");
  ck_assert_str_eq(report.notes[2].reason, "has more than 65534 names");
  forget(&report);
}
END_TEST

/* ---- Places ---- */

START_TEST(optional_group_lies_where_its_alignment_asks)
{
  struct wide { _Alignas(64) int32_t value; };
  struct whole { char first; const struct wide *wide; };
  ENVTAB_TABLE(struct wide) wide_fields[] = { ENVTAB(struct wide, value, "V", "A value.") };
  ENVTAB_SCHEMA(struct wide, wide_schema, wide_fields, "wide");
  ENVTAB_TABLE(struct whole) rows[] = { ENVTAB_OPTIONAL_GROUP(struct whole, wide, wide_schema, "W_", "Wide.") };
  ENVTAB_SCHEMA(struct whole, table, rows, "whole");
  const struct whole *config = expect_config(&table, ENVIRONMENT("W_V=7"));

  ck_assert_uint_eq((uintptr_t)config->wide % 64, 0);
  ck_assert_int_eq(config->wide->value, 7);
  envtab_free(config);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("group");
  TCase *groups = tcase_create("groups");

  tcase_add_test(groups, group_may_be_used_twice);
  tcase_add_test(groups, names_of_a_group_need_its_prefix);
  tcase_add_test(groups, optional_group_is_null_when_none_of_its_names_is_set);
  tcase_add_test(groups, empty_names_set_no_group);
  tcase_add_test(groups, optional_group_that_is_set_needs_its_required_names);
  tcase_add_test(groups, optional_group_in_an_optional_group_sets_both);
  tcase_add_test(groups, optional_group_in_a_group_that_is_always_there);
  tcase_add_test(groups, name_that_is_wrong_sets_its_group);
  tcase_add_test(groups, deprecated_name_and_file_set_a_group);
  tcase_add_test(groups, empty_that_is_more_than_unset_sets_a_group);
  tcase_add_test(groups, group_may_have_an_empty_prefix);
  tcase_add_test(groups, group_reports_unknown_names_after_its_prefix);
  tcase_add_test(groups, groups_go_eight_deep);
  tcase_add_test(groups, missing_variable_is_reported_with_its_group);
  tcase_add_test(groups, ninth_group_is_rejected);
  tcase_add_test(groups, group_in_itself_is_rejected);
  tcase_add_test(groups, group_in_itself_a_thousand_times_is_rejected);
  tcase_add_test(groups, optional_group_lies_where_its_alignment_asks);
  suite_add_tcase(suite, groups);
  return run(suite);
}
