/*
 * How deep a load goes: its stack, with what is printed of it, is small enough for a thread of 16 KiB. The stack of a
 * thread is painted first; what has another colour afterwards was used.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "common.h"

/* As envtab.h states it. The frames of sanitizers, and of a build without optimization, are several times as large. */
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
enum { PROMISED = 120 * 1024, SMALL_THREAD = 160 * 1024 };
#else
enum { PROMISED = 12 * 1024, SMALL_THREAD = 16 * 1024 };
#endif
enum { LARGE_THREAD = 4 * SMALL_THREAD };

/* ---- A table in which each type has a row ---- */

struct inner { const char *text; };
static ENVTAB_TABLE(struct inner) inner_fields[] = {
  ENVTAB(struct inner, text, "TEXT", "A text in a group.", .min_length = 3),
};
static ENVTAB_SCHEMA(struct inner, inner_schema, inner_fields, "inner");

struct config {
  bool flag; int number; uint64_t large; float real; double precise;
  const char *string; envtab_secret secret;
  envtab_duration duration; envtab_size size; envtab_uuid uuid; envtab_endpoint endpoint; envtab_url url;
  envtab_postgres postgres; envtab_redis redis; envtab_amqp amqp;
  int level; unsigned features; envtab_bytes key;
  envtab_strings strings; envtab_pairs pairs; ENVTAB_LIST_OF(double) reals;
  struct inner inner;
};
#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ROW(flag, "DEEP_FLAG", "Yes or no."),
  ROW(number, "DEEP_NUMBER", "A whole number.", .min = "1", .max = "64"),
  ROW(large, "DEEP_LARGE", "A whole number.", .deprecated = ENVTAB_NAMES("DEEP_HUGE")),
  ROW(real, "DEEP_FLOAT", "A number.", .min = "0.1", .max = "1e30"),
  ROW(precise, "DEEP_DOUBLE", "A number.", .min = "1e-300", .max = "6.02214076e23"),
  ROW(string, "DEEP_STRING", "Any text.", .from_file = true, .example = "some text"),
  ROW(secret, "DEEP_SECRET", "Text that is never shown.", .from_file = true),
  ROW(duration, "DEEP_DURATION", "A length of time.", .min = "1s", .max = "1h"),
  ROW(size, "DEEP_SIZE", "A number of bytes.", .min = "1KiB", .max = "1GiB"),
  ROW(uuid, "DEEP_UUID", "A UUID."),
  ROW(endpoint, "DEEP_ENDPOINT", "A host and a port."),
  ROW(url, "DEEP_URL", "A URL.", .choices = ENVTAB_CHOICES({ "https", 0 })),
  ROW(postgres, "DEEP_POSTGRES", "Orders are stored in it."),
  ROW(redis, "DEEP_REDIS", "Carts are stored in it."),
  ROW(amqp, "DEEP_AMQP", "Orders wait in it."),
  ROW(level, "DEEP_LEVEL", "One of some names.",
      .choices = ENVTAB_CHOICES({ "quiet", 0 }, { "normal", 1 }, { "loud", 2 })),
  ENVTAB_AS(struct config, features, ENVTAB_FLAGS, "DEEP_FEATURES", "Some of some names.",
            .choices = ENVTAB_CHOICES({ "read", 4 }, { "write", 2 })),
  ENVTAB_AS(struct config, key, ENVTAB_HEX, "DEEP_KEY", "A key."),
  ENVTAB_LIST(struct config, strings, "DEEP_STRINGS", "Some texts."),
  ENVTAB_LIST(struct config, pairs, "DEEP_PAIRS", "Keys and values."),
  ENVTAB_LIST(struct config, reals, "DEEP_REALS", "Some numbers.", .min = "0.5"),
  ENVTAB_GROUP(struct config, inner, inner_schema, "DEEP_INNER_", "A group."),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "deep", .reserved_prefix = "DEEP_");

#define RIGHT                                                                                                          \
  "DEEP_FLAG=on", "DEEP_NUMBER=64", "DEEP_LARGE=18446744073709551615", "DEEP_FLOAT=1e30", "DEEP_DOUBLE=2e-300",        \
  "DEEP_STRING=text", "DEEP_SECRET=hunter2hunter2", "DEEP_DURATION=90s", "DEEP_SIZE=2KiB",                             \
  "DEEP_UUID=f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "DEEP_ENDPOINT=[::1]:53", "DEEP_URL=https://u:p@example.org/a?b=c", \
  "DEEP_POSTGRES=postgres://u:p@h1:1,h2:2/orders?sslmode=verify-full&connect_timeout=5",                               \
  "DEEP_REDIS=rediss://u:p@h:1/2", "DEEP_AMQP=amqps://u:p@h:1/v?heartbeat=5", "DEEP_LEVEL=loud",                       \
  "DEEP_FEATURES=read,write", "DEEP_KEY=00ff", "DEEP_STRINGS=a,b", "DEEP_PAIRS=a=b,c=d", "DEEP_REALS=0.5,0.75",        \
  "DEEP_INNER_TEXT=text"

static const char *const right[] = { RIGHT, NULL };
static const char *const missing[] = { NULL };
static const char *const typos[] = {
  "DEEP_FALG=on", "DEEP_POSTGRE=postgres://u:p@h/d", "DEEP_HUGE=1", "DEEP_SECRT=hunter2", "DEEP_NOTHING_LIKE_IT=1",
  "DEEP_STRING_FILE=/nowhere", "DEEP_SECRET_FILE=/", "DEEP_INNER_TXT=a", NULL
};
static const char *const out_of_range[] = {
  "DEEP_NUMBER=65", "DEEP_FLOAT=0.05", "DEEP_DOUBLE=7.02214076e23", "DEEP_DURATION=2h", "DEEP_SIZE=1", "DEEP_LEVEL=lout",
  "DEEP_FEATURES=read,wriet", "DEEP_URL=http://example.org", "DEEP_REALS=0.5,0.25", "DEEP_INNER_TEXT=a", NULL
};
static const char *const malformed[] = {
  "DEEP_FLAG=jein", "DEEP_NUMBER=1,5", "DEEP_LARGE=18446744073709551616", "DEEP_FLOAT=1e39", "DEEP_DOUBLE=1 000",
  "DEEP_STRING= blank", "DEEP_SECRET=hunter2\n", "DEEP_DURATION=5 min", "DEEP_SIZE=1kb", "DEEP_UUID=f81d4fae",
  "DEEP_ENDPOINT=https://h:1", "DEEP_URL=https://h:port", "DEEP_POSTGRES=postgres://u:p@h/d?sslmode=sure&ssl=1",
  "DEEP_REDIS=redis://u:p@h/x", "DEEP_AMQP=amqp://u:p@h/v?heart=1", "DEEP_LEVEL=${LEVEL}", "DEEP_FEATURES=,",
  "DEEP_KEY=0x00", "DEEP_STRINGS=[\"a\"]", "DEEP_PAIRS=a,b=c", "DEEP_REALS=a,1", "DEEP_INNER_TEXT=\"a\"", NULL
};

/* ---- A thread on a painted stack ---- */

static FILE *nowhere;
static struct { const envtab_schema *schema; envtab_options options; bool loaded; } task;

static void *load(void *unused)
{
  const void *config = envtab_load(task.schema, &task.options);

  task.loaded = config != NULL;
  envtab_free(config);
  return unused;
}

static void *do_nothing(void *unused) { return unused; }

/*
 * How many bytes of a new thread's stack are used, those of the thread itself included. Below the stack is memory that
 * nobody may use: a thread that goes on to there ends the process.
 */
static size_t stack_of(void *(*start)(void *), size_t size)
{
  const unsigned char colour = 0xa5;
  const size_t guard = 64 * 1024;
  char *memory = mmap(NULL, guard + size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  unsigned char *stack = (unsigned char *)memory + guard;
  size_t left = 0;
  pthread_attr_t attributes;
  pthread_t thread;

  ck_assert_int_eq(mprotect(stack, size, PROT_READ | PROT_WRITE), 0);
  memset(stack, colour, size);
  pthread_attr_init(&attributes);
  ck_assert_int_eq(pthread_attr_setstack(&attributes, stack, size), 0);
  ck_assert_int_eq(pthread_create(&thread, &attributes, start, NULL), 0);
  pthread_join(thread, NULL);
  pthread_attr_destroy(&attributes);
  while (left < size && stack[left] == colour) left++;
  munmap(memory, guard + size);
  return size - left;
}

/* The bytes that the task's load uses: in a large stack, where it is seen how many; then it must go in a small one. */
static size_t stack_of_load(void)
{
  size_t used = stack_of(load, LARGE_THREAD) - stack_of(do_nothing, LARGE_THREAD);

  if (used <= PROMISED) stack_of(load, SMALL_THREAD);
  return used;
}

static const struct {
  const char *why;
  const char *const *environment;
  envtab_sink *sink;
  bool loads;
} loads[] = {
  { "all is right", right, envtab_print, true },
  { "all is missing", missing, envtab_print, false },
  { "typos, old names and files", typos, envtab_print, false },
  { "values that are too small or too large", out_of_range, envtab_print, false },
  { "values that are malformed", malformed, envtab_print, false },
  { "the same as JSON", malformed, envtab_print_json, false },
  { "all is missing, as JSON", missing, envtab_print_json, false },
};

START_TEST(a_load_and_what_it_prints_need_little_stack)
{
  size_t used;

  nowhere = fopen("/dev/null", "w");
  setvbuf(nowhere, NULL, _IONBF, 0); /* as stderr */
  task.schema = &schema;
  task.options = (envtab_options){ .environment = loads[_i].environment, .sink = loads[_i].sink, .context = nowhere };
  used = stack_of_load();
  fclose(nowhere);
  ck_assert_msg(task.loaded == loads[_i].loads, "%s", loads[_i].why);
  if (getenv("SHOW_STACK")) printf("%6zu bytes of stack: %s\n", used, loads[_i].why);
  ck_assert_msg(used <= PROMISED, "%s: %zu bytes of stack, of which %d are promised", loads[_i].why, used, PROMISED);
}
END_TEST

/* A table that is too large for the stack has its names elsewhere. */
START_TEST(a_large_table_needs_no_more)
{
  enum { ROWS = 3000 };
  struct { int members[ROWS]; } *unused = NULL;
  envtab_row *rows = calloc(ROWS, sizeof *rows);
  char (*names)[8] = calloc(ROWS, sizeof *names);
  struct large { int member; };
  const envtab_schema large = {
    .size = sizeof *unused, .alignment = _Alignof(int), .fields = &rows->field, .count = ROWS,
    .field_size = sizeof *rows, .name = "large"
  };
  size_t used;

  for (size_t i = 0; i < ROWS; i++) {
    snprintf(names[i], sizeof names[i], "N%zu", i);
    rows[i] = (envtab_row)ENVTAB(struct large, member, names[i], "A number.");
    rows[i].field.offset = i * sizeof(int);
  }
  nowhere = fopen("/dev/null", "w");
  task.schema = &large;
  task.options = (envtab_options){ .environment = ENVIRONMENT("N1=1", "N2=two"), .context = nowhere };
  used = stack_of_load();
  fclose(nowhere);
  free(rows);
  free(names);
  ck_assert(!task.loaded);
  ck_assert_msg(used <= PROMISED, "%zu bytes of stack", used);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("stack");
  TCase *load_case = tcase_create("load");

  tcase_add_loop_test(load_case, a_load_and_what_it_prints_need_little_stack, 0, sizeof loads / sizeof *loads);
  tcase_add_test(load_case, a_large_table_needs_no_more);
  suite_add_tcase(suite, load_case);
  return run(suite);
}
