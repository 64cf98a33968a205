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
#define GROUP(member, ...) ENVTAB_GROUP(struct config, member, inner_schema, "G_", __VA_ARGS__)
#define PLACED(...) { .field = { .name = "V", .help = "A value.", __VA_ARGS__ } }
#define ITEMS(...) ITEMS_(__VA_ARGS__, .element_size = sizeof(int))
#define ITEMS_(reader, ...) \
  PLACED(.type = &envtab_type_list, .size = sizeof(envtab_strings), .element = (reader), __VA_ARGS__)

static ENVTAB_TABLE(struct inner) inner_fields[] = { ENVTAB(struct inner, number, "NUMBER", "A number.", .default_value = "7") };
static ENVTAB_SCHEMA(struct inner, inner_schema, inner_fields, "inner");
static const envtab_type readerless = { .name = "readerless", .expects = "x", .size = sizeof(int) };
static bool read_seven(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self, (void)value;
  *(int *)member = 7;
  return true;
}
static size_t show_nothing(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                           size_t capacity)
{
  (void)self, (void)field, (void)member;
  if (capacity) *out = '\0';
  return 0;
}
static bool read_none(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self, (void)member;
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, NULL);
}
static const envtab_type nameless = { .expects = "x", .size = sizeof(int), .read = read_seven, .show = show_nothing };
static const envtab_type showless = { .name = "showless", .expects = "x", .size = sizeof(int), .read = read_seven };
static const envtab_choice no_choices[] = { { NULL, 0 } };

/* A schema of struct S with these rows alone. */
#define SCHEMA_OF(S, rows, rows_count)                                                                              \
  (envtab_schema){ .name = "faulty", .fields = &(rows)->field, .count = (rows_count), .field_size = sizeof *(rows), \
                   .size = sizeof(S), .alignment = _Alignof(S) }

enum { FILLERS = 16 };           /* more than the rows of a test leave gaps */

static void mark(bool *filled, const envtab_field *row)
{
  for (size_t i = 0; i < row->size && row->offset < sizeof(struct config) - i; i++) filled[row->offset + i] = true;
}

struct filler { envtab_type type; char name[24]; };

/* An optional row of the program's own type for these bytes of struct config. */
static envtab_row make_filler(size_t offset, size_t size)
{
  struct filler *filler = hold(calloc(1, sizeof *filler));

  filler->type = (envtab_type){
    .name = "filler", .expects = "x", .size = size, .read = read_none, .show = show_nothing
  };
  snprintf(filler->name, sizeof filler->name, "FILLER_%zu", offset);
  return (envtab_row){ .field = { .type = &filler->type, .offset = offset, .size = size, .name = filler->name,
                                  .help = "What the rows do not fill.", .optional = true } };
}

/* A schema of struct config: these rows, and others for what they do not fill. */
static envtab_schema schema_of(const envtab_row *rows, size_t count)
{
  envtab_row *all = hold(calloc(count + FILLERS, sizeof *all));
  bool filled[sizeof(struct config)] = { false };
  size_t fillers = 0;

  memcpy(all, rows, count * sizeof *all);
  for (size_t i = 0; i < count; i++) mark(filled, &rows[i].field);
  for (size_t i = 0, size; i < sizeof filled; i += size ? size : 1) {
    for (size = 0; i + size < sizeof filled && !filled[i + size];) size++;
    if (size) all[count + fillers++] = make_filler(i, size);
  }
  return SCHEMA_OF(struct config, all, count + fillers);
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

/* The load fails: always; where V is unset; it may; it is not tried, as what it then does is undefined. */
enum loads { ALWAYS, UNSET, MAY, UNDEFINED };

static const struct {
  const char *words;
  enum loads loads;
  envtab_row row;
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
  { "password", MAY, ROW(text, "A text.", .choices = ENVTAB_CHOICES({ "a", 1 }, { "https://u:p@h/", 2 })) },
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
  { "no help", MAY, { .field = { .type = &envtab_type_int32, .size = 4, .name = "V" } } },
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
  { "has no name", ALWAYS, ENVTAB_GROUP(struct config, inner, inner_schema, NULL, "A group.") },
  { "another size", ALWAYS, PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 1) },
  { "pointer", ALWAYS, PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 1, .optional = true) },
  { "points to a struct of another size", ALWAYS,
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = sizeof(void *), .element_size = 1,
           .optional = true) },
  { "beyond the struct", ALWAYS,
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 4, .offset = sizeof(struct config)) },
  { "beyond the struct", ALWAYS,
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 4, .offset = SIZE_MAX - 3) },
  { "misaligned", UNDEFINED, PLACED(.type = &envtab_type_int32, .size = 4, .offset = offsetof(struct config, other) + 2) },
  { "misaligned", UNDEFINED, PLACED(.type = &envtab_type_uint16, .size = 2, .offset = offsetof(struct config, small) + 1) },
  { "misaligned", UNDEFINED, ITEMS(&envtab_type_int32, .offset = offsetof(struct config, list) + 1) },
  { "misaligned", UNDEFINED,
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = 4, .offset = offsetof(struct config, inner) + 1) },
  { "misaligned", UNDEFINED,
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .size = sizeof(void *), .optional = true,
           .offset = offsetof(struct config, more) - sizeof(void *) / 2) },
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

START_TEST(defect_in_a_row_is_found)
{
  const envtab_schema schema = schema_of(&faults[_i].row, 1);
  const char *const *set = ENVIRONMENT("V=1", "G_NUMBER=1");

  expect_fault(&schema, faults[_i].words);
  if (faults[_i].loads == UNDEFINED) return;
  if (faults[_i].loads != MAY) ck_assert(!loads(&schema, NOTHING));
  if (faults[_i].loads == ALWAYS) ck_assert(!loads(&schema, set));
  else loads(&schema, set); /* whatever it does, it does not crash */
}
END_TEST

START_TEST(secret_in_the_table_is_not_quoted)
{
  const envtab_row rows[] = { ROW(key, "A key.", .default_value = "hunter2"),
                                ENVTAB(struct config, url, "U", "A URL.", .default_value = "https://u:hunter2@h/"),
                                ENVTAB(struct config, number, "N", "A number.", .default_value = "u:hunter2@h") };
  const envtab_schema schema = schema_of(rows, 3);
  struct report report = check(&schema);

  ck_assert_uint_eq(report.count, 4); /* the last is not a number either */
  for (size_t i = 0; i < report.count; i++) ck_assert_ptr_null(strstr(report.notes[i].reason, "hunter"));
  forget(&report);
}
END_TEST

/* On a group they would be taken for an order to all of its fields, and obeyed by none. */
START_TEST(options_of_a_value_have_no_use_on_a_group)
{
  const envtab_row rows[] = {
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

/* `.default_value = 3000`: compilers warn of it, and older ones go on. */
#define NUMBER ((const char *)(uintptr_t)3000)

START_TEST(number_without_quotes_is_found)
{
  static const struct { const char *words; envtab_row row; } rows[] = {
    { "a name that is a number", ENVTAB(struct config, number, NUMBER, "A number.") },
    { "a .help that is a number", ROW(number, NUMBER) },
    { "a .default_value that is a number", ROW(number, "A number.", .default_value = NUMBER) },
    { "an .example that is a number", ROW(number, "A number.", .example = NUMBER) },
    { "a .min that is a number", ROW(number, "A number.", .min = NUMBER) },
    { "a .max that is a number", ROW(number, "A number.", .max = NUMBER) },
    { "a .unit that is a number", ROW(time, "A time.", .unit = NUMBER) },
    { "a name that is a number", ENVTAB_GROUP(struct config, inner, inner_schema, NUMBER, "A group.") },
    { "a .help that is a number", GROUP(inner, NUMBER) },
  };
  const envtab_schema schema = schema_of(&rows[_i].row, 1);

  expect_fault(&schema, rows[_i].words);
  begin_capture(stderr);
  ck_assert(!envtab_check_schema(&schema, NULL));
  ck_assert_ptr_nonnull(strstr(end_capture(), "that is a number, not a text: put it in quotes"));
}
END_TEST
enum { NUMBERS = 9 };

/* ---- Rows together ---- */

START_TEST(name_twice_is_found)
{
  const envtab_row rows[][2] = {
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
  const envtab_row rows[] = {
    ENVTAB(struct config, number, name, "A number.", .default_value = "1"),
    ENVTAB(struct config, number, name, "A number.", .default_value = "1", .max = "9"),
    ENVTAB(struct config, number, "V", "A number.", .default_value = "1", .deprecated = ENVTAB_NAMES(name)),
    ENVTAB_GROUP(struct config, inner, inner_schema, name, "A group."),
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

/* A row counts its names in a byte. */
START_TEST(row_with_too_many_names_is_found)
{
  static char texts[255][8];
  static const char *names[256];
  envtab_row row = ENVTAB(struct config, number, "V", "A number.", .default_value = "1", .deprecated = names);
  const envtab_schema schema = schema_of(&row, 1);

  for (size_t i = 0; i < 254; i++) {
    snprintf(texts[i], sizeof texts[i], "OLD_%zu", i);
    names[i] = texts[i];
  }
  ck_assert(envtab_check_schema(&schema, NULL));
  expect_problems(&schema, ENVIRONMENT("OLD_253=7"), "warning former_name OLD_253");
  snprintf(texts[254], sizeof texts[254], "OLDEST");
  names[254] = texts[254];
  expect_fault(&schema, "has more than 255 names");
  ck_assert(!loads(&schema, NOTHING));
}
END_TEST

START_TEST(member_twice_is_found)
{
  const envtab_row same[] = { ROW(number, "One."), ENVTAB(struct config, number, "W", "Two.") };
  const envtab_row over[] = {
    ROW(time, "One."),
    { .field = { .type = &envtab_type_int32, .size = 4, .offset = offsetof(struct config, time) + 4, .name = "W",
                 .help = "Two." } },
  };
  const envtab_row group[] = { GROUP(inner, "A group."), ENVTAB(struct config, inner.number, "W", "Its number.") };
  const envtab_row *rows[] = { same, over, group };

  for (size_t i = 0; i < 3; i++) {
    const envtab_schema schema = schema_of(rows[i], 2);

    expect_fault(&schema, "another row fills");
  }
}
END_TEST

/* ---- Members that no row fills ---- */

/* All of a schema's gaps: "4 at 0, 8 at 16". In memory that is held. */
static const char *list_gaps(const envtab_schema *schema)
{
  struct report report = check(schema);
  char *list = hold(calloc(1, 400));

  for (size_t i = 0; i < report.count; i++) {
    size_t bytes, offset;

    ck_assert_int_eq(sscanf(report.notes[i].reason, "has %zu byte%*[s ]at offset %zu of its struct that no row fills",
                            &bytes, &offset), 2);
    snprintf(list + strlen(list), 400 - strlen(list), "%s%zu at %zu", *list ? ", " : "", bytes, offset);
  }
  forget(&report);
  return list;
}
#define EXPECT_GAPS(gaps, S, ...)                                                          \
  do {                                                                                     \
    ENVTAB_TABLE(S) gap_rows[] = { __VA_ARGS__ };                                          \
    const envtab_schema gap_schema = SCHEMA_OF(S, gap_rows, sizeof gap_rows / sizeof *gap_rows); \
    ck_assert_str_eq(list_gaps(&gap_schema), gaps);                                        \
  } while (0)

START_TEST(member_that_no_row_fills_is_found)
{
  struct ints { int a, b, c; };
  struct small { uint16_t a; bool b; uint16_t c; };
  struct text { const char *a; int b; const char *c; uint64_t d; };
#define A(S) ENVTAB(struct S, a, "A", "The first.")
#define B(S) ENVTAB(struct S, b, "B", "The second.")
#define C(S) ENVTAB(struct S, c, "C", "The third.")

  EXPECT_GAPS("", struct ints, C(ints), A(ints), B(ints));
  EXPECT_GAPS("4 at 0", struct ints, C(ints), B(ints));
  EXPECT_GAPS("4 at 4", struct ints, C(ints), A(ints));
  EXPECT_GAPS("4 at 8", struct ints, B(ints), A(ints));
  EXPECT_GAPS("4 at 0, 4 at 8", struct ints, B(ints));
  EXPECT_GAPS("", struct small, A(small), B(small), C(small));
  EXPECT_GAPS("2 at 2", struct small, A(small), C(small));
  EXPECT_GAPS("3 at 3", struct small, A(small), B(small)); /* one of them is padding */
  if (sizeof(char *) == 8) {
    EXPECT_GAPS("8 at 24", struct text, A(text), B(text), C(text));
    EXPECT_GAPS("8 at 8, 8 at 24", struct text, A(text), C(text));
  }
}
END_TEST

/* A member that an _Alignas puts further than its type asks; a struct without padding; an octet before an octet. */
START_TEST(padding_is_not_reported_as_a_member)
{
  struct far { uint8_t a; _Alignas(64) uint16_t b; uint8_t c; };
  struct ends { uint64_t a; uint8_t b; };
  struct octets { uint8_t a; envtab_uuid b; uint8_t c; double d; };
  struct sixteen { uint16_t a; envtab_uuid b; struct inner c; };

  EXPECT_GAPS("", struct far, A(far), B(far), C(far));
  EXPECT_GAPS("", struct ends, A(ends), B(ends));
  EXPECT_GAPS("", struct octets, A(octets), B(octets), C(octets), ENVTAB(struct octets, d, "D", "The fourth."));
  EXPECT_GAPS("", struct sixteen, A(sixteen), B(sixteen),
              ENVTAB_GROUP(struct sixteen, c, inner_schema, "C_", "The third."));
}
END_TEST

START_TEST(gap_in_a_group_is_reported_with_its_name)
{
  struct half { int number, forgotten; };
  struct whole { struct half half; };
  ENVTAB_TABLE(struct half) half_rows[] = { ENVTAB(struct half, number, "NUMBER", "A number.") };
  ENVTAB_SCHEMA(struct half, half, half_rows, "half");
  ENVTAB_TABLE(struct whole) rows[] = { ENVTAB_GROUP(struct whole, half, half, "HALF_", "Half of it.") };
  ENVTAB_SCHEMA(struct whole, schema, rows, "whole");
  struct report report = { 0 };

  ck_assert(!envtab_check_schema(&schema, &(envtab_options){ .prefix = "P_", .sink = note, .context = &report }));
  ck_assert_str_eq(list_problems(&report), "schema P_HALF_");
  ck_assert_str_eq(report.notes[0].reason,
                   "has 4 bytes at offset 4 of its struct that no row fills: is the row of a member missing?");
  ck_assert_ptr_eq(report.notes[0].problem.field, &rows[0].field);
  forget(&report);
  ck_assert(loads(&schema, ENVIRONMENT("HALF_NUMBER=1"))); /* a load goes on */
}
END_TEST

/* ---- Mistakes together ---- */

START_TEST(all_defects_are_found_at_once)
{
  const envtab_row rows[] = {
    ENVTAB(struct config, number, "A-B", "A number.", .unit = "s"),
    ENVTAB(struct config, text, "B", "A text.", .default_value = "x", .optional = true),
    ENVTAB(struct config, small, "C", "", .default_value = "300"),
    ENVTAB_GROUP(struct config, inner, inner_schema, "1_", "A group."),
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
  ck_assert_uint_eq(report.count, 9); /* with 1_NUMBER, which is not a name either */
  forget(&report);
}
END_TEST

/* A row that is a group's cannot be entered; the rows beside it can. */
START_TEST(defect_in_a_group_does_not_hide_others)
{
  const envtab_row rows[] = {
    PLACED(.type = &envtab_type_group, .group = &inner_schema, .offset = offsetof(struct config, inner), .size = 1),
    ENVTAB(struct config, number, "A-B", "A number."),
  };
  const envtab_schema schema = schema_of(rows, 2);
  struct report report = check(&schema);

  ck_assert_uint_eq(report.count, 2);
  forget(&report);
}
END_TEST

START_TEST(defect_has_its_field_and_full_name)
{
  ENVTAB_TABLE(struct inner) bad_fields[] = { ENVTAB(struct inner, number, "NUMBER", "A number.", .default_value = "x") };
  ENVTAB_SCHEMA(struct inner, bad_schema, bad_fields, "bad");
  const envtab_row rows[] = { ENVTAB_GROUP(struct config, inner, bad_schema, "G_", "A group.") };
  const envtab_schema schema = schema_of(rows, 1);
  struct report report = { 0 };

  ck_assert(!envtab_check_schema(&schema, &(envtab_options){ .prefix = "P_", .sink = note, .context = &report }));
  ck_assert_str_eq(list_problems(&report), "schema P_G_NUMBER");
  ck_assert_ptr_eq(report.notes[0].problem.field, &bad_fields[0].field);
  ck_assert_ptr_eq(report.notes[0].problem.schema, &schema);
  forget(&report);
}
END_TEST

/* ---- The schema itself ---- */

enum { WRONG_SCHEMAS = 10 };

/* What is wrong with it. */
static const char *make_wrong(envtab_schema *schema, int number)
{
  switch (number) {
  case 0: schema->name = NULL; return "no name";
  case 1: schema->fields = NULL; return "no fields";
  case 2: schema->field_size = sizeof(envtab_field) - 1; return "older version";
  case 3: schema->field_size = 0; return "older version";
  case 4: schema->alignment = 3; return "alignment";
  case 5: schema->alignment = 0; return "alignment";
  case 6: schema->reserved_prefix = ""; return "reserves every name";
  case 7: schema->field_size++; return "a field_size that is not a multiple of a row's alignment";
  case 8: schema->reserved[0] = schema; return "reserved";
  default: schema->reserved[3] = schema; return "reserved";
  }
}

START_TEST(defect_in_the_schema_itself_is_found)
{
  const envtab_row row[] = { ROW(number, "A number.", .optional = true) };
  envtab_schema schema = schema_of(row, 1);
  const char *words = make_wrong(&schema, _i);
  const envtab_row group[] = {
    { .field = { .type = &envtab_type_group, .group = &schema, .size = sizeof(struct config), .name = "",
                 .help = "A group." } },
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
  const envtab_row row[] = { PLACED(.type = &type, .size = 4) };
  const envtab_schema schema = schema_of(row, 1);

  type.reserved[3] = "x";
  expect_fault(&schema, "reserved");
}
END_TEST

/* ---- Rows of another size: a program that was built with another header ---- */

struct larger_row {
  envtab_row row;
  char more[24];
};

struct pair { int number; struct inner other; };

START_TEST(larger_rows_are_accepted_when_their_tail_is_zero)
{
  struct larger_row rows[] = {
    { .row = ENVTAB(struct pair, number, "A", "One.") }, { .row = ENVTAB(struct pair, other.number, "B", "Two.") },
  };
  envtab_schema schema = SCHEMA_OF(struct pair, &rows[0].row, 2);
  const struct pair *config;

  schema.field_size = sizeof *rows;
  config = expect_config(&schema, ENVIRONMENT("A=1", "B=2"));
  ck_assert_int_eq(config->other.number, 2);
  ck_assert_int_eq(envtab_source_of(config, &config->other), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(config);
  ck_assert(envtab_check_schema(&schema, NULL));
}
END_TEST

START_TEST(larger_rows_with_more_in_them_are_rejected)
{
  struct larger_row rows[] = { { .row = ENVTAB(struct pair, number, "A", "One.") },
                               { .row = ENVTAB_GROUP(struct pair, other, inner_schema, "G_", "A group.") } };
  envtab_schema schema = SCHEMA_OF(struct pair, &rows[0].row, 2);

  schema.field_size = sizeof *rows;
  for (size_t i = 0; i < 2; i++) {
    rows[i].more[i == 0 ? 0 : 23] = 1;
    expect_fault(&schema, "options that this library does not know");
    ck_assert(!loads(&schema, ENVIRONMENT("A=1")));
    rows[i].more[i == 0 ? 0 : 23] = 0;
  }
}
END_TEST

/* ---- A load that meets a defect ---- */

START_TEST(load_reports_a_wrong_default_and_says_whose_it_is)
{
  const envtab_row row[] = { ROW(number, "A number.", .default_value = "x") };
  const envtab_schema schema = schema_of(row, 1);

  expect_problems(&schema, NOTHING, "schema V");
  expect_words(&schema, NOTHING, "V \"x\" has a .default_value that is not a whole number");
  expect_words(&schema, NOTHING, "Its developers must fix it");
}
END_TEST

START_TEST(load_reports_wrong_bounds_when_it_meets_them)
{
  const envtab_row row[] = { ROW(number, "A number.", .max = "x") };
  const envtab_schema schema = schema_of(row, 1);

  expect_problems(&schema, ENVIRONMENT("V=1"), "schema V");
  expect_words(&schema, ENVIRONMENT("V=1"), ".max \"x\", which its type rejects");
}
END_TEST

/* A type of the program's own that stores more than the capacity it declares. */
static bool read_greedily(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self;
  *(int *)member = 1;
  return envtab_value_alloc(value, 1 << 16, 1) != NULL;
}

/* The same, and it does not look at what it gets. */
static bool read_carelessly(const envtab_type *self, envtab_value *value, void *member)
{
  read_greedily(self, value, member);
  return true;
}

/* What it keeps is small, but lies at the start of a page. */
static bool read_at_a_page(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self;
  *(int *)member = 1;
  return envtab_value_alloc(value, 1, 4096) != NULL;
}

/* Takes all that there is, byte by byte. */
static bool read_insatiably(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self, (void)member;
  while (envtab_value_alloc(value, 1, 1)) continue;
  return true;
}

static void expect_too_little_room(const envtab_row *row)
{
  const envtab_schema schema = schema_of(row, 1);

  expect_problems(&schema, ENVIRONMENT("V=1"), "schema V");
  expect_words(&schema, ENVIRONMENT("V=1"), "has a type that allocates more than the capacity it declares");
}

START_TEST(type_that_stores_more_than_its_capacity_is_reported)
{
  static bool (*const readers[])(const envtab_type *, envtab_value *, void *) = {
    read_greedily, read_carelessly, read_at_a_page, read_insatiably
  };
  envtab_type type = envtab_type_int32;
  const envtab_row plain = PLACED(.type = &type, .size = 4), bounded = PLACED(.type = &type, .size = 4, .min = "1");
  const envtab_row items = ITEMS(&type);

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
START_TEST(type_made_from_one_of_the_library_needs_its_capacity)
{
  envtab_type pair = envtab_type_pair, secret = envtab_type_secret;
  const envtab_row pairs = PLACED(.type = &envtab_type_list, .size = sizeof(envtab_pairs), .element = &pair,
                                  .element_size = sizeof(envtab_pair));
  const envtab_row key = PLACED(.type = &secret, .size = sizeof(envtab_secret));
  const envtab_row lists = PLACED(.type = &envtab_type_list, .size = sizeof(envtab_strings),
                                  .element = &envtab_type_list, .element_size = sizeof(envtab_strings));

  pair.read = read_insatiably;
  expect_too_little_room(&pairs);
  secret.capacity = secret.capacity_per_byte = 0;
  expect_too_little_room(&key);
  expect_too_little_room(&lists);
}
END_TEST

START_TEST(flags_without_a_choice_are_reported)
{
  const envtab_row row[] = { ENVTAB_AS(struct config, set, ENVTAB_FLAGS, "V", "A set.", .choices = no_choices) };
  const envtab_schema schema = schema_of(row, 1);

  expect_problems(&schema, ENVIRONMENT("V=1"), "schema V");
  expect_words(&schema, ENVIRONMENT("V=1"), "has no .choices");
}
END_TEST

START_TEST(check_leaves_errno_and_reports_nothing_for_a_correct_table)
{
  const envtab_row rows[] = {
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

START_TEST(defects_go_to_stderr_unless_a_sink_is_given)
{
  const envtab_row row[] = { ENVTAB(struct config, number, "N", "A number.", .unit = "s") };
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

  tcase_add_loop_test(rows, defect_in_a_row_is_found, 0, (int)(sizeof faults / sizeof *faults));
  tcase_add_test(rows, secret_in_the_table_is_not_quoted);
  tcase_add_loop_test(rows, options_of_a_value_have_no_use_on_a_group, 0, GROUP_OPTIONS);
  tcase_add_loop_test(rows, number_without_quotes_is_found, 0, NUMBERS);
  tcase_add_test(rows, name_twice_is_found);
  tcase_add_test(rows, name_that_is_too_long_is_found);
  tcase_add_test(rows, row_with_too_many_names_is_found);
  tcase_add_test(rows, member_twice_is_found);
  tcase_add_test(rows, member_that_no_row_fills_is_found);
  tcase_add_test(rows, padding_is_not_reported_as_a_member);
  tcase_add_test(rows, gap_in_a_group_is_reported_with_its_name);
  tcase_add_test(rows, all_defects_are_found_at_once);
  tcase_add_test(rows, defect_in_a_group_does_not_hide_others);
  tcase_add_test(rows, defect_has_its_field_and_full_name);
  tcase_add_loop_test(whole, defect_in_the_schema_itself_is_found, 0, WRONG_SCHEMAS);
  tcase_add_test(whole, reserved_members_of_a_type_are_zero);
  tcase_add_test(whole, larger_rows_are_accepted_when_their_tail_is_zero);
  tcase_add_test(whole, larger_rows_with_more_in_them_are_rejected);
  tcase_add_test(whole, load_reports_a_wrong_default_and_says_whose_it_is);
  tcase_add_test(whole, load_reports_wrong_bounds_when_it_meets_them);
  tcase_add_test(whole, type_that_stores_more_than_its_capacity_is_reported);
  tcase_add_test(whole, type_made_from_one_of_the_library_needs_its_capacity);
  tcase_add_test(whole, flags_without_a_choice_are_reported);
  tcase_add_test(whole, check_leaves_errno_and_reports_nothing_for_a_correct_table);
  tcase_add_test(whole, defects_go_to_stderr_unless_a_sink_is_given);
  suite_add_tcase(suite, rows);
  suite_add_tcase(suite, whole);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
