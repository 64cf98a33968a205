/* Rules across fields: when a schema's check runs, in which order, and whose name comes before what it reports. */
#include <string.h>

#include "common.h"

/* ---- A record of the checks that ran ---- */

static char ran[64];

static void record(const char *name)
{
  strncat(ran, name, sizeof ran - strlen(ran) - 1);
}

/* What the environment gives, the problems, and the checks that ran for it. */
static void expect_checks(const envtab_schema *schema, const char *const *environment, const char *problems,
                          const char *checks)
{
  ran[0] = '\0';
  expect_problems(schema, environment, problems);
  ck_assert_str_eq(ran, checks);
}

/* ---- A pool in a service; the pool holds bounds ---- */

struct bounds { int low, high; };

static void check_bounds(const void *config, envtab_rules *rules)
{
  const struct bounds *self = config;
  char reason[80];

  record("b");
  if (self->low > self->high) {
    snprintf(reason, sizeof reason, "is less than %s", envtab_rules_name(rules, &self->low));
    envtab_rules_reject(rules, &self->high, reason, "Raise it, or lower the other.");
  }
}

static ENVTAB_TABLE(struct bounds) bounds_fields[] = {
  ENVTAB(struct bounds, low, "LOW", "The least.", .default_value = "1"),
  ENVTAB(struct bounds, high, "HIGH", "The most.", .default_value = "9", .deprecated = ENVTAB_NAMES("TOP")),
};
static ENVTAB_SCHEMA(struct bounds, bounds_schema, bounds_fields, "bounds", .check = check_bounds);

struct pool {
  struct bounds bounds;
  const char *name;
};

static void check_pool(const void *config, envtab_rules *rules)
{
  const struct pool *self = config;

  record("p");
  if (strcmp(self->name, "bad") == 0) envtab_rules_reject(rules, &self->name, "is bad", NULL);
}

static ENVTAB_TABLE(struct pool) pool_fields[] = {
  ENVTAB_GROUP(struct pool, bounds, bounds_schema, "SIZE_", "How large it is."),
  ENVTAB(struct pool, name, "NAME", "Its name.", .default_value = "pool"),
};
static ENVTAB_SCHEMA(struct pool, pool_schema, pool_fields, "pool", .check = check_pool);

struct config {
  struct pool first;
  const struct pool *second;
  int workers;
  envtab_secret key;
};

/* What a program may put together from a value or an answer, and a terminal must not get. */
static char odd_words[1000] = "is red\x1b[31m\nfatal: all\r\xff \xe2\x80\xaeno ";

static void check_config(const void *config, envtab_rules *rules)
{
  const struct config *self = config;

  record("c");
  if (self->workers == 1) envtab_rules_reject(rules, &self->workers, "is one", NULL);
  if (self->workers == 2) {
    envtab_rules_reject(rules, NULL, "The whole is wrong", "Think again.");
    envtab_rules_reject(rules, &self->first.bounds.low, "does not fit the workers", NULL);
    envtab_rules_reject(rules, &self->key, "is too weak for two", NULL);
  }
  if (self->workers == 3) envtab_rules_reject(rules, self, NULL, NULL);
  if (self->workers == 6) envtab_rules_reject(rules, NULL, odd_words, odd_words);
  if (self->workers == 7) envtab_rules_reject(rules, &self->workers, "is https://u:hunter2@h/", "Not password=hunter2.");
  ck_assert_ptr_null(envtab_rules_name(rules, &ran));
  if (self->workers == 4) envtab_rules_reject(rules, &ran, "is no member at all", NULL);
  if (self->workers == 5 && self->second) envtab_rules_reject(rules, &self->second->name, "is another pool's", NULL);
}

static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_GROUP(struct config, first, pool_schema, "A_", "The first pool."),
  ENVTAB_OPTIONAL_GROUP(struct config, second, pool_schema, "B_", "The second pool."),
  ENVTAB(struct config, workers, "WORKERS", "How many at once.", .default_value = "9"),
  ENVTAB(struct config, key, "KEY", "A key.", .optional = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "rules", .reserved_prefix = "RULES_", .check = check_config);

static void check_whole(const void *config, envtab_rules *rules)
{
  (void)config, (void)rules;
  record("w");
}

/* ---- When a check runs ---- */

START_TEST(checks_run_inner_groups_first)
{
  expect_checks(&schema, NOTHING, "", "bpc");
  expect_checks(&schema, ENVIRONMENT("B_NAME=x"), "", "bbppc");
}
END_TEST

START_TEST(check_of_an_absent_group_does_not_run)
{
  expect_checks(&schema, ENVIRONMENT("B_NAME="), "", "bpc");
}
END_TEST

START_TEST(check_runs_only_when_all_of_its_fields_are_right)
{
  expect_checks(&schema, ENVIRONMENT("WORKERS=x"), "malformed WORKERS", "bp");
  expect_checks(&schema, ENVIRONMENT("A_NAME=\x01"), "malformed A_NAME", "b");
  expect_checks(&schema, ENVIRONMENT("A_SIZE_LOW=x"), "malformed A_SIZE_LOW", "");
  expect_checks(&schema, ENVIRONMENT("A_SIZE_LOW=x", "B_NAME=y"), "malformed A_SIZE_LOW", "bp");
}
END_TEST

START_TEST(check_runs_only_when_those_inside_hold)
{
  expect_checks(&schema, ENVIRONMENT("A_SIZE_LOW=10"), "rule A_SIZE_HIGH", "b");
  expect_checks(&schema, ENVIRONMENT("A_NAME=bad", "B_NAME=bad"), "rule A_NAME, rule B_NAME", "bbpp");
  expect_checks(&schema, ENVIRONMENT("B_SIZE_LOW=10", "A_NAME=bad"), "rule B_SIZE_HIGH, rule A_NAME", "bbp");
}
END_TEST

/* A group without a check of its own lies between two that have one. */
START_TEST(struct_without_a_check_holds_unless_a_field_is_wrong)
{
  struct middle { struct bounds bounds; int number; };
  struct whole { struct middle middle; struct config config; };
  ENVTAB_TABLE(struct middle) middle_fields[] = {
    ENVTAB_GROUP(struct middle, bounds, bounds_schema, "SIZE_", "How large it is."),
    ENVTAB(struct middle, number, "NUMBER", "A number.", .default_value = "1"),
  };
  ENVTAB_SCHEMA(struct middle, middle_schema, middle_fields, "middle");
  ENVTAB_TABLE(struct whole) rows[] = {
    ENVTAB_GROUP(struct whole, middle, middle_schema, "M_", "The middle."),
    ENVTAB_GROUP(struct whole, config, schema, "C_", "The rest."),
  };
  ENVTAB_SCHEMA(struct whole, whole_schema, rows, "whole", .check = check_whole);

  expect_checks(&whole_schema, NOTHING, "", "bbpcw");
  expect_checks(&whole_schema, ENVIRONMENT("M_SIZE_LOW=10"), "rule M_SIZE_HIGH", "bbpc");
  expect_checks(&whole_schema, ENVIRONMENT("M_NUMBER=x"), "malformed M_NUMBER", "bbpc");
}
END_TEST

/* They are problems of their own, and say nothing about the fields. */
START_TEST(unknown_names_and_warnings_do_not_stop_a_check)
{
  expect_checks(&schema, ENVIRONMENT("RULES_X=1"), "unknown RULES_X", "bpc");
  expect_checks(&schema, ENVIRONMENT("A_SIZE_TOP=8"), "warning former_name A_SIZE_TOP", "bpc");
}
END_TEST

START_TEST(defaults_are_checked_like_values)
{
  expect_checks(&schema, ENVIRONMENT("A_SIZE_LOW=10"), "rule A_SIZE_HIGH", "b");
}
END_TEST

/* ---- What a check reports ---- */

START_TEST(several_rules_are_all_reported)
{
  expect_problems(&schema, ENVIRONMENT("WORKERS=2"), "rule, rule A_SIZE_LOW, rule KEY");
}
END_TEST

START_TEST(name_of_the_member_comes_first)
{
  expect_words(&schema, ENVIRONMENT("A_SIZE_LOW=10"), "A_SIZE_HIGH is less than A_SIZE_LOW. Raise it, or lower the other.");
  expect_words(&schema, ENVIRONMENT("WORKERS=2"), "The whole is wrong. Think again.");
  expect_problems(&schema, ENVIRONMENT("WORKERS=5", "B_NAME=x"), "rule B_NAME");
}
END_TEST

/* The name that was read is the one to fix. */
/* A table that is used twice does not know the prefixes of its names. */
START_TEST(other_member_is_named_with_its_prefixes)
{
  expect_words(&schema, ENVIRONMENT("A_SIZE_LOW=10"), "A_SIZE_HIGH is less than A_SIZE_LOW.");
  expect_words(&schema, ENVIRONMENT("B_SIZE_LOW=10"), "B_SIZE_HIGH is less than B_SIZE_LOW.");
}
END_TEST

START_TEST(deprecated_name_comes_first_where_it_was_read)
{
  expect_problems(&schema, ENVIRONMENT("A_SIZE_LOW=3", "A_SIZE_TOP=2"),
                  "warning former_name A_SIZE_TOP, rule A_SIZE_TOP");
}
END_TEST

START_TEST(only_a_member_has_a_name)
{
  expect_problems(&schema, ENVIRONMENT("WORKERS=4"), "rule");
}
END_TEST

START_TEST(rule_without_a_reason_still_says_something)
{
  struct report report = { 0 };

  envtab_free(load_noting(&schema, ENVIRONMENT("WORKERS=3"), &report));
  ck_assert_uint_eq(report.errors, 1);
  ck_assert_uint_ne(strlen(report.notes[0].reason), 0);
  forget(&report);
}
END_TEST

START_TEST(words_of_a_rule_that_look_like_a_credential_are_not_shown)
{
  struct report report = { 0 };

  envtab_free(load_noting(&schema, ENVIRONMENT("WORKERS=7"), &report));
  ck_assert_str_eq(message_of(&report.notes[0]), "WORKERS breaks a rule. ");
  ck_assert(!report.notes[0].has_hint);
  forget(&report);
}
END_TEST

START_TEST(words_of_a_rule_are_a_line_of_at_most_400_bytes)
{
  struct report report = { 0 };

  memset(odd_words + strlen(odd_words), 'x', sizeof odd_words - strlen(odd_words) - 1);
  envtab_free(load_noting(&schema, ENVIRONMENT("WORKERS=6"), &report));
  ck_assert_uint_eq(report.errors, 1);
  ck_assert(strncmp(report.notes[0].reason, "is red?[31m?fatal: all?? ???no xxx", 34) == 0);
  ck_assert_str_eq(report.notes[0].hint, report.notes[0].reason);
  ck_assert_uint_eq(strlen(report.notes[0].reason), 400);
  forget(&report);
}
END_TEST

START_TEST(problem_of_a_rule_has_its_field_and_source)
{
  struct report report = { 0 };

  envtab_free(load_noting(&schema, ENVIRONMENT("A_SIZE_LOW=10"), &report));
  ck_assert_ptr_eq(report.notes[0].problem.field, &bounds_fields[1].field);
  ck_assert_int_eq(report.notes[0].problem.source, ENVTAB_SOURCE_DEFAULT);
  ck_assert(!report.notes[0].has_value);
  ck_assert(!report.notes[0].has_hint || *report.notes[0].hint);
  forget(&report);
}
END_TEST

START_TEST(prefix_is_put_before_the_name_of_a_rule)
{
  struct report report = { 0 };
  const envtab_options options = {
    .environment = ENVIRONMENT("X_WORKERS=1"), .prefix = "X_", .sink = note, .context = &report
  };

  ck_assert_ptr_null(envtab_load(&schema, &options));
  ck_assert_str_eq(list_problems(&report), "rule X_WORKERS");
  forget(&report);
}
END_TEST

/* ---- The context: of the schema whose check runs ---- */

struct limit { int value; };

static void check_limit(const void *config, envtab_rules *rules)
{
  const int *limit = envtab_rules_context(rules);
  const struct limit *self = config;

  if (!limit) envtab_rules_reject(rules, NULL, "There is no context", NULL);
  else if (self->value > *limit) envtab_rules_reject(rules, &self->value, "is too large", NULL);
}

static const int ten = 10, twenty = 20;
static ENVTAB_TABLE(struct limit) limit_fields[] = { ENVTAB(struct limit, value, "VALUE", "A value.", .default_value = "15") };
static ENVTAB_SCHEMA(struct limit, ten_schema, limit_fields, "limit", .check = check_limit, .context = &ten);

START_TEST(check_gets_the_context_of_its_schema)
{
  struct limits { struct limit small, large; };
  static ENVTAB_SCHEMA(struct limit, twenty_schema, limit_fields, "limit", .check = check_limit, .context = &twenty);
  static ENVTAB_TABLE(struct limits) rows[] = {
    ENVTAB_GROUP(struct limits, small, ten_schema, "SMALL_", "The small one."),
    ENVTAB_GROUP(struct limits, large, twenty_schema, "LARGE_", "The large one."),
  };
  static ENVTAB_SCHEMA(struct limits, limits_schema, rows, "limits");
  envtab_schema without = ten_schema;

  expect_problems(&limits_schema, NOTHING, "rule SMALL_VALUE");
  expect_problems(&limits_schema, ENVIRONMENT("SMALL_VALUE=1", "LARGE_VALUE=21"), "rule LARGE_VALUE");
  without.context = NULL;
  expect_problems(&without, NOTHING, "rule");
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("rule");
  TCase *rules = tcase_create("rules");

  tcase_add_test(rules, checks_run_inner_groups_first);
  tcase_add_test(rules, check_of_an_absent_group_does_not_run);
  tcase_add_test(rules, check_runs_only_when_all_of_its_fields_are_right);
  tcase_add_test(rules, check_runs_only_when_those_inside_hold);
  tcase_add_test(rules, struct_without_a_check_holds_unless_a_field_is_wrong);
  tcase_add_test(rules, unknown_names_and_warnings_do_not_stop_a_check);
  tcase_add_test(rules, defaults_are_checked_like_values);
  tcase_add_test(rules, several_rules_are_all_reported);
  tcase_add_test(rules, name_of_the_member_comes_first);
  tcase_add_test(rules, other_member_is_named_with_its_prefixes);
  tcase_add_test(rules, deprecated_name_comes_first_where_it_was_read);
  tcase_add_test(rules, only_a_member_has_a_name);
  tcase_add_test(rules, rule_without_a_reason_still_says_something);
  tcase_add_test(rules, words_of_a_rule_are_a_line_of_at_most_400_bytes);
  tcase_add_test(rules, words_of_a_rule_that_look_like_a_credential_are_not_shown);
  tcase_add_test(rules, problem_of_a_rule_has_its_field_and_source);
  tcase_add_test(rules, prefix_is_put_before_the_name_of_a_rule);
  tcase_add_test(rules, check_gets_the_context_of_its_schema);
  suite_add_tcase(suite, rules);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
