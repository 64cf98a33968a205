/*
 * Hundreds and thousands of names, of which many are wrong. All are found and reported; the names that were probably
 * meant are searched for as far as the header says. How long it takes is counted in tests/checks/growth.sh.
 */
#include <stdlib.h>
#include <string.h>

#include "common.h"

enum { MOST = 1000, LONGEST = 64 };

struct config { const char *texts[MOST]; };
static envtab_field fields[MOST];
static char names[MOST][LONGEST], entries[2 * MOST][LONGEST + 8];
static const char *environment[2 * MOST + 1];

/* The names, with the row's number in between. */
static envtab_schema make_schema(size_t count, const char *start, const char *end, const char *default_value)
{
  for (size_t i = 0; i < count; i++) {
    snprintf(names[i], sizeof names[i], "%s%04zu%s", start, i, end);
    fields[i] = (envtab_field){
      .type = &envtab_type_string, .offset = i * sizeof(char *), .size = sizeof(char *), .name = names[i],
      .help = "A text.", .default_value = default_value
    };
  }
  return (envtab_schema){ .name = "many", .reserved_prefix = "MANY_", .fields = fields, .count = count,
                          .field_size = sizeof *fields, .size = sizeof(struct config),
                          .alignment = _Alignof(struct config) };
}

static void set(size_t i, const char *start, size_t number, const char *end)
{
  snprintf(entries[i], sizeof entries[i], "%s%04zu%s=%zu", start, number, end, number);
  environment[i] = entries[i];
}

static void make_environment(size_t count, const char *start, const char *end)
{
  for (size_t i = 0; i < count; i++) set(i, start, i, end);
  environment[count] = NULL;
}

/* ---- Names that were probably meant ---- */

enum { ROWS = 200, VARIABLES = 300, TYPOS = 50 };

/* The typos come last, of the last rows. */
START_TEST(all_names_of_an_ordinary_program_are_compared)
{
  envtab_schema schema = make_schema(ROWS, "MANY_SERVICE_NUMBER_", "_URL", _i ? "x" : NULL);
  struct report report = { 0 };

  for (size_t i = 0; i < ROWS; i++) fields[i].from_file = true;
  make_environment(VARIABLES, "SOME_SERVICE_NUMBER_", "_URL");
  for (size_t i = VARIABLES - TYPOS; i < VARIABLES; i++)
    set(i, "MANY_SERVICE_NMUBER_", i - VARIABLES + ROWS, "_URL");
  envtab_free(load_noting(&schema, environment, &report));
  ck_assert_uint_eq(report.errors, _i ? TYPOS : ROWS);
  for (size_t i = ROWS - TYPOS; i < ROWS; i++) {
    const char *near = strchr(report.notes[_i ? i - (ROWS - TYPOS) : i].hint, '?');

    ck_assert(near && strncmp(near - strlen(names[i]), names[i], strlen(names[i])) == 0);
  }
  forget(&report);
}
END_TEST

START_TEST(every_unknown_name_is_reported_however_many_there_are)
{
  envtab_schema schema = make_schema(MOST, "MANY_SERVICE_NUMBER_", "_URL", "x");
  struct report report = { 0 };
  const char *last;

  make_environment(2 * MOST, "MANY_SERVICE_NMUBER_", "_URL");
  envtab_free(load_noting(&schema, environment, &report));
  ck_assert_uint_eq(report.errors, 2 * MOST);
  for (size_t i = 0; i < 2 * MOST; i++)
    ck_assert(strncmp(report.notes[i].name, environment[i], strlen(report.notes[i].name)) == 0);
  ck_assert_str_eq(report.notes[0].hint, "Did you mean MANY_SERVICE_NUMBER_0000_URL?");
  last = report.notes[2 * MOST - 1].hint;
  ck_assert_str_eq(last, "Names with its prefix belong to many. Remove or rename it."); /* it was not compared */
  forget(&report);
}
END_TEST

START_TEST(every_missing_name_is_reported_however_many_there_are)
{
  envtab_schema schema = make_schema(MOST, "MANY_SERVICE_NUMBER_", "_URL", NULL);
  struct report report = { 0 };

  make_environment(2 * MOST, "SOME_SERVICE_NUMBER_", "_URL");
  set(0, "MANY_SERVICE_NMUBER_", 0, "_URL");
  envtab_free(load_noting(&schema, environment, &report));
  ck_assert_uint_eq(report.errors, MOST);
  ck_assert_ptr_nonnull(strstr(report.notes[0].hint, "Did you mean MANY_SERVICE_NUMBER_0000_URL?"));
  for (size_t i = 0; i < MOST; i++) ck_assert_str_eq(report.notes[i].name, names[i]);
  forget(&report);
}
END_TEST

/* ---- Names that are alike ---- */

/* The beginning, the middle and the end are the same: what is looked at first does not tell them apart. */
#define START "MANY_AAAAAAAA"
#define END "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

START_TEST(names_that_are_alike_are_found)
{
  envtab_schema schema = make_schema(MOST, START, END, NULL);
  const struct config *config;

  make_environment(MOST, START, END);
  config = expect_config(&schema, environment);
  for (size_t i = 0; i < MOST; i++) ck_assert_uint_eq(strtoul(config->texts[i], NULL, 10), i);
  envtab_free(config);
  set(0, START, 2345, END); /* this one no row has */
  expect_problems(&schema, environment, "missing " START "0000" END ", unknown " START "2345" END);
}
END_TEST

START_TEST(name_twice_among_many_that_are_alike_is_found)
{
  envtab_schema schema = make_schema(MOST, START, END, "x");

  strcpy(names[MOST - 1], names[0]);
  expect_problems(&schema, NOTHING, "schema " START "0000" END);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("many");
  TCase *tests = tcase_create("names");

  tcase_add_loop_test(tests, all_names_of_an_ordinary_program_are_compared, 0, 2);
  tcase_add_test(tests, every_unknown_name_is_reported_however_many_there_are);
  tcase_add_test(tests, every_missing_name_is_reported_however_many_there_are);
  tcase_add_test(tests, names_that_are_alike_are_found);
  tcase_add_test(tests, name_twice_among_many_that_are_alike_is_found);
  suite_add_tcase(suite, tests);
  return run(suite);
}
