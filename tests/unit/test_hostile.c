/*
 * Strange environments: empty ones, huge ones, entries that are not variables, bytes that are not text, memory that
 * ends where an entry does. Each is loaded or rejected with a reason; nothing is read beyond an entry, nothing is lost.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "common.h"

enum { FIELDS = 50 };

struct config { int numbers[FIELDS]; };
static envtab_field fields[FIELDS];
static char names[FIELDS][16];
static const envtab_schema schema = {
  .name = "hostile", .reserved_prefix = "HOSTILE_", .fields = fields, .count = FIELDS, .field_size = sizeof *fields,
  .size = sizeof(struct config), .alignment = _Alignof(struct config)
};
ENVTAB_SCHEMA_STRUCT(struct config, schema);
ENVTAB_LOADER(load, struct config, schema);

static void make_fields(void)
{
  for (size_t i = 0; i < FIELDS; i++) {
    snprintf(names[i], sizeof names[i], "HOSTILE_%zu", i);
    fields[i] = (envtab_field){
      .type = &envtab_type_int32, .offset = i * sizeof(int), .size = sizeof(int), .name = names[i],
      .help = "A number.", .default_value = "7"
    };
  }
}

static const struct config *load_from(const char *const *environment, struct report *report)
{
  return load(&(envtab_options){ .environment = environment, .sink = note, .context = report });
}

/* An entry of this many bytes: name, "=", and the byte again and again. */
static char *long_entry(const char *start, char byte, size_t length)
{
  char *entry = hold(malloc(length + 1));
  size_t used = strlen(start);

  memcpy(entry, start, used);
  memset(entry + used, byte, length - used);
  entry[length] = '\0';
  return entry;
}

START_TEST(empty_environment_gives_the_defaults)
{
  static const char *const none[] = { NULL };
  static const char *const odd[] = { "", "=", "=x", "NOTHING", "HOSTILE_1", "HOSTILE_", "==", "\xff\xfe=1", "a b=c", NULL };
  struct report report = { 0 };
  const struct config *config = load_from(_i ? odd : none, &report);

  ck_assert_ptr_nonnull(config);
  ck_assert_uint_eq(report.count, 0);
  for (size_t i = 0; i < FIELDS; i++) ck_assert_int_eq(config->numbers[i], 7);
  envtab_free(config);
}
END_TEST

START_TEST(ten_thousand_variables_are_all_read)
{
  enum { COUNT = 10000 };
  const char **environment = hold(calloc(COUNT + 1, sizeof *environment));
  struct report report = { 0 };
  const struct config *config;

  for (size_t i = 0; i < COUNT; i++) {
    char *entry = hold(malloc(48));

    snprintf(entry, 48, i % 200 == 0 ? "HOSTILE_%zu=%zu" : "OTHER_%zu_%zu=1", i / 200, i);
    environment[i] = entry;
  }
  config = load_from(environment, &report);
  ck_assert_ptr_nonnull(config);
  for (size_t i = 0; i < FIELDS; i++) ck_assert_int_eq(config->numbers[i], (int)(i * 200));
  envtab_free(config);
}
END_TEST

START_TEST(long_value_is_rejected_or_loaded_in_full)
{
  const char *const environment[] = { long_entry("HOSTILE_3=", '9', 131071), NULL };
  struct report report = { 0 };
  const char *const *text;
  const envtab_field field = { .type = &envtab_type_string, .size = sizeof(char *), .name = "HOSTILE_3", .help = "A text." };
  const envtab_schema texts = {
    .name = "texts", .fields = &field, .count = 1, .field_size = sizeof field, .size = sizeof(char *), .alignment = sizeof(char *)
  };

  ck_assert_ptr_null(load_from(environment, &report));
  ck_assert_ptr_nonnull(find_note(&report, ENVTAB_PROBLEM_RANGE, "HOSTILE_3"));
  ck_assert_ptr_nonnull(strstr(report.notes[0].value, "999... (131061 bytes)"));
  forget(&report);
  text = envtab_load(&texts, &(envtab_options){ .environment = environment });
  ck_assert_uint_eq(strlen(*text), 131061);
  envtab_free(text);
}
END_TEST

START_TEST(two_mebibytes_are_loaded)
{
  const char *environment[22] = { NULL };
  char starts[20][32];
  struct report report = { 0 };
  const struct config *config;

  for (size_t i = 0; i < 20; i++) {
    snprintf(starts[i], sizeof starts[i], "LARGE_%zu=", i);
    environment[i] = long_entry(starts[i], 'x', 110000);
  }
  environment[20] = "HOSTILE_49=1";
  config = load_from(environment, &report);
  ck_assert_ptr_nonnull(config);
  ck_assert_int_eq(config->numbers[49], 1);
  envtab_free(config);
}
END_TEST

/* Every byte but NUL, alone and between digits: only a digit is right, all others are rejected in printable text. */
START_TEST(every_forbidden_byte_is_rejected_with_a_reason)
{
  for (int byte = 1; byte < 256; byte++) {
    char alone[] = "HOSTILE_1=?", between[] = "HOSTILE_1=1?2";
    const char *const environments[2][2] = { { alone, NULL }, { between, NULL } };

    alone[10] = between[11] = (char)byte;
    for (size_t i = 0; i < 2; i++) {
      struct report report = { 0 };
      const struct config *config = load_from(environments[i], &report);
      bool right = (byte >= '0' && byte <= '9') || (i == 0 && byte == ' ');

      ck_assert_msg((config != NULL) == right, "byte %d", byte);
      if (!config) ck_assert_uint_eq(report.errors, 1);
      for (size_t k = 0; k < report.count; k++)
        for (const char *c = report.notes[k].value; *c; c++) ck_assert(*c >= 0x20 && *c < 0x7f);
      envtab_free(config);
      forget(&report);
    }
  }
}
END_TEST

/* Each entry's NUL is the last byte before memory that may not be read. */
START_TEST(nothing_is_read_after_an_entry)
{
  static const char *const entries[] = {
    "", "H", "HO", "HOSTILE_", "HOSTILE_1", "HOSTILE_1=", "HOSTILE_1=5", "HOSTILE_10=123456", "=", "X", "OTHER=1", "HOSTILE_YYYYYYYYYYYYYY",
    "HOSTILE_7=12345678"
  };
  char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  ck_assert_int_eq(mprotect(pages + 4096, 4096, PROT_NONE), 0);
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
    char *entry = pages + 4096 - strlen(entries[i]) - 1;
    const char *const environment[] = { entry, NULL };
    struct report report = { 0 };
    const struct config *config;

    strcpy(entry, entries[i]);
    config = load_from(environment, &report);
    ck_assert_ptr_nonnull(config);
    envtab_free(config);
    forget(&report);
  }
  munmap(pages, 8192);
}
END_TEST

START_TEST(changing_the_environment_changes_nothing_loaded)
{
  char entry[] = "HOSTILE_1=5";
  const char *const environment[] = { entry, NULL };
  struct report report = { 0 };
  const struct config *config = load_from(environment, &report);
  uint64_t before = envtab_fingerprint(config);

  memset(entry, 'x', sizeof entry - 1);
  ck_assert_int_eq(config->numbers[1], 5);
  ck_assert_uint_eq(envtab_fingerprint(config), before);
  envtab_free(config);
}
END_TEST

/* What a sink does to the environment, though it should not, after the memory for it was counted. */
struct change { char *text; size_t problems; };

static void put_commas(void *context, const envtab_problem *problem)
{
  struct change *change = context;

  change->problems += problem->code != ENVTAB_PROBLEM_SUMMARY;
  for (size_t i = 1; change->text[i]; i += 2) change->text[i] = ',';
}

START_TEST(environment_that_grows_during_a_load_overruns_nothing)
{
  struct lists { int number; ENVTAB_LIST_OF(int) list; };
  ENVTAB_TABLE(struct lists) rows[] = { ENVTAB(struct lists, number, "NUMBER", "A number."),
                                ENVTAB_LIST(struct lists, list, "LIST", "Numbers.") };
  ENVTAB_SCHEMA(struct lists, table, rows, "lists");
  char *list = long_entry("LIST=", '1', 1000);
  const char *const environment[] = { "NUMBER=x", list, NULL };
  struct change change = { list + 5, 0 };
  size_t room = envtab_capacity(&table, environment);
  char *memory = malloc(room + 4096);
  const envtab_options options = {
    .environment = environment, .memory = memory, .capacity = room, .sink = put_commas, .context = &change
  };

  memset(memory, 0xa5, room + 4096);
  ck_assert_ptr_null(envtab_load(&table, &options));
  ck_assert_uint_eq(change.problems, 2); /* there is no room for as many items */
  for (size_t i = 0; i < 4096; i++) ck_assert_int_eq((unsigned char)memory[room + i], 0xa5);
  free(memory);
}
END_TEST

/* n errors give n problems, in table order; the k-th of the loop plants those that a fixed random number picks. */
START_TEST(each_error_is_one_problem_in_table_order)
{
  uint64_t picks = UINT64_C(0x9e3779b97f4a7c15) * (uint64_t)(_i * 2 + 1);
  char entries[FIELDS][24];
  const char *environment[FIELDS + 1] = { NULL };
  bool wrong[FIELDS];
  size_t faults = 0, told = 0;
  struct report report = { 0 };
  const struct config *config;

  for (size_t i = 0; i < FIELDS; i++) {
    wrong[i] = _i && picks >> i & 1;
    faults += wrong[i];
    snprintf(entries[i], sizeof entries[i], "%s=%s", names[i], wrong[i] ? "x" : "3");
    environment[FIELDS - 1 - i] = entries[i]; /* in another order than the table's */
  }
  config = load_from(environment, &report);
  ck_assert((config != NULL) == (faults == 0));
  ck_assert_uint_eq(report.errors, faults);
  for (size_t i = 0; i < FIELDS; i++)
    if (wrong[i]) ck_assert_str_eq(report.notes[told++].name, names[i]);
  if (faults) ck_assert_uint_eq(report.notes[told].problem.count, faults);
  envtab_free(config);
  forget(&report);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("hostile");
  TCase *tests = tcase_create("environments");

  make_fields();
  tcase_add_loop_test(tests, empty_environment_gives_the_defaults, 0, 2);
  tcase_add_test(tests, ten_thousand_variables_are_all_read);
  tcase_add_test(tests, long_value_is_rejected_or_loaded_in_full);
  tcase_add_test(tests, two_mebibytes_are_loaded);
  tcase_add_test(tests, every_forbidden_byte_is_rejected_with_a_reason);
  tcase_add_test(tests, nothing_is_read_after_an_entry);
  tcase_add_test(tests, changing_the_environment_changes_nothing_loaded);
  tcase_add_test(tests, environment_that_grows_during_a_load_overruns_nothing);
  tcase_add_loop_test(tests, each_error_is_one_problem_in_table_order, 0, 20);
  suite_add_tcase(suite, tests);
  return run(suite);
}
