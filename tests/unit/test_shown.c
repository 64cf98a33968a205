/*
 * What is shown of a text that may be a credential: nothing, in a field of any type, by all that prints. And what only
 * looks a little like one is shown: tests/tables/credentials.tsv, and the environments of tests/environments.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

static struct table *table;

/* ---- A text as a value, of a field that takes any text ---- */

struct config { const char *text; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, text, "TEXT", "A text.", .raw = true, .empty = ENVTAB_EMPTY_IS_VALUE),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "shown");

struct seen { const char *text; bool hidden, whole; };

static void see(void *context, const envtab_variable *variable)
{
  struct seen *seen = context;

  seen->hidden = variable->hidden && strcmp(variable->value, "<secret>") == 0;
  seen->whole = strcmp(variable->value, seen->text) == 0;
}

static void expect_shown(const char *text, bool shown, const char *why)
{
  size_t size = strlen(text) + sizeof "TEXT=";
  char *entry = hold(malloc(size));
  struct seen seen = { .text = text };
  const struct config *config;

  snprintf(entry, size, "TEXT=%s", text);
  config = expect_config(&schema, ENVIRONMENT(entry));
  ck_assert(envtab_visit(config, see, &seen));
  ck_assert_msg(seen.whole == shown && seen.hidden != shown, "%s (%s) is %s", text, why, shown ? "hidden" : "shown");
  envtab_free(config);
}

START_TEST(value_is_hidden_where_it_looks_like_a_credential)
{
  char *text = unescape(cell(table, (size_t)_i, "text"), NULL);

  expect_shown(text, strcmp(cell(table, (size_t)_i, "verdict"), "shown") == 0, cell(table, (size_t)_i, "why"));
  free(text);
}
END_TEST

/* The entries of a file; those of the given names do hold a credential. */
static size_t expect_entries_shown(const char *path)
{
  static const char *const secret[] = { "CATALOG_URL=", "DATABASE_URL=", "REDIS_URL=" };
  char *text = hold(read_whole(path, NULL)), *line;
  size_t count = 0;

  while ((line = strsep(&text, "\n")) != NULL) {
    char *value = strchr(line, '=');
    bool is_secret = false;

    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
      is_secret = is_secret || strncmp(line, secret[i], strlen(secret[i])) == 0;
    if (!value) continue;
    expect_shown(value + 1, !is_secret, line);
    count++;
  }
  return count;
}

START_TEST(values_of_real_environments_are_shown)
{
  DIR *folder = opendir(TESTS_DIR "/environments");
  size_t count = 0;

  ck_assert_ptr_nonnull(folder);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    char path[1024];

    snprintf(path, sizeof path, "%s/environments/%s", TESTS_DIR, entry->d_name);
    if (strstr(entry->d_name, ".env")) count += expect_entries_shown(path);
  }
  closedir(folder);
  ck_assert_uint_ge(count, 300);
}
END_TEST

/* ---- The same text where it is refused, and in a table ---- */

static void expect_none_of(const char *piece, const char *text)
{
  ck_assert_msg(!strstr(piece, text), "%s is shown by: %s", text, piece);
}

static bool is_hidden_row(size_t row) { return strcmp(cell(table, row, "verdict"), "hidden") == 0; }

static void expect_hidden_in_messages(const char *text)
{
  struct numbers { int number; const char *text; };
  ENVTAB_TABLE(struct numbers) rows[] = {
    ENVTAB(struct numbers, number, "NUMBER", "A number."),
    ENVTAB(struct numbers, text, "TEXT", "A text.", .from_file = true),
  };
  ENVTAB_SCHEMA(struct numbers, numbers, rows, "numbers");
  char number[400], path[400];
  struct report report = { 0 };

  snprintf(number, sizeof number, "NUMBER=%s", text);
  snprintf(path, sizeof path, "TEXT_FILE=%s", text);
  ck_assert_ptr_null(load_noting(&numbers, ENVIRONMENT(number, path), &report));
  ck_assert_str_eq(list_problems(&report), "malformed NUMBER, file TEXT_FILE");
  for (size_t i = 0; i < report.count; i++) {
    ck_assert_msg(!report.notes[i].has_value, "%s is shown as %s", text, report.notes[i].value);
    expect_none_of(message_of(&report.notes[i]), text);
  }
  forget(&report);
}

static void for_each_hidden(void (*expect)(const char *text))
{
  for (size_t row = 0; row < table->rows; row++) {
    char *text = unescape(cell(table, row, "text"), NULL);

    if (is_hidden_row(row)) expect(text);
    free(text);
  }
}

/* Put where another field's value belongs, or where a path does. */
START_TEST(messages_do_not_show_a_credential)
{
  for_each_hidden(expect_hidden_in_messages);
}
END_TEST

static const char *written(const envtab_schema *texts, envtab_format format)
{
  char *out = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&out, &length);

  ck_assert_int_eq(envtab_write(texts, format, file), ENVTAB_WRITE_OK);
  fclose(file);
  return hold(out);
}

static void expect_hidden_in_formats(const char *text)
{
  struct texts { const char *set, *unset; };
  ENVTAB_TABLE(struct texts) rows[] = {
    ENVTAB(struct texts, set, "SET", "A text.", .raw = true, .default_value = text),
    ENVTAB(struct texts, unset, "UNSET", "A text.", .raw = true, .example = text),
  };
  ENVTAB_SCHEMA(struct texts, texts, rows, "texts");

  for (int format = ENVTAB_FORMAT_HELP; format <= ENVTAB_FORMAT_SYSTEMD; format++)
    expect_none_of(written(&texts, (envtab_format)format), text);
}

START_TEST(defaults_and_examples_are_not_written)
{
  for_each_hidden(expect_hidden_in_formats);
}
END_TEST

/* ---- The example of a secret ---- */

struct secrets {
  unsigned flags;
  int number;
  bool truth;
  double real;
  const char *text;
  envtab_duration wait;
  envtab_endpoint peer;
  ENVTAB_LIST_OF(const char *) texts;
  ENVTAB_LIST_OF(int) numbers;
  ENVTAB_LIST_OF(envtab_pair) pairs;
  ENVTAB_LIST_OF(envtab_secret) keys;
  envtab_url url;
};
static const envtab_choice rights[] = { { "hunter2-read", 1 }, { "hunter2-write", 2 }, { NULL, 0 } };
#define SECRET(member, ...) ENVTAB(struct secrets, member, __VA_ARGS__, .secret = true)
#define SECRETS(member, ...) ENVTAB_LIST(struct secrets, member, __VA_ARGS__, .secret = true)

/* The readers of these types quote what they refuse. */
START_TEST(check_of_the_schema_does_not_quote_the_example_of_a_secret)
{
  ENVTAB_TABLE(struct secrets) rows[] = {
    ENVTAB_AS(struct secrets, flags, ENVTAB_FLAGS, "FLAGS", "Some.", .secret = true, .choices = rights,
              .example = "https://u:hunter2@h/"),
    SECRET(number, "NUMBER", "One.", .example = "hunter2"),
    SECRET(truth, "TRUTH", "One.", .example = "hunter2"),
    SECRET(real, "REAL", "One.", .example = "hunter2"),
    SECRET(text, "TEXT", "One.", .example = "hunter2 "),
    SECRET(wait, "WAIT", "One.", .example = "hunter2", .min = "hunter2"),
    SECRET(peer, "PEER", "One.", .example = "hunter2://h"),
    SECRETS(texts, "TEXTS", "Some.", .example = "hunter2,,"),
    SECRETS(numbers, "NUMBERS", "Some.", .example = "1,hunter2"),
    SECRETS(pairs, "PAIRS", "Some.", .example = "user:hunter2"),
    SECRETS(keys, "KEYS", "Some.", .example = "hunter2,,hunter2"),
    ENVTAB(struct secrets, url, "URL", "One.", .example = "https://u:hunter2/"),
  };
  ENVTAB_SCHEMA(struct secrets, secrets, rows, "secrets");
  struct report report = { 0 };

  ck_assert(!envtab_check_schema(&secrets, &(envtab_options){ .sink = note, .context = &report }));
  ck_assert_uint_eq(report.count, secrets.count);
  for (size_t i = 0; i < report.count; i++) expect_none_of(message_of(&report.notes[i]), "hunter2");
  forget(&report);
}
END_TEST

/* It is the author's own, and shows an operator what to write; but the choices of a secret are hidden. */
START_TEST(example_of_a_secret_is_shown_unless_it_is_a_choice)
{
  ENVTAB_TABLE(struct secrets) rows[] = {
    ENVTAB_AS(struct secrets, flags, ENVTAB_FLAGS, "FLAGS", "Some.", .secret = true, .choices = rights,
              .example = "hunter2-read"),
    SECRET(number, "NUMBER", "One.", .choices = rights, .example = "hunter2-write"),
    SECRETS(texts, "TEXTS", "Some.", .choices = rights, .example = "hunter2-read,hunter2-write"),
    SECRET(text, "TEXT", "One.", .example = "an example"),
  };
  ENVTAB_SCHEMA(struct secrets, secrets, rows, "secrets");
  struct report report = { 0 };

  envtab_free(load_noting(&secrets, ENVIRONMENT("NUMBER=hunter"), &report));
  ck_assert_str_eq(list_problems(&report), "missing FLAGS, choice NUMBER, missing TEXTS, missing TEXT");
  for (size_t i = 0; i < report.count; i++) expect_none_of(message_of(&report.notes[i]), "hunter2");
  ck_assert_ptr_nonnull(strstr(report.notes[2].hint, "each item one of its choices"));
  ck_assert_str_eq(report.notes[3].hint, "For example: TEXT=an example");
  forget(&report);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("shown");
  TCase *tests = tcase_create("credentials");

  table = read_table("credentials.tsv");
  tcase_add_loop_test(tests, value_is_hidden_where_it_looks_like_a_credential, 0, (int)table->rows);
  tcase_add_test(tests, values_of_real_environments_are_shown);
  tcase_add_test(tests, messages_do_not_show_a_credential);
  tcase_add_test(tests, defaults_and_examples_are_not_written);
  tcase_add_test(tests, check_of_the_schema_does_not_quote_the_example_of_a_secret);
  tcase_add_test(tests, example_of_a_secret_is_shown_unless_it_is_a_choice);
  suite_add_tcase(suite, tests);
  return run(suite);
}
