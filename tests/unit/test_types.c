/*
 * The types, row by row: tests/tables/<table>.tsv says what each text is for a type with some options.
 * Columns: type, options, text, verdict (ok or a code), at, result (what show gives; or words of the message), why.
 */
#include <stdlib.h>
#include <string.h>

#include "row_from_tsv.h"

static char *shown(const struct made *made, const void *config)
{
  size_t length = made->field.type->show(made->field.type, &made->field, config, NULL, 0);
  char *text = malloc(length + 1);

  ck_assert_uint_eq(made->field.type->show(made->field.type, &made->field, config, text, length + 1), length);
  ck_assert_uint_eq(strlen(text), length);
  for (size_t room = 1; room <= length && room < 80; room += 7) { /* as snprintf: cut, and the whole length returned */
    char *piece = malloc(room);

    ck_assert_uint_eq(made->field.type->show(made->field.type, &made->field, config, piece, room), length);
    ck_assert_msg(strncmp(piece, text, room - 1) == 0 && !piece[room - 1], "cut to %zu: %s", room, piece);
    free(piece);
  }
  return text;
}

/* ---- A row ---- */

static void check_right(const struct made *made, const void *config, const char *row, const char *result)
{
  bool hidden = made->field.type->secret || (made->field.element && made->field.element->secret);
  struct report report = { 0 };
  char *text = shown(made, config);
  const void *again;

  ck_assert_msg(strcmp(text, result) == 0, "%s: shown as %s, not %s", row, text, result);
  if (!hidden && !made->field.choices) { /* what is shown reads back to the same value */
    again = load_text(made, text, strlen(text), &report);
    ck_assert_msg(again != NULL, "%s: %s does not read back", row, text);
    char *second = shown(made, again);
    ck_assert_msg(strcmp(text, second) == 0, "%s: %s reads back as %s", row, text, second);
    free(second);
    envtab_free(again);
    forget(&report);
  }
  free(text);
}

static void check_wrong(const struct report *report, const char *row, const char *verdict, const char *at,
                        const char *result)
{
  const struct noted *noted = report->count ? &report->notes[0] : NULL;
  char words[1300], where[24];

  ck_assert_msg(noted != NULL, "%s: no problem", row);
  ck_assert_msg(report->errors == 1, "%s: %zu problems", row, report->errors);
  ck_assert_msg(strcmp(code_name(noted->problem.code), verdict) == 0, "%s: %s, %s", row, code_name(noted->problem.code),
                noted->reason);
  snprintf(words, sizeof words, "%s %s", noted->reason, noted->hint);
  if (strcmp(result, "*") != 0)
    ck_assert_msg(strstr(words, result) != NULL, "%s: no \"%s\" in: %s", row, result, words);
  if (noted->problem.at == SIZE_MAX) snprintf(where, sizeof where, "-");
  else snprintf(where, sizeof where, "%zu", noted->problem.at);
  ck_assert_msg(strcmp(where, at) == 0, "%s: at %s, not %s", row, where, at);
}

/* What a row takes can be said in each format that says it by a pattern, or in words. */
static void check_written(const struct made *made, const char *row)
{
  static const envtab_format formats[] = { ENVTAB_FORMAT_JSON_SCHEMA, ENVTAB_FORMAT_ENV_SCHEMA, ENVTAB_FORMAT_HELP };

  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    char *out = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&out, &length);

    ck_assert_msg(envtab_write(&made->schema, formats[i], file) == ENVTAB_WRITE_OK, "%s: format %d", row, (int)formats[i]);
    fclose(file);
    ck_assert_msg(length > 0 && out[length - 1] == '\n', "%s: format %d: %s", row, (int)formats[i], out);
    free(out);
  }
}

static struct table *table;
static const char *table_name;

START_TEST(row_holds)
{
  size_t row = (size_t)_i, length;
  struct made *made = make(cell(table, row, "type"), cell(table, row, "options"));
  char *text = unescape(cell(table, row, "text"), &length), *result = unescape(cell(table, row, "result"), NULL),
       where[1024];
  struct report report = { 0 };
  const void *config = load_text(made, text, length, &report);
  const char *verdict = cell(table, row, "verdict");

  snprintf(where, sizeof where, "%s: %s %s \"%.60s\"", table_name, cell(table, row, "type"),
           cell(table, row, "options"), cell(table, row, "text"));
  if (strcmp(verdict, "ok") == 0) {
    ck_assert_msg(config != NULL, "%s: refused: %s", where, report.count ? report.notes[0].reason : "");
    check_right(made, config, where, result);
  } else {
    ck_assert_msg(config == NULL, "%s: accepted", where);
    check_wrong(&report, where, verdict, cell(table, row, "at"), result);
  }
  if (strcmp(verdict, "schema") != 0) check_written(made, where);
  envtab_free(config);
  forget(&report);
  free(result);
  free(text);
}
END_TEST

/* One table a run of the program, named by its argument. */
int main(int count, char **arguments)
{
  Suite *suite;
  TCase *rows;

  if (count != 2) return 2;
  table_name = arguments[1];
  table = read_table(table_name);
  suite = suite_create(table_name);
  rows = tcase_create("rows");
  tcase_add_loop_test(rows, row_holds, 0, (int)table->rows);
  suite_add_tcase(suite, rows);
  return run(suite);
}
