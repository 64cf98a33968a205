/*
 * Whole environments as they are met: tests/environments/<file>.env, a variable a line, loads as it stands. Each row of
 * tests/tables/environments.tsv changes one thing in one of them, and then there is exactly that problem. change:
 * NAME=value sets, +NAME=value adds a second entry, OLD>NEW renames.
 */
#include <stdlib.h>
#include <string.h>

#include "common.h"

/* ---- A service with a little of everything ---- */

struct pool { int min, max; };

static void check_pool(const void *config, envtab_rules *rules)
{
  const struct pool *self = config;

  if (self->min > self->max) envtab_reject_config(rules, &self->min, "is more than ORDERS_POOL_MAX", "Lower it.");
}

static const envtab_field pool_fields[] = {
  ENVTAB(struct pool, min, "MIN", "Connections that stay open.", .fallback = "1", .min = "0"),
  ENVTAB(struct pool, max, "MAX", "Connections at most.", .fallback = "8", .max = "100"),
};
static const envtab_schema pool_schema = ENVTAB_SCHEMA(struct pool, pool_fields, "pool", .check = check_pool);

struct config {
  uint16_t port;
  int log_level;
  envtab_duration cache_ttl;
  envtab_size upload_limit;
  unsigned workers;
  double sample_rate;
  bool verbose;
  envtab_uuid tenant;
  envtab_endpoints peers;
  envtab_pairs labels;
  envtab_url database, cache;
  envtab_secret session_key;
  struct pool pool;
};

#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
#define LEVELS ENVTAB_CHOICES({ "debug", 7 }, { "info", 6 }, { "notice", 5 }, { "warning", 4 })
#define POSTGRES ENVTAB_CHOICES({ "postgres", 0 }, { "postgresql", 0 })
#define REDIS ENVTAB_CHOICES({ "redis", 0 }, { "rediss", 0 })
static const envtab_field fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .fallback = "3000",
            .empty = ENVTAB_EMPTY_IS_ERROR),
  ROW(log_level, "LOG_LEVEL", "What is logged.", .fallback = "info", .choices = LEVELS),
  ROW(cache_ttl, "CACHE_TTL", "How long an order stays in the cache.", .fallback = "5m", .unit = "s", .max = "1h"),
  ROW(upload_limit, "UPLOAD_LIMIT", "The largest upload.", .fallback = "10MiB"),
  ROW(workers, "ORDERS_WORKERS", "How many orders are worked on at once.", .fallback = "4", .min = "1", .max = "64"),
  ROW(sample_rate, "ORDERS_SAMPLE_RATE", "The part of requests that is traced.", .fallback = "0.1", .min = "0", .max = "1"),
  ROW(verbose, "ORDERS_VERBOSE", "Whether it says more.", .fallback = "no"),
  ROW(tenant, "ORDERS_TENANT", "Whose orders.", .optional = true),
  ENVTAB_LIST(struct config, peers, "ORDERS_PEERS", "The other nodes.", .optional = true),
  ENVTAB_LIST(struct config, labels, "ORDERS_LABELS", "Labels of the metrics.", .optional = true),
  ROW(database, "DATABASE_URL", "Where the orders are kept.", .choices = POSTGRES),
  ROW(cache, "REDIS_URL", "Where the cache is.", .optional = true, .choices = REDIS),
  ROW(session_key, "SESSION_KEY", "Signs the session cookie.", .min_length = 32, .former = "COOKIE_SECRET", .from_file = true),
  ENVTAB_GROUP(struct config, pool, &pool_schema, "ORDERS_POOL_", "The pool of connections."),
};
static const envtab_schema schema = ENVTAB_SCHEMA(struct config, fields, "orders", .owns = "ORDERS_");

/* ---- An environment, read from its file ---- */

enum { MOST = 300 };

struct environment {
  const char *entries[MOST + 2]; /* in memory that is held */
  size_t count;
};

/* The line, with the folder of the tests for its placeholder. */
static char *entry_of(const char *line)
{
  static const char placeholder[] = "@TESTS_DIR@";
  const char *gap = strstr(line, placeholder);
  char *entry = hold(malloc(strlen(line) + sizeof TESTS_DIR));

  if (!gap) return strcpy(entry, line);
  sprintf(entry, "%.*s%s%s", (int)(gap - line), line, TESTS_DIR, gap + sizeof placeholder - 1);
  return entry;
}

static struct environment read_environment(const char *name)
{
  struct environment environment = { .count = 0 };
  char path[512], *text, *rest, *line;

  snprintf(path, sizeof path, "%s/environments/%s.env", TESTS_DIR, name);
  rest = text = read_whole(path, NULL);
  while ((line = strsep(&rest, "\n")) != NULL) {
    if (!*line) continue;
    ck_assert_uint_lt(environment.count, MOST);
    environment.entries[environment.count++] = entry_of(line);
  }
  free(text);
  return environment;
}

/* The entry of this name; the free place behind the last where there is none. */
static const char **find_entry(struct environment *environment, const char *name, size_t length)
{
  size_t i = 0;

  while (i < environment->count && !(strncmp(environment->entries[i], name, length) == 0 && environment->entries[i][length] == '='))
    i++;
  if (i == environment->count) environment->count++;
  return &environment->entries[i];
}

static void change_environment(struct environment *environment, const char *change)
{
  char *text = unescape(change, NULL), *entry = entry_of(text);
  size_t length = strcspn(text, "=>");
  const char **place;

  if (*text == '+') {
    environment->entries[environment->count++] = entry + 1;
  } else if (text[length] == '=') {
    *find_entry(environment, text, length) = entry;
  } else {
    place = find_entry(environment, text, length);
    ck_assert_msg(*place != NULL, "%s: there is no such name", change);
    entry = hold(malloc(strlen(*place) + strlen(text)));
    sprintf(entry, "%s%s", text + length + 1, *place + length);
    *place = entry;
  }
  free(text);
}

/* ---- As they stand ---- */

static const struct { const char *file, *warnings; size_t services; } files[] = {
  { "kubernetes", "", 20 }, { "heroku", "", 0 }, { "compose", "", 0 }, { "systemd", "", 0 }, { "github_actions", "", 0 },
  { "shell", "warning former_name COOKIE_SECRET", 0 },
};
enum { FILES = sizeof files / sizeof *files };

START_TEST(environment_loads_as_it_stands)
{
  struct environment environment = read_environment(files[_i].file);
  size_t services = 0;

  for (size_t i = 0; i < environment.count; i++) services += strstr(environment.entries[i], "_SERVICE_HOST=") != NULL;
  ck_assert_uint_eq(services, files[_i].services);
  expect_problems(&schema, environment.entries, files[_i].warnings);
}
END_TEST

START_TEST(schema_is_right)
{
  ck_assert(envtab_check_schema(&schema, NULL));
}
END_TEST

START_TEST(values_are_those_of_the_file)
{
  struct environment kubernetes = read_environment("kubernetes"), systemd = read_environment("systemd");
  const struct config *config = expect_config(&schema, kubernetes.entries);

  ck_assert_int_eq(config->port, 3000);
  ck_assert_int_eq(config->cache_ttl.nanoseconds, INT64_C(90000000000));
  ck_assert_uint_eq(config->peers.count, 2);
  ck_assert_str_eq(config->peers.items[1].host, "fd00::17");
  ck_assert_str_eq(config->labels.items[1].key, "app.kubernetes.io/part-of");
  ck_assert_str_eq(envtab_reveal(config->database.password), "p@ss");
  ck_assert_int_eq(config->pool.max, 16);
  envtab_free(config);
  config = expect_config(&schema, systemd.entries);
  ck_assert_int_eq(envtab_source_of(config, &config->session_key), ENVTAB_SOURCE_FILE);
  ck_assert_int_eq(config->log_level, 5);
  ck_assert_uint_eq(config->upload_limit.bytes, 64000000);
  envtab_free(config);
}
END_TEST

/* ---- With one thing changed, and with all ---- */

static struct table *table;

/* The problem that the row says, beside the warnings of its file. */
START_TEST(planted_fault_is_the_one_that_is_found)
{
  size_t row = (size_t)_i;
  struct environment environment = read_environment(cell(table, row, "file"));
  struct report report = { 0 };
  const char *change = cell(table, row, "change"), *problem = cell(table, row, "problem"), *list;

  change_environment(&environment, change);
  envtab_free(load_noting(&schema, environment.entries, &report));
  list = list_problems(&report);
  ck_assert_msg(report.errors == 1 && strstr(list, problem), "%s: %s: \"%s\", not \"%s\"", cell(table, row, "file"), change, list,
                problem);
  ck_assert_msg(report.notes[0].has_hint || report.notes[0].problem.code == ENVTAB_PROBLEM_RANGE, "%s: no hint", change);
  forget(&report);
}
END_TEST

/* A rule runs only where the fields are right, so those of the group are left out when the fault is elsewhere in it. */
START_TEST(all_planted_faults_are_found_at_once)
{
  struct environment environment = read_environment(files[_i].file);
  struct report report = { 0 };
  size_t planted = 0;

  for (size_t row = 0; row < table->rows; row++) {
    if (strcmp(cell(table, row, "file"), files[_i].file) != 0) continue;
    change_environment(&environment, cell(table, row, "change"));
    planted++;
  }
  envtab_free(load_noting(&schema, environment.entries, &report));
  for (size_t row = 0; row < table->rows; row++)
    if (strcmp(cell(table, row, "file"), files[_i].file) == 0)
      ck_assert_msg(strstr(list_problems(&report), cell(table, row, "problem")) != NULL, "%s is not in %s",
                    cell(table, row, "problem"), list_problems(&report));
  ck_assert_uint_eq(report.errors, planted);
  ck_assert(is_summed_up(&report));
  forget(&report);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("environments");
  TCase *whole = tcase_create("whole"), *faults = tcase_create("faults");

  table = read_table("environments.tsv");
  tcase_add_test(whole, schema_is_right);
  tcase_add_loop_test(whole, environment_loads_as_it_stands, 0, FILES);
  tcase_add_test(whole, values_are_those_of_the_file);
  tcase_add_loop_test(faults, planted_fault_is_the_one_that_is_found, 0, (int)table->rows);
  tcase_add_loop_test(faults, all_planted_faults_are_found_at_once, 0, FILES);
  suite_add_tcase(suite, whole);
  suite_add_tcase(suite, faults);
  return run(suite);
}
