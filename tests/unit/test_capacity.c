/*
 * The caller's memory: envtab_capacity() bytes are enough at any alignment, and no allocator is called. Large schemas,
 * whose index of names does not fit on the stack. Linked with --wrap for each call that gives memory.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "common.h"

/* ---- Calls for memory ---- */

static bool counting;
static size_t calls;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset);

void *__wrap_malloc(size_t size)
{
  calls += counting;
  return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
  calls += counting;
  return __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
  calls += counting;
  return __real_realloc(memory, size);
}

void *__wrap_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
  calls += counting;
  return __real_mmap(address, length, protection, flags, file, offset);
}

/* ---- A schema with everything that takes memory ---- */

struct tls { _Alignas(32) int version; const char *ca; };
static ENVTAB_TABLE(struct tls) tls_fields[] = {
  ENVTAB(struct tls, version, "VERSION", "Of the protocol.", .default_value = "13"),
  ENVTAB(struct tls, ca, "CA", "The authority.", .optional = true),
};
static ENVTAB_SCHEMA(struct tls, tls_schema, tls_fields, "tls");

struct config {
  char first;
  const char *text;
  envtab_secret key;
  envtab_duration time;
  envtab_strings tags;
  envtab_endpoints hosts;
  envtab_pairs labels;
  envtab_url url;
  envtab_bytes bytes;
  const struct tls *tls;
};
#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ROW(text, "TEXT", "A text.", .default_value = "text"),
  ROW(key, "KEY", "A key.", .optional = true, .from_file = true, .min_length = 1),
  ROW(time, "TIME", "A time.", .default_value = "5m", .unit = "s", .min = "1ms", .max = "24h"),
  ENVTAB_LIST(struct config, tags, "TAGS", "Tags.", .optional = true, .deprecated = ENVTAB_NAMES("LABELS_OF_OLD")),
  ENVTAB_LIST(struct config, hosts, "HOSTS", "Hosts.", .optional = true),
  ENVTAB_LIST(struct config, labels, "LABELS", "Labels.", .optional = true),
  ROW(url, "URL", "A URL.", .optional = true),
  ENVTAB_AS(struct config, bytes, ENVTAB_BASE64, "BYTES", "A key.", .optional = true),
  ENVTAB_OPTIONAL_GROUP(struct config, tls, tls_schema, "TLS_", "Encryption."),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "room", .reserved_prefix = "ROOM_");

static const char *const environments[][8] = {
  { NULL },
  { "TEXT=a longer text than the default", "TIME=90" },
  { "KEY=hunter2", "TAGS=a,b,c,d,e,f,g", "HOSTS=a:1,b:2,[::1]:3", "LABELS=a=1,b=2,c=3,d=4" },
  { "URL=https://user:password@host:8443/path?a=1&b=2&c&d=4", "BYTES=AAECAwQFBgc=" },
  { "TLS_VERSION=12", "TLS_CA=/ca", "KEY=x" },
  { "KEY_FILE=" TESTS_DIR "/environments/app.key", "URL=https://h" },
};
enum { ENVIRONMENTS = sizeof environments / sizeof *environments };

/* Problems are kept without an allocation: the last but the summary. */
struct last { envtab_code code; char hint[200]; };

static void keep_last(void *context, const envtab_problem *problem)
{
  struct last *last = context;

  if (problem->code == ENVTAB_PROBLEM_SUMMARY) return;
  last->code = problem->code;
  snprintf(last->hint, sizeof last->hint, "%s", problem->hint ? problem->hint : "");
}

/* Loads into the memory; no allocator may be called. */
static const void *load_into(const envtab_schema *table, const char *const *environment, char *memory, size_t capacity,
                             struct last *last)
{
  const envtab_options options = {
    .environment = environment, .memory = memory, .capacity = capacity, .sink = keep_last, .context = last
  };
  const void *config;

  last->code = (envtab_code)0;
  calls = 0;
  counting = true;
  config = envtab_load(table, &options);
  counting = false;
  ck_assert_uint_eq(calls, 0);
  ck_assert_int_eq(config == NULL, last->code != 0);
  return config;
}

START_TEST(ordinary_load_is_counted)
{
  calls = 0;
  counting = true;
  envtab_free(envtab_load(&schema, &(envtab_options){ .environment = environments[0] }));
  counting = false;
  ck_assert_uint_eq(calls, 1); /* the block; the index of names is on the stack */
}
END_TEST

/* ---- As many bytes as envtab_capacity() says, at every alignment; the page after them cannot be touched ---- */

static void expect_room(const envtab_schema *table, const char *const *environment)
{
  const size_t room = envtab_capacity(table, environment);
  struct last last;
  char *memory = malloc(room + 64);

  ck_assert_uint_ne(room, 0);
  for (size_t shift = 0; shift < 64; shift++) {
    char *start = memory + (64 - (uintptr_t)memory % 64 + shift) % 64;
    const void *config;

    memset(memory, 0xa5, room + 64);
    config = load_into(table, environment, start, room, &last);
    ck_assert_msg(config != NULL, "alignment %zu: %d, %s", shift, last.code, last.hint);
    ck_assert((const char *)config > start && (const char *)config < start + room);
    ck_assert_uint_eq((uintptr_t)config % table->alignment, 0);
    for (char *byte = memory; byte < memory + room + 64; byte++)
      if (byte < start || byte >= start + room) ck_assert_int_eq((unsigned char)*byte, 0xa5);
    envtab_free(config);
  }
  free(memory);
}

START_TEST(capacity_is_enough_at_every_alignment)
{
  expect_room(&schema, environments[_i]);
}
END_TEST

/* With fewer bytes the load says how many are enough, and these are. */
START_TEST(too_little_memory_is_reported_with_what_is_enough)
{
  const char *const *environment = environments[_i];
  const size_t room = envtab_capacity(&schema, environment);
  _Alignas(64) static char memory[1 << 16];
  struct last last;
  bool refused = false;

  for (size_t capacity = 1; capacity < room; capacity += capacity < 64 || room - capacity < 256 ? 1 : 61) {
    size_t told = 0, enough = 0;

    if (load_into(&schema, environment, memory, capacity, &last)) continue;
    refused = true;
    ck_assert_int_eq(last.code, ENVTAB_PROBLEM_MEMORY);
    ck_assert_int_eq(sscanf(last.hint, "Its capacity is %zu bytes; %zu are enough.", &told, &enough), 2);
    ck_assert_uint_eq(told, capacity);
    ck_assert_uint_gt(enough, capacity);
    ck_assert_ptr_nonnull(load_into(&schema, environment, memory + 1, enough, &last));
  }
  ck_assert(refused);
}
END_TEST

START_TEST(memory_without_capacity_is_too_little)
{
  static char memory[16];
  struct last last;

  ck_assert_ptr_null(load_into(&schema, environments[0], memory, 0, &last));
  ck_assert_int_eq(last.code, ENVTAB_PROBLEM_MEMORY);
}
END_TEST

START_TEST(capacity_is_for_the_process_when_no_environment_is_given)
{
  char text[] = "TEXT=0123456789012345678901234567890123456789", *entries[] = { text, NULL };
  size_t with, without;

  without = envtab_capacity(&schema, NOTHING);
  use_environ(entries);
  with = envtab_capacity(&schema, NULL);
  restore_environ();
  ck_assert_uint_gt(with, without);
}
END_TEST

START_TEST(wrong_values_are_counted_as_well)
{
  const char *const *environment =
    ENVIRONMENT("TIME=x", "HOSTS=,,,,", "URL=%", "BYTES=*", "KEY_FILE=/nowhere", "ROOM_X=1");
  size_t room = envtab_capacity(&schema, environment);
  char *memory = malloc(room);
  struct last last;

  ck_assert_ptr_null(load_into(&schema, environment, memory, room, &last));
  ck_assert_int_eq(last.code, ENVTAB_PROBLEM_UNKNOWN);
  free(memory);
}
END_TEST

/* ---- Alignment ---- */

START_TEST(struct_lies_where_its_alignment_asks)
{
  struct wide { _Alignas(64) int number; _Alignas(64) char letter[64]; };
  ENVTAB_TABLE(struct wide) row[] = { ENVTAB(struct wide, number, "N", "A number.") };
  ENVTAB_SCHEMA(struct wide, table, row, "wide");
  const struct wide *config = expect_config(&table, ENVIRONMENT("N=7"));

  ck_assert_uint_eq((uintptr_t)config % 64, 0);
  ck_assert_int_eq(config->number, 7);
  ck_assert_int_eq(envtab_source_of(config, &config->number), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(config);
  expect_room(&table, ENVIRONMENT("N=7"));
}
END_TEST

START_TEST(alignment_of_a_page_is_kept)
{
  int number;
  const envtab_field row[] = {
    { .type = &envtab_type_int32, .size = sizeof number, .name = "N", .help = "A number." }
  };
  const envtab_schema table = {
    .name = "page", .fields = row, .count = 1, .field_size = sizeof *row, .size = 8192, .alignment = 4096
  };
  const void *config = expect_config(&table, ENVIRONMENT("N=7"));

  ck_assert_uint_eq((uintptr_t)config % 4096, 0);
  memcpy(&number, config, sizeof number);
  ck_assert_int_eq(number, 7);
  envtab_free(config);
  expect_room(&table, ENVIRONMENT("N=7"));
}
END_TEST

/* ---- Schemas of no fields, of many, of too many ---- */

START_TEST(schema_of_no_fields_loads)
{
  const envtab_schema table = {
    .name = "none", .field_size = sizeof(envtab_field), .size = sizeof(int), .alignment = sizeof(int)
  };
  const void *config = expect_config(&table, ENVIRONMENT("A=1"));

  ck_assert_int_eq(*(const int *)config, 0);
  envtab_free(config);
  expect_room(&table, NOTHING);
  ck_assert(envtab_check_schema(&table, NULL));
}
END_TEST

/* count rows N0, N1, ... of one int each; to be freed with its names. */
struct many {
  envtab_field *rows;
  char *names;
  envtab_schema schema;
};

static struct many make_many(size_t count)
{
  struct many many = { .rows = calloc(count, sizeof *many.rows), .names = malloc(count * 8) };

  for (size_t i = 0; i < count; i++) {
    sprintf(many.names + i * 8, "N%zu", i);
    many.rows[i] = (envtab_field){ .type = &envtab_type_int32, .size = sizeof(int32_t), .offset = i * sizeof(int32_t),
                                   .name = many.names + i * 8, .help = "A number.", .default_value = "-1" };
  }
  many.schema = (envtab_schema){ .name = "many", .fields = many.rows, .count = count, .field_size = sizeof *many.rows,
                                 .size = count * sizeof(int32_t), .alignment = _Alignof(int32_t) };
  return many;
}

static void free_many(struct many *many)
{
  free(many->rows);
  free(many->names);
}

START_TEST(five_hundred_fields_load)
{
  struct many many = make_many(500);
  const int32_t *numbers = expect_config(&many.schema, ENVIRONMENT("N499=499", "N0=0", "N250=250", "N500=1"));

  for (size_t i = 0; i < 500; i++) ck_assert_int_eq(numbers[i], i == 0 || i == 250 || i == 499 ? (int32_t)i : -1);
  ck_assert_int_eq(envtab_source_of(numbers, &numbers[499]), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(numbers);
  expect_problems(&many.schema, ENVIRONMENT("N499=x", "N0=y"), "malformed N0, malformed N499");
  free_many(&many);
}
END_TEST

START_TEST(index_of_many_names_lies_in_the_tail_of_the_memory)
{
  struct many many = make_many(500);
  const char *const *environment = ENVIRONMENT("N499=499");
  struct last last;
  size_t room;

  expect_room(&many.schema, environment);
  room = envtab_capacity(&many.schema, environment);
  for (size_t less = 1; less < room; less += 997) {
    char *memory = malloc(room - less);

    if (!load_into(&many.schema, environment, memory, room - less, &last))
      ck_assert_int_eq(last.code, ENVTAB_PROBLEM_MEMORY);
    free(memory);
  }
  free_many(&many);
}
END_TEST

START_TEST(index_of_many_names_is_one_allocation_and_freed)
{
  struct many many = make_many(500);

  calls = 0;
  counting = true;
  envtab_free(envtab_load(&many.schema, &(envtab_options){ .environment = NOTHING }));
  counting = false;
  ck_assert_uint_eq(calls, 2);
  free_many(&many);
}
END_TEST

START_TEST(too_many_names_are_rejected)
{
  struct many most = make_many(65000), more = make_many(70000);

  envtab_free(expect_config(&most.schema, ENVIRONMENT("N64999=1")));
  expect_problems(&more.schema, NOTHING, "schema");
  ck_assert_uint_eq(envtab_capacity(&more.schema, NOTHING), 0);
  free_many(&most);
  free_many(&more);
}
END_TEST

START_TEST(too_many_names_of_others_are_rejected)
{
  struct many more = make_many(70000), one = make_many(1);
  const envtab_schema *const others[] = { &more.schema, NULL };

  one.schema.others = others;
  one.schema.reserved_prefix = "N";
  expect_problems(&one.schema, NOTHING, "schema");
  ck_assert_uint_eq(envtab_capacity(&one.schema, NOTHING), 0);
  free_many(&more);
  free_many(&one);
}
END_TEST

START_TEST(too_many_groups_are_rejected)
{
  struct many many = make_many(65535);
  const envtab_schema nothing = { .name = "nothing", .field_size = sizeof(envtab_field), .size = 4, .alignment = 4 };

  for (size_t i = 0; i < many.schema.count; i++)
    many.rows[i] = (envtab_field){ .type = &envtab_type_group, .group = &nothing, .size = 4, .offset = i * 4,
                                   .name = "", .help = "A group." };
  expect_problems(&many.schema, NOTHING, "schema");
  ck_assert_uint_eq(envtab_capacity(&many.schema, NOTHING), 0);
  many.schema.count = 65533; /* with the program's own struct 65,534 */
  envtab_free(expect_config(&many.schema, NOTHING));
  free_many(&many);
}
END_TEST

/* ---- Types of the program's own that declare more capacity than there can be ---- */

static bool read_and_keep(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self;
  *(int32_t *)member = 7;
  return envtab_value_alloc(value, 1, 1) != NULL;
}

enum { HUGE_TYPES = 8 };

/* Its capacity, or its capacity for each byte, is so large that a sum with it would wrap around. */
static envtab_type huge_type(size_t number)
{
  static const size_t rooms[] = { SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 1500, SIZE_MAX / 2 + 1 };
  envtab_type type = envtab_type_int32;

  type.read = read_and_keep;
  *(number % 2 ? &type.capacity_per_byte : &type.capacity) = rooms[number / 2];
  return type;
}

/* One row of this type. */
static envtab_schema schema_of_row(const envtab_field *row)
{
  return (envtab_schema){ .name = "huge", .fields = row, .count = 1, .field_size = sizeof *row, .size = row->size,
                          .alignment = _Alignof(max_align_t) };
}

static void expect_no_memory(const envtab_field *row)
{
  const envtab_schema table = schema_of_row(row);
  const char *const *environment = ENVIRONMENT("V=1,2");
  static char memory[4096];
  struct last last;

  ck_assert_uint_gt(envtab_capacity(&table, environment), SIZE_MAX / 2);
  expect_problems(&table, environment, "memory");
  ck_assert_ptr_null(load_into(&table, environment, memory, sizeof memory, &last));
  ck_assert_int_eq(last.code, ENVTAB_PROBLEM_MEMORY);
}

START_TEST(capacity_beyond_all_memory_is_reported)
{
  const envtab_type type = huge_type((size_t)_i);
  const envtab_field whole = { .type = &type, .size = type.size, .name = "V", .help = "A number." };
  const envtab_field bounded = { .type = &type, .size = type.size, .name = "V", .help = "A number.", .min = "1" };
  const envtab_field items = { .type = &envtab_type_list, .size = sizeof(envtab_strings), .element = &type,
                               .element_size = type.size, .name = "V", .help = "Numbers." };
  struct report report = { 0 };

  expect_no_memory(&whole);
  expect_no_memory(&bounded);
  expect_no_memory(&items);
  ck_assert_ptr_null(envtab_parse(&type, "1,2", &(envtab_options){ .sink = note, .context = &report }));
  ck_assert_str_eq(list_problems(&report), "memory int32");
  forget(&report);
}
END_TEST

START_TEST(text_that_cannot_be_checked_is_reported)
{
  const envtab_type type = huge_type((size_t)_i);
  const envtab_field row = { .type = &type, .size = type.size, .name = "V", .help = "A number.", .example = "1,2" };
  const envtab_schema table = schema_of_row(&row);
  struct report report = { 0 };

  ck_assert(!envtab_check_schema(&table, &(envtab_options){ .sink = note, .context = &report }));
  ck_assert_str_eq(list_problems(&report), "schema V");
  ck_assert_str_eq(report.notes[0].reason, "cannot be checked: there is not enough memory");
  forget(&report);
}
END_TEST

/* As much as a large machine has can be counted; a text without a byte takes none of it. */
START_TEST(large_capacity_is_counted)
{
  const size_t large = (size_t)1 << (sizeof(size_t) * 4);
  envtab_type type = huge_type(1);
  const envtab_field row = { .type = &type, .size = type.size, .name = "V", .help = "A number." };
  const envtab_schema table = schema_of_row(&row);
  struct report report = { 0 };

  ck_assert_ptr_null(envtab_parse(&type, "", &(envtab_options){ .sink = note, .context = &report }));
  ck_assert_str_eq(list_problems(&report), "empty int32");
  forget(&report);
  type.capacity_per_byte = large;
  ck_assert_uint_gt(envtab_capacity(&table, ENVIRONMENT("V=12")), 2 * large);
  ck_assert_uint_lt(envtab_capacity(&table, ENVIRONMENT("V=12")), 2 * large + 4096);
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("room");
  TCase *room = tcase_create("room"), *large = tcase_create("large"), *huge = tcase_create("huge");

  tcase_add_test(room, ordinary_load_is_counted);
  tcase_add_loop_test(room, capacity_is_enough_at_every_alignment, 0, ENVIRONMENTS);
  tcase_add_loop_test(room, too_little_memory_is_reported_with_what_is_enough, 0, ENVIRONMENTS);
  tcase_add_test(room, memory_without_capacity_is_too_little);
  tcase_add_test(room, capacity_is_for_the_process_when_no_environment_is_given);
  tcase_add_test(room, wrong_values_are_counted_as_well);
  tcase_add_test(room, struct_lies_where_its_alignment_asks);
  tcase_add_test(room, alignment_of_a_page_is_kept);
  tcase_add_test(large, schema_of_no_fields_loads);
  tcase_add_test(large, five_hundred_fields_load);
  tcase_add_test(large, index_of_many_names_lies_in_the_tail_of_the_memory);
  tcase_add_test(large, index_of_many_names_is_one_allocation_and_freed);
  tcase_add_test(large, too_many_names_are_rejected);
  tcase_add_test(large, too_many_names_of_others_are_rejected);
  tcase_add_test(large, too_many_groups_are_rejected);
  tcase_add_loop_test(huge, capacity_beyond_all_memory_is_reported, 0, HUGE_TYPES);
  tcase_add_loop_test(huge, text_that_cannot_be_checked_is_reported, 0, HUGE_TYPES);
  tcase_add_test(huge, large_capacity_is_counted);
  suite_add_tcase(suite, room);
  suite_add_tcase(suite, large);
  suite_add_tcase(suite, huge);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
