/* NAME_FILE: which files are read, what happens to their last newline, and what is reported where one is not read. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common.h"

enum { MIB = 1 << 20 };

struct config {
  const char *text;
  envtab_secret key;
};
#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ROW(text, "TEXT", "A text.", .optional = true, .from_file = true, .deprecated = ENVTAB_NAMES("WORDS")),
  ROW(key, "KEY", "A key.", .optional = true, .from_file = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "file");

/* ---- A folder for each test ---- */

static char folder[] = "/tmp/envtab-file-XXXXXX", path[64];

static void make_folder(void)
{
  strcpy(folder + sizeof folder - 7, "XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/value", folder);
}

static void remove_folder(void)
{
  unlink(path);
  rmdir(folder);
}

static void write_file(const char *text, size_t length)
{
  FILE *file = fopen(path, "wb");

  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(text, 1, length, file), length);
  ck_assert_int_eq(fclose(file), 0);
}

/* NAME=path, in memory that is held. */
static const char *entry_of(const char *name)
{
  char *entry = hold(calloc(1, strlen(name) + sizeof path + 2));

  sprintf(entry, "%s=%s", name, path);
  return entry;
}

static void expect_text(const char *in_file, size_t length, const char *text)
{
  const struct config *config;

  write_file(in_file, length);
  config = expect_config(&schema, ENVIRONMENT(entry_of("TEXT_FILE")));
  ck_assert_str_eq(config->text, text);
  ck_assert_int_eq(envtab_source_of(config, &config->text), ENVTAB_SOURCE_FILE);
  ck_assert(envtab_is_set(config, &config->text));
  envtab_free(config);
}

static void expect_refused(const char *in_file, size_t length, const char *problems)
{
  write_file(in_file, length);
  expect_problems(&schema, ENVIRONMENT(entry_of("TEXT_FILE")), problems);
}

#define TEXT_OF(literal) literal, sizeof(literal) - 1

START_TEST(list_is_read_from_a_file)
{
  struct lists { envtab_strings list; };
  ENVTAB_TABLE(struct lists) row[] = { ENVTAB_LIST(struct lists, list, "LIST", "A list.", .from_file = true) };
  ENVTAB_SCHEMA(struct lists, table, row, "file");
  const struct lists *lists;

  write_file(TEXT_OF("a,bc,,"));
  expect_problems(&table, ENVIRONMENT(entry_of("LIST_FILE")), "malformed LIST_FILE");
  write_file(TEXT_OF("a,bc,d\n"));
  lists = expect_config(&table, ENVIRONMENT(entry_of("LIST_FILE")));
  ck_assert_uint_eq(lists->list.count, 3);
  ck_assert_str_eq(lists->list.items[1], "bc");
  ck_assert_str_eq(lists->list.items[2], "d");
  envtab_free(lists);
}
END_TEST

/* ---- The last newline ---- */

START_TEST(one_final_newline_is_not_part_of_the_value)
{
  expect_text(TEXT_OF("abc"), "abc");
  expect_text(TEXT_OF("abc\n"), "abc");
  expect_text(TEXT_OF("abc\r\n"), "abc");
  expect_text(TEXT_OF("a b"), "a b");
}
END_TEST

START_TEST(second_newline_is_rejected)
{
  expect_refused(TEXT_OF("abc\n\n"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("abc\r\n\r\n"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("abc\r\r\n"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("abc\n\r\n"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("abc\n\r"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("a\nb\n"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("\nabc\n"), "malformed TEXT_FILE");
}
END_TEST

START_TEST(rules_for_texts_hold_for_files)
{
  expect_refused(TEXT_OF(" abc"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("\"abc\"\n"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("\xef\xbb\xbf" "abc\n"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("\xff\n"), "malformed TEXT_FILE");
  expect_refused(TEXT_OF("${ABC}\n"), "malformed TEXT_FILE");
}
END_TEST

START_TEST(nul_is_rejected)
{
  expect_refused(TEXT_OF("abc\0def"), "file TEXT_FILE");
  expect_refused(TEXT_OF("\0"), "file TEXT_FILE");
  expect_refused(TEXT_OF("abc\0"), "file TEXT_FILE");
  expect_refused(TEXT_OF("abc\n\0\n"), "file TEXT_FILE");
}
END_TEST

/* ---- Sizes ---- */

START_TEST(empty_file_holds_no_required_value)
{
  ENVTAB_TABLE(struct config) row[] = { ROW(text, "TEXT", "A text.", .from_file = true) };
  ENVTAB_SCHEMA(struct config, table, row, "file");

  write_file("", 0);
  expect_problems(&table, ENVIRONMENT(entry_of("TEXT_FILE")), "empty TEXT_FILE");
  write_file("\n", 1);
  expect_problems(&table, ENVIRONMENT(entry_of("TEXT_FILE")), "empty TEXT_FILE");
  write_file("\r\n", 2);
  expect_problems(&table, ENVIRONMENT(entry_of("TEXT_FILE")), "empty TEXT_FILE");
}
END_TEST

START_TEST(empty_file_is_a_value_where_empty_is_one)
{
  ENVTAB_TABLE(struct config) row[] = { ROW(text, "TEXT", "A text.", .from_file = true, .empty = ENVTAB_EMPTY_IS_VALUE) };
  ENVTAB_SCHEMA(struct config, table, row, "file");
  const struct config *config;

  write_file("\n", 1);
  config = expect_config(&table, ENVIRONMENT(entry_of("TEXT_FILE")));
  ck_assert_str_eq(config->text, "");
  envtab_free(config);
}
END_TEST

START_TEST(one_mebibyte_is_read_and_no_more)
{
  char *text = malloc(MIB + 2);
  const struct config *config;

  memset(text, 'x', MIB + 1);
  text[MIB + 1] = '\0';
  write_file(text, MIB);
  config = expect_config(&schema, ENVIRONMENT(entry_of("TEXT_FILE")));
  ck_assert_uint_eq(strlen(config->text), MIB);
  envtab_free(config);
  expect_refused(text, MIB + 1, "file TEXT_FILE");
  text[MIB] = '\n';
  expect_refused(text, MIB + 1, "file TEXT_FILE");
  text[MIB - 1] = '\n';
  write_file(text, MIB);
  config = expect_config(&schema, ENVIRONMENT(entry_of("TEXT_FILE")));
  ck_assert_uint_eq(strlen(config->text), MIB - 1);
  envtab_free(config);
  free(text);
}
END_TEST

/* ---- What is not a regular file, or cannot be opened ---- */

static void expect_unreadable(const char *what, const char *words)
{
  char entry[512];

  snprintf(entry, sizeof entry, "TEXT_FILE=%s", what);
  expect_problems(&schema, ENVIRONMENT(entry), "file TEXT_FILE");
  expect_words(&schema, ENVIRONMENT(entry), words);
  ck_assert_uint_ne(envtab_capacity(&schema, ENVIRONMENT(entry)), 0);
}

START_TEST(only_regular_files_are_read)
{
  expect_unreadable(folder, "names a directory, not a file in it");
  expect_unreadable("/dev/zero", "not a regular file");
  expect_unreadable("/dev/null", "not a regular file");
  ck_assert_int_eq(mkfifo(path, 0600), 0); /* opening it must not wait for a writer */
  expect_unreadable(path, "not a regular file");
}
END_TEST

START_TEST(path_that_leads_nowhere_is_reported)
{
  char through[96];

  expect_unreadable("/nowhere/at/all", "\"/nowhere/at/all\" names a file that does not exist");
  write_file("x", 1);
  snprintf(through, sizeof through, "%s/below", path);
  expect_unreadable(through, "goes through something that is not a directory");
}
END_TEST

START_TEST(symbolic_links_are_followed_but_not_in_a_loop)
{
  char link[96];

  snprintf(link, sizeof link, "%s/link", folder);
  ck_assert_int_eq(symlink(link, path), 0);
  ck_assert_int_eq(symlink(path, link), 0);
  expect_unreadable(path, "too many symbolic links");
  unlink(path);
  unlink(link);
  ck_assert_int_eq(symlink(TESTS_DIR "/unit/common.h", path), 0);
  expect_problems(&schema, ENVIRONMENT(entry_of("TEXT_FILE")), "malformed TEXT_FILE");
}
END_TEST

START_TEST(path_that_is_too_long_is_reported)
{
  static char entry[8192] = "TEXT_FILE=/";

  memset(entry + 11, 'x', sizeof entry - 12);
  expect_words(&schema, ENVIRONMENT(entry), "path that is too long");
}
END_TEST

/* Root may read everything, so this is another user for a while. */
START_TEST(file_that_may_not_be_read_is_reported)
{
  uid_t self = geteuid();

  write_file("x", 1);
  ck_assert_int_eq(chmod(path, 0), 0);
  if (self == 0) ck_assert_int_eq(seteuid(65534), 0);
  expect_unreadable(path, "may not read");
  if (self == 0) ck_assert_int_eq(seteuid(self), 0);
}
END_TEST

START_TEST(too_many_open_files_are_reported)
{
  struct rlimit before, none;
  struct report report = { 0 };

  write_file("x", 1);
  ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
  none = before;
  none.rlim_cur = 0;
  ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
  envtab_free(load_noting(&schema, ENVIRONMENT(entry_of("TEXT_FILE")), &report));
  ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
  ck_assert_str_eq(list_problems(&report), "file TEXT_FILE");
  ck_assert_ptr_nonnull(strstr(report.notes[0].reason, "too many files are open"));
  forget(&report);
}
END_TEST

/* ---- Which of the names is read ---- */

START_TEST(name_and_its_file_are_a_conflict)
{
  write_file("x", 1);
  expect_problems(&schema, ENVIRONMENT("TEXT=x", entry_of("TEXT_FILE")), "conflict TEXT_FILE");
  expect_problems(&schema, ENVIRONMENT("WORDS=x", entry_of("TEXT_FILE")), "conflict WORDS");
  expect_problems(&schema, ENVIRONMENT("TEXT=x", entry_of("WORDS_FILE")), "conflict WORDS_FILE");
  expect_problems(&schema, ENVIRONMENT("WORDS=x", entry_of("WORDS_FILE")), "conflict WORDS_FILE");
}
END_TEST

START_TEST(conflict_names_the_two_that_are_set)
{
  write_file("x", 1);
  expect_words(&schema, ENVIRONMENT("TEXT=x", entry_of("TEXT_FILE")), "TEXT_FILE is set as well as TEXT.");
  expect_words(&schema, ENVIRONMENT("TEXT= ", "WORDS=x", entry_of("TEXT_FILE")), "WORDS is set as well as TEXT_FILE.");
  expect_words(&schema, ENVIRONMENT("TEXT=", "WORDS=x", entry_of("WORDS_FILE")), "WORDS_FILE is set as well as WORDS.");
}
END_TEST

START_TEST(empty_names_are_not_a_conflict)
{
  const struct config *config;

  write_file("x", 1);
  config = expect_config(&schema, ENVIRONMENT("TEXT=", "WORDS= ", entry_of("TEXT_FILE")));
  ck_assert_str_eq(config->text, "x");
  envtab_free(config);
  config = expect_config(&schema, ENVIRONMENT("TEXT=y", "TEXT_FILE="));
  ck_assert_str_eq(config->text, "y");
  envtab_free(config);
}
END_TEST

/* Quotes around a path are seen before the file is missed. */
START_TEST(quotes_around_a_path_are_reported)
{
  expect_words(&schema, ENVIRONMENT("TEXT_FILE='/run/secrets/text'"), "quotes");
  expect_words(&schema, ENVIRONMENT("KEY_FILE='/run/secrets/key'"), "quotes");
}
END_TEST

START_TEST(file_of_the_deprecated_name_is_read_with_a_warning)
{
  struct report report = { 0 };
  const struct config *config;

  write_file("x\n", 2);
  config = load_noting(&schema, ENVIRONMENT(entry_of("WORDS_FILE")), &report);
  ck_assert_str_eq(list_problems(&report), "warning former_name WORDS_FILE");
  ck_assert_ptr_nonnull(strstr(report.notes[0].hint, "TEXT_FILE"));
  ck_assert_str_eq(config->text, "x");
  ck_assert_int_eq(envtab_source_of(config, &config->text), ENVTAB_SOURCE_FORMER_NAME);
  envtab_free(config);
  forget(&report);
}
END_TEST

START_TEST(file_is_not_read_unless_the_field_says_so)
{
  ENVTAB_TABLE(struct config) row[] = { ROW(text, "TEXT", "A text.") };
  ENVTAB_SCHEMA(struct config, table, row, "file");

  write_file("x", 1);
  expect_problems(&table, ENVIRONMENT(entry_of("TEXT_FILE")), "missing TEXT");
}
END_TEST

/* ---- What is reported ---- */

START_TEST(message_shows_the_path_and_not_the_text)
{
  struct report report = { 0 };

  write_file(TEXT_OF("hunter2\x07"));
  envtab_free(load_noting(&schema, ENVIRONMENT(entry_of("TEXT_FILE")), &report));
  ck_assert_str_eq(list_problems(&report), "malformed TEXT_FILE");
  ck_assert_str_eq(report.notes[0].value, path);
  ck_assert_int_eq(report.notes[0].problem.source, ENVTAB_SOURCE_FILE);
  ck_assert_ptr_null(strstr(message_of(&report.notes[0]), "hunter2"));
  forget(&report);
}
END_TEST

/* People put the secret itself where its path belongs. */
START_TEST(path_of_a_secret_is_not_shown)
{
  static const char *const entries[] = { "KEY_FILE=hunter2", "KEY_FILE=/hunter2/hunter2", "KEY_FILE=/dev/zero" };

  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
    struct report report = { 0 };

    envtab_free(load_noting(&schema, ENVIRONMENT(entries[i]), &report));
    ck_assert_str_eq(list_problems(&report), "file KEY_FILE");
    ck_assert(!report.notes[0].has_value);
    ck_assert_ptr_null(strstr(message_of(&report.notes[0]), "hunter2"));
    forget(&report);
  }
}
END_TEST

START_TEST(wrong_text_of_a_secret_file_is_not_shown)
{
  struct report report = { 0 };

  write_file("hunter2\x07", 8);
  envtab_free(load_noting(&schema, ENVIRONMENT(entry_of("KEY_FILE")), &report));
  ck_assert_str_eq(list_problems(&report), "malformed KEY_FILE");
  ck_assert(!report.notes[0].has_value);
  ck_assert_uint_eq(report.notes[0].problem.at, SIZE_MAX);
  forget(&report);
}
END_TEST

/* ---- Descriptors ---- */

START_TEST(every_descriptor_is_closed)
{
  size_t before = count_descriptors();

  write_file("x", 1);
  expect_problems(&schema, ENVIRONMENT(entry_of("TEXT_FILE"), entry_of("KEY_FILE")), "");
  expect_problems(&schema, ENVIRONMENT(entry_of("TEXT_FILE"), "KEY=x", "KEY=x"), "twice KEY");
  ck_assert_uint_ne(envtab_capacity(&schema, ENVIRONMENT(entry_of("TEXT_FILE"), entry_of("KEY_FILE"))), 0);
  ck_assert(envtab_fails_with(&schema, ENVIRONMENT(entry_of("TEXT_FILE"), "KEY=x", "KEY=x"), ENVTAB_PROBLEM_TWICE, "KEY"));
  write_file("\x01", 1);
  expect_problems(&schema, ENVIRONMENT(entry_of("TEXT_FILE"), entry_of("KEY_FILE")),
                  "malformed TEXT_FILE, malformed KEY_FILE");
  ck_assert_uint_eq(count_descriptors(), before);
}
END_TEST

/* Where the memory is too small for the files, they are closed as well. */
START_TEST(descriptors_are_closed_when_there_is_no_memory)
{
  static char memory[64];
  size_t before = count_descriptors();
  struct report report = { 0 };

  write_file("x", 1);
  ck_assert_ptr_null(envtab_load(&schema, &(envtab_options){ .environment = ENVIRONMENT(entry_of("TEXT_FILE")),
                                                             .memory = memory,
                                                             .capacity = sizeof memory,
                                                             .sink = note,
                                                             .context = &report }));
  ck_assert_str_eq(list_problems(&report), "memory");
  ck_assert_uint_eq(count_descriptors(), before);
  forget(&report);
}
END_TEST

/* Its size is said to be 0. */
START_TEST(file_that_the_system_generates_is_called_so)
{
  expect_words(&schema, ENVIRONMENT("TEXT_FILE=/proc/self/status"),
               "names a file that the system generates when it is read, as in /proc or /sys");
}
END_TEST

/* ---- A file that changes between the look at its size and the reading ---- */

struct rewriting {
  struct report report;
  const char *text;              /* what the file holds after the first problem, which is another field's */
};

static void note_and_rewrite(void *context, const envtab_problem *problem)
{
  struct rewriting *rewriting = context;

  note(&rewriting->report, problem);
  write_file(rewriting->text, strlen(rewriting->text));
}

START_TEST(file_that_changes_is_reported)
{
  static const char *const texts[] = { "", "ab", "abcd", "abcdefghi" };
  ENVTAB_TABLE(struct config) rows[] = { ROW(key, "OTHER", "A key."), ROW(text, "TEXT", "A text.", .from_file = true) };
  ENVTAB_SCHEMA(struct config, table, rows, "file");

  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct rewriting rewriting = { .text = texts[i] };
    const char *const *environment = ENVIRONMENT(entry_of("TEXT_FILE"));

    write_file("abc", 3);
    ck_assert_ptr_null(envtab_load(
      &table, &(envtab_options){ .environment = environment, .sink = note_and_rewrite, .context = &rewriting }));
    ck_assert_str_eq(list_problems(&rewriting.report), "missing OTHER, file TEXT_FILE");
    ck_assert_str_eq(rewriting.report.notes[1].reason, "names a file that changed while it was read");
    forget(&rewriting.report);
  }
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("file");
  TCase *files = tcase_create("files");

  tcase_add_checked_fixture(files, make_folder, remove_folder);
  tcase_add_test(files, list_is_read_from_a_file);
  tcase_add_test(files, file_that_the_system_generates_is_called_so);
  tcase_add_test(files, file_that_changes_is_reported);
  tcase_add_test(files, one_final_newline_is_not_part_of_the_value);
  tcase_add_test(files, second_newline_is_rejected);
  tcase_add_test(files, rules_for_texts_hold_for_files);
  tcase_add_test(files, nul_is_rejected);
  tcase_add_test(files, empty_file_holds_no_required_value);
  tcase_add_test(files, empty_file_is_a_value_where_empty_is_one);
  tcase_add_test(files, one_mebibyte_is_read_and_no_more);
  tcase_add_test(files, only_regular_files_are_read);
  tcase_add_test(files, path_that_leads_nowhere_is_reported);
  tcase_add_test(files, symbolic_links_are_followed_but_not_in_a_loop);
  tcase_add_test(files, path_that_is_too_long_is_reported);
  tcase_add_test(files, file_that_may_not_be_read_is_reported);
  tcase_add_test(files, too_many_open_files_are_reported);
  tcase_add_test(files, name_and_its_file_are_a_conflict);
  tcase_add_test(files, conflict_names_the_two_that_are_set);
  tcase_add_test(files, empty_names_are_not_a_conflict);
  tcase_add_test(files, file_of_the_deprecated_name_is_read_with_a_warning);
  tcase_add_test(files, quotes_around_a_path_are_reported);
  tcase_add_test(files, file_is_not_read_unless_the_field_says_so);
  tcase_add_test(files, message_shows_the_path_and_not_the_text);
  tcase_add_test(files, path_of_a_secret_is_not_shown);
  tcase_add_test(files, wrong_text_of_a_secret_file_is_not_shown);
  tcase_add_test(files, every_descriptor_is_closed);
  tcase_add_test(files, descriptors_are_closed_when_there_is_no_memory);
  suite_add_tcase(suite, files);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
