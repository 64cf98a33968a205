/*
 * Whole environments as they really are (tests/environments): a service loads from each, and finds just the fault that a
 * row of tests/tables/environments.tsv plants. Columns: environment, change (NAME=value: set so; NAME: removed;
 * +NAME=value: added once more), the code and the name of the one problem.
 */
#include <stdlib.h>
#include <string.h>

#include "common.h"

struct shop {
  uint16_t port;
  unsigned workers;
  int level;
  envtab_duration cache_ttl;
  envtab_size upload_limit;
  ENVTAB_LIST_OF(envtab_url) origins;
  envtab_pairs labels;
  double rate;
  bool secure;
  envtab_bytes session_key;
  envtab_url catalog;
  envtab_endpoints peers;
};
#define ROW(member, ...) ENVTAB(struct shop, member, __VA_ARGS__)
static ENVTAB_TABLE(struct shop) fields[] = {
  ENVTAB_AS(struct shop, port, ENVTAB_PORT, "PORT", "Port that the server binds."),
  ROW(workers, "SHOP_WORKERS", "Requests at once.", .default_value = "4", .min = "1", .max = "64"),
  ROW(level, "SHOP_LOG_LEVEL", "What is logged.", .default_value = "warn",
      .choices = ENVTAB_CHOICES({ "debug", 0 }, { "info", 1 }, { "warn", 2 })),
  ROW(cache_ttl, "SHOP_CACHE_TTL", "How long a page is kept.", .default_value = "5m", .max = "1h"),
  ROW(upload_limit, "SHOP_UPLOAD_LIMIT", "Largest picture.", .default_value = "10MiB"),
  ENVTAB_LIST(struct shop, origins, "SHOP_ORIGINS", "Sites that may call.", .optional = true),
  ENVTAB_LIST(struct shop, labels, "SHOP_LABELS", "Labels of the metrics.", .optional = true),
  ROW(rate, "SHOP_RATE", "Share of requests that are traced.", .default_value = "0"),
  ROW(secure, "SHOP_SECURE", "Whether cookies need TLS.", .default_value = "true"),
  ENVTAB_AS(struct shop, session_key, ENVTAB_HEX, "SESSION_KEY", "Signs sessions.", .min_length = 32, .from_file = true),
  ROW(catalog, "CATALOG_URL", "Where the goods are.", .choices = ENVTAB_CHOICES({ "https", 0 }, { "http", 0 })),
  ENVTAB_LIST(struct shop, peers, "SHOP_PEERS", "The other shops.", .optional = true),
};
static ENVTAB_SCHEMA(struct shop, schema, fields, "shop", .reserved_prefix = "SHOP_");
ENVTAB_LOADER(load_shop, struct shop, schema);

static const char *const names[] = { "kubernetes", "heroku", "compose", "systemd", "github", "shell" };
static struct table *table;

/* The lines of a file as an environment, with room for one more. */
static const char **read_environment(const char *name, size_t *count)
{
  char path[512], *text, *line;
  const char **entries = hold(calloc(1000, sizeof *entries));

  snprintf(path, sizeof path, "%s/environments/%s.env", TESTS_DIR, name);
  text = hold(read_whole(path, NULL));
  for (*count = 0; (line = strsep(&text, "\n")) != NULL && *count < 998;)
    if (*line) entries[(*count)++] = line;
  return entries;
}

START_TEST(service_loads_where_it_runs)
{
  size_t count;
  struct report report = { 0 };
  const envtab_options options = { .environment = read_environment(names[_i], &count), .sink = note, .context = &report };
  const struct shop *shop = load_shop(&options);

  ck_assert_msg(shop != NULL, "%s: %s %s", names[_i], report.notes[0].name, report.notes[0].reason);
  ck_assert_uint_eq(report.count, 0);
  ck_assert_uint_eq(shop->port, 8080);
  ck_assert_uint_eq(shop->workers, 8);
  ck_assert_int_eq(shop->level, 1);
  ck_assert_int_eq(shop->cache_ttl.nanoseconds, INT64_C(90000000000));
  ck_assert_uint_eq(shop->upload_limit.bytes, 25 << 20);
  ck_assert_uint_eq(shop->origins.count, 2);
  ck_assert_str_eq(shop->origins.items[1].host, "admin.example.org");
  ck_assert_str_eq(shop->labels.items[1].key, "tier");
  ck_assert(shop->rate == 0.25 && shop->secure);
  ck_assert_uint_eq(shop->session_key.length, 32);
  ck_assert_str_eq(envtab_reveal(shop->catalog.password), "s@cret");
  ck_assert_uint_eq(shop->peers.items[1].port, 7000);
  envtab_free(shop);
}
END_TEST

/* Changes the environment as the row says. */
static void change(const char **entries, size_t count, char *what)
{
  size_t length = strcspn(what, "=");

  if (*what == '+') {
    entries[count] = what + 1;
    return;
  }
  for (size_t i = 0; i < count; i++) {
    if (strncmp(entries[i], what, length) != 0 || entries[i][length] != '=') continue;
    if (what[length]) entries[i] = what;
    else memmove(&entries[i], &entries[i + 1], (count - i) * sizeof *entries);
    return;
  }
  entries[count] = what;
}

START_TEST(planted_error_is_the_one_that_is_found)
{
  size_t row = (size_t)_i, count;
  const char **entries = read_environment(cell(table, row, "environment"), &count);
  char *what = hold(unescape(cell(table, row, "change"), NULL));
  struct report report = { 0 };

  change(entries, count, what);
  ck_assert_ptr_null(load_shop(&(envtab_options){ .environment = entries, .sink = note, .context = &report }));
  ck_assert_msg(report.errors == 1, "%s: %zu problems", what, report.errors);
  ck_assert_str_eq(code_name(report.notes[0].problem.code), cell(table, row, "code"));
  ck_assert_str_eq(report.notes[0].name, cell(table, row, "name"));
  ck_assert(envtab_fails_with(&schema, entries, code_of(cell(table, row, "code")), cell(table, row, "name")));
  forget(&report);
}
END_TEST

START_TEST(table_is_right)
{
  ck_assert(envtab_check_schema(&schema, NULL));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("deploy");
  TCase *tests = tcase_create("environments");

  table = read_table("environments.tsv");
  tcase_add_test(tests, table_is_right);
  tcase_add_loop_test(tests, service_loads_where_it_runs, 0, sizeof names / sizeof *names);
  tcase_add_loop_test(tests, planted_error_is_the_one_that_is_found, 0, (int)table->rows);
  suite_add_tcase(suite, tests);
  return run(suite);
}
