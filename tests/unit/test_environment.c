/*
 * What an environment may contain: names that are set twice, entries that are not variables, names that nobody
 * declared, and names that are known.
 */
#include <stdlib.h>
#include <string.h>

#include "common.h"

struct config {
  int workers;
  uint16_t port;
  envtab_secret key;
};
#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ROW(workers, "ORDERS_WORKERS", "How many at once.", .default_value = "4", .deprecated = ENVTAB_NAMES("ORDERS_THREADS")),
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "The port.", .default_value = "3000"),
  ROW(key, "ORDERS_KEY", "A key.", .optional = true, .from_file = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders", .reserved_prefix = "ORDERS_");

/* ---- Names twice ---- */

START_TEST(declared_name_twice_is_an_error)
{
  expect_problems(&schema, ENVIRONMENT("PORT=80", "PORT=81"), "twice PORT");
  expect_problems(&schema, ENVIRONMENT("PORT=80", "PORT=80"), "twice PORT");
  expect_problems(&schema, ENVIRONMENT("PORT=80", "X=1", "PORT=80", "PORT=80"), "twice PORT");
  expect_problems(&schema, ENVIRONMENT("PORT=", "PORT=80"), "twice PORT");
  expect_problems(&schema, ENVIRONMENT("PORT=80", "PORT="), "twice PORT");
}
END_TEST

START_TEST(deprecated_name_and_file_twice_are_errors)
{
  expect_problems(&schema, ENVIRONMENT("ORDERS_THREADS=1", "ORDERS_THREADS=1"), "twice ORDERS_THREADS");
  expect_problems(&schema, ENVIRONMENT("ORDERS_KEY_FILE=/a", "ORDERS_KEY_FILE=/a"), "twice ORDERS_KEY_FILE");
}
END_TEST

START_TEST(other_names_may_be_set_twice)
{
  expect_problems(&schema, ENVIRONMENT("X=1", "X=2", "PATH=/bin", "PATH=/bin"), "");
}
END_TEST

/* ---- Entries that are not variables ---- */

START_TEST(entries_without_a_name_are_passed_over)
{
  expect_problems(
    &schema, ENVIRONMENT("", "=", "==", "=C:=C:\\", "PORT", "ORDERS_", "ORDERS_X", "ORDERS_WORKERS", "=ORDERS_X=1"),
    "");
}
END_TEST

START_TEST(name_without_a_value_does_not_count_as_set_twice)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("PORT", "PORT=80", "PORT"));

  ck_assert_int_eq(config->port, 80);
  envtab_free(config);
}
END_TEST

START_TEST(value_begins_at_the_first_equals_sign)
{
  struct text { const char *text; };
  ENVTAB_TABLE(struct text) row[] = { ENVTAB(struct text, text, "T", "A text.") };
  ENVTAB_SCHEMA(struct text, table, row, "text");
  const struct text *config = expect_config(&table, ENVIRONMENT("T==a=b"));

  ck_assert_str_eq(config->text, "=a=b");
  envtab_free(config);
}
END_TEST

START_TEST(names_are_matched_byte_for_byte)
{
  const struct config *config = expect_config(
    &schema, ENVIRONMENT("port=1", "Port=2", "PORT =3", " PORT=4", "PORTS=5", "POR=6", "xPORT=7", "orders_X=1"));

  ck_assert_int_eq(config->port, 3000);
  envtab_free(config);
}
END_TEST

/* ---- Names under the prefix that the schema owns ---- */

START_TEST(unknown_names_come_in_environment_order)
{
  expect_problems(&schema, ENVIRONMENT("ORDERS_Z=1", "ORDERS_A=", "X=1", "ORDERS_M=1"),
                  "unknown ORDERS_Z, unknown ORDERS_A, unknown ORDERS_M");
}
END_TEST

/* The prefix itself is a name as well, but not one that begins with it and goes on. */
START_TEST(name_that_is_only_the_prefix_is_ignored)
{
  expect_problems(&schema, ENVIRONMENT("ORDERS_=1", "ORDERS=1", "ORDER_X=1", "XORDERS_Y=1"), "");
}
END_TEST

START_TEST(deprecated_names_and_files_are_known)
{
  expect_problems(&schema, ENVIRONMENT("ORDERS_THREADS=1"), "warning former_name ORDERS_THREADS");
  expect_problems(&schema, ENVIRONMENT("ORDERS_KEY_FILE="), "");
}
END_TEST

/* A row without .from_file declares no NAME_FILE. */
START_TEST(file_is_unknown_where_the_field_is_not_read_from_one)
{
  expect_problems(&schema, ENVIRONMENT("ORDERS_WORKERS_FILE=/a"), "unknown ORDERS_WORKERS_FILE");
}
END_TEST

START_TEST(schema_prefix_may_be_longer_than_all_names)
{
  ENVTAB_TABLE(struct config) row[] = { ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "The port.", .default_value = "3000") };
  ENVTAB_SCHEMA(struct config, table, row, "orders", .reserved_prefix = "ORDERS_");

  expect_problems(&table, ENVIRONMENT("ORDERS_X=1"), "unknown ORDERS_X");
  expect_problems(&table, ENVIRONMENT("ORDERS_PORT=80", "PORT=80"), "unknown ORDERS_PORT");
}
END_TEST

START_TEST(schema_prefix_may_be_one_letter)
{
  ENVTAB_TABLE(struct config) row[] = { ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "The port.", .default_value = "3000") };
  ENVTAB_SCHEMA(struct config, table, row, "orders", .reserved_prefix = "O");

  expect_problems(&table, ENVIRONMENT("OX=1", "O_=1", "O=1", "o=1", "XO=1"), "unknown OX, unknown O_");
}
END_TEST

START_TEST(schema_without_fields_still_reports_unknown_names)
{
  const envtab_schema table = {
    .name = "empty", .reserved_prefix = "ORDERS_", .field_size = sizeof(envtab_field), .alignment = 1
  };

  expect_problems(&table, NOTHING, "");
  expect_problems(&table, ENVIRONMENT("ORDERS_X=1", "X=1"), "unknown ORDERS_X");
}
END_TEST

/* ---- Kubernetes' service links ---- */

START_TEST(service_links_are_known)
{
  static const char *const links[] = {
    "ORDERS_DB_SERVICE_HOST=10.0.0.1",         "ORDERS_DB_SERVICE_PORT=5432",
    "ORDERS_DB_SERVICE_PORT_HTTP=80",          "ORDERS_DB_SERVICE_PORT_HTTPS_ALT=8443",
    "ORDERS_DB_PORT=tcp://10.0.0.1:5432",      "ORDERS_DB_PORT=udp://10.0.0.1:53",
    "ORDERS_DB_PORT=sctp://10.0.0.1:36412",    "ORDERS_DB_PORT_5432_TCP=tcp://10.0.0.1:5432",
    "ORDERS_DB_PORT_5432_TCP_PROTO=tcp",       "ORDERS_DB_PORT_5432_TCP_PORT=5432",
    "ORDERS_DB_PORT_5432_TCP_ADDR=10.0.0.1",   "ORDERS_DB_PORT_53_UDP=udp://10.0.0.1:53",
    "ORDERS_DB_PORT_53_UDP_PROTO=udp",         "ORDERS_DB_PORT_53_UDP_PORT=53",
    "ORDERS_DB_PORT_53_UDP_ADDR=10.0.0.1",     "ORDERS_DB_PORT_36412_SCTP=sctp://10.0.0.1:36412",
    "ORDERS_DB_PORT_36412_SCTP_ADDR=10.0.0.1", "ORDERS_DB_PORT_36412_SCTP_PROTO=sctp",
    "ORDERS_DB_PORT_36412_SCTP_PORT=36412",
  };

  for (size_t i = 0; i < sizeof links / sizeof *links; i++) expect_problems(&schema, ENVIRONMENT(links[i]), "");
}
END_TEST

START_TEST(what_only_looks_like_a_service_link_is_unknown)
{
  static const char *const names[] = {
    "ORDERS_DB_PORT",
    "ORDERS_DB_PORT_TCP",
    "ORDERS_DB_PORT_5432",
    "ORDERS_DB_PORT_5432_TCP_NAME",
    "ORDERS_DB_PORT_5432_ICMP",
    "ORDERS_DB_PORT_5432_TCPS",
    "ORDERS_DB_SERVICE",
    "ORDERS_DB_SERVICE_HOSTS",
    "ORDERS_DB_SERVICES_PORT_A",
    "ORDERS_DB_PORT_X_TCP",
  };

  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char entry[64], problem[64];

    snprintf(entry, sizeof entry, "%s=5432", names[i]);
    snprintf(problem, sizeof problem, "unknown %s", names[i]);
    expect_problems(&schema, ENVIRONMENT(entry), problem);
  }
}
END_TEST

/* The Service is named like the program: "orders" gives ORDERS_PORT, ORDERS_SERVICE_HOST and so on. */
START_TEST(service_named_like_the_program_is_known)
{
  expect_problems(&schema,
                  ENVIRONMENT("ORDERS_SERVICE_HOST=10.0.0.1", "ORDERS_SERVICE_PORT=80", "ORDERS_SERVICE_PORT_HTTP=80",
                              "ORDERS_PORT=tcp://10.0.0.1:80", "ORDERS_PORT_80_TCP=tcp://10.0.0.1:80",
                              "ORDERS_PORT_80_TCP_ADDR=10.0.0.1"),
                  "");
}
END_TEST

START_TEST(service_link_in_a_declared_name_is_read)
{
  expect_problems(&schema, ENVIRONMENT("PORT=tcp://10.0.0.1:80"), "malformed PORT");
  expect_words(&schema, ENVIRONMENT("PORT=tcp://10.0.0.1:80"), "enableServiceLinks: false");
}
END_TEST

/* ---- The program's other process types ---- */

struct queue { const char *name; };
static ENVTAB_TABLE(struct queue) queue_fields[] = {
  ENVTAB(struct queue, name, "NAME", "The queue.", .deprecated = ENVTAB_NAMES("TITLE")),
};
static ENVTAB_SCHEMA(struct queue, queue_schema, queue_fields, "queue");
struct worker {
  struct queue queue;
  const char *token;
};
static ENVTAB_TABLE(struct worker) worker_fields[] = {
  ENVTAB_GROUP(struct worker, queue, queue_schema, "ORDERS_QUEUE_", "Where the work comes from."),
  ENVTAB(struct worker, token, "ORDERS_TOKEN", "A token.", .from_file = true),
};
static ENVTAB_SCHEMA(struct worker, worker_schema, worker_fields, "worker");
static ENVTAB_SCHEMA(struct config, web_schema, fields, "web", .reserved_prefix = "ORDERS_",
                     .others = ENVTAB_SCHEMAS(&worker_schema));

START_TEST(names_of_others_are_known_but_not_read)
{
  expect_problems(&web_schema, ENVIRONMENT("ORDERS_QUEUE_NAME=q", "ORDERS_TOKEN=\x01"), "");
  expect_problems(&web_schema, ENVIRONMENT("ORDERS_QUEUE_TITLE=q", "ORDERS_TOKEN_FILE=/a"), "");
  expect_problems(&web_schema, ENVIRONMENT("ORDERS_TOKEN=a", "ORDERS_TOKEN=b"), "");
  expect_problems(&web_schema, ENVIRONMENT("ORDERS_QUEUE_X=1"), "unknown ORDERS_QUEUE_X");
  expect_problems(&schema, ENVIRONMENT("ORDERS_TOKEN=a"), "unknown ORDERS_TOKEN");
}
END_TEST

START_TEST(prefix_of_the_options_goes_before_names_of_others)
{
  struct report report = { 0 };
  const char *const *environment =
    ENVIRONMENT("A_ORDERS_TOKEN=a", "A_ORDERS_QUEUE_NAME=q", "A_ORDERS_X=1", "ORDERS_Y=1");

  ck_assert_ptr_null(envtab_load(
    &web_schema, &(envtab_options){ .environment = environment, .prefix = "A_", .sink = note, .context = &report }));
  ck_assert_str_eq(list_problems(&report), "unknown A_ORDERS_X");
  forget(&report);
}
END_TEST

/* Two process types that share a name and know each other. */
START_TEST(others_may_declare_the_same_name_and_each_other)
{
  envtab_schema left = schema, right = worker_schema;
  const envtab_schema *const of_left[] = { &right, &left, NULL }, *const of_right[] = { &left, NULL };

  right.reserved_prefix = "ORDERS_";
  left.others = of_left;
  right.others = of_right;
  expect_problems(&left, ENVIRONMENT("ORDERS_WORKERS=5", "ORDERS_TOKEN=a"), "");
  expect_problems(&right, ENVIRONMENT("ORDERS_WORKERS=5", "ORDERS_TOKEN=a", "ORDERS_QUEUE_NAME=q"), "");
}
END_TEST

/* A schema whose table is wrong is another program's problem; those after it in the list are still used. */
START_TEST(wrong_table_among_others_does_no_harm)
{
  ENVTAB_TABLE(struct config) wrong_row[] = { { .field = { .name = "ORDERS_WRONG", .help = "It has no type." } } };
  ENVTAB_SCHEMA(struct config, wrong, wrong_row, "wrong");
  ENVTAB_SCHEMA(struct config, nameless, fields, NULL);
  const envtab_schema *const others[] = { &wrong, &nameless, &worker_schema, NULL };
  ENVTAB_SCHEMA(struct config, table, fields, "orders", .reserved_prefix = "ORDERS_", .others = others);
  struct report report = { 0 };

  envtab_free(load_noting(&table, ENVIRONMENT("ORDERS_TOKEN=a", "ORDERS_QUEUE_NAME=q"), &report));
  ck_assert_ptr_null(find_note(&report, ENVTAB_PROBLEM_UNKNOWN, NULL));
  forget(&report);
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("environment");
  TCase *entries = tcase_create("entries"), *owned = tcase_create("owned"), *others = tcase_create("others");

  tcase_add_test(entries, declared_name_twice_is_an_error);
  tcase_add_test(entries, deprecated_name_and_file_twice_are_errors);
  tcase_add_test(entries, other_names_may_be_set_twice);
  tcase_add_test(entries, entries_without_a_name_are_passed_over);
  tcase_add_test(entries, name_without_a_value_does_not_count_as_set_twice);
  tcase_add_test(entries, value_begins_at_the_first_equals_sign);
  tcase_add_test(entries, names_are_matched_byte_for_byte);
  tcase_add_test(owned, unknown_names_come_in_environment_order);
  tcase_add_test(owned, name_that_is_only_the_prefix_is_ignored);
  tcase_add_test(owned, deprecated_names_and_files_are_known);
  tcase_add_test(owned, file_is_unknown_where_the_field_is_not_read_from_one);
  tcase_add_test(owned, schema_prefix_may_be_longer_than_all_names);
  tcase_add_test(owned, schema_prefix_may_be_one_letter);
  tcase_add_test(owned, schema_without_fields_still_reports_unknown_names);
  tcase_add_test(owned, service_links_are_known);
  tcase_add_test(owned, what_only_looks_like_a_service_link_is_unknown);
  tcase_add_test(owned, service_named_like_the_program_is_known);
  tcase_add_test(owned, service_link_in_a_declared_name_is_read);
  tcase_add_test(others, names_of_others_are_known_but_not_read);
  tcase_add_test(others, prefix_of_the_options_goes_before_names_of_others);
  tcase_add_test(others, others_may_declare_the_same_name_and_each_other);
  tcase_add_test(others, wrong_table_among_others_does_no_harm);
  suite_add_tcase(suite, entries);
  suite_add_tcase(suite, owned);
  suite_add_tcase(suite, others);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
