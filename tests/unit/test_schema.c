/*
 * Mistakes in the table itself: each of them is found by envtab_check_schema(), all at once, and no load goes on with
 * one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

struct inner { int number; };
struct config {
  int number, other;
  uint8_t small;
  const char *text;
  envtab_secret key;
  envtab_bytes bytes;
  envtab_duration time;
  envtab_strings list;
  envtab_endpoints hosts;
  envtab_url url;
  unsigned set;
  struct inner inner;
  const struct inner *more;
};
#define ROW(member, ...) ENVTAB(struct config, member, "V", __VA_ARGS__)
#define LIST(...) ENVTAB_LIST(struct config, list, "V", __VA_ARGS__)
#define GROUP(member, ...) ENVTAB_GROUP(struct config, member, &inner_schema, "G_", __VA_ARGS__)
#define PLACED(...) { .name = "V", .help = "A value.", __VA_ARGS__ }
#define ITEMS(...) ITEMS_(__VA_ARGS__, .element_size = sizeof(int))
#define ITEMS_(reader, ...) \
  PLACED(.type = &envtab_type_list, .size = sizeof(envtab_strings), .element = (reader), __VA_ARGS__)

static const envtab_field inner_fields[] = { ENVTAB(struct inner, number, "NUMBER", "A number.", .default_value = "7") };
static const envtab_schema inner_schema = ENVTAB_SCHEMA(struct inner, inner_fields, "inner");
static const envtab_type readerless = { .name = "readerless", .expects = "x", .size = sizeof(int) };
static bool read_seven(envtab_value *value, void *member)
{
  (void)value;
  *(int *)member = 7;
  return true;
}
static size_t show_nothing(const envtab_field *field, const void *member, char *out, size_t capacity)
{
  (void)field, (void)member;
  if (capacity) *out = '\0';
  return 0;
}
static const envtab_type nameless = { .expects = "x", .size = sizeof(int), .read = read_seven, .show = show_nothing };
static const envtab_type showless = { .name = "showless", .expects = "x", .size = sizeof(int), .read = read_seven };
static const envtab_choice no_choices[] = { { NULL, 0 } };

static envtab_schema schema_of(const envtab_field *rows, size_t count)
{
  return (envtab_schema){ .name = "faulty", .fields = rows, .count = count, .field_size = sizeof *rows,
                          .size = sizeof(struct config), .alignment = _Alignof(struct config) };
}

/* What envtab_check_schema() reports. */
static struct report check(const envtab_schema *schema)
{
  struct report report = { 0 };
  bool right = envtab_check_schema(schema, &(envtab_options){ .sink = note, .context = &report });

  ck_assert_int_eq(right, report.count == 0);
  for (size_t i = 0; i < report.count; i++) ck_assert_int_eq(report.notes[i].problem.code, ENVTAB_PROBLEM_SCHEMA);
  return report;
}

static void expect_fault(const envtab_schema *schema, const char *words)
{
  struct report report = check(schema);

  ck_assert_msg(report.count == 1, "%zu faults for: %s; %s", report.count, words,
                report.count ? report.notes[0].reason : "");
  ck_assert_msg(strstr(report.notes[0].reason, words) != NULL, "no \"%s\" in: %s", words, report.notes[0].reason);
  ck_assert_msg(report.notes[0].has_hint, "no hint for: %s", words);
  forget(&report);
}

/* ---- One row each ---- */

enum loads { ALWAYS, UNSET, MAY }; /* the load refuses: always; where V is unset; it may */

static const struct {
  const char *words;
  enum loads loads;
  envtab_field row;
} faults[] = {
  { "no type", ALWAYS, PLACED(.size = 4) },
  { "no type", ALWAYS, PLACED(.type = &readerless, .size = sizeof(int)) },
  { "no type", ALWAYS, PLACED(.type = &showless, .size = sizeof(int)) },
  { "a type without a name", ALWAYS, PLACED(.type = &nameless, .size = sizeof(int)) },
  { "a type without a name", ALWAYS, ITEMS(&nameless) },
  { "does not read and show", ALWAYS, ITEMS(&readerless) },
  { "does not read and show", ALWAYS, ITEMS(&showless) },
  { "does not read and show", ALWAYS, ITEMS(&envtab_type_group) },
  { "no name", ALWAYS, ENVTAB(struct config, number, NULL, "A number.") },
  { "no name", ALWAYS, ENVTAB(struct config, number, "", "A number.") },
  { "another size", ALWAYS, PLACED(.type = &envtab_type_int32, .size = 8) },
  { "another size", ALWAYS,
    PLACED(.type = &envtab_type_list, .size = sizeof(envtab_strings), .element = &envtab_type_string,
           .element_size = 1) },
  { "beyond the struct", ALWAYS, PLACED(.type = &envtab_type_int32, .size = 4, .offset = sizeof(struct config) - 3) },
  { "beyond the struct", ALWAYS, PLACED(.type = &envtab_type_int32, .size = 4, .offset = SIZE_MAX - 3) },
  { ".default_value and .optional", ALWAYS, ROW(number, "A number.", .default_value = "1", .optional = true) },
  { "default", ALWAYS, ROW(text, "A text.", .default_value = "x", .secret = true) },
  { "default", UNSET, ROW(key, "A key.", .default_value = "hunter2") },
  { "default", UNSET, ENVTAB_AS(struct config, bytes, ENVTAB_HEX, "V", "A key.", .default_value = "00ff") },
  { "password", UNSET, ROW(url, "A URL.", .default_value = "https://u:p@h/") },
  { "password", MAY, ROW(text, "A text.", .default_value = "https://u:p@h/") },
  { "password", MAY, ROW(text, "A text.", .default_value = "host=db password=abc") },
  { "password", MAY, ROW(text, "A text.", .default_value = "me:abc@db") },
  { "has item 2, \"x\", which is not a whole number", UNSET, ITEMS(&envtab_type_int32, .default_value = "1,x") },
  { ".default_value \"x\"", UNSET, ROW(number, "A number.", .default_value = "x") },
  { ".default_value \"9\"", UNSET, ROW(number, "A number.", .default_value = "9", .max = "8") },
  { ".default_value \"ab\"", UNSET, ROW(text, "A text.", .default_value = "ab", .max_length = 1) },
  { ".default_value \"c\"", UNSET,
    ROW(text, "A text.", .default_value = "c", .choices = ENVTAB_CHOICES({ "a", 1 }, { "b", 2 })) },
  { ".default_value \" \"", UNSET, ROW(text, "A text.", .default_value = " ") },
  { "a .default_value that is empty", MAY, ROW(text, "A text.", .default_value = "") },
  { ".example \"x\"", MAY, ROW(number, "A number.", .example = "x") },
  { "an .example that is empty", MAY, ROW(number, "A number.", .example = "") },
  { ".min \"x\"", MAY, ROW(number, "A number.", .min = "x") },
  { ".max \"5x\"", MAY, ROW(time, "A time.", .max = "5x") },
  { ".max \"5\"", MAY, ROW(time, "A time.", .max = "5") },
  { ".max \"x\"", MAY, ROW(number, "A number.", .min = "1", .max = "x") },
  { ".min above its .max", MAY, ROW(number, "A number.", .min = "2", .max = "1") },
  { ".min above its .max", MAY, ROW(time, "A time.", .min = "1h", .max = "59m") },
  { ".min_length above its .max_length", MAY, ROW(text, "A text.", .min_length = 2, .max_length = 1) },
  { "no help", MAY, { .type = &envtab_type_int32, .size = 4, .name = "V" } },
  { "no help", MAY, ROW(number, "") },
  { "not one line", MAY, ROW(number, "A number.\nAnd more.") },
  { "not one line", MAY, ROW(number, "A number \xff.") },
  { "not a variable name", MAY, ENVTAB(struct config, number, "A-B", "A number.") },
  { "not a variable name", MAY, ENVTAB(struct config, number, "1A", "A number.") },
  { "not a variable name", MAY, ENVTAB(struct config, number, "A=B", "A number.") },
  { "not a variable name", MAY, ENVTAB(struct config, number, "\xc3\x84", "A number.") },
  { "not a variable name", MAY, ENVTAB(struct config, number, "A ", "A number.") },
  { ".deprecated that is not a variable name", MAY, ROW(number, "A number.", .deprecated = ENVTAB_NAMES("A-B")) },
  { ".deprecated that is not a variable name", ALWAYS, ROW(number, "A number.", .deprecated = ENVTAB_NAMES("")) },
  { "items have no type", ALWAYS, PLACED(.type = &envtab_type_list, .size = sizeof(envtab_strings)) },
  { "ENVTAB_EMPTY_IS_VALUE", MAY, ROW(number, "A number.", .empty = ENVTAB_EMPTY_IS_VALUE) },
  { "ENVTAB_EMPTY_IS_VALUE", MAY, ROW(key, "A key.", .empty = ENVTAB_EMPTY_IS_VALUE) },
  { "ENVTAB_EMPTY_IS_VALUE", MAY, ROW(text, "A text.", .secret = true, .empty = ENVTAB_EMPTY_IS_VALUE) },
  { ".unit", MAY, ROW(number, "A number.", .unit = "s") },
  { ".unit", MAY, LIST("A list.", .unit = "s") },
  { ".min or .max", MAY, ROW(text, "A text.", .min = "a") },
  { ".min or .max", MAY, ENVTAB_LIST(struct config, hosts, "V", "Hosts.", .max = "a:1") },
  { ".min_length or .max_length", MAY, ROW(number, "A number.", .min_length = 1) },
  { ".min_length or .max_length", MAY, ROW(time, "A time.", .max_length = 1) },
  { "without a choice", MAY, ROW(text, "A text.", .choices = no_choices) },
  { "same choice twice", MAY,
    ROW(text, "A text.", .choices = ENVTAB_CHOICES({ "a", 1 }, { "b", 2 }, { "a", 3 })) },
  { "choice", MAY, ROW(small, "A number.", .choices = ENVTAB_CHOICES({ "few", 1 }, { "many", 300 })) },
  { "choices", MAY, ENVTAB_AS(struct config, set, ENVTAB_FLAGS, "V", "A set.") },
  { "is a group with", MAY, GROUP(inner, "A group.", .default_value = "1") },
  { "has no name", ALWAYS, ENVTAB_GROUP(struct config, inner, &inner_schema, NULL, "A group.") },
  { "another size", ALWAYS, PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 1) },
  { "pointer", ALWAYS, PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 1, .optional = true) },
  { "points to a struct of another size", ALWAYS,
    ENVTAB_OPTIONAL_GROUP(struct config, text, &inner_schema, "G_", "A group.") },
  { "beyond the struct", ALWAYS,
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 4, .offset = sizeof(struct config)) },
  { "beyond the struct", ALWAYS,
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 4, .offset = SIZE_MAX - 3) },
};

static bool loads(const envtab_schema *schema, const char *const *environment)
{
  struct report report = { 0 };
  const void *config = load_noting(schema, environment, &report);
  bool loaded = config != NULL;

  ck_assert_int_eq(loaded, report.errors == 0);
  envtab_free(config);
  forget(&report);
  return loaded;
}

START_TEST(mistake_in_a_row_is_found)
{
  const envtab_schema schema = schema_of(&faults[_i].row, 1);
  const char *const *set = ENVIRONMENT("V=1", "G_NUMBER=1");

  expect_fault(&schema, faults[_i].words);
  if (faults[_i].loads != MAY) ck_assert(!loads(&schema, NOTHING));
  if (faults[_i].loads == ALWAYS) ck_assert(!loads(&schema, set));
  else loads(&schema, set); /* whatever it does, it does not crash */
}
END_TEST

START_TEST(secret_in_the_table_is_not_quoted)
{
  const envtab_field rows[] = { ROW(key, "A key.", .default_value = "hunter2"),
                                ENVTAB(struct config, url, "U", "A URL.", .default_value = "https://u:hunter2@h/"),
                                ENVTAB(struct config, number, "N", "A number.", .default_value = "u:hunter2@h") };
  const envtab_schema schema = schema_of(rows, 3);
  struct report report = check(&schema);

  ck_assert_uint_eq(report.count, 4); /* the last is no number either */
  for (size_t i = 0; i < report.count; i++) ck_assert_ptr_null(strstr(report.notes[i].reason, "hunter"));
  forget(&report);
}
END_TEST

/* On a group they would be taken for an order to all of its fields, and obeyed by none. */
START_TEST(options_of_a_value_have_no_use_on_a_group)
{
  const envtab_field rows[] = {
    GROUP(inner, "A group.", .example = "1"),
    GROUP(inner, "A group.", .min = "1"),
    GROUP(inner, "A group.", .max = "1"),
    GROUP(inner, "A group.", .min_length = 1),
    GROUP(inner, "A group.", .max_length = 1),
    GROUP(inner, "A group.", .unit = "s"),
    GROUP(inner, "A group.", .choices = no_choices),
    GROUP(inner, "A group.", .deprecated = ENVTAB_NAMES("F_")),
    GROUP(inner, "A group.", .empty = ENVTAB_EMPTY_IS_ERROR),
    GROUP(inner, "A group.", .secret = true),
    GROUP(inner, "A group.", .raw = true),
    GROUP(inner, "A group.", .from_file = true),
  };
  const envtab_schema schema = schema_of(&rows[_i], 1);

  expect_fault(&schema, "group");
}
END_TEST
enum { GROUP_OPTIONS = 12 };

/* ---- Rows together ---- */

START_TEST(name_twice_is_found)
{
  const envtab_field rows[][2] = {
    { ROW(number, "One."), ROW(other, "Two.") },
    { ROW(number, "One."), ENVTAB(struct config, other, "W", "Two.", .deprecated = ENVTAB_NAMES("V")) },
    { ENVTAB(struct config, text, "W", "One.", .from_file = true), ENVTAB(struct config, other, "W_FILE", "Two.") },
    { ENVTAB(struct config, number, "G_NUMBER", "One."), GROUP(inner, "A group.") },
    { ENVTAB(struct config, number, "A", "One.", .deprecated = ENVTAB_NAMES("F")),
      ENVTAB(struct config, other, "B", "Two.", .deprecated = ENVTAB_NAMES("F")) },
    { ENVTAB(struct config, number, "A", "One.", .deprecated = ENVTAB_NAMES("A")), ENVTAB(struct config, other, "B", "Two.") },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const envtab_schema schema = schema_of(rows[i], 2);

    expect_fault(&schema, "is declared twice");
    ck_assert(!loads(&schema, NOTHING));
    ck_assert_uint_eq(envtab_capacity(&schema, NOTHING), 0);
  }
}
END_TEST

/* A name in an environment may be of any length, but those of a table have 16 bits for it. */
START_TEST(name_that_is_too_long_is_found)
{
  static char name[65536];
  const envtab_field rows[] = {
    ENVTAB(struct config, number, name, "A number.", .default_value = "1"),
    ENVTAB(struct config, number, name, "A number.", .default_value = "1", .max = "9"),
    ENVTAB(struct config, number, "V", "A number.", .default_value = "1", .deprecated = ENVTAB_NAMES(name)),
    ENVTAB_GROUP(struct config, inner, &inner_schema, name, "A group."),
  };

  memset(name, 'V', 65535);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const envtab_schema schema = schema_of(&rows[i], 1);

    expect_fault(&schema, "is longer than 65534 bytes");
    ck_assert(!loads(&schema, NOTHING));
  }
  name[65534] = '\0';
  for (size_t i = 0; i < 3; i++) {
    const envtab_schema schema = schema_of(&rows[i], 1);

    ck_assert(envtab_check_schema(&schema, NULL));
    ck_assert(loads(&schema, NOTHING));
  }
}
END_TEST

START_TEST(member_twice_is_found)
{
  const envtab_field same[] = { ROW(number, "One."), ENVTAB(struct config, number, "W", "Two.") };
  const envtab_field over[] = {
    ROW(time, "One."),
    { .type = &envtab_type_int32, .size = 4, .offset = offsetof(struct config, time) + 4, .name = "W", .help = "Two." }
  };
  const envtab_field group[] = { GROUP(inner, "A group."), ENVTAB(struct config, inner.number, "W", "Its number.") };
  const envtab_field *rows[] = { same, over, group };

  for (size_t i = 0; i < 3; i++) {
    const envtab_schema schema = schema_of(rows[i], 2);

    expect_fault(&schema, "another row fills");
  }
}
END_TEST

START_TEST(all_mistakes_are_found_at_once)
{
  const envtab_field rows[] = {
    ENVTAB(struct config, number, "A-B", "A number.", .unit = "s"),
    ENVTAB(struct config, text, "B", "A text.", .default_value = "x", .optional = true),
    ENVTAB(struct config, small, "C", "", .default_value = "300"),
    ENVTAB_GROUP(struct config, inner, &inner_schema, "1_", "A group."),
    PLACED(.type = &envtab_type_int32, .size = 3),
    ENVTAB(struct config, time, "C", "A time.", .min = "2s", .max = "1s"),
  };
  const envtab_schema schema = schema_of(rows, 6);
  static const char *const words[] = {
    "not a variable name", ".unit",        ".default_value and .optional", "no help",
    ".default_value \"300\"",     "another size", "declared twice",          ".min above"
  };
  struct report report = check(&schema);

  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    bool found = false;

    for (size_t j = 0; j < report.count; j++) found = found || strstr(report.notes[j].reason, words[i]);
    ck_assert_msg(found, "%s is not found", words[i]);
  }
  ck_assert_uint_eq(report.count, 9); /* with 1_NUMBER, which is no name either */
  forget(&report);
}
END_TEST

/* A row that is a group's cannot be entered; the rows beside it can. */
START_TEST(mistake_in_a_group_hides_no_other)
{
  const envtab_field rows[] = {
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .offset = offsetof(struct config, inner), .size = 1),
    ENVTAB(struct config, number, "A-B", "A number."),
  };
  const envtab_schema schema = schema_of(rows, 2);
  struct report report = check(&schema);

  ck_assert_uint_eq(report.count, 2);
  forget(&report);
}
END_TEST

START_TEST(mistake_tells_its_field_and_whole_name)
{
  const envtab_field bad_fields[] = { ENVTAB(struct inner, number, "NUMBER", "A number.", .default_value = "x") };
  const envtab_schema bad_schema = ENVTAB_SCHEMA(struct inner, bad_fields, "bad");
  const envtab_field rows[] = { ENVTAB_GROUP(struct config, inner, &bad_schema, "G_", "A group.") };
  const envtab_schema schema = schema_of(rows, 1);
  struct report report = { 0 };

  ck_assert(!envtab_check_schema(&schema, &(envtab_options){ .prefix = "P_", .sink = note, .context = &report }));
  ck_assert_str_eq(list_problems(&report), "schema P_G_NUMBER");
  ck_assert_ptr_eq(report.notes[0].problem.field, bad_fields);
  ck_assert_ptr_eq(report.notes[0].problem.schema, &schema);
  forget(&report);
}
END_TEST

/* ---- The schema itself ---- */

enum { WRONG_SCHEMAS = 9 };

/* What is wrong with it. */
static const char *make_wrong(envtab_schema *schema, int number)
{
  switch (number) {
  case 0: schema->name = NULL; return "no name";
  case 1: schema->fields = NULL; return "no fields";
  case 2: schema->field_size--; return "older version";
  case 3: schema->field_size = 0; return "older version";
  case 4: schema->alignment = 3; return "alignment";
  case 5: schema->alignment = 0; return "alignment";
  case 6: schema->reserved_prefix = ""; return "reserves every name";
  case 7: schema->reserved[0] = schema; return "reserved";
  default: schema->reserved[3] = schema; return "reserved";
  }
}

START_TEST(mistake_in_the_schema_itself_is_found)
{
  const envtab_field row[] = { ROW(number, "A number.", .optional = true) };
  envtab_schema schema = schema_of(row, 1);
  const char *words = make_wrong(&schema, _i);
  const envtab_field group[] = {
    { .type = &envtab_type_group, .group = &schema, .size = sizeof(struct config), .name = "", .help = "A group." }
  };
  const envtab_schema outer = schema_of(group, 1);

  expect_fault(&schema, words);
  ck_assert(!loads(&schema, NOTHING));
  expect_fault(&outer, words); /* of a group the same */
  ck_assert(!loads(&outer, NOTHING));
}
END_TEST

START_TEST(reserved_members_of_a_type_are_zero)
{
  envtab_type type = envtab_type_int32;
  const envtab_field row[] = { PLACED(.type = &type, .size = 4) };
  const envtab_schema schema = schema_of(row, 1);

  type.reserved[3] = "x";
  expect_fault(&schema, "reserved");
}
END_TEST

/* ---- Rows of another size: a program that was built with another header ---- */

struct larger_row {
  envtab_field row;
  char more[24];
};

START_TEST(larger_rows_are_taken_when_their_tail_is_zero)
{
  struct larger_row rows[] = {
    { .row = ENVTAB(struct config, number, "A", "One.") }, { .row = ENVTAB(struct config, other, "B", "Two.") },
  };
  envtab_schema schema = schema_of(&rows[0].row, 2);
  const struct config *config;

  schema.field_size = sizeof *rows;
  config = expect_config(&schema, ENVIRONMENT("A=1", "B=2"));
  ck_assert_int_eq(config->other, 2);
  ck_assert_int_eq(envtab_source_of(config, &config->other), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(config);
  ck_assert(envtab_check_schema(&schema, NULL));
}
END_TEST

START_TEST(larger_rows_with_more_in_them_are_refused)
{
  struct larger_row rows[] = { { .row = ENVTAB(struct config, number, "A", "One.") },
                               { .row = GROUP(inner, "A group.") } };
  envtab_schema schema = schema_of(&rows[0].row, 2);

  schema.field_size = sizeof *rows;
  for (size_t i = 0; i < 2; i++) {
    rows[i].more[i == 0 ? 0 : 23] = 1;
    expect_fault(&schema, "options that this library does not know");
    ck_assert(!loads(&schema, ENVIRONMENT("A=1")));
    rows[i].more[i == 0 ? 0 : 23] = 0;
  }
}
END_TEST

/* ---- A load that meets a mistake ---- */

START_TEST(load_reports_a_wrong_default_and_says_whose_it_is)
{
  const envtab_field row[] = { ROW(number, "A number.", .default_value = "x") };
  const envtab_schema schema = schema_of(row, 1);

  expect_problems(&schema, NOTHING, "schema V");
  expect_words(&schema, NOTHING, "V \"x\" has a .default_value that is not a whole number");
  expect_words(&schema, NOTHING, "Its developers must fix it");
}
END_TEST

START_TEST(load_reports_wrong_bounds_when_it_meets_them)
{
  const envtab_field row[] = { ROW(number, "A number.", .max = "x") };
  const envtab_schema schema = schema_of(row, 1);

  expect_problems(&schema, ENVIRONMENT("V=1"), "schema V");
  expect_words(&schema, ENVIRONMENT("V=1"), ".max \"x\", which its type rejects");
}
END_TEST

/* A type of the program's own that takes more than the room it declares. */
static bool read_greedily(envtab_value *value, void *member)
{
  *(int *)member = 1;
  return envtab_value_alloc(value, 1 << 16, 1) != NULL;
}

/* The same, and it does not look at what it gets. */
static bool read_carelessly(envtab_value *value, void *member)
{
  read_greedily(value, member);
  return true;
}

/* What it keeps is small, but lies at the start of a page. */
static bool read_at_a_page(envtab_value *value, void *member)
{
  *(int *)member = 1;
  return envtab_value_alloc(value, 1, 4096) != NULL;
}

/* Takes all that there is, byte by byte. */
static bool read_insatiably(envtab_value *value, void *member)
{
  (void)member;
  while (envtab_value_alloc(value, 1, 1)) continue;
  return true;
}

static void expect_too_little_room(const envtab_field *row)
{
  const envtab_schema schema = schema_of(row, 1);

  expect_problems(&schema, ENVIRONMENT("V=1"), "schema V");
  expect_words(&schema, ENVIRONMENT("V=1"), "has a type that allocates more than the capacity it declares");
}

START_TEST(type_that_keeps_more_than_its_room_is_reported)
{
  static bool (*const readers[])(envtab_value *, void *) = { read_greedily, read_carelessly, read_at_a_page,
                                                             read_insatiably };
  envtab_type type = envtab_type_int32;
  const envtab_field plain = PLACED(.type = &type, .size = 4), bounded = PLACED(.type = &type, .size = 4, .min = "1");
  const envtab_field items = ITEMS(&type);

  for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
    type.read = readers[i];
    type.capacity = 0;
    expect_too_little_room(&plain);
    expect_too_little_room(&bounded);
    expect_too_little_room(&items);
    type.capacity = 8;
    expect_too_little_room(&plain);
  }
}
END_TEST

/* The library's own readers, in types that declare too little for them. */
START_TEST(type_made_from_one_of_the_library_needs_its_room)
{
  envtab_type pair = envtab_type_pair, secret = envtab_type_secret;
  const envtab_field pairs = { .type = &envtab_type_list, .size = sizeof(envtab_pairs), .element = &pair,
                               .element_size = sizeof(envtab_pair), .name = "V", .help = "Pairs." };
  const envtab_field key = { .type = &secret, .size = sizeof(envtab_secret), .name = "V", .help = "A key." };
  const envtab_field lists = { .type = &envtab_type_list, .size = sizeof(envtab_strings), .element = &envtab_type_list,
                               .element_size = sizeof(envtab_strings), .name = "V", .help = "Lists of lists." };

  pair.read = read_insatiably;
  expect_too_little_room(&pairs);
  secret.capacity = secret.capacity_per_byte = 0;
  expect_too_little_room(&key);
  expect_too_little_room(&lists);
}
END_TEST

START_TEST(flags_without_a_choice_are_reported)
{
  const envtab_field row[] = { ENVTAB_AS(struct config, set, ENVTAB_FLAGS, "V", "A set.", .choices = no_choices) };
  const envtab_schema schema = schema_of(row, 1);

  expect_problems(&schema, ENVIRONMENT("V=1"), "schema V");
  expect_words(&schema, ENVIRONMENT("V=1"), "has no .choices");
}
END_TEST

START_TEST(check_keeps_errno_and_says_nothing_of_a_right_table)
{
  const envtab_field rows[] = {
    ROW(number, "A number.", .min = "1", .max = "9", .default_value = "9", .example = "1"),
    ENVTAB(struct config, text, "TEXT", "A text.", .default_value = "", .empty = ENVTAB_EMPTY_IS_VALUE),
    ENVTAB(struct config, time, "TIME", "A time.", .default_value = "5", .unit = "s"),
    ENVTAB_LIST(struct config, list, "LIST", "Links.", .default_value = "https://h/,http://h:80/"),
  };
  const envtab_schema schema = schema_of(rows, 4);
  struct report report;

  errno = 4711;
  report = check(&schema);
  ck_assert_int_eq(errno, 4711);
  ck_assert_uint_eq(report.count, 0);
}
END_TEST

START_TEST(mistakes_go_to_stderr_unless_a_sink_is_given)
{
  const envtab_field row[] = { ENVTAB(struct config, number, "N", "A number.", .unit = "s") };
  const envtab_schema schema = schema_of(row, 1);
  const char *bare, *prefixed;

  begin_capture(stderr);
  ck_assert(!envtab_check_schema(&schema, NULL));
  bare = end_capture();
  begin_capture(stderr);
  ck_assert(!envtab_check_schema(&schema, &(envtab_options){ .prefix = "P_" }));
  prefixed = end_capture();
  ck_assert_ptr_nonnull(strstr(bare, "faulty: N has a .unit, which its type does not use.\n"));
  ck_assert_ptr_nonnull(strstr(prefixed, "faulty: P_N has a .unit, which its type does not use.\n"));
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("schema");
  TCase *rows = tcase_create("rows"), *whole = tcase_create("whole");

  tcase_add_loop_test(rows, mistake_in_a_row_is_found, 0, (int)(sizeof faults / sizeof *faults));
  tcase_add_test(rows, secret_in_the_table_is_not_quoted);
  tcase_add_loop_test(rows, options_of_a_value_have_no_use_on_a_group, 0, GROUP_OPTIONS);
  tcase_add_test(rows, name_twice_is_found);
  tcase_add_test(rows, name_that_is_too_long_is_found);
  tcase_add_test(rows, member_twice_is_found);
  tcase_add_test(rows, all_mistakes_are_found_at_once);
  tcase_add_test(rows, mistake_in_a_group_hides_no_other);
  tcase_add_test(rows, mistake_tells_its_field_and_whole_name);
  tcase_add_loop_test(whole, mistake_in_the_schema_itself_is_found, 0, WRONG_SCHEMAS);
  tcase_add_test(whole, reserved_members_of_a_type_are_zero);
  tcase_add_test(whole, larger_rows_are_taken_when_their_tail_is_zero);
  tcase_add_test(whole, larger_rows_with_more_in_them_are_refused);
  tcase_add_test(whole, load_reports_a_wrong_default_and_says_whose_it_is);
  tcase_add_test(whole, load_reports_wrong_bounds_when_it_meets_them);
  tcase_add_test(whole, type_that_keeps_more_than_its_room_is_reported);
  tcase_add_test(whole, type_made_from_one_of_the_library_needs_its_room);
  tcase_add_test(whole, flags_without_a_choice_are_reported);
  tcase_add_test(whole, check_keeps_errno_and_says_nothing_of_a_right_table);
  tcase_add_test(whole, mistakes_go_to_stderr_unless_a_sink_is_given);
  suite_add_tcase(suite, rows);
  suite_add_tcase(suite, whole);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
