/* The name that was probably meant, where a name with the schema's prefix is unknown or a required one is missing. */
#include <stdlib.h>
#include <string.h>

#include "common.h"

struct config {
  int workers, retries;
  envtab_secret key;
  const char *a, *b;
};
#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ROW(workers, "ORDERS_WORKERS", "How many at once.", .default_value = "4", .deprecated = ENVTAB_NAMES("ORDERS_THREADS")),
  ROW(retries, "ORDERS_RETRIES", "How often.", .default_value = "3"),
  ROW(key, "SESSION_KEY", "A key.", .from_file = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders", .reserved_prefix = "ORDERS_");

#define KEY "SESSION_KEY=hunter2"

/* The hint of the one problem. */
static const char *hint_of(const envtab_schema *table, const char *const *environment)
{
  struct report report = { 0 };
  char *hint;

  envtab_free(load_noting(table, environment, &report));
  ck_assert_msg(report.errors == 1, "%s", list_problems(&report));
  hint = hold(strdup(report.notes[0].hint));
  forget(&report);
  return hint;
}

/* ---- Unknown names ---- */

START_TEST(typos_in_an_unknown_name_are_found)
{
  static const char *const slips[] = {
    /* a letter more, less, other; two swapped; two typos; in another case */
    "ORDERS_WORKERRS=1", "ORDERS_WORKRS=1", "ORDERS_WORKEES=1", "ORDERS_WROKERS=1",
    "ORDERS_WROKRS=1",   "ORDERS_WORKER=1", "ORDERS_workrs=1",
  };

  for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
    const char *hint = hint_of(&schema, ENVIRONMENT(KEY, slips[i]));

    ck_assert_msg(strstr(hint, "ORDERS_WORKERS"), "%s: %s", slips[i], hint);
  }
}
END_TEST

START_TEST(name_that_is_not_similar_gets_no_suggestion)
{
  const char *hint = hint_of(&schema, ENVIRONMENT(KEY, "ORDERS_SOMETHING_ELSE=1"));

  ck_assert_ptr_null(strstr(hint, "mean"));
  ck_assert_str_ne(hint, "");
}
END_TEST

START_TEST(nearest_name_is_suggested)
{
  ENVTAB_TABLE(struct config) rows[] = { ROW(a, "X_ALPHA", "A.", .optional = true), ROW(b, "X_ALPHAS", "B.", .optional = true) };
  ENVTAB_SCHEMA(struct config, table, rows, "near", .reserved_prefix = "X_");

  ck_assert_ptr_nonnull(strstr(hint_of(&table, ENVIRONMENT("X_ALPH=1")), "X_ALPHA?"));
  ck_assert_ptr_nonnull(strstr(hint_of(&table, ENVIRONMENT("X_ALPHASS=1")), "X_ALPHAS?"));
}
END_TEST

/* A deprecated name is on its way out. */
START_TEST(deprecated_name_is_not_suggested)
{
  ck_assert_ptr_null(strstr(hint_of(&schema, ENVIRONMENT(KEY, "ORDERS_THREAD=1")), "ORDERS_THREADS"));
}
END_TEST

START_TEST(file_of_a_name_is_suggested)
{
  ENVTAB_TABLE(struct config) rows[] = { ROW(key, "X_KEY", "A key.", .optional = true, .from_file = true) };
  ENVTAB_SCHEMA(struct config, table, rows, "near", .reserved_prefix = "X_");

  ck_assert_ptr_nonnull(strstr(hint_of(&table, ENVIRONMENT("X_KEY_FLIE=/a")), "X_KEY_FILE"));
}
END_TEST

START_TEST(value_of_an_unknown_name_is_not_shown)
{
  struct report report = { 0 };

  envtab_free(load_noting(&schema, ENVIRONMENT(KEY, "ORDERS_TOKEN=hunter2hunter2"), &report));
  ck_assert_str_eq(list_problems(&report), "unknown ORDERS_TOKEN");
  ck_assert(!report.notes[0].has_value);
  ck_assert_ptr_null(report.notes[0].problem.field);
  forget(&report);
}
END_TEST

START_TEST(long_unknown_name_is_cut_with_its_length)
{
  char entry[128] = "ORDERS_";
  struct report report = { 0 };

  memset(entry + 7, 'X', 93); /* a name of 100 bytes */
  strcpy(entry + 100, "=1");
  envtab_free(load_noting(&schema, ENVIRONMENT(KEY, entry), &report));
  entry[60] = '\0';
  ck_assert_uint_eq(report.errors, 1);
  ck_assert_ptr_nonnull(strstr(report.notes[0].name, entry));
  ck_assert_ptr_nonnull(strstr(report.notes[0].name, "... (100 bytes)"));
  forget(&report);
}
END_TEST

/* What comes after it may be a value: another sign was written for the "=", and an "=" comes only within the value. */
START_TEST(unknown_name_is_shown_up_to_what_no_name_holds)
{
  static const struct { const char *entry, *name; } cases[] = {
    { "ORDERS_URL:postgres://u:hunter2@h/db=", "ORDERS_URL..." },
    { "ORDERS_URL:postgres://u:hunter2@h/?a=b", "ORDERS_URL..." },
    { "ORDERS_KEY hunter2=", "ORDERS_KEY\\x20..." },
    { "ORDERS_KEY-aHVudGVyMg==", "ORDERS_KEY..." },
    { "ORDERS_KEY\thunter2=", "ORDERS_KEY..." },
    { "ORDERS_KEY\xc3\xa4hunter2=", "ORDERS_KEY..." },
    { "ORDERS_\x1b[31mhunter2=1", "ORDERS_..." },
    { "\xef\xbb\xbfORDERS_KEY:hunter2=", "\\xEF\\xBB\\xBFORDERS_KEY..." },
    { "ORDERS_KEY =hunter2", "ORDERS_KEY\\x20" },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct report report = { 0 };

    envtab_free(load_noting(&schema, ENVIRONMENT(KEY, cases[i].entry), &report));
    ck_assert_uint_eq(report.errors, 1);
    ck_assert_str_eq(report.notes[0].name, cases[i].name);
    ck_assert_ptr_null(strstr(message_of(&report.notes[0]), "hunter2"));
    forget(&report);
  }
}
END_TEST

START_TEST(similar_name_is_shown_up_to_what_no_name_holds)
{
  ck_assert_str_eq(hint_of(&schema, ENVIRONMENT("SESSION_KEY:x=1")), "SESSION_KEY... is set. Did you mean SESSION_KEY?");
}
END_TEST

/* ---- Required names that are missing ---- */

START_TEST(missing_name_finds_its_typo_anywhere)
{
  static const char *const slips[] = { "SESION_KEY=x", "SESSIONKEY=x", "SESSION_KEYS=x", "SESSION_EKY=x",
                                       "SSESSION_KEY=x" };

  for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
    const char *hint = hint_of(&schema, ENVIRONMENT("PATH=/bin", slips[i], "HOME=/"));
    char name[32];

    snprintf(name, sizeof name, "%.*s", (int)strcspn(slips[i], "="), slips[i]);
    ck_assert_msg(strstr(hint, name), "%s: %s", slips[i], hint);
  }
  ck_assert_ptr_null(strstr(hint_of(&schema, ENVIRONMENT("PATH=/bin", "USER=x")), "mean"));
}
END_TEST

START_TEST(nearest_variable_is_named)
{
  const char *hint = hint_of(&schema, ENVIRONMENT("SESION_KE=x", "SESSION_KE=x", "ESSION_KE=x"));

  ck_assert_msg(strncmp(hint, "SESSION_KE ", 11) == 0, "%s", hint);
}
END_TEST

/* A variable that another field reads is not the one that was meant. */
START_TEST(declared_name_is_not_a_typo_of_another)
{
  ENVTAB_TABLE(struct config) rows[] = { ROW(a, "DB_HOST", "A host."), ROW(b, "DB_HOSTS", "Hosts.", .optional = true) };
  ENVTAB_SCHEMA(struct config, table, rows, "near");

  ck_assert_ptr_null(strstr(hint_of(&table, ENVIRONMENT("DB_HOSTS=x")), "mean"));
}
END_TEST

START_TEST(typo_that_is_missing_and_unknown_is_one_problem)
{
  ENVTAB_TABLE(struct config) rows[] = { ROW(a, "X_TOKEN", "A token."), ROW(b, "X_OTHER", "Other.", .optional = true) };
  ENVTAB_SCHEMA(struct config, table, rows, "near", .reserved_prefix = "X_");

  expect_problems(&table, ENVIRONMENT("X_TOKNE=x"), "missing X_TOKEN");
  ck_assert_ptr_nonnull(strstr(hint_of(&table, ENVIRONMENT("X_TOKNE=x")), "X_TOKNE"));
  expect_problems(&table, ENVIRONMENT("X_TOKNE=x", "X_OTHRE=x"), "missing X_TOKEN, unknown X_OTHRE");
}
END_TEST

/* The unknown name that lost to a nearer one is still unknown. */
START_TEST(one_typo_explains_one_name)
{
  ENVTAB_TABLE(struct config) rows[] = { ROW(a, "X_TOKEN", "A token.") };
  ENVTAB_SCHEMA(struct config, table, rows, "near", .reserved_prefix = "X_");

  expect_problems(&table, ENVIRONMENT("X_TOKKN=x", "X_TKKEN=x"), "missing X_TOKEN, unknown X_TKKEN");
}
END_TEST

/* Entries without a name, or without a value, are not variables that anybody meant. */
START_TEST(entries_that_are_not_variables_are_not_suggested)
{
  const char *const *environment = ENVIRONMENT("", "=x", "SESION_KEY", "=ORDERS_X=1", "ORDERS_Y=1");

  expect_problems(&schema, environment, "missing SESSION_KEY, unknown ORDERS_Y");
  ck_assert_ptr_null(strstr(hint_of(&schema, ENVIRONMENT("", "=x", "SESION_KEY")), "mean"));
}
END_TEST

/* A text that is not a name, as only a wrong table has it, is escaped in a hint, and cut where the hint ends. */
/* What is compared has an end, and so has a hint. */
START_TEST(very_long_name_is_missing_without_a_suggestion)
{
  static char name[701], entry[704];
  ENVTAB_TABLE(struct config) row[] = { ROW(a, name, "A.", .from_file = true, .example = "5") };
  ENVTAB_SCHEMA(struct config, table, row, "near");
  const char *hint;

  memset(name, 'A', sizeof name - 1);
  snprintf(entry, sizeof entry, "%.699s=x", name);
  hint = hint_of(&table, ENVIRONMENT(entry));
  ck_assert(strncmp(hint, "Set it, or set AAA", 14) == 0);
  ck_assert_ptr_null(strstr(hint, "mean"));
  ck_assert_ptr_null(strstr(hint, "example"));
}
END_TEST

START_TEST(suggestion_for_a_long_name_is_cut)
{
  char name[65], entry[64];
  ENVTAB_TABLE(struct config) row[] = { ROW(a, name, "A.") };
  ENVTAB_SCHEMA(struct config, table, row, "near");
  const char *hint;

  memset(name, 'A', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  snprintf(entry, sizeof entry, "%.62s=", name);
  hint = hint_of(&table, ENVIRONMENT(entry));
  ck_assert_ptr_nonnull(strstr(hint, "AAA... (62 bytes) is set. Did you mean AAA"));
  ck_assert_uint_eq(strspn(hint, "A"), 60);
}
END_TEST

/* Each part of the hint on a missing row is cut where the whole of it ends, however long the name before it is. */
START_TEST(hint_of_a_missing_row_fits_at_any_length_of_its_name)
{
  static char name[421];
  const envtab_row rows[] = {
    ROW(a, name, "A.", .from_file = true),
    ROW(a, name, "A.", .from_file = true, .example = "5"),
    ROW(a, name, "A."),
  };
  const envtab_schema table = { .name = "long", .fields = &rows[_i].field, .count = 1, .field_size = sizeof rows[0],
                                .size = sizeof(struct config), .alignment = _Alignof(struct config) };

  for (size_t length = 300; length < sizeof name; length++) {
    const char *hint;

    memset(name, 'A', length);
    name[length] = '\0';
    hint = hint_of(&table, NOTHING);
    ck_assert_msg(strstr(hint, rows[_i].field.example ? "For example: AAA" : "It must be "), "%zu: %s", length, hint);
  }
}
END_TEST

/* A program and its groups own a prefix each: a name is looked at under the one that it has, be it the shorter. */
START_TEST(superfluous_prefix_is_found)
{
  ENVTAB_TABLE(struct config) inner[] = { ROW(a, "NAME", "A name.", .optional = true) };
  ENVTAB_SCHEMA(struct config, group, inner, "group", .reserved_prefix = "EXTRA_");
  struct whole { struct config config; const char *port; };
  ENVTAB_TABLE(struct whole) rows[] = {
    ENVTAB_GROUP(struct whole, config, group, "GROUP_", "A group."),
    ENVTAB(struct whole, port, "LISTEN", "Where it listens.", .optional = true),
  };
  ENVTAB_SCHEMA(struct whole, table, rows, "whole", .reserved_prefix = "WHOLE_");

  ck_assert_str_eq(hint_of(&table, ENVIRONMENT("WHOLE_LISTEN=1")), "Did you mean LISTEN?");
  ck_assert_ptr_null(strstr(hint_of(&table, ENVIRONMENT("WHOLE_X=1")), "mean"));
  ck_assert_str_eq(hint_of(&table, ENVIRONMENT("GROUP_EXTRA_LISTEN=1")), "Did you mean LISTEN?");
  ck_assert_ptr_null(strstr(hint_of(&table, ENVIRONMENT("GROUP_EXTRA_=x", "GROUP_EXTRA_A=1")), "mean"));
}
END_TEST

START_TEST(short_names_are_not_typos_of_each_other)
{
  ENVTAB_TABLE(struct config) rows[] = { ROW(a, "DB", "A database.") };
  ENVTAB_SCHEMA(struct config, table, rows, "near");

  ck_assert_ptr_null(strstr(hint_of(&table, ENVIRONMENT("D=x", "BD=x", "_=x")), "mean"));
}
END_TEST

START_TEST(case_and_a_byte_order_mark_are_found)
{
  ck_assert_str_eq(hint_of(&schema, ENVIRONMENT("session_key=x")), "session_key is set. Did you mean SESSION_KEY?");
  ck_assert_str_eq(hint_of(&schema, ENVIRONMENT("\xef\xbb\xbfSESSION_KEY=x")),
                   "\\xEF\\xBB\\xBFSESSION_KEY is set. Did you mean SESSION_KEY?");
  ck_assert_str_eq(hint_of(&schema, ENVIRONMENT(KEY, "ORDERS_workers=1")), "Did you mean ORDERS_WORKERS?");
  expect_problems(&schema, ENVIRONMENT("\xef\xbb\xbfORDERS_RETRIES=1", KEY), "unknown \\xEF\\xBB\\xBFORDERS_RETRIES");
  ck_assert_str_eq(hint_of(&schema, ENVIRONMENT("\xef\xbb\xbfORDERS_RETRIES=1", KEY)), "Did you mean ORDERS_RETRIES?");
}
END_TEST

START_TEST(typo_in_the_name_of_a_file_is_found)
{
  ck_assert_str_eq(hint_of(&schema, ENVIRONMENT("SESSION_KEY_FLE=/run/key")),
                   "SESSION_KEY_FLE is set. Did you mean SESSION_KEY_FILE?");
  expect_problems(&schema, ENVIRONMENT("SESSION_KEY_FLE=/run/key"), "missing SESSION_KEY");
}
END_TEST

START_TEST(blank_at_the_end_of_a_name_is_shown)
{
  expect_problems(&schema, ENVIRONMENT(KEY, "ORDERS_WORKERS =1"), "unknown ORDERS_WORKERS\\x20");
}
END_TEST

/* What Kubernetes makes for a Service is passed over, but not where it hides a typo of a name that is not set. */
START_TEST(typo_that_looks_like_a_service_link_is_found)
{
  ENVTAB_TABLE(struct config) rows[] = { ROW(a, "X_PAYMENT_SERVICE_HOST", "A host.", .default_value = "localhost") };
  ENVTAB_SCHEMA(struct config, table, rows, "link", .reserved_prefix = "X_");

  expect_problems(&table, ENVIRONMENT("X_OTHER_SERVICE_HOST=x"), "");
  expect_problems(&table, ENVIRONMENT("X_PAYMNT_SERVICE_HOST=x"), "unknown X_PAYMNT_SERVICE_HOST");
  expect_problems(&table, ENVIRONMENT("X_PAYMNT_SERVICE_HOST=x", "X_PAYMENT_SERVICE_HOST=y"), "");
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("unknown");
  TCase *names = tcase_create("unknown"), *missing = tcase_create("missing");

  tcase_add_test(names, typos_in_an_unknown_name_are_found);
  tcase_add_test(names, name_that_is_not_similar_gets_no_suggestion);
  tcase_add_test(names, nearest_name_is_suggested);
  tcase_add_test(names, deprecated_name_is_not_suggested);
  tcase_add_test(names, file_of_a_name_is_suggested);
  tcase_add_test(names, value_of_an_unknown_name_is_not_shown);
  tcase_add_test(names, long_unknown_name_is_cut_with_its_length);
  tcase_add_test(names, unknown_name_is_shown_up_to_what_no_name_holds);
  tcase_add_test(missing, missing_name_finds_its_typo_anywhere);
  tcase_add_test(missing, nearest_variable_is_named);
  tcase_add_test(missing, declared_name_is_not_a_typo_of_another);
  tcase_add_test(missing, typo_that_is_missing_and_unknown_is_one_problem);
  tcase_add_test(missing, one_typo_explains_one_name);
  tcase_add_test(missing, entries_that_are_not_variables_are_not_suggested);
  tcase_add_test(missing, suggestion_for_a_long_name_is_cut);
  tcase_add_test(missing, similar_name_is_shown_up_to_what_no_name_holds);
  tcase_add_loop_test(missing, hint_of_a_missing_row_fits_at_any_length_of_its_name, 0, 3);
  tcase_add_test(missing, very_long_name_is_missing_without_a_suggestion);
  tcase_add_test(names, superfluous_prefix_is_found);
  tcase_add_test(missing, short_names_are_not_typos_of_each_other);
  tcase_add_test(names, case_and_a_byte_order_mark_are_found);
  tcase_add_test(names, typo_in_the_name_of_a_file_is_found);
  tcase_add_test(names, blank_at_the_end_of_a_name_is_shown);
  tcase_add_test(names, typo_that_looks_like_a_service_link_is_found);
  suite_add_tcase(suite, names);
  suite_add_tcase(suite, missing);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
