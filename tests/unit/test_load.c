/* A load as a whole: what is required, prefixes, the order of problems, misuse, and what a load leaves untouched. */
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

struct config {
  uint16_t port;
  const char *host;
  envtab_duration ttl;
  envtab_secret key;
};

static void check_ttl(const void *config, envtab_rules *rules)
{
  const struct config *self = config;

  if (self->ttl.nanoseconds > 3600 * INT64_C(1000000000))
    envtab_rules_reject(rules, &self->ttl, "is more than an hour", "Write 1h.");
}

#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
  ROW(host, "HOST", "Host that it binds.", .optional = true),
  ROW(ttl, "CACHE_TTL", "How long an order is kept.", .default_value = "5m"),
  ROW(key, "SESSION_KEY", "Signs the cookie.", .deprecated = ENVTAB_NAMES("COOKIE_KEY"), .from_file = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders", .reserved_prefix = "ORDERS_", .check = check_ttl);
ENVTAB_LOADER(load, struct config, schema);

/* ---- What a field needs ---- */

START_TEST(values_and_defaults_fill_the_struct)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("PORT=80", "SESSION_KEY=hunter2"));

  ck_assert_int_eq(config->port, 80);
  ck_assert_ptr_null(config->host);
  ck_assert_int_eq(config->ttl.nanoseconds, INT64_C(300000000000));
  ck_assert_str_eq(envtab_reveal(config->key), "hunter2");
  ck_assert_uint_eq(config->key.length, 7);
  envtab_free(config);
}
END_TEST

START_TEST(required_is_missing)
{
  expect_problems(&schema, NOTHING, "missing SESSION_KEY");
  expect_words(&schema, NOTHING, "SESSION_KEY is not set. It is required: signs the cookie.");
}
END_TEST

START_TEST(example_shows_what_is_missing)
{
  static ENVTAB_TABLE(struct config) rows[] = {
    ROW(host, "HOST", "Host that it binds.", .example = "db.internal"), ROW(ttl, "TTL", "How long."),
  };
  static ENVTAB_SCHEMA(struct config, table, rows, "orders");

  expect_words(&table, NOTHING, "HOST=db.internal");
  expect_words(&table, NOTHING, "a duration such as 250ms, 30s or 1h30m");
}
END_TEST

START_TEST(help_goes_on_as_the_end_of_a_sentence)
{
  static const struct { const char *help, *reason; } helps[] = {
    { "Signs the cookie.", "is not set. It is required: signs the cookie" },
    { "Signs the cookie", "is not set. It is required: signs the cookie" },
    { "URL of the shop.", "is not set. It is required: URL of the shop" },
    { "what signs the cookie.", "is not set. It is required: what signs the cookie" },
    { "", "is not set. It is required" },
    { NULL, "is not set. It is required" },
  };

  for (size_t i = 0; i < sizeof helps / sizeof *helps; i++) {
    ENVTAB_TABLE(struct config) row[] = { ROW(host, "HOST", helps[i].help) };
    ENVTAB_SCHEMA(struct config, table, row, "orders");
    struct report report = { 0 };

    ck_assert_ptr_null(load_noting(&table, NOTHING, &report));
    ck_assert_str_eq(report.notes[0].reason, helps[i].reason);
    forget(&report);
  }
}
END_TEST

START_TEST(missing_field_is_reported_with_its_minimal_length)
{
  struct lists { ENVTAB_LIST_OF(int) ports, peers; };
  ENVTAB_TABLE(struct lists) rows[] = {
    ENVTAB_LIST(struct lists, ports, "PORTS", "Ports."),
    ENVTAB_LIST(struct lists, peers, "PEERS", "Peers.", .min_length = 2),
  };
  ENVTAB_SCHEMA(struct lists, table, rows, "orders");
  ENVTAB_TABLE(struct config) text[] = { ROW(host, "HOST", "Host that it binds.", .min_length = 3) };
  ENVTAB_SCHEMA(struct config, texts, text, "orders");

  expect_words(&table, NOTHING, "It is required: ports. It must be a comma-separated list, each item a whole number from ");
  expect_words(&table, NOTHING, " to 2147483647.");
  expect_words(&table, NOTHING, " to 2147483647, of at least 2 items.");
  expect_words(&texts, NOTHING, "It must be a text, of at least 3 bytes.");
}
END_TEST

START_TEST(free_of_nothing_is_fine)
{
  envtab_free(NULL);
}
END_TEST

/* ---- The process's own environment ---- */

START_TEST(environment_of_the_process_is_the_ordinary_one)
{
  char port[] = "PORT=81", key[] = "SESSION_KEY=hunter2", *entries[] = { port, key, NULL };
  const struct config *config;

  use_environ(entries);
  config = load(NULL);
  restore_environ();
  ck_assert_ptr_nonnull(config);
  ck_assert_int_eq(config->port, 81);
  envtab_free(config);
}
END_TEST

/* clearenv() leaves environ NULL. */
START_TEST(process_may_have_no_environment)
{
  struct report report = { 0 };

  use_environ(NULL);
  ck_assert_ptr_null(load(&(envtab_options){ .sink = note, .context = &report }));
  restore_environ();
  ck_assert_str_eq(list_problems(&report), "missing SESSION_KEY");
  forget(&report);
}
END_TEST

START_TEST(nothing_points_into_the_environment)
{
  char host[] = "HOST=db.internal", key[] = "SESSION_KEY=hunter2";
  const char *const entries[] = { host, key, NULL };
  const struct config *config = expect_config(&schema, entries);
  uint64_t before = envtab_fingerprint(config);

  memset(host, 'x', sizeof host - 1);
  memset(key, 'x', sizeof key - 1);
  ck_assert_str_eq(config->host, "db.internal");
  ck_assert_str_eq(envtab_reveal(config->key), "hunter2");
  ck_assert_uint_eq(envtab_fingerprint(config), before);
  envtab_free(config);
}
END_TEST

/* ---- The prefix of the options ---- */

static void expect_with_prefix(const char *prefix, const char *const *environment, const char *problems)
{
  struct report report = { 0 };
  const void *config = envtab_load(
    &schema, &(envtab_options){ .environment = environment, .prefix = prefix, .sink = note, .context = &report });

  ck_assert_str_eq(list_problems(&report), problems);
  ck_assert(is_summed_up(&report));
  envtab_free(config);
  forget(&report);
}

START_TEST(prefix_is_put_before_every_name)
{
  expect_with_prefix("LIB_", ENVIRONMENT("LIB_SESSION_KEY=hunter2", "LIB_PORT=80"), "");
  expect_with_prefix("LIB_", ENVIRONMENT("SESSION_KEY=hunter2"), "missing LIB_SESSION_KEY");
  expect_with_prefix("LIB_", ENVIRONMENT("LIB_SESSION_KEY=hunter2", "LIB_PORT=x", "PORT=y"), "malformed LIB_PORT");
  expect_with_prefix("", ENVIRONMENT("SESSION_KEY=hunter2"), "");
}
END_TEST

START_TEST(prefix_is_put_before_deprecated_names_files_and_the_schemas_prefix)
{
  expect_with_prefix("LIB_", ENVIRONMENT("LIB_COOKIE_KEY=hunter2"), "warning former_name LIB_COOKIE_KEY");
  expect_with_prefix("LIB_", ENVIRONMENT("LIB_SESSION_KEY_FILE=/nowhere/at/all"), "file LIB_SESSION_KEY_FILE");
  expect_with_prefix("LIB_", ENVIRONMENT("LIB_SESSION_KEY=hunter2", "LIB_ORDERS_X=1", "ORDERS_Y=1"),
                     "unknown LIB_ORDERS_X");
}
END_TEST

/* ---- The order of problems ---- */

START_TEST(problems_come_in_table_order_then_unknown_then_rules)
{
  expect_problems(&schema, ENVIRONMENT("ORDERS_B=1", "CACHE_TTL=x", "ORDERS_A=1", "PORT=x"),
                  "malformed PORT, malformed CACHE_TTL, missing SESSION_KEY, unknown ORDERS_B, unknown ORDERS_A");
  expect_problems(&schema, ENVIRONMENT("ORDERS_B=1", "CACHE_TTL=2h", "ORDERS_A=1", "SESSION_KEY=hunter2"),
                  "unknown ORDERS_B, unknown ORDERS_A, rule CACHE_TTL");
}
END_TEST

START_TEST(warnings_come_among_problems_and_do_not_count)
{
  expect_problems(&schema, ENVIRONMENT("COOKIE_KEY=hunter2", "PORT=x", "ORDERS_A=1"),
                  "malformed PORT, warning former_name COOKIE_KEY, unknown ORDERS_A");
  expect_problems(&schema, ENVIRONMENT("COOKIE_KEY=hunter2"), "warning former_name COOKIE_KEY");
}
END_TEST

/* ---- Options that contradict each other ---- */

static void expect_misuse(const envtab_options *wrong)
{
  struct report report = { 0 };
  envtab_options options = *wrong;

  options.sink = note;
  options.context = &report;
  ck_assert_ptr_null(load(&options));
  ck_assert_str_eq(list_problems(&report), "misuse");
  ck_assert(is_summed_up(&report));
  forget(&report);
}

START_TEST(options_that_contradict_each_other_are_misuse)
{
  static char memory[8192];
  const char *const good[] = { "SESSION_KEY=hunter2", NULL };

  expect_misuse(&(envtab_options){ .environment = good, .scrub = true });
  expect_misuse(&(envtab_options){ .environment = good, .scrub_is_best_effort = true });
  expect_misuse(&(envtab_options){ .environment = good, .capacity = sizeof memory });
  expect_misuse(
    &(envtab_options){ .environment = good, .memory = memory, .capacity = sizeof memory, .permanent = true });
  for (size_t i = 0; i < 4; i++) {
    envtab_options options = { .environment = good };

    options.reserved[i] = memory;
    expect_misuse(&options);
  }
}
END_TEST

/* ---- The exit ---- */

/* The exit status of a child that loads from the environment; what it wrote to stderr. */
static int exit_status(const char *const *environment, char *output, size_t capacity)
{
  int ends[2], status = -1;
  pid_t child;
  ssize_t got;

  ck_assert_int_eq(pipe(ends), 0);
  child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    envtab_free(load_or_exit(&(envtab_options){ .environment = environment }));
    _exit(0);
  }
  close(ends[1]);
  for (size_t used = 0; (got = read(ends[0], output + used, capacity - 1 - used)) > 0;)
    output[used += (size_t)got] = '\0';
  close(ends[0]);
  ck_assert_int_eq(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(load_or_exit_exits_with_78)
{
  const struct config *config = load_or_exit(&(envtab_options){ .environment = ENVIRONMENT("SESSION_KEY=hunter2") });
  char output[4096] = "";

  ck_assert_str_eq(envtab_reveal(config->key), "hunter2");
  envtab_free(config);
  ck_assert_int_eq(exit_status(ENVIRONMENT("SESSION_KEY=hunter2"), output, sizeof output), 0);
  ck_assert_str_eq(output, "");
  ck_assert_int_eq(exit_status(NOTHING, output, sizeof output), 78);
  ck_assert_ptr_nonnull(strstr(output, "orders: SESSION_KEY  is not set. It is required: signs the cookie.\n"));
  ck_assert_ptr_nonnull(strstr(output, "orders: 1 problem in the environment; nothing was loaded.\n"));
}
END_TEST

/* ---- What a load leaves as it was ---- */

struct world {
  size_t descriptors;
  char **environ;
  char *first, locale[64];
};

static struct world look_at_world(void)
{
  struct world world = { .descriptors = count_descriptors(), .environ = environ, .first = environ[0] };

  snprintf(world.locale, sizeof world.locale, "%s", setlocale(LC_ALL, NULL));
  return world;
}

static void expect_same_world(const struct world *before)
{
  struct world now = look_at_world();

  ck_assert_uint_eq(now.descriptors, before->descriptors);
  ck_assert_ptr_eq(now.environ, before->environ);
  ck_assert_ptr_eq(now.first, before->first);
  ck_assert_str_eq(now.locale, before->locale);
}

/* Loads, shows, and frees, with errno set to a mark that nothing may change. */
static void run_with_errno(const char *const *environment)
{
  struct report report = { 0 };
  const struct config *config;
  FILE *nowhere = fopen("/dev/null", "w");

  errno = 4711;
  config = load_noting(&schema, environment, &report);
  ck_assert_int_eq(errno, 4711);
  ck_assert_uint_ne(envtab_capacity(&schema, environment), 0);
  ck_assert_int_eq(errno, 4711);
  if (config) {
    envtab_show(config, nowhere);
    (void)envtab_fingerprint(config);
    (void)envtab_source_of(config, &config->port);
    ck_assert_int_eq(errno, 4711);
  }
  envtab_free(config);
  ck_assert_int_eq(errno, 4711);
  fclose(nowhere);
  forget(&report);
}

START_TEST(errno_descriptors_locale_and_environ_stay)
{
  static const char *const environments[][4] = {
    { "SESSION_KEY=hunter2", NULL },
    { "PORT=x", "ORDERS_A=1", "CACHE_TTL=1e400", NULL },
    { "SESSION_KEY_FILE=/nowhere/at/all", NULL },
    { "SESSION_KEY_FILE=/", NULL },
    { "SESSION_KEY_FILE=" TESTS_DIR "/tables/bool.tsv", "PORT=x", NULL },
    { "SESSION_KEY_FILE=" TESTS_DIR "/tables/bool.tsv", "COOKIE_KEY=hunter2", NULL },
  };
  struct world before = look_at_world();

  for (size_t i = 0; i < sizeof environments / sizeof *environments; i++) run_with_errno(environments[i]);
  expect_same_world(&before);
}
END_TEST

START_TEST(version_is_the_headers)
{
  char numbers[64];

  ck_assert_str_eq(envtab_version(), ENVTAB_VERSION);
  snprintf(numbers, sizeof numbers, "%d.%d.%d", ENVTAB_VERSION_MAJOR, ENVTAB_VERSION_MINOR, ENVTAB_VERSION_PATCH);
  ck_assert_str_eq(ENVTAB_VERSION, numbers);
  snprintf(numbers, sizeof numbers, "%d.%d.%d", ENVTAB_VERSION_NUMBER / 1000000, ENVTAB_VERSION_NUMBER / 1000 % 1000,
           ENVTAB_VERSION_NUMBER % 1000);
  ck_assert_str_eq(ENVTAB_VERSION, numbers);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("load");
  TCase *loads = tcase_create("loads");

  tcase_add_test(loads, values_and_defaults_fill_the_struct);
  tcase_add_test(loads, required_is_missing);
  tcase_add_test(loads, example_shows_what_is_missing);
  tcase_add_test(loads, help_goes_on_as_the_end_of_a_sentence);
  tcase_add_test(loads, missing_field_is_reported_with_its_minimal_length);
  tcase_add_test(loads, free_of_nothing_is_fine);
  tcase_add_test(loads, environment_of_the_process_is_the_ordinary_one);
  tcase_add_test(loads, process_may_have_no_environment);
  tcase_add_test(loads, nothing_points_into_the_environment);
  tcase_add_test(loads, prefix_is_put_before_every_name);
  tcase_add_test(loads, prefix_is_put_before_deprecated_names_files_and_the_schemas_prefix);
  tcase_add_test(loads, problems_come_in_table_order_then_unknown_then_rules);
  tcase_add_test(loads, warnings_come_among_problems_and_do_not_count);
  tcase_add_test(loads, options_that_contradict_each_other_are_misuse);
  tcase_add_test(loads, load_or_exit_exits_with_78);
  tcase_add_test(loads, errno_descriptors_locale_and_environ_stay);
  tcase_add_test(loads, version_is_the_headers);
  suite_add_tcase(suite, loads);
  return run(suite);
}
