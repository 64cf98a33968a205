/*
 * The config command: each of its words, right and wrong environments, its exit statuses, and that it changes nothing.
 * tests/tables/diff.tsv has the rows of diff.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"

/* ---- A table ---- */

struct pool {
  uint8_t size;
  const char *label;
};
struct config {
  envtab_duration wait;
  const char *name;
  envtab_secret key;
  envtab_url site;
  const struct pool *pool;
};
static ENVTAB_TABLE(struct pool) pool_fields[] = {
  ENVTAB(struct pool, size, "SIZE", "How large it is."),
  ENVTAB(struct pool, label, "LABEL", "What it is called.", .default_value = "", .empty = ENVTAB_EMPTY_IS_VALUE),
};
static ENVTAB_SCHEMA(struct pool, pool_schema, pool_fields, "pool");
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, wait, "WAIT", "How long to wait.", .default_value = "5m"),
  ENVTAB(struct config, name, "NAME", "Its name.", .optional = true),
  ENVTAB(struct config, key, "KEY", "Its key.", .min_length = 8, .from_file = true, .deprecated = ENVTAB_NAMES("OLD_KEY")),
  ENVTAB(struct config, site, "SITE", "Where it is.", .optional = true),
  ENVTAB_OPTIONAL_GROUP(struct config, pool, pool_schema, "POOL_", "A pool."),
};

static void check_wait(const void *loaded, envtab_rules *rules)
{
  const struct config *config = loaded;

  if (config->wait.nanoseconds == INT64_C(540000000000))
    envtab_rules_reject(rules, &config->wait, "may not be nine minutes", NULL);
}

static ENVTAB_SCHEMA(struct config, schema, fields, "shop", .reserved_prefix = "SHOP_", .check = check_wait);
#define KEY "KEY=0123456789"

/* ---- A run of the command ---- */

struct result {
  int status;
  char *out;
  const char *err;
}; /* texts that are held */

/* words: from argv[1] on, ended by NULL. */
static struct result run_words(const envtab_schema *table, const envtab_options *options, char **words)
{
  struct result result;
  char *argv[8] = { (char[]){ "config" } }, **before = environ, *out = NULL;
  size_t length = 0;
  int argc = 1;
  FILE *file = open_memstream(&out, &length);

  for (; words[argc - 1]; argc++) argv[argc] = words[argc - 1];
  begin_capture(stderr);
  errno = 4711;
  result.status = envtab_command(table, argc, argv, options, file);
  ck_assert_int_eq(errno, 4711);
  result.err = end_capture();
  fclose(file);
  ck_assert_ptr_eq(environ, before);
  result.out = hold(out);
  return result;
}
#define WORDS(...)                                                                                                     \
  (char *[]) { __VA_ARGS__, NULL }
#define WORD(text)                                                                                                     \
  (char[]) { text }

static struct result run_in(const char *const *environment, char **words)
{
  return run_words(&schema, &(envtab_options){ .environment = environment }, words);
}

static void expect_run(struct result result, int status, const char *out, const char *err)
{
  ck_assert_msg(result.status == status, "status %d, not %d: %s%s", result.status, status, result.out, result.err);
  ck_assert_str_eq(result.out, out);
  ck_assert_str_eq(result.err, err);
}

/* ---- The usage ---- */

static const char usage[] =
  "usage: shop config check [--verbose] | show [--json] | diff FILE | help | dotenv | markdown | json-schema | "
  "env-schema | kubernetes | compose | systemd\n";

START_TEST(what_is_not_known_gets_the_usage)
{
  expect_run(run_in(NOTHING, (char *[]){ NULL }), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD(""))), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD("Check"))), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD("check"), WORD("--json"))), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD("check"), WORD("--verbose"), WORD("--verbose"))), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD("show"), WORD("--verbose"))), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD("diff"))), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD("diff"), WORD("a"), WORD("b"))), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD("help"), WORD("me"))), 64, "", usage);
  expect_run(run_in(NOTHING, WORDS(WORD("json_schema"))), 64, "", usage);
}
END_TEST

START_TEST(command_without_arguments_gets_the_usage)
{
  envtab_schema nameless = schema;
  const char *err;
  int status;

  begin_capture(stderr);
  status = envtab_command(&schema, 0, NULL, NULL, NULL);
  err = end_capture();
  ck_assert_int_eq(status, 64);
  ck_assert_str_eq(err, usage);
  nameless.name = NULL;
  expect_run(run_words(&nameless, NULL, (char *[]){ NULL }), 64, "",
             strcat(strcpy((char[300]){ "" }, "usage: envtab"), usage + 11));
}
END_TEST

/* ---- check ---- */

START_TEST(check_says_what_is_wrong)
{
  expect_run(run_in(ENVIRONMENT(KEY), WORDS(WORD("check"))), 0, "", "");
  expect_run(run_in(ENVIRONMENT(KEY, "WAIT=x", "SHOP_X=1"), WORDS(WORD("check"))), 78, "",
             "shop: WAIT        \"x\" is not a duration such as 250ms, 30s or 1h30m.\n"
             "shop: SHOP_X      is not known.\n"
             "                  Names with its prefix belong to shop, and none of them is similar. Remove or rename it.\n"
             "shop: 2 problems in the environment; nothing was loaded.\n");
}
END_TEST

START_TEST(check_prints_each_source)
{
  expect_run(
    run_in(ENVIRONMENT("OLD_KEY=0123456789", "NAME=x", "POOL_SIZE=1"), WORDS(WORD("check"), WORD("--verbose"))), 0,
    "WAIT        (default)\nNAME        (environment)\nKEY         (former name)\nSITE        (not set)\n"
    "POOL_SIZE   (environment)\nPOOL_LABEL  (default)\n",
    "shop: OLD_KEY     (warning) is the old name of KEY. It is still read.\n"
    "                  Rename it to KEY.\n");
  ck_assert_ptr_nonnull(strstr(run_in(ENVIRONMENT(KEY, "WAIT=x"), WORDS(WORD("check"), WORD("--verbose"))).out,
                               "WAIT        (environment, wrong)\nNAME        (not set)\n"));
}
END_TEST

START_TEST(check_looks_at_the_table_too)
{
  envtab_row row = { .field = fields[0].field };
  envtab_schema wrong = schema;
  struct result result;

  row.field.default_value = "five";
  wrong.fields = &row.field;
  wrong.count = 1;
  wrong.check = NULL;
  result = run_words(&wrong, &(envtab_options){ .environment = ENVIRONMENT("WAIT=1s") }, WORDS(WORD("check")));
  ck_assert_int_eq(result.status, 78);
  ck_assert_ptr_nonnull(strstr(result.err, "has a .default_value \"five\", which is not a duration"));
}
END_TEST

/* ---- show ---- */

START_TEST(show_prints_values_without_secrets)
{
  struct result result =
    run_in(ENVIRONMENT(KEY, "NAME=a\xc3\xbc", "SITE=https://u:pw@h/?k=v", "POOL_SIZE=3"), WORDS(WORD("show")));
  const char *print = strstr(result.out, "\nfingerprint: ");
  char number[40];
  const void *config =
    expect_config(&schema, ENVIRONMENT(KEY, "NAME=a\xc3\xbc", "SITE=https://u:pw@h/?k=v", "POOL_SIZE=3"));

  ck_assert_int_eq(result.status, 0);
  ck_assert_str_eq(result.err, "");
  ck_assert_ptr_nonnull(print);
  snprintf(number, sizeof number, "\nfingerprint: %016llx\n", (unsigned long long)envtab_fingerprint(config));
  ck_assert_str_eq(print, number);
  result.out[print - result.out] = '\0';
  ck_assert_str_eq(result.out, "WAIT        5m  (default)\nNAME        a\xc3\xbc  (environment)\n"
                               "KEY         <secret>  (environment)\n"
                               "SITE        https://u:<secret>@h/?k=<secret>  (environment)\n"
                               "POOL_SIZE   3  (environment)\nPOOL_LABEL    (default)\n");
  envtab_free(config);
}
END_TEST

START_TEST(show_marks_what_is_wrong)
{
  struct result wrong = run_in(ENVIRONMENT("WAIT=x", "NAME=n"), WORDS(WORD("show")));
  struct result rule = run_in(ENVIRONMENT(KEY, "WAIT=9m"), WORDS(WORD("show")));

  ck_assert_int_eq(wrong.status, 78);
  ck_assert_str_eq(wrong.out,
                   "WAIT        (environment, wrong)\nNAME        n  (environment)\nKEY         (not set, wrong)\n"
                   "SITE        (not set)\nPOOL_SIZE   (not set)\nPOOL_LABEL  (not set)\n"
                   "\nfingerprint: none, as the environment is wrong\n");
  ck_assert_ptr_nonnull(strstr(wrong.err, "2 problems in the environment"));
  ck_assert_int_eq(rule.status, 78);
  ck_assert_ptr_nonnull(strstr(rule.out, "WAIT        9m  (environment, wrong)\n"));
  ck_assert_ptr_nonnull(strstr(rule.err, "may not be nine minutes"));
}
END_TEST

START_TEST(show_prints_json_for_machines)
{
  struct result right =
    run_in(ENVIRONMENT(KEY, "NAME=\"\\", "OLD_KEY=0123456789"), WORDS(WORD("show"), WORD("--json")));
  struct result wrong = run_in(ENVIRONMENT(KEY, "WAIT=x"), WORDS(WORD("show"), WORD("--json")));

  ck_assert_int_eq(right.status, 0);
  ck_assert_ptr_nonnull(strstr(right.out, "{\n  \"program\": \"shop\",\n  \"right\": true,\n  \"fingerprint\": \""));
  ck_assert_ptr_nonnull(strstr(
    right.out, "{ \"variable\": \"NAME\", \"value\": \"\\\"\\\\\", \"source\": \"environment\", \"right\": true }"));
  ck_assert_ptr_nonnull(strstr(
    right.out, "{ \"variable\": \"KEY\", \"value\": \"<secret>\", \"source\": \"environment\", \"right\": true }"));
  ck_assert_ptr_nonnull(
    strstr(right.out, "{ \"variable\": \"POOL_SIZE\", \"value\": null, \"source\": \"none\", \"right\": true }"));
  ck_assert_int_eq(wrong.status, 78);
  ck_assert_ptr_nonnull(strstr(wrong.out, "\"right\": false,\n  \"fingerprint\": null,"));
  ck_assert_ptr_nonnull(
    strstr(wrong.out, "{ \"variable\": \"WAIT\", \"value\": null, \"source\": \"environment\", \"right\": false }"));
}
END_TEST

/* ---- diff ---- */

static char *make_file(const char *text, size_t length)
{
  char *path = hold(strdup("/tmp/envtab-command-XXXXXX"));
  int file = mkstemp(path);

  ck_assert_int_ge(file, 0);
  ck_assert_int_eq((int)write(file, text, length), (int)length);
  close(file);
  return path;
}

static struct result diff_with(const char *text, size_t length)
{
  char *path = make_file(text, length);
  struct result result = run_in(ENVIRONMENT(KEY), WORDS(WORD("diff"), path));

  unlink(path);
  return result;
}

static struct table *table;

/* The text of a cell: names of files in their place, and an end for each entry. */
static char *entries_of(const char *text, char end, const char *a, const char *b)
{
  char *whole = hold(unescape(text, NULL)), *out = hold(calloc(1, strlen(whole) + 200)), *to = out;

  for (const char *c = strcmp(whole, "-") == 0 ? "" : whole; *c; c++) {
    if (c[0] == '@' && c[1] && c[2] == '@') {
      to = stpcpy(to, c[1] == 'A' ? a : b);
      c += 2;
    } else {
      *to++ = *c == ' ' ? end : *c;
    }
  }
  return out;
}

/* sides: "here", "there", "here there" or "-". */
static void expect_wrong_sides(const struct result *result, const char *sides, const char *path)
{
  char there[128];

  snprintf(there, sizeof there, "shop: %s has ", path);
  ck_assert(!strstr(result->err, "shop: this environment has ") == (*sides != 'h'));
  ck_assert(!strstr(result->err, there) == !strstr(sides, "there"));
  ck_assert((*result->err != '\0') == (*sides != '-'));
}

START_TEST(row_of_diff_holds)
{
  size_t row = (size_t)_i, count = 0;
  char *a = make_file("0123456789\n", 11), *b = make_file("9876543210", 10);
  char *here = entries_of(cell(table, row, "here"), '\n', a, b), *entry;
  char *there = entries_of(cell(table, row, "there"), '\n', a, b), *path = make_file(there, strlen(there));
  char *wanted = hold(unescape(cell(table, row, "output"), NULL));
  const char *environment[8] = { NULL };
  struct result result;

  while ((entry = strsep(&here, "\n")) != NULL) environment[count++] = entry;
  result = run_in(environment, WORDS(WORD("diff"), path));
  ck_assert_msg(result.status == atoi(cell(table, row, "status")), "%s: status %d: %s", cell(table, row, "why"),
                result.status, result.out);
  if (strcmp(wanted, "-") == 0) ck_assert_str_eq(result.out, "");
  else ck_assert_msg(strstr(result.out, wanted) == result.out, "%s: \"%s\"", cell(table, row, "why"), result.out);
  ck_assert_ptr_null(strstr(result.out, "0123456789"));
  expect_wrong_sides(&result, cell(table, row, "wrong"), path);
  unlink(a), unlink(b), unlink(path);
}
END_TEST

START_TEST(diff_reads_what_env_prints)
{
  static char large[200000];
  static const char zeros[] = KEY "\0NAME=a\nWAIT=1s\0", unended[] = "WAIT=1s\n" KEY;

  ck_assert_int_eq(diff_with("", 0).status, 1);
  expect_run(diff_with(unended, strlen(unended)), 1, "WAIT        5m (default) -> 1s (environment)\n", "");
  ck_assert_int_eq(diff_with(zeros, sizeof zeros - 1).status, 1);
  ck_assert_ptr_nonnull(
    strstr(diff_with(zeros, sizeof zeros - 1).out, "NAME        (not set) -> (environment, wrong)\n"));
  memset(large, 'x', sizeof large);
  memcpy(large, KEY "\nOTHER=", sizeof KEY "\nOTHER=" - 1);
  expect_run(diff_with(large, sizeof large), 0, "", "");
}
END_TEST

START_TEST(diff_reads_stdin)
{
  static const char dump[] = KEY "\nWAIT=1s\n";
  int ends[2], before = dup(0);
  struct result result;

  ck_assert_int_eq(pipe(ends), 0);
  ck_assert_int_eq((int)write(ends[1], dump, sizeof dump - 1), (int)sizeof dump - 1);
  close(ends[1]);
  dup2(ends[0], 0);
  close(ends[0]);
  result = run_in(ENVIRONMENT(KEY), WORDS(WORD("diff"), WORD("-")));
  dup2(before, 0);
  close(before);
  clearerr(stdin);
  expect_run(result, 1, "WAIT        5m (default) -> 1s (environment)\n", "");
}
END_TEST

START_TEST(diff_of_no_file_says_so)
{
  envtab_schema nameless = schema;

  expect_run(run_in(NOTHING, WORDS(WORD("diff"), WORD("/nowhere/env"))), 66, "",
             "shop: /nowhere/env: No such file or directory\n");
  expect_run(run_in(NOTHING, WORDS(WORD("diff"), WORD("/tmp"))), 66, "", "shop: /tmp: Is a directory\n");
  nameless.name = NULL;
  expect_run(run_words(&nameless, NULL, WORDS(WORD("diff"), WORD("/nowhere"))), 66, "",
             "envtab: /nowhere: No such file or directory\n");
  expect_run(run_words(&nameless, NULL, WORDS(WORD("diff"), WORD("/dev/null"))), 78, "",
             "has no name.\nThe program's own table is wrong. Its developers must fix it.\n"
             "1 problem in the program's table; nothing was loaded.\n");
}
END_TEST

/* ---- The formats ---- */

START_TEST(name_of_a_format_writes_it)
{
  static char words[][12] = { "help",       "dotenv",     "markdown", "json-schema",
                              "env-schema", "kubernetes", "compose",  "systemd" };
  char *out = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&out, &length);

  ck_assert_int_eq(envtab_write(&schema, (envtab_format)_i, file), ENVTAB_WRITE_OK);
  fclose(file);
  expect_run(run_in(NOTHING, WORDS(words[_i])), 0, hold(out), "");
  ck_assert_ptr_nonnull(
    strstr(run_words(&schema, &(envtab_options){ .prefix = "PRE_" }, WORDS(words[_i])).out, "PRE_POOL_SIZE"));
}
END_TEST

START_TEST(wrong_table_is_reported_and_not_written)
{
  struct named { const char *name; };
  static ENVTAB_TABLE(struct named) rows[] = { ENVTAB(struct named, name, "NA ME", "Its name.") };
  static ENVTAB_SCHEMA(struct named, wrong, rows, "wrong");
  envtab_schema two = schema;

  two.others = ENVTAB_SCHEMAS(&wrong, &pool_schema);
  expect_run(run_words(&two, NULL, WORDS(WORD("dotenv"))), 78, "",
             "wrong: NA\\x20ME is not a variable name: letters, digits and _, not starting with a digit.\n"
             "         The program's own table is wrong. Its developers must fix it.\n");
  ck_assert_int_eq(run_words(&schema, &(envtab_options){ .prefix = "A-" }, WORDS(WORD("dotenv"))).status, 78);
}
END_TEST

/* ---- What it leaves alone ---- */

START_TEST(full_disk_is_reported)
{
  static char words[][2][12] = { { "help" },           { "json-schema" },        { "show" },
                                 { "show", "--json" }, { "check", "--verbose" }, { "diff", "/dev/null" } };
  char *argv[] = { WORD("config"), words[_i][0], words[_i][1] };
  FILE *full = fopen("/dev/full", "w");
  const char *err;
  int status;

  begin_capture(stderr);
  status =
    envtab_command(&schema, *words[_i][1] ? 3 : 2, argv, &(envtab_options){ .environment = ENVIRONMENT(KEY) }, full);
  err = end_capture();
  fclose(full);
  ck_assert_int_eq(status, 74);
  ck_assert_ptr_nonnull(strstr(err, "shop: the output cannot be written\n"));
}
END_TEST

START_TEST(environment_is_not_scrubbed)
{
  char key[] = KEY, *entries[] = { key, NULL };
  struct result result;

  use_environ(entries);
  result = run_words(&schema, &(envtab_options){ .scrub = true }, WORDS(WORD("check")));
  restore_environ();
  ck_assert_int_eq(result.status, 0);
  ck_assert_ptr_eq(entries[0], key);
  ck_assert_str_eq(key, KEY);
}
END_TEST

START_TEST(memory_of_the_program_is_used_and_wiped)
{
  static union {
    max_align_t align;
    char bytes[16384];
  } memory;
  envtab_options options = { .environment = ENVIRONMENT(KEY), .memory = &memory, .capacity = sizeof memory };

  ck_assert_int_eq(run_words(&schema, &options, WORDS(WORD("show"))).status, 0);
  ck_assert_ptr_null(memmem(&memory, sizeof memory, "0123456789", 10));
  ck_assert_int_eq(run_words(&schema, &options, WORDS(WORD("diff"), WORD("/dev/null"))).status, 1);
  options.capacity = 64;
  ck_assert_int_eq(run_words(&schema, &options, WORDS(WORD("show"))).status, 78);
  ck_assert_int_eq(run_words(&schema, &options, WORDS(WORD("diff"), WORD("/dev/null"))).status, 78);
}
END_TEST

START_TEST(wrong_options_are_reported)
{
  const envtab_options both = { .environment = NOTHING, .scrub = true }, digit = { .prefix = "1A" };

  ck_assert_int_eq(run_words(&schema, &both, WORDS(WORD("show"))).status, 78);
  ck_assert_ptr_nonnull(strstr(run_words(&schema, &both, WORDS(WORD("show"))).err, ".scrub"));
  ck_assert_ptr_nonnull(strstr(run_words(&schema, &digit, WORDS(WORD("show"))).err, ".prefix"));
}
END_TEST

START_TEST(problems_go_to_the_sink)
{
  struct report report = { 0 };
  envtab_options options = { .environment = NOTHING, .sink = note, .context = &report };

  expect_run(run_words(&schema, &options, WORDS(WORD("check"))), 78, "", "");
  ck_assert_str_eq(list_problems(&report), "missing KEY");
  forget(&report);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("command");
  TCase *words = tcase_create("words"), *diffs = tcase_create("diff");

  table = read_table("diff.tsv");
  tcase_add_test(words, what_is_not_known_gets_the_usage);
  tcase_add_test(words, command_without_arguments_gets_the_usage);
  tcase_add_test(words, check_says_what_is_wrong);
  tcase_add_test(words, check_prints_each_source);
  tcase_add_test(words, check_looks_at_the_table_too);
  tcase_add_test(words, show_prints_values_without_secrets);
  tcase_add_test(words, show_marks_what_is_wrong);
  tcase_add_test(words, show_prints_json_for_machines);
  tcase_add_loop_test(words, name_of_a_format_writes_it, 0, ENVTAB_FORMAT_SYSTEMD + 1);
  tcase_add_test(words, wrong_table_is_reported_and_not_written);
  tcase_add_loop_test(words, full_disk_is_reported, 0, 6);
  tcase_add_test(words, environment_is_not_scrubbed);
  tcase_add_test(words, memory_of_the_program_is_used_and_wiped);
  tcase_add_test(words, wrong_options_are_reported);
  tcase_add_test(words, problems_go_to_the_sink);
  tcase_add_loop_test(diffs, row_of_diff_holds, 0, (int)table->rows);
  tcase_add_test(diffs, diff_reads_what_env_prints);
  tcase_add_test(diffs, diff_reads_stdin);
  tcase_add_test(diffs, diff_of_no_file_says_so);
  suite_add_tcase(suite, words);
  suite_add_tcase(suite, diffs);
  return run(suite);
}
