/* What may be asked of a loaded config: where each value came from, its text, its fingerprint; and envtab_fails_with(). */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common.h"

struct pool {
  long untold;                   /* no row fills it, so the group's address is no row's */
  const char *host;
  uint16_t port;
};
static ENVTAB_TABLE(struct pool) pool_fields[] = {
  ENVTAB(struct pool, host, "HOST", "The host.", .default_value = "localhost"),
  ENVTAB_AS(struct pool, port, ENVTAB_PORT, "PORT", "The port.", .default_value = "5432"),
};
static ENVTAB_SCHEMA(struct pool, pool_schema, pool_fields, "pool");

struct config {
  uint16_t port;
  envtab_duration ttl;
  envtab_secret key;
  const char *note;
  envtab_url catalog;
  envtab_strings tags;
  struct pool primary;
  const struct pool *replica;
};
#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "The port.", .default_value = "3000"),
  ROW(ttl, "CACHE_TTL", "How long.", .default_value = "5m", .unit = "s"),
  ROW(key, "SESSION_KEY", "A key.", .optional = true, .deprecated = ENVTAB_NAMES("COOKIE_KEY"), .from_file = true),
  ROW(note, "NOTE", "A text.", .optional = true, .raw = true),
  ROW(catalog, "CATALOG_URL", "The goods.", .optional = true),
  ENVTAB_LIST(struct config, tags, "TAGS", "Tags.", .optional = true),
  ENVTAB_GROUP(struct config, primary, pool_schema, "DB_", "Where it writes."),
  ENVTAB_OPTIONAL_GROUP(struct config, replica, pool_schema, "REPLICA_", "Where it reads."),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders");

#define SECRET_FILE "SESSION_KEY_FILE=" TESTS_DIR "/environments/app.key"

/* ---- Sources ---- */

START_TEST(source_of_each_member)
{
  struct report report = { 0 };
  const struct config *config = load_noting(&schema, ENVIRONMENT("CACHE_TTL=1s", "COOKIE_KEY=hunter2"), &report);

  ck_assert_int_eq(envtab_source_of(config, &config->port), ENVTAB_SOURCE_DEFAULT);
  ck_assert_int_eq(envtab_source_of(config, &config->ttl), ENVTAB_SOURCE_ENVIRONMENT);
  ck_assert_int_eq(envtab_source_of(config, &config->key), ENVTAB_SOURCE_FORMER_NAME);
  ck_assert_int_eq(envtab_source_of(config, &config->note), ENVTAB_SOURCE_NONE);
  ck_assert(!envtab_is_set(config, &config->port) && !envtab_is_set(config, &config->note));
  ck_assert(envtab_is_set(config, &config->ttl) && envtab_is_set(config, &config->key));
  envtab_free(config);
  forget(&report);
  config = expect_config(&schema, ENVIRONMENT(SECRET_FILE));
  ck_assert_int_eq(envtab_source_of(config, &config->key), ENVTAB_SOURCE_FILE);
  ck_assert(envtab_is_set(config, &config->key));
  envtab_free(config);
}
END_TEST

START_TEST(source_of_a_group_is_that_of_its_names)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("DB_PORT=1", "REPLICA_HOST=b"));

  ck_assert_int_eq(envtab_source_of(config, &config->primary), ENVTAB_SOURCE_ENVIRONMENT);
  ck_assert_int_eq(envtab_source_of(config, &config->primary.host), ENVTAB_SOURCE_DEFAULT);
  ck_assert_int_eq(envtab_source_of(config, &config->primary.port), ENVTAB_SOURCE_ENVIRONMENT);
  ck_assert_int_eq(envtab_source_of(config, &config->replica), ENVTAB_SOURCE_ENVIRONMENT);
  ck_assert_int_eq(envtab_source_of(config, &config->replica->host), ENVTAB_SOURCE_ENVIRONMENT);
  ck_assert_int_eq(envtab_source_of(config, &config->replica->port), ENVTAB_SOURCE_DEFAULT);
  envtab_free(config);
  config = expect_config(&schema, ENVIRONMENT("DB_PORT="));
  ck_assert_int_eq(envtab_source_of(config, &config->primary), ENVTAB_SOURCE_NONE);
  ck_assert_int_eq(envtab_source_of(config, &config->replica), ENVTAB_SOURCE_NONE);
  ck_assert(!envtab_is_set(config, &config->primary) && !envtab_is_set(config, &config->replica));
  envtab_free(config);
}
END_TEST

/* An optional group that is the first member of another group: both have one address. */
START_TEST(source_of_an_optional_group_is_its_own)
{
  struct outer { const struct pool *first; uint16_t port; };
  struct root { struct outer outer; };
  static ENVTAB_TABLE(struct outer) outer_fields[] = {
    ENVTAB_OPTIONAL_GROUP(struct outer, first, pool_schema, "FIRST_", "The first."),
    ENVTAB_AS(struct outer, port, ENVTAB_PORT, "PORT", "The port.", .default_value = "1"),
  };
  static ENVTAB_SCHEMA(struct outer, outer_schema, outer_fields, "outer");
  static ENVTAB_TABLE(struct root) root_fields[] = {
    ENVTAB_GROUP(struct root, outer, outer_schema, "OUTER_", "The outer group."),
  };
  static ENVTAB_SCHEMA(struct root, root_schema, root_fields, "root");
  const struct root *root = expect_config(&root_schema, ENVIRONMENT("OUTER_PORT=2"));

  ck_assert_ptr_null(root->outer.first);
  ck_assert_int_eq(envtab_source_of(root, &root->outer.first), ENVTAB_SOURCE_NONE);
  ck_assert(!envtab_is_set(root, &root->outer.first));
  envtab_free(root);
  root = expect_config(&root_schema, ENVIRONMENT("OUTER_FIRST_HOST=a"));
  ck_assert_int_eq(envtab_source_of(root, &root->outer.first), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(root);
}
END_TEST

START_TEST(only_a_member_has_a_source)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("PORT=1"));

  ck_assert_int_eq(envtab_source_of(config, (const char *)&config->port + 1), ENVTAB_SOURCE_NONE);
  ck_assert_int_eq(envtab_source_of(config, &schema), ENVTAB_SOURCE_NONE);
  ck_assert_int_eq(envtab_source_of(config, NULL), ENVTAB_SOURCE_NONE);
  envtab_free(config);
}
END_TEST

/* ---- Showing ---- */

/* What envtab_show() prints; the caller frees. */
static char *show(const void *config)
{
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);

  ck_assert_ptr_nonnull(out);
  envtab_show(config, out);
  fclose(out);
  return text;
}

static void expect_shown(const void *config, const char *text)
{
  char *shown = show(config);

  ck_assert_str_eq(shown, text);
  free(shown);
  envtab_free(config);
}

START_TEST(show_prints_each_name_value_and_source)
{
  expect_shown(
    expect_config(&schema, ENVIRONMENT("CACHE_TTL=90", SECRET_FILE, "CATALOG_URL=https://u:hunter2@h/p?token=hunter2",
                                       "TAGS=a,b", "DB_PORT=5433")),
    "PORT          3000  (default)\n"
    "CACHE_TTL     1m30s  (environment)\n"
    "SESSION_KEY   <secret>  (file)\n"
    "NOTE          (not set)\n"
    "CATALOG_URL   https://u:<secret>@h/p?token=<secret>  (environment)\n"
    "TAGS          a,b  (environment)\n"
    "DB_HOST       localhost  (default)\n"
    "DB_PORT       5433  (environment)\n"
    "REPLICA_HOST  (not set)\n"
    "REPLICA_PORT  (not set)\n");
}
END_TEST

START_TEST(show_prints_the_prefix)
{
  const char *const *environment = ENVIRONMENT("LIB_PORT=1");

  expect_shown(envtab_load(&pool_schema, &(envtab_options){ .environment = environment, .prefix = "LIB_" }),
               "LIB_HOST  localhost  (default)\nLIB_PORT  1  (environment)\n");
}
END_TEST

START_TEST(show_prints_to_stdout_unless_it_is_told_another_file)
{
  const struct pool *pool = expect_config(&pool_schema, ENVIRONMENT("PORT=1"));
  const char *out;

  begin_capture(stdout);
  envtab_show(pool, NULL);
  out = end_capture();
  ck_assert_str_eq(out, "HOST  localhost  (default)\nPORT  1  (environment)\n");
  envtab_free(pool);
}
END_TEST

/* Names in an absent optional group are shown like all others, with the prefixes of all groups before them. */
START_TEST(show_prints_names_of_groups_in_groups)
{
  struct region { struct pool pool; const struct pool *spare; };
  struct whole { const struct region *near, *far; };
  ENVTAB_TABLE(struct region) region_fields[] = {
    ENVTAB_GROUP(struct region, pool, pool_schema, "DB_", "Where it reads."),
    ENVTAB_OPTIONAL_GROUP(struct region, spare, pool_schema, "SPARE_", "Where it reads next."),
  };
  ENVTAB_SCHEMA(struct region, region_schema, region_fields, "region");
  ENVTAB_TABLE(struct whole) rows[] = {
    ENVTAB_OPTIONAL_GROUP(struct whole, near, region_schema, "NEAR_", "Near."),
    ENVTAB_OPTIONAL_GROUP(struct whole, far, region_schema, "FAR_", "Far away."),
  };
  ENVTAB_SCHEMA(struct whole, table, rows, "whole");

  expect_shown(expect_config(&table, ENVIRONMENT("NEAR_SPARE_PORT=2")),
               "NEAR_DB_HOST     localhost  (default)\n"
               "NEAR_DB_PORT     5432  (default)\n"
               "NEAR_SPARE_HOST  localhost  (default)\n"
               "NEAR_SPARE_PORT  2  (environment)\n"
               "FAR_DB_HOST      (not set)\n"
               "FAR_DB_PORT      (not set)\n"
               "FAR_SPARE_HOST   (not set)\n"
               "FAR_SPARE_PORT   (not set)\n");
}
END_TEST

/* A raw value may hold what would move a terminal's cursor, or forge a line. */
START_TEST(show_escapes_what_a_terminal_should_not_get)
{
  const struct config *config = expect_config(&schema, ENVIRONMENT("NOTE=a\x1b[31m\nPORT  1\xff\xc3\xa4\xe2\x80\xae"));
  char *shown = show(config);

  ck_assert_ptr_nonnull(strstr(shown, "a\\x1B[31m\\x0APORT  1\\xFF\xc3\xa4\\xE2\\x80\\xAE  (environment)\n"));
  free(shown);
  envtab_free(config);
}
END_TEST

START_TEST(show_prints_long_values_in_full)
{
  char *entry = malloc(20006), *shown;
  const struct config *config;

  memcpy(entry, "NOTE=", 5);
  memset(entry + 5, 'x', 20000);
  entry[20005] = '\0';
  config = expect_config(&schema, ENVIRONMENT(entry));
  shown = show(config);
  ck_assert_ptr_nonnull(strstr(shown, entry + 5));
  free(shown);
  free(entry);
  envtab_free(config);
}
END_TEST

START_TEST(show_hides_what_the_field_calls_secret)
{
  struct hook { const char *text; envtab_strings list; int pin; };
  ENVTAB_TABLE(struct hook) rows[] = {
    ENVTAB(struct hook, text, "TEXT", "A text.", .secret = true),
    ENVTAB_LIST(struct hook, list, "LIST", "A list.", .secret = true),
    ENVTAB(struct hook, pin, "PIN", "A number.", .secret = true),
  };
  ENVTAB_SCHEMA(struct hook, table, rows, "hook");

  expect_shown(expect_config(&table, ENVIRONMENT("TEXT=hunter2", "LIST=hunter2,a", "PIN=1234")),
               "TEXT  <secret>  (environment)\nLIST  <secret>  (environment)\nPIN   <secret>  (environment)\n");
}
END_TEST

/* Any text may be a URL with a password; what a secret type shows is safe as it is. */
START_TEST(show_hides_what_may_hold_a_password)
{
  struct hook { const char *text; envtab_strings list; ENVTAB_LIST_OF(envtab_secret) keys; };
  ENVTAB_TABLE(struct hook) rows[] = {
    ENVTAB(struct hook, text, "TEXT", "A text."),
    ENVTAB_LIST(struct hook, list, "LIST", "A list."),
    ENVTAB_LIST(struct hook, keys, "KEYS", "Keys."),
  };
  ENVTAB_SCHEMA(struct hook, table, rows, "hook");

  expect_shown(expect_config(&table, ENVIRONMENT("TEXT=see db://u:pw@h", "LIST=a,b://c@d", "KEYS=hunter2,hunter3")),
               "TEXT  <secret>  (environment)\n"
               "LIST  <secret>  (environment)\n"
               "KEYS  <secret>,<secret>  (environment)\n");
  expect_shown(expect_config(&table, ENVIRONMENT("TEXT=https://h/", "LIST=a@b", "KEYS=hunter2")),
               "TEXT  https://h/  (environment)\nLIST  a@b  (environment)\nKEYS  <secret>  (environment)\n");
}
END_TEST

/* ---- The fingerprint ---- */

static uint64_t fingerprint(const char *const *environment)
{
  struct report report = { 0 };
  const void *config = load_noting(&schema, environment, &report);
  uint64_t print;

  ck_assert_ptr_nonnull(config);
  print = envtab_fingerprint(config);
  envtab_free(config);
  forget(&report);
  return print;
}

START_TEST(fingerprint_is_of_values_not_of_their_spelling)
{
  const uint64_t plain = fingerprint(NOTHING);

  ck_assert_uint_eq(fingerprint(ENVIRONMENT("CACHE_TTL=300s")), plain);
  ck_assert_uint_eq(fingerprint(ENVIRONMENT("CACHE_TTL=300")), plain);
  ck_assert_uint_eq(fingerprint(ENVIRONMENT("CACHE_TTL=5m", "PORT=3000", "UNRELATED=1")), plain);
  ck_assert_uint_ne(fingerprint(ENVIRONMENT("CACHE_TTL=301s")), plain);
  ck_assert_uint_ne(fingerprint(ENVIRONMENT("PORT=3001")), plain);
  ck_assert_uint_ne(fingerprint(ENVIRONMENT("NOTE=x")), plain);
  ck_assert_uint_ne(fingerprint(ENVIRONMENT("REPLICA_HOST=localhost")), plain);
}
END_TEST

START_TEST(texts_of_secrets_do_not_enter_the_fingerprint)
{
  const uint64_t one = fingerprint(ENVIRONMENT("SESSION_KEY=hunter2"));

  ck_assert_uint_eq(fingerprint(ENVIRONMENT("SESSION_KEY=hunter3 and more")), one);
  ck_assert_uint_eq(fingerprint(ENVIRONMENT("COOKIE_KEY=hunter4")), one);
  ck_assert_uint_eq(fingerprint(ENVIRONMENT("CATALOG_URL=https://u:one@h/?a=b")),
                    fingerprint(ENVIRONMENT("CATALOG_URL=https://u:two@h/?a=c")));
  ck_assert_uint_ne(fingerprint(ENVIRONMENT("CATALOG_URL=https://u:one@h/")),
                    fingerprint(ENVIRONMENT("CATALOG_URL=https://u:one@i/")));
}
END_TEST

/* It is the same on every platform: FNV-1a over NAME=value and a NUL for each row, NAME alone where it is not set. */
START_TEST(fingerprint_is_what_the_header_says)
{
  static const char text[] =
    "PORT=80\0CACHE_TTL=5m\0SESSION_KEY=<secret>\0NOTE\0CATALOG_URL\0TAGS\0DB_HOST=localhost\0DB_PORT=5432\0"
    "REPLICA_HOST\0REPLICA_PORT"; /* and the NUL of the literal */
  uint64_t hash = UINT64_C(14695981039346656037);

  for (size_t i = 0; i < sizeof text; i++) hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
  ck_assert_uint_eq(fingerprint(ENVIRONMENT("PORT=80", "SESSION_KEY=x")), hash);
}
END_TEST

/* A raw text may look like the rest of its row and another one. */
START_TEST(values_with_line_breaks_do_not_make_one_config_of_two)
{
  struct two { const char *r, *q; };
  static ENVTAB_TABLE(struct two) two_fields[] = {
    ENVTAB(struct two, r, "R", "A text.", .raw = true), ENVTAB(struct two, q, "Q", "A text.", .raw = true),
  };
  static ENVTAB_SCHEMA(struct two, two_schema, two_fields, "two");
  const void *first = expect_config(&two_schema, ENVIRONMENT("R=x\nQ=y", "Q=z"));
  const void *second = expect_config(&two_schema, ENVIRONMENT("R=x", "Q=y\nQ=z"));

  ck_assert_uint_ne(envtab_fingerprint(first), envtab_fingerprint(second));
  envtab_free(first);
  envtab_free(second);
}
END_TEST

START_TEST(names_with_another_prefix_are_another_config)
{
  const char *const *environment = NOTHING;
  const void *plain = envtab_load(&pool_schema, &(envtab_options){ .environment = environment });
  const void *again = envtab_load(&pool_schema, &(envtab_options){ .environment = environment, .prefix = "" });
  const void *other = envtab_load(&pool_schema, &(envtab_options){ .environment = environment, .prefix = "A_" });

  ck_assert_uint_eq(envtab_fingerprint(plain), envtab_fingerprint(again));
  ck_assert_uint_ne(envtab_fingerprint(plain), envtab_fingerprint(other));
  envtab_free(plain);
  envtab_free(again);
  envtab_free(other);
}
END_TEST

/* ---- The visitor ---- */

struct visited { char text[512]; size_t count; const void *member; };

static void visit_noting(void *context, const envtab_variable *variable)
{
  struct visited *visited = context;
  size_t used = strlen(visited->text);

  snprintf(visited->text + used, sizeof visited->text - used, "%s=%s,%d%s ", variable->name,
           variable->value ? variable->value : "(none)", (int)variable->source, variable->hidden ? ",hidden" : "");
  if (strcmp(variable->name, "DB_PORT") == 0) {
    ck_assert_ptr_eq(variable->field, &pool_fields[1]);
    visited->member = variable->member;
  }
  if (strcmp(variable->name, "REPLICA_HOST") == 0) ck_assert_ptr_null(variable->member);
  visited->count++;
}

START_TEST(visitor_gets_each_variable_as_it_may_be_shown)
{
  struct visited visited = { .count = 0 };
  const struct config *config = expect_config(&schema, ENVIRONMENT("SESSION_KEY=hunter2", "NOTE=amqp://u:hunter2@h", "DB_PORT=1",
                                                                   "CATALOG_URL=https://u:hunter2@h/", "TAGS=a,b"));

  ck_assert(envtab_visit(config, visit_noting, &visited));
  ck_assert_str_eq(visited.text, "PORT=3000,1 CACHE_TTL=5m,1 SESSION_KEY=<secret>,2,hidden NOTE=<secret>,2,hidden "
                                 "CATALOG_URL=https://u:<secret>@h/,2,hidden TAGS=a,b,2 DB_HOST=localhost,1 DB_PORT=1,2 "
                                 "REPLICA_HOST=(none),0 REPLICA_PORT=(none),0 ");
  ck_assert_ptr_eq(visited.member, &config->primary.port);
  envtab_free(config);
}
END_TEST

static void visit_measuring(void *context, const envtab_variable *variable)
{
  if (strcmp(variable->name, "NOTE") == 0) *(size_t *)context = strlen(variable->value);
}

START_TEST(visitor_gets_long_values_in_full)
{
  static char entry[100000] = "NOTE=";
  const void *config;
  size_t length = 0;

  memset(entry + 5, 'x', sizeof entry - 6);
  config = expect_config(&schema, ENVIRONMENT(entry));
  ck_assert(envtab_visit(config, visit_measuring, &length));
  ck_assert_uint_eq(length, sizeof entry - 6);
  envtab_free(config);
}
END_TEST

START_TEST(value_alone_has_no_variables)
{
  struct visited visited = { .count = 0 };
  const void *value = envtab_parse(&envtab_type_int32, "7", NULL);

  ck_assert(!envtab_visit(value, visit_noting, &visited));
  ck_assert_uint_eq(visited.count, 0);
  envtab_free(value);
}
END_TEST

/* ---- A struct that was not loaded ---- */

/* Fails unless each function reports it, and does nothing else. */
static void expect_misuse(const void *config, const void *member)
{
  static const char *const names[] = { "free", "show", "visit", "fingerprint", "source_of" };
  struct visited visited = { .count = 0 };
  const char *text, *found;

  begin_capture(stderr);
  envtab_free(config);
  envtab_show(config, stderr);
  envtab_visit(config, visit_noting, &visited);
  envtab_fingerprint(config);
  ck_assert_int_eq(envtab_source_of(config, member), ENVTAB_SOURCE_NONE);
  text = found = end_capture();
  ck_assert_uint_eq(visited.count, 0);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char line[100];

    snprintf(line, sizeof line, "envtab_%s() was given a struct that envtab did not load.\n", names[i]);
    found = strstr(found, line);
    ck_assert_msg(found != NULL, "%s is not in %s", line, text);
  }
}

START_TEST(struct_filled_by_hand_is_a_misuse)
{
  static struct config fixed = { .port = 80 };
  /* What lies before it has a value, so that valgrind does not object to a look at the stack. */
  struct { char before[256]; struct config config; } local = { .config = { .port = 80 } };

  expect_misuse(&fixed, &fixed.port);
  expect_misuse(&local.config, &local.config.port);
  expect_misuse((char *)&fixed + 1, &fixed.port);
}
END_TEST

START_TEST(copy_of_a_loaded_struct_is_a_misuse)
{
  static _Alignas(4096) char memory[4096], copy[4096];
  const envtab_options options = { .environment = NOTHING, .memory = memory, .capacity = sizeof memory };
  const char *config = envtab_load(&schema, &options);

  ck_assert_ptr_nonnull(config);
  memcpy(copy, memory, sizeof copy); /* all that lies before the struct, too */
  expect_misuse(copy + (config - memory), copy);
  envtab_free(config);
}
END_TEST

START_TEST(second_free_of_the_callers_memory_is_a_misuse)
{
  static _Alignas(16) char memory[8192];
  const envtab_options options = { .environment = NOTHING, .memory = memory, .capacity = sizeof memory };
  const struct config *config = envtab_load(&schema, &options);

  ck_assert_ptr_nonnull(config);
  envtab_free(config);
  expect_misuse(config, &config->port);
}
END_TEST

/* The page before it cannot be read: whoever looks for a head there ends the test. */
START_TEST(nothing_is_read_before_the_page_of_a_struct)
{
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  ck_assert_ptr_ne(pages, MAP_FAILED);
  ck_assert_int_eq(mprotect(pages, page, PROT_NONE), 0);
  for (size_t offset = 8; offset <= 256; offset += 8) expect_misuse(pages + page + offset, pages + page + offset);
  munmap(pages, 2 * page);
}
END_TEST

START_TEST(config_in_the_callers_memory_is_known_wherever_it_lies)
{
  static _Alignas(4096) char memory[3 * 4096];

  for (size_t offset = 0; offset < 4096; offset += 8) {
    const envtab_options options = { .environment = NOTHING, .memory = memory + offset, .capacity = 4096 };
    const struct config *config = envtab_load(&schema, &options);

    ck_assert_ptr_nonnull(config);
    ck_assert_int_eq(envtab_source_of(config, &config->port), ENVTAB_SOURCE_DEFAULT);
    envtab_free(config);
  }
}
END_TEST

/* ---- envtab_fails_with(), for unit tests of programs ---- */

START_TEST(fails_with_asks_for_the_one_problem)
{
  ck_assert(envtab_fails_with(&schema, ENVIRONMENT("PORT=x"), ENVTAB_PROBLEM_MALFORMED, "PORT"));
  ck_assert(envtab_fails_with(&schema, ENVIRONMENT("PORT=x"), ENVTAB_PROBLEM_MALFORMED, NULL));
  ck_assert(!envtab_fails_with(&schema, ENVIRONMENT("PORT=x"), ENVTAB_PROBLEM_RANGE, "PORT"));
  ck_assert(!envtab_fails_with(&schema, ENVIRONMENT("PORT=x"), ENVTAB_PROBLEM_MALFORMED, "DB_PORT"));
  ck_assert(!envtab_fails_with(&schema, ENVIRONMENT("PORT=x", "DB_PORT=x"), ENVTAB_PROBLEM_MALFORMED, "PORT"));
  ck_assert(!envtab_fails_with(&schema, ENVIRONMENT("PORT=x", "DB_PORT=x"), ENVTAB_PROBLEM_MALFORMED, NULL));
  ck_assert(!envtab_fails_with(&schema, NOTHING, ENVTAB_PROBLEM_MALFORMED, NULL));
}
END_TEST

START_TEST(fails_with_counts_no_warnings)
{
  ck_assert(envtab_fails_with(&schema, ENVIRONMENT("PORT=x", "COOKIE_KEY=y"), ENVTAB_PROBLEM_MALFORMED, "PORT"));
  ck_assert(!envtab_fails_with(&schema, ENVIRONMENT("COOKIE_KEY=y"), ENVTAB_PROBLEM_FORMER_NAME, "COOKIE_KEY"));
}
END_TEST

START_TEST(fails_with_asks_for_no_name_where_the_problem_has_none)
{
  envtab_schema wrong = schema;

  wrong.alignment = 3;
  ck_assert(envtab_fails_with(&wrong, NOTHING, ENVTAB_PROBLEM_SCHEMA, NULL));
  ck_assert(!envtab_fails_with(&wrong, NOTHING, ENVTAB_PROBLEM_SCHEMA, "PORT"));
}
END_TEST

static const char *printed_when_asked(const char *const *environment, envtab_code code)
{
  const char *text;
  bool answer;

  begin_capture(stderr);
  answer = envtab_fails_with(&schema, environment, code, NULL);
  text = end_capture();
  ck_assert(answer == !*text);
  return text;
}

START_TEST(fails_with_prints_what_happened_instead)
{
  const char *text = printed_when_asked(ENVIRONMENT("PORT=x"), ENVTAB_PROBLEM_RANGE);

  ck_assert_ptr_nonnull(strstr(text, "orders: PORT "));
  ck_assert_ptr_nonnull(strstr(text, "1 problem in the environment"));
  ck_assert_str_eq(printed_when_asked(NOTHING, ENVTAB_PROBLEM_RANGE),
                   "orders: There is no problem; the environment loads.\n");
  ck_assert_str_eq(printed_when_asked(ENVIRONMENT("PORT=x"), ENVTAB_PROBLEM_MALFORMED), "");
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("config");
  TCase *sources = tcase_create("sources"), *texts = tcase_create("texts"), *fails_with = tcase_create("fails_with");
  TCase *misuses = tcase_create("misuses");

  tcase_add_test(sources, source_of_each_member);
  tcase_add_test(sources, source_of_a_group_is_that_of_its_names);
  tcase_add_test(sources, source_of_an_optional_group_is_its_own);
  tcase_add_test(sources, only_a_member_has_a_source);
  tcase_add_test(texts, show_prints_each_name_value_and_source);
  tcase_add_test(texts, show_prints_the_prefix);
  tcase_add_test(texts, show_prints_to_stdout_unless_it_is_told_another_file);
  tcase_add_test(texts, show_prints_names_of_groups_in_groups);
  tcase_add_test(texts, show_escapes_what_a_terminal_should_not_get);
  tcase_add_test(texts, show_prints_long_values_in_full);
  tcase_add_test(texts, show_hides_what_the_field_calls_secret);
  tcase_add_test(texts, show_hides_what_may_hold_a_password);
  tcase_add_test(texts, fingerprint_is_of_values_not_of_their_spelling);
  tcase_add_test(texts, texts_of_secrets_do_not_enter_the_fingerprint);
  tcase_add_test(texts, fingerprint_is_what_the_header_says);
  tcase_add_test(texts, values_with_line_breaks_do_not_make_one_config_of_two);
  tcase_add_test(texts, names_with_another_prefix_are_another_config);
  tcase_add_test(fails_with, fails_with_asks_for_the_one_problem);
  tcase_add_test(fails_with, fails_with_counts_no_warnings);
  tcase_add_test(fails_with, fails_with_asks_for_no_name_where_the_problem_has_none);
  tcase_add_test(fails_with, fails_with_prints_what_happened_instead);
  tcase_add_test(texts, visitor_gets_each_variable_as_it_may_be_shown);
  tcase_add_test(texts, visitor_gets_long_values_in_full);
  tcase_add_test(texts, value_alone_has_no_variables);
  tcase_add_test(misuses, struct_filled_by_hand_is_a_misuse);
  tcase_add_test(misuses, copy_of_a_loaded_struct_is_a_misuse);
  tcase_add_test(misuses, second_free_of_the_callers_memory_is_a_misuse);
  tcase_add_test(misuses, nothing_is_read_before_the_page_of_a_struct);
  tcase_add_test(misuses, config_in_the_callers_memory_is_known_wherever_it_lies);
  suite_add_tcase(suite, misuses);
  suite_add_tcase(suite, sources);
  suite_add_tcase(suite, texts);
  suite_add_tcase(suite, fails_with);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
