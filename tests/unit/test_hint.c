/*
 * Hints, row by row: tests/tables/hints.tsv has for each cause a text that has it, and a part of its explanation.
 * Columns: cause (the function of lib/report/causes.c that recognises it), type, options, text, words. Every cause has a row.
 * Where the cause is "none", the text only looks like it had one: no hint is given, and the words are "-".
 * And whatever is wrong with a secret, no piece of it is shown.
 */
#include <stdlib.h>
#include <string.h>

#include "common.h"

static struct table *table;

/* One field named V of this type, with an option or "-". */
static envtab_field field_of(const char *type, const char *options)
{
  envtab_field field = { .name = "V", .help = "A value.", .from_file = strstr(options, "from_file") != NULL };

  if (strncmp(type, "list:", 5) == 0) {
    field.element = type_named(type + 5);
    field.element_size = field.element->size;
    type = "list";
  }
  field.type = type_named(type);
  ck_assert_msg(field.type != NULL, "no type %s", type);
  field.size = field.type->size;
  field.secret = strstr(options, "secret") != NULL;
  if (strstr(options, "min_length")) field.min_length = 40;
  return field;
}

static const void *load_one(const envtab_field *field, const char *text, struct report *report)
{
  const envtab_schema schema = {
    .name = "hints", .fields = field, .count = 1, .field_size = sizeof *field, .size = field->size, .alignment = 16
  };
  char *entry = malloc(strlen(text) + 3);
  const char *const environment[] = { entry, NULL };
  const void *config;

  strcpy(entry, "V=");
  strcat(entry, text);
  config = envtab_load(&schema, &(envtab_options){ .environment = environment, .sink = note, .context = report });
  free(entry);
  return config;
}

START_TEST(cause_is_explained)
{
  size_t row = (size_t)_i;
  envtab_field field = field_of(cell(table, row, "type"), cell(table, row, "options"));
  char *text = unescape(cell(table, row, "text"), NULL), *words = unescape(cell(table, row, "words"), NULL);
  struct report report = { 0 };

  ck_assert_msg(load_one(&field, text, &report) == NULL, "%s: accepted", text);
  if (strcmp(cell(table, row, "cause"), "none") == 0)
    ck_assert_msg(!report.notes[0].has_hint, "%s: %s", text, report.notes[0].hint);
  else
    ck_assert_msg(strstr(report.notes[0].hint, words) != NULL, "%s: no \"%s\" in: %s", cell(table, row, "cause"), words,
                  report.notes[0].hint);
  free(words);
  free(text);
  forget(&report);
}
END_TEST

/* The causes are read from the library's own table, so that a new one without a row is seen. */
START_TEST(every_cause_has_a_row)
{
  char path[512], *source, *line, *rest;
  size_t causes = 0;

  snprintf(path, sizeof path, "%s/../lib/report/causes.c", TESTS_DIR);
  source = hold(read_whole(path, NULL));
  rest = strstr(source, "} causes[] = {");
  ck_assert_ptr_nonnull(rest);
  strsep(&rest, "\n");
  while ((line = strsep(&rest, "\n")) != NULL && strcmp(line, "};") != 0) {
    char cause[64];
    bool found = false;

    if (sscanf(line, "  { %63[a-z_],", cause) != 1) continue;
    causes++;
    for (size_t row = 0; row < table->rows && !found; row++) found = strcmp(cell(table, row, "cause"), cause) == 0;
    ck_assert_msg(found, "%s has no row in hints.tsv", cause);
  }
  ck_assert_uint_ge(causes, 20);
}
END_TEST

/* ---- No piece of a secret in any output ---- */

static const char marker[] = "Zq7#kW9!vT3$pX5%";

static void expect_no_piece(const struct noted *noted, const char *where)
{
  const char *const texts[] = { noted->name, noted->value, noted->reason, noted->hint };

  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (size_t at = 0; at + 4 < sizeof marker; at++) {
      char piece[5] = { marker[at], marker[at + 1], marker[at + 2], marker[at + 3], '\0' };

      ck_assert_msg(strstr(texts[i], piece) == NULL, "%s: \"%s\" in: %s", where, piece, texts[i]);
    }
  ck_assert_msg(!noted->has_value, "%s: its value is shown", where);
}

/* The marker is put before, after and into each text of the table. */
START_TEST(no_piece_of_a_secret_is_shown)
{
  static const char *const types[] = { "secret", "hex", "base64", "base64url", "url", "string", "int32", "duration" };
  size_t row = (size_t)_i;
  char *text = unescape(cell(table, row, "text"), NULL), mixed[3][512];

  snprintf(mixed[0], sizeof mixed[0], "%s%s", marker, text);
  snprintf(mixed[1], sizeof mixed[1], "%s%s", text, marker);
  snprintf(mixed[2], sizeof mixed[2], "%.*s%s%s", (int)strlen(text) / 2, text, marker, text + strlen(text) / 2);
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    for (size_t j = 0; j < 3; j++) {
      envtab_field field = field_of(types[i], "secret");
      struct report report = { 0 };

      envtab_free(load_one(&field, mixed[j], &report));
      for (size_t k = 0; k + 1 < report.count; k++) expect_no_piece(&report.notes[k], types[i]);
      forget(&report);
    }
  free(text);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("hint");
  TCase *rows = tcase_create("rows"), *secrets = tcase_create("secrets");

  table = read_table("hints.tsv");
  tcase_add_loop_test(rows, cause_is_explained, 0, (int)table->rows);
  tcase_add_test(rows, every_cause_has_a_row);
  tcase_add_loop_test(secrets, no_piece_of_a_secret_is_shown, 0, (int)table->rows);
  suite_add_tcase(suite, rows);
  suite_add_tcase(suite, secrets);
  return run(suite);
}
