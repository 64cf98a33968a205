/* A problem as the sink gets it: each code and each member; what is shown of a value, and what is not. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

struct config {
  uint16_t port;
  const char *text;
  envtab_secret key;
  int low, high;
  unsigned rights;
  envtab_strings list;
};

static void check_order(const void *config, envtab_rules *rules)
{
  const struct config *self = config;

  if (self->low > self->high) envtab_rules_reject(rules, &self->low, "is more than HIGH", NULL);
}

#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "The port."),
  ROW(text, "LONGEST_NAME", "A text.", .optional = true, .deprecated = ENVTAB_NAMES("AN_EVEN_LONGER_NAME"), .from_file = true),
  ROW(key, "KEY", "A key.", .optional = true, .from_file = true),
  ROW(low, "LOW", "The least.", .default_value = "1", .max = "10"),
  ROW(high, "HIGH", "The most.", .default_value = "9"),
  ENVTAB_LIST(struct config, list, "LIST", "A list.", .optional = true, .choices = ENVTAB_CHOICES({ "a", 1 }, { "b", 2 })),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "problem", .reserved_prefix = "X_", .check = check_order);

static struct report load_all(const char *const *environment)
{
  struct report report = { 0 };

  envtab_free(load_noting(&schema, environment, &report));
  return report;
}

/* ---- Each code has a case, and its number for ever ---- */

/* Set-uid: its effective user is not the real one, so that AT_SECURE is set in the program that it becomes. */
static bool is_refused_when_privileged(void)
{
  char program[4096];
  ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  int status = -1;
  pid_t child;

  ck_assert_int_gt((int)length, 0);
  program[length] = '\0';
  child = fork();
  if (child == 0) {
    char option[] = "privileged", *arguments[] = { program, option, NULL }, *nothing[] = { NULL };

    if (setresuid(65534, 0, 0) == 0) execve(program, arguments, nothing);
    _exit(127);
  }
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 42;
}

/* What that program does: 42 when the load fails as it should. */
static int load_privileged(void)
{
  struct report report = { 0 };

  envtab_free(envtab_load(&schema, &(envtab_options){ .sink = note, .context = &report }));
  _exit(strcmp(list_problems(&report), "privileged") == 0 ? 42 : 1);
}

static bool is_misuse_told(void)
{
  struct report report = { 0 };
  envtab_options options = { .environment = NOTHING, .scrub = true, .sink = note, .context = &report };
  bool told;

  envtab_free(envtab_load(&schema, &options));
  told = find_note(&report, ENVTAB_PROBLEM_MISUSE, NULL) != NULL;
  forget(&report);
  return told;
}

static bool is_memory_told(void)
{
  char memory[8];
  struct report report = { 0 };
  envtab_options options = { .environment = NOTHING, .memory = memory, .capacity = 8, .sink = note, .context = &report };
  bool told;

  envtab_free(envtab_load(&schema, &options));
  told = find_note(&report, ENVTAB_PROBLEM_MEMORY, NULL) != NULL;
  forget(&report);
  return told;
}

static bool is_schema_told(void)
{
  ENVTAB_TABLE(struct config) row[] = { ROW(low, "LOW", "The least.", .default_value = "x") };
  ENVTAB_SCHEMA(struct config, wrong, row, "wrong");

  return envtab_fails_with(&wrong, NOTHING, ENVTAB_PROBLEM_SCHEMA, "LOW");
}

static bool is_doubt_told(void)
{
  struct report report = { 0 };
  const void *amqp = envtab_parse(&envtab_type_amqp, "amqp://h/", &(envtab_options){ .sink = note, .context = &report });
  const struct noted *doubt = find_note(&report, ENVTAB_PROBLEM_SUSPICIOUS, "amqp");
  bool told = amqp && report.count == 1 && doubt && doubt->problem.warning;

  envtab_free(amqp);
  forget(&report);
  return told;
}

static const struct {
  envtab_code code;
  int number;
  bool (*told)(void);            /* NULL: the environment shows it */
  const char *environment[3];
} cases[] = {
  { ENVTAB_PROBLEM_MISSING, 1, NULL, { NULL } },
  { ENVTAB_PROBLEM_EMPTY, 2, NULL, { "PORT=" } },
  { ENVTAB_PROBLEM_MALFORMED, 3, NULL, { "PORT=x" } },
  { ENVTAB_PROBLEM_RANGE, 4, NULL, { "PORT=1", "LOW=11" } },
  { ENVTAB_PROBLEM_CHOICE, 5, NULL, { "LIST=a,c" } },
  { ENVTAB_PROBLEM_UNKNOWN, 6, NULL, { "X_Y=1" } },
  { ENVTAB_PROBLEM_TWICE, 7, NULL, { "PORT=1", "PORT=1" } },
  { ENVTAB_PROBLEM_CONFLICT, 8, NULL, { "LONGEST_NAME=1", "AN_EVEN_LONGER_NAME=2" } },
  { ENVTAB_PROBLEM_FORMER_NAME, 9, NULL, { "AN_EVEN_LONGER_NAME=2" } },
  { ENVTAB_PROBLEM_RULE, 10, NULL, { "PORT=1", "HIGH=0" } },
  { ENVTAB_PROBLEM_FILE, 11, NULL, { "KEY_FILE=/nowhere/at/all" } },
  { ENVTAB_PROBLEM_MEMORY, 12, is_memory_told, { NULL } },
  { ENVTAB_PROBLEM_PRIVILEGED, 13, is_refused_when_privileged, { NULL } },
  { ENVTAB_PROBLEM_SCHEMA, 14, is_schema_told, { NULL } },
  { ENVTAB_PROBLEM_MISUSE, 15, is_misuse_told, { NULL } },
  { ENVTAB_PROBLEM_SUMMARY, 16, NULL, { NULL } },
  { ENVTAB_PROBLEM_SUSPICIOUS, 17, is_doubt_told, { NULL } },
};
enum { CASES = sizeof cases / sizeof *cases };

START_TEST(every_code_is_reported)
{
  struct report report = { 0 };

  ck_assert_int_eq((int)cases[_i].code, cases[_i].number);
  if (cases[_i].told) {
    ck_assert_msg(cases[_i].told(), "%s", code_name(cases[_i].code));
    return;
  }
  report = load_all(cases[_i].environment);
  ck_assert_msg(find_note(&report, cases[_i].code, NULL) != NULL, "%s", code_name(cases[_i].code));
  forget(&report);
}
END_TEST

/* The header is asked how many codes there are. */
START_TEST(every_code_has_a_case)
{
  char *header = read_whole(TESTS_DIR "/../include/envtab.h", NULL);
  size_t codes = 0;

  for (const char *at = header; (at = strstr(at, "  ENVTAB_PROBLEM_")) != NULL; at++) codes++;
  ck_assert_uint_eq(codes, CASES);
  free(header);
}
END_TEST

/* ---- The members ---- */

START_TEST(problem_of_a_value_has_all_members)
{
  struct report report = load_all(ENVIRONMENT("PORT=80x"));
  const struct noted *noted = &report.notes[0];

  ck_assert_int_eq(noted->problem.code, ENVTAB_PROBLEM_MALFORMED);
  ck_assert(!noted->problem.warning);
  ck_assert_ptr_eq(noted->problem.schema, &schema);
  ck_assert_ptr_eq(noted->problem.field, &fields[0].field);
  ck_assert_int_eq(noted->problem.source, ENVTAB_SOURCE_ENVIRONMENT);
  ck_assert_str_eq(noted->name, "PORT");
  ck_assert_str_eq(noted->value, "80x");
  ck_assert_uint_eq(noted->problem.at, 2);
  ck_assert_uint_eq(noted->problem.longest, strlen("LONGEST_NAME"));
  ck_assert_uint_eq(noted->problem.count, 0);
  forget(&report);
}
END_TEST

START_TEST(problem_without_a_value_has_none)
{
  struct report report = load_all(NOTHING);
  const struct noted *noted = &report.notes[0];

  ck_assert_int_eq(noted->problem.code, ENVTAB_PROBLEM_MISSING);
  ck_assert_ptr_eq(noted->problem.field, &fields[0].field);
  ck_assert_int_eq(noted->problem.source, ENVTAB_SOURCE_NONE);
  ck_assert(!noted->has_value);
  ck_assert_uint_eq(noted->problem.at, SIZE_MAX);
  forget(&report);
}
END_TEST

START_TEST(summary_counts_problems_and_not_warnings)
{
  struct report report = load_all(ENVIRONMENT("AN_EVEN_LONGER_NAME=x", "LOW=x", "X_Y=1"));
  const struct noted *last = &report.notes[report.count - 1];

  ck_assert_str_eq(list_problems(&report), "missing PORT, warning former_name AN_EVEN_LONGER_NAME, malformed LOW, unknown X_Y");
  ck_assert_int_eq(last->problem.code, ENVTAB_PROBLEM_SUMMARY);
  ck_assert_uint_eq(last->problem.count, 3);
  ck_assert(!last->has_name && !last->has_value && !last->problem.warning);
  ck_assert_ptr_null(last->problem.field);
  ck_assert_ptr_eq(last->problem.schema, &schema);
  forget(&report);
}
END_TEST

static const char *summary_of(const envtab_schema *table, const envtab_options *options)
{
  struct report report = { 0 };
  envtab_options noting = *options;
  char *words;

  noting.sink = note;
  noting.context = &report;
  ck_assert_ptr_null(envtab_load(table, &noting));
  words = hold(strdup(report.notes[report.count - 1].reason));
  forget(&report);
  return words;
}

/* Nobody should look for a programmer's mistake in the environment. */
START_TEST(summary_says_whose_problems_they_are)
{
  envtab_row wrong[] = { { .field = fields[0].field }, { .field = fields[0].field } };
  envtab_schema table = schema;

  ck_assert_str_eq(summary_of(&schema, &(envtab_options){ .environment = ENVIRONMENT("LOW=x", "PORT=1") }),
                   "1 problem in the environment; nothing was loaded");
  ck_assert_str_eq(summary_of(&schema, &(envtab_options){ .environment = ENVIRONMENT("PORT=1"), .prefix = "lib-" }),
                   "1 problem; nothing was loaded");
  table.fields = &wrong[0].field;
  table.count = 2;
  ck_assert_str_eq(summary_of(&table, &(envtab_options){ .environment = ENVIRONMENT("PORT=1") }),
                   "1 problem in the program's table; nothing was loaded");
}
END_TEST

START_TEST(deprecated_name_is_a_warning_with_its_source)
{
  struct report report = load_all(ENVIRONMENT("PORT=1", "AN_EVEN_LONGER_NAME=x"));

  ck_assert_uint_eq(report.count, 1); /* no summary of a load that succeeded */
  ck_assert(report.notes[0].problem.warning);
  ck_assert_ptr_eq(report.notes[0].problem.field, &fields[1].field);
  ck_assert_int_eq(report.notes[0].problem.source, ENVTAB_SOURCE_FORMER_NAME);
  forget(&report);
}
END_TEST

START_TEST(position_is_counted_from_the_start_of_the_whole_value)
{
  ENVTAB_TABLE(struct config) row[] = { ENVTAB_LIST(struct config, list, "LIST", "A list.") };
  ENVTAB_SCHEMA(struct config, table, row, "problem");
  struct report report = { 0 };

  envtab_free(load_noting(&table, ENVIRONMENT("LIST=ab,cd,e\x01"), &report));
  ck_assert_uint_eq(report.notes[0].problem.at, 7);
  forget(&report);
}
END_TEST

/* ---- What is shown of a value ---- */

static void expect_value(const char *text, const char *shown)
{
  char *entry = malloc(strlen(text) + 6);
  struct report report;

  sprintf(entry, "PORT=%s", text);
  report = load_all(ENVIRONMENT(entry));
  ck_assert_uint_eq(report.errors, 1);
  if (shown) ck_assert_str_eq(report.notes[0].value, shown);
  else ck_assert(!report.notes[0].has_value);
  free(entry);
  forget(&report);
}

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN
#define ESCAPED "\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80"

START_TEST(value_is_escaped_and_cut)
{
  expect_value("a b~!\"\\", "a b~!\"\\\\");
  expect_value("\x01\x1b[2J\x7f\xff\xc3\xa4\n", "\\x01\\x1B[2J\\x7F\\xFF\\xC3\\xA4\\x0A");
  expect_value(SIXTY, SIXTY);
  expect_value(SIXTY "x", SIXTY "... (61 bytes)");
  expect_value(SIXTY SIXTY, SIXTY "... (120 bytes)");
  expect_value("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80" TEN TEN TEN TEN TEN "more",
               ESCAPED TEN TEN TEN TEN TEN "... (64 bytes)");
}
END_TEST

START_TEST(value_that_may_hold_a_password_is_not_shown)
{
  expect_value("redis://app:hunter2@db:6379", NULL);
  expect_value("see https://example.org or write to me@example.org", NULL);
  expect_value("https://hooks.example.org/T0/B0/hunter2", NULL);
  expect_value("https://example.org?token=hunter2", NULL);
  expect_value("Host=db;Password=hunter2", NULL);
  expect_value("host=db pwd=hunter2", NULL);
  expect_value("https://example.org", "https://example.org");
  expect_value("https://example.org/", "https://example.org/");
  expect_value("me@example.org", "me@example.org");
}
END_TEST

/* The choices of a secret are values of it; what a reader of the program says of it may hold one. */
START_TEST(choices_of_a_secret_are_not_shown)
{
  static const envtab_choice words[] = { { "alpha-9", 1 }, { "beta-7", 2 }, { NULL, 0 } };
  ENVTAB_TABLE(struct config) rows[] = {
    ROW(text, "TEXT", "A text.", .secret = true, .choices = words),
    ENVTAB_LIST(struct config, list, "LIST", "A list.", .secret = true, .choices = words),
    ROW(key, "KEY", "A key.", .choices = words),
    ENVTAB_AS(struct config, rights, ENVTAB_FLAGS, "FLAGS", "Some.", .secret = true, .choices = words),
  };
  ENVTAB_SCHEMA(struct config, table, rows, "problem");
  struct report report = { 0 };

  envtab_free(load_noting(&table, ENVIRONMENT("TEXT=alpha-8", "LIST=alpha-8", "KEY=alpha-8", "FLAGS=alpha-8"), &report));
  ck_assert_uint_eq(report.errors, 4);
  for (size_t i = 0; i < report.count; i++) {
    ck_assert_ptr_null(strstr(report.notes[i].reason, "alpha"));
    ck_assert_ptr_null(strstr(report.notes[i].reason, "beta"));
    ck_assert(!strstr(report.notes[i].hint, "alpha"));
    ck_assert(!report.notes[i].has_value);
  }
  forget(&report);
}
END_TEST

START_TEST(names_are_escaped_and_cut)
{
  struct report report = load_all(ENVIRONMENT("PORT=1", "X_" SIXTY "=1", "X_ =1"));

  ck_assert_str_eq(report.notes[0].name, "X_" TEN TEN TEN TEN TEN "01234567... (62 bytes)");
  ck_assert_str_eq(report.notes[1].name, "X_\\x20");
  forget(&report);
}
END_TEST

/* ---- Words of a type of the program's own ---- */

static bool reject_at_length(const envtab_type *self, envtab_value *value, void *member)
{
  char words[1001];

  (void)self, (void)member;
  for (size_t i = 0; i < 500; i++) memcpy(words + 2 * i, "\xc3\xa4", 2);
  words[1000] = '\0';
  words[0] = 'x';
  words[1] = '\x07';
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, 0, words, words);
}

START_TEST(reasons_are_cut_at_400_bytes_and_between_characters)
{
  envtab_type type = envtab_type_int32;
  ENVTAB_TABLE(struct config) row[] = {
    { .field = { .type = &type, .size = sizeof(int32_t), .name = "V", .help = "A value." } },
  };
  ENVTAB_SCHEMA(struct config, table, row, "problem");
  struct report report = { 0 };

  type.read = reject_at_length;
  envtab_free(load_noting(&table, ENVIRONMENT("V=1"), &report));
  ck_assert_uint_eq(report.errors, 1);
  for (size_t i = 0; i < 2; i++) {
    const char *words = i ? report.notes[0].hint : report.notes[0].reason;

    ck_assert_uint_le(strlen(words), 400);
    ck_assert_uint_ge(strlen(words), 390);
    ck_assert_uint_eq((unsigned char)words[strlen(words) - 1], 0xa4);
    ck_assert_ptr_null(strchr(words, '\x07'));
  }
  forget(&report);
}
END_TEST

static bool reject_unless_silent(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self, (void)member;
  if (strcmp(envtab_value_text(value, NULL), "silent") == 0) return false;
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, 0, "is as it is", NULL);
}

static bool reject_without_words(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self, (void)member;
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, NULL);
}

START_TEST(what_a_type_expects_cannot_control_a_terminal)
{
  envtab_type type = envtab_type_int32;
  ENVTAB_TABLE(struct config) row[] = {
    { .field = { .type = &type, .size = sizeof(int32_t), .name = "V", .help = "A value.", .min = "1" } },
  };
  ENVTAB_SCHEMA(struct config, table, row, "problem");

  type.read = reject_without_words;
  type.expects = "red\x1b[31m\r\n";
  type.least = type.greatest = NULL;
  expect_words(&table, ENVIRONMENT("V=1"), "is not red?[31m??");
  expect_words(&table, NOTHING, "It must be red?[31m??, at least 1.");
}
END_TEST

/*
 * Numbers with ";" between them, whose sum is stored. Two mistakes that a reader may make: with a "!" before them
 * they are read from a copy, with a "?" each with a byte too much.
 */
static bool read_sum(const envtab_type *self, envtab_value *value, void *member)
{
  size_t length, end;
  char *text = envtab_value_text(value, &length), *copy = envtab_value_alloc(value, length + 1, 1);
  int32_t number = 0;

  (void)self;
  strcpy(copy, text);
  for (size_t start = *text == '!' || *text == '?'; start < length; start = end + 1) {
    for (end = start; end < length && text[end] != ';';) end++;
    if (!envtab_value_read_item(value, (*text == '!' ? copy : text) + start, end - start + (*text == '?'), &number))
      return false;
    *(int32_t *)member += number;
  }
  return true;
}

START_TEST(item_is_shown_whatever_separates_the_items)
{
  envtab_type type = envtab_type_int32;
  ENVTAB_TABLE(struct config) row[] = {
    { .field = { .type = &type, .size = sizeof(int32_t), .element = &envtab_type_int32,
                 .element_size = sizeof(int32_t), .name = "V", .help = "A sum." } },
  };
  ENVTAB_SCHEMA(struct config, table, row, "problem");
  const int32_t *sum;

  type.read = read_sum;
  type.capacity_per_byte = type.capacity = 1;
  sum = expect_config(&table, ENVIRONMENT("V=1;20;300"));
  ck_assert_int_eq(*sum, 321);
  envtab_free(sum);
  expect_words(&table, ENVIRONMENT("V=1;x,y;3"), "has item 2, \"x,y\", which is not a whole number");
  expect_words(&table, ENVIRONMENT("V=!1;x,y;3"), "has item 2, which is not a whole number");
  expect_words(&table, ENVIRONMENT("V=?x"), "has item 1, which contains the control character U+0000");
}
END_TEST

/* A type may say nothing of what it expects. */
START_TEST(type_without_expects_is_called_by_its_name)
{
  envtab_type type = envtab_type_int32;
  ENVTAB_TABLE(struct config) row[] = {
    { .field = { .type = &type, .size = sizeof(int32_t), .name = "V", .help = "A value." } },
  };
  ENVTAB_SCHEMA(struct config, table, row, "problem");
  ENVTAB_TABLE(struct config) items[] = {
    { .field = { .type = &envtab_type_list, .size = sizeof(envtab_strings), .element = &type,
                 .element_size = sizeof(int32_t), .name = "V", .help = "Values." } },
  };
  ENVTAB_SCHEMA(struct config, list, items, "problem");

  type.name = "tide";
  type.expects = NULL;
  type.read = reject_unless_silent;
  expect_words(&table, NOTHING, "It must be tide.");
  expect_words(&list, NOTHING, "It must be a comma-separated list, each item tide.");
  expect_words(&table, ENVIRONMENT("V=silent"), "V \"silent\" is not tide.");
  expect_words(&table, ENVIRONMENT("V=loud"), "V \"loud\" is as it is.");
  expect_words(&table, ENVIRONMENT("V=u:hunter2@h"), "V is not tide.");
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("problem");
  TCase *codes = tcase_create("codes"), *members = tcase_create("members"), *shown = tcase_create("shown");

  tcase_add_loop_test(codes, every_code_is_reported, 0, CASES);
  tcase_add_test(codes, every_code_has_a_case);
  tcase_add_test(members, problem_of_a_value_has_all_members);
  tcase_add_test(members, problem_without_a_value_has_none);
  tcase_add_test(members, summary_counts_problems_and_not_warnings);
  tcase_add_test(members, summary_says_whose_problems_they_are);
  tcase_add_test(members, deprecated_name_is_a_warning_with_its_source);
  tcase_add_test(members, position_is_counted_from_the_start_of_the_whole_value);
  tcase_add_test(shown, value_is_escaped_and_cut);
  tcase_add_test(shown, value_that_may_hold_a_password_is_not_shown);
  tcase_add_test(shown, choices_of_a_secret_are_not_shown);
  tcase_add_test(shown, names_are_escaped_and_cut);
  tcase_add_test(shown, reasons_are_cut_at_400_bytes_and_between_characters);
  tcase_add_test(shown, what_a_type_expects_cannot_control_a_terminal);
  tcase_add_test(shown, item_is_shown_whatever_separates_the_items);
  tcase_add_test(shown, type_without_expects_is_called_by_its_name);
  suite_add_tcase(suite, codes);
  suite_add_tcase(suite, members);
  suite_add_tcase(suite, shown);
  return suite;
}

int main(int count, char **arguments)
{
  if (count == 2 && strcmp(arguments[1], "privileged") == 0) return load_privileged();
  return run(make_suite());
}
