/* Where a field's text comes from: its name, its deprecated names, its default; and the three things that empty can mean. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"

struct config {
  const char *text;
  int number;
  envtab_strings list;
  envtab_secret key;
};
#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
#define LIST(...) ENVTAB_LIST(struct config, list, "L", "A list.", __VA_ARGS__)
#define ROWS(...) (const envtab_row[]){ __VA_ARGS__ }

/* One row, loaded from the environment; the config, or NULL after these problems. */
static const struct config *load_row(const envtab_row *row, const char *const *environment, const char *problems)
{
  static envtab_schema schema; /* outlives the config */
  struct report report = { 0 };
  const struct config *config;

  schema = (envtab_schema){ .name = "source",
                            .fields = &row->field,
                            .count = 1,
                            .field_size = sizeof *row,
                            .size = sizeof(struct config),
                            .alignment = 16 };
  config = load_noting(&schema, environment, &report);
  ck_assert_msg(strcmp(list_problems(&report), problems) == 0, "%s: \"%s\", not \"%s\"",
                *environment ? *environment : "nothing", list_problems(&report), problems);
  ck_assert(is_summed_up(&report));
  forget(&report);
  return config;
}

static void expect_row(const envtab_row *row, const char *const *environment, const char *problems)
{
  envtab_free(load_row(row, environment, problems));
}

static void expect_source(const envtab_row *row, const char *const *environment, envtab_source source)
{
  const struct config *config = load_row(row, environment, "");

  ck_assert_ptr_nonnull(config);
  ck_assert_int_eq(envtab_source_of(config, (const char *)config + row->field.offset), source);
  ck_assert_int_eq(envtab_is_set(config, (const char *)config + row->field.offset), source > ENVTAB_SOURCE_DEFAULT);
  envtab_free(config);
}

/* ---- Empty is unset, as long as the field says nothing else ---- */

START_TEST(empty_variable_gets_the_default)
{
  const envtab_row *text = ROWS(ROW(text, "T", "A text.", .default_value = "x")), *list = ROWS(LIST(.default_value = "a,b"));

  expect_source(text, NOTHING, ENVTAB_SOURCE_DEFAULT);
  expect_source(text, ENVIRONMENT("T="), ENVTAB_SOURCE_DEFAULT);
  expect_source(text, ENVIRONMENT("T=   "), ENVTAB_SOURCE_DEFAULT);
  expect_source(text, ENVIRONMENT("T=y"), ENVTAB_SOURCE_ENVIRONMENT);
  expect_source(list, ENVIRONMENT("L= "), ENVTAB_SOURCE_DEFAULT);
}
END_TEST

START_TEST(empty_leaves_an_optional_member_zero)
{
  const envtab_row *rows[] = {
    ROWS(ROW(text, "V", "A text.", .optional = true)),
    ROWS(ROW(number, "V", "A number.", .optional = true)),
    ROWS(ROW(key, "V", "A key.", .optional = true)),
    ROWS(ENVTAB_LIST(struct config, list, "V", "A list.", .optional = true)),
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    static const char zero[sizeof(struct config)];
    const struct config *config = load_row(rows[i], ENVIRONMENT("V="), "");

    ck_assert_ptr_nonnull(config);
    ck_assert_int_eq(memcmp(config, zero, sizeof zero), 0);
    envtab_free(config);
    expect_source(rows[i], NOTHING, ENVTAB_SOURCE_NONE);
    expect_source(rows[i], ENVIRONMENT("V="), ENVTAB_SOURCE_NONE);
    expect_source(rows[i], ENVIRONMENT("V=  "), ENVTAB_SOURCE_NONE);
  }
}
END_TEST

START_TEST(empty_of_a_required_name_is_reported_as_empty)
{
  const envtab_row *rows = ROWS(ROW(text, "V", "Which one."));

  expect_row(rows, NOTHING, "missing V");
  expect_row(rows, ENVIRONMENT("V="), "empty V");
  expect_row(rows, ENVIRONMENT("V=  "), "empty V");
  expect_row(ROWS(ROW(key, "V", "A key.")), ENVIRONMENT("V="), "empty V");
  expect_row(ROWS(ENVTAB_LIST(struct config, list, "V", "A list.")), ENVIRONMENT("V="), "empty V");
  expect_row(ROWS(ROW(number, "V", "A number.")), ENVIRONMENT("V= "), "empty V");
}
END_TEST

/* ---- Empty is an error ---- */

START_TEST(empty_is_an_error_where_the_field_says_so)
{
  const envtab_row *rows[] = {
    ROWS(ROW(text, "V", "A text.", .default_value = "x", .empty = ENVTAB_EMPTY_IS_ERROR)),
    ROWS(ROW(text, "V", "A text.", .optional = true, .empty = ENVTAB_EMPTY_IS_ERROR)),
    ROWS(ROW(number, "V", "A number.", .optional = true, .empty = ENVTAB_EMPTY_IS_ERROR)),
    ROWS(ROW(key, "V", "A key.", .optional = true, .empty = ENVTAB_EMPTY_IS_ERROR)),
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    expect_row(rows[i], ENVIRONMENT("V="), "empty V");
    expect_row(rows[i], ENVIRONMENT("V=  "), "empty V");
    expect_row(rows[i], NOTHING, "");
  }
  expect_row(ROWS(ROW(text, "V", "A text.", .empty = ENVTAB_EMPTY_IS_ERROR)), NOTHING, "missing V");
}
END_TEST

START_TEST(empty_deprecated_name_is_an_error_too)
{
  const envtab_row *row =
    ROWS(ROW(text, "V", "A text.", .default_value = "x", .deprecated = ENVTAB_NAMES("F"), .empty = ENVTAB_EMPTY_IS_ERROR));

  expect_row(row, ENVIRONMENT("F="), "empty F");
}
END_TEST

/* ---- Empty is a value ---- */

START_TEST(empty_is_a_value_of_strings_and_lists)
{
  const envtab_row *text = ROWS(ROW(text, "V", "A text.", .default_value = "x", .empty = ENVTAB_EMPTY_IS_VALUE));
  const envtab_row *list =
    ROWS(ENVTAB_LIST(struct config, list, "V", "A list.", .default_value = "x", .empty = ENVTAB_EMPTY_IS_VALUE));
  const struct config *config = load_row(text, ENVIRONMENT("V="), "");

  ck_assert_str_eq(config->text, "");
  ck_assert_int_eq(envtab_source_of(config, &config->text), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(config);
  config = load_row(list, ENVIRONMENT("V="), "");
  ck_assert_uint_eq(config->list.count, 0);
  ck_assert_int_eq(envtab_source_of(config, &config->list), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(config);
  expect_source(text, NOTHING, ENVTAB_SOURCE_DEFAULT);
  expect_row(ROWS(ROW(text, "V", "A text.", .empty = ENVTAB_EMPTY_IS_VALUE)), ENVIRONMENT("V="), "");
}
END_TEST

START_TEST(empty_default_is_a_value_too)
{
  const envtab_row *text = ROWS(ROW(text, "V", "A text.", .default_value = "", .empty = ENVTAB_EMPTY_IS_VALUE));
  const struct config *config = load_row(text, NOTHING, "");

  ck_assert_str_eq(config->text, "");
  ck_assert_int_eq(envtab_source_of(config, &config->text), ENVTAB_SOURCE_DEFAULT);
  envtab_free(config);
}
END_TEST

START_TEST(blanks_are_rejected_where_empty_is_a_value)
{
  expect_row(ROWS(ROW(text, "V", "A text.", .empty = ENVTAB_EMPTY_IS_VALUE)), ENVIRONMENT("V=  "), "malformed V");
  expect_row(ROWS(ENVTAB_LIST(struct config, list, "V", "A list.", .empty = ENVTAB_EMPTY_IS_VALUE)), ENVIRONMENT("V= "),
             "malformed V");
}
END_TEST

START_TEST(length_bounds_hold_for_the_empty_value)
{
  const envtab_row *text = ROWS(ROW(text, "V", "A text.", .min_length = 1, .empty = ENVTAB_EMPTY_IS_VALUE));

  expect_row(text, ENVIRONMENT("V="), "range V");
}
END_TEST

/* The table is wrong where it says so. A program that never checks it must not run with an empty key. */
START_TEST(secret_is_never_empty)
{
  expect_row(ROWS(ROW(text, "V", "A text.", .secret = true, .empty = ENVTAB_EMPTY_IS_VALUE)), ENVIRONMENT("V="), "empty V");
  expect_row(ROWS(ROW(key, "V", "A key.", .empty = ENVTAB_EMPTY_IS_VALUE)), ENVIRONMENT("V="), "empty V");
}
END_TEST

/* ---- Raw: blanks are a value ---- */

START_TEST(raw_blanks_are_a_value)
{
  const envtab_row *raw = ROWS(ROW(text, "V", "A text.", .default_value = "x", .raw = true));
  const struct config *config = load_row(raw, ENVIRONMENT("V=  "), "");

  ck_assert_str_eq(config->text, "  ");
  envtab_free(config);
  expect_source(raw, ENVIRONMENT("V="), ENVTAB_SOURCE_DEFAULT);
  config =
    load_row(ROWS(ROW(text, "V", "A text.", .raw = true, .empty = ENVTAB_EMPTY_IS_ERROR)), ENVIRONMENT("V= "), "");
  ck_assert_str_eq(config->text, " ");
  envtab_free(config);
}
END_TEST

/* ---- A deprecated name ---- */

static const envtab_row renamed[] = { ROW(text, "NEW", "A text.", .default_value = "x", .deprecated = ENVTAB_NAMES("OLD")) };

START_TEST(deprecated_name_is_read_with_a_warning)
{
  const struct config *config = load_row(renamed, ENVIRONMENT("OLD=y"), "warning former_name OLD");

  ck_assert_str_eq(config->text, "y");
  ck_assert_int_eq(envtab_source_of(config, &config->text), ENVTAB_SOURCE_FORMER_NAME);
  ck_assert(envtab_is_set(config, &config->text));
  envtab_free(config);
}
END_TEST

START_TEST(deprecated_name_is_read_where_the_new_one_is_empty)
{
  const struct config *config = load_row(renamed, ENVIRONMENT("NEW=", "OLD=y"), "warning former_name OLD");

  ck_assert_str_eq(config->text, "y");
  envtab_free(config);
  expect_row(ROWS(ROW(text, "NEW", "A text.", .deprecated = ENVTAB_NAMES("OLD"))), ENVIRONMENT("OLD="), "empty OLD");
}
END_TEST

START_TEST(both_names_with_one_value_are_fine)
{
  const struct config *config = load_row(renamed, ENVIRONMENT("OLD=y", "NEW=y"), "");

  ck_assert_str_eq(config->text, "y");
  ck_assert_int_eq(envtab_source_of(config, &config->text), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(config);
  expect_row(renamed, ENVIRONMENT("OLD=", "NEW=y"), "");
}
END_TEST

START_TEST(both_names_with_two_values_are_a_conflict)
{
  expect_row(renamed, ENVIRONMENT("OLD=y", "NEW=z"), "conflict OLD");
  expect_row(renamed, ENVIRONMENT("NEW=z", "OLD=zz"), "conflict OLD");
}
END_TEST

START_TEST(deprecated_value_is_checked_under_its_own_name)
{
  expect_row(ROWS(ROW(number, "NEW", "A number.", .deprecated = ENVTAB_NAMES("OLD"))), ENVIRONMENT("OLD=y"), "malformed OLD");
}
END_TEST

START_TEST(missing_name_is_the_new_one)
{
  expect_row(ROWS(ROW(number, "NEW", "A number.", .deprecated = ENVTAB_NAMES("OLD"))), NOTHING, "missing NEW");
}
END_TEST

/* ---- Three deprecated names ---- */

static const envtab_row renamed_often[] = {
  ROW(text, "NEW", "A text.", .deprecated = ENVTAB_NAMES("OLD", "OLDER", "OLDEST"), .from_file = true)
};

/* The text is that of the deprecated name that the warning is about. */
static void expect_deprecated(const char *const *environment, const char *name, const char *text)
{
  char warning[64];
  const struct config *config;

  snprintf(warning, sizeof warning, "warning former_name %s", name);
  config = load_row(renamed_often, environment, warning);
  ck_assert_ptr_nonnull(config);
  ck_assert_str_eq(config->text, text);
  ck_assert_int_eq(envtab_source_of(config, &config->text), ENVTAB_SOURCE_FORMER_NAME);
  envtab_free(config);
}

START_TEST(each_deprecated_name_is_read_alone)
{
  expect_deprecated(ENVIRONMENT("OLD=a"), "OLD", "a");
  expect_deprecated(ENVIRONMENT("OLDER=b"), "OLDER", "b");
  expect_deprecated(ENVIRONMENT("OLDEST=c"), "OLDEST", "c");
  expect_deprecated(ENVIRONMENT("NEW=", "OLD=", "OLDER= ", "OLDEST=c"), "OLDEST", "c");
}
END_TEST

/* The newest name of those that are set is read, in whatever order the environment has them. */
START_TEST(deprecated_names_with_one_value_are_fine)
{
  const struct config *config;

  expect_deprecated(ENVIRONMENT("OLD=a", "OLDEST=a"), "OLD", "a");
  expect_deprecated(ENVIRONMENT("OLDEST=a", "OLDER=a"), "OLDER", "a");
  expect_deprecated(ENVIRONMENT("OLDEST=a", "OLDER=a", "OLD=a"), "OLD", "a");
  config = load_row(renamed_often, ENVIRONMENT("OLDEST=a", "OLDER=a", "NEW=a"), "");
  ck_assert_int_eq(envtab_source_of(config, &config->text), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(config);
}
END_TEST

START_TEST(deprecated_names_with_two_values_are_a_conflict)
{
  expect_row(renamed_often, ENVIRONMENT("OLD=a", "OLDER=b"), "conflict OLDER");
  expect_row(renamed_often, ENVIRONMENT("OLDEST=c", "OLD=a"), "conflict OLDEST");
  expect_row(renamed_often, ENVIRONMENT("OLDER=b", "OLDEST=c"), "conflict OLDEST");
  expect_row(renamed_often, ENVIRONMENT("OLD=a", "OLDER=a", "OLDEST=c"), "conflict OLDEST");
  expect_row(renamed_often, ENVIRONMENT("NEW=a", "OLD=a", "OLDER=b"), "conflict OLDER");
}
END_TEST

START_TEST(deprecated_name_is_read_from_its_file)
{
  char path[] = "/tmp/envtab-source-XXXXXX", old[64], older[64], oldest[64];
  int file = mkstemp(path);

  ck_assert_int_ge(file, 0);
  ck_assert_int_eq(write(file, "b\n", 2), 2);
  close(file);
  snprintf(old, sizeof old, "OLD_FILE=%s", path);
  snprintf(older, sizeof older, "OLDER_FILE=%s", path);
  snprintf(oldest, sizeof oldest, "OLDEST_FILE=%s", path);
  expect_deprecated(ENVIRONMENT(old), "OLD_FILE", "b");
  expect_deprecated(ENVIRONMENT(older), "OLDER_FILE", "b");
  expect_deprecated(ENVIRONMENT(oldest), "OLDEST_FILE", "b");
  /* A file is not read to see whether it says the same as another name. */
  expect_row(renamed_often, ENVIRONMENT("OLD=b", older), "conflict OLDER_FILE");
  expect_row(renamed_often, ENVIRONMENT(older, "OLDER=b"), "conflict OLDER_FILE");
  expect_row(renamed_often, ENVIRONMENT(older, "OLDEST=b"), "conflict OLDEST");
  expect_row(renamed_often, ENVIRONMENT(old, oldest), "conflict OLDEST_FILE");
  unlink(path);
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("source");
  TCase *empty = tcase_create("empty"), *deprecated = tcase_create("deprecated"), *several = tcase_create("several");

  tcase_add_test(empty, empty_variable_gets_the_default);
  tcase_add_test(empty, empty_leaves_an_optional_member_zero);
  tcase_add_test(empty, empty_of_a_required_name_is_reported_as_empty);
  tcase_add_test(empty, empty_is_an_error_where_the_field_says_so);
  tcase_add_test(empty, empty_deprecated_name_is_an_error_too);
  tcase_add_test(empty, empty_is_a_value_of_strings_and_lists);
  tcase_add_test(empty, empty_default_is_a_value_too);
  tcase_add_test(empty, blanks_are_rejected_where_empty_is_a_value);
  tcase_add_test(empty, length_bounds_hold_for_the_empty_value);
  tcase_add_test(empty, secret_is_never_empty);
  tcase_add_test(empty, raw_blanks_are_a_value);
  tcase_add_test(deprecated, deprecated_name_is_read_with_a_warning);
  tcase_add_test(deprecated, deprecated_name_is_read_where_the_new_one_is_empty);
  tcase_add_test(deprecated, both_names_with_one_value_are_fine);
  tcase_add_test(deprecated, both_names_with_two_values_are_a_conflict);
  tcase_add_test(deprecated, deprecated_value_is_checked_under_its_own_name);
  tcase_add_test(deprecated, missing_name_is_the_new_one);
  tcase_add_test(several, each_deprecated_name_is_read_alone);
  tcase_add_test(several, deprecated_names_with_one_value_are_fine);
  tcase_add_test(several, deprecated_names_with_two_values_are_a_conflict);
  tcase_add_test(several, deprecated_name_is_read_from_its_file);
  suite_add_tcase(suite, empty);
  suite_add_tcase(suite, deprecated);
  suite_add_tcase(suite, several);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
