/*
 * The types, row by row: tests/tables/<table>.tsv says what each text is for a type with some options.
 * Columns: type, options, text, verdict (ok or a code), at, result (what show gives; or words of the message), why.
 */
#include <stdlib.h>
#include <string.h>

#include "common.h"

/* ---- One field, made from a row ---- */

struct made {
  envtab_field field;
  envtab_schema schema;
  envtab_choice choices[40];
  char *options;
  union { max_align_t align; char bytes[512]; } unused;
};

static size_t take_choices(struct made *made, char *list)
{
  size_t count = 0;
  char *item;

  while ((item = strsep(&list, "|")) != NULL) {
    char *number = strrchr(item, ':');

    ck_assert_ptr_nonnull(number);
    *number++ = '\0';
    made->choices[count].name = item;
    made->choices[count++].value = atoll(number);
    ck_assert_uint_lt(count, 40);
  }
  made->field.choices = made->choices;
  return count;
}

static void take_option(struct made *made, char *option)
{
  envtab_field *field = &made->field;
  char *value = strchr(option, '=');

  if (value) {
    *value++ = '\0';
    value = hold(unescape(value, NULL));
  }
  if (!strcmp(option, "unit")) field->unit = value;
  else if (!strcmp(option, "min")) field->min = value;
  else if (!strcmp(option, "max")) field->max = value;
  else if (!strcmp(option, "min_length")) field->min_length = (size_t)atoll(value);
  else if (!strcmp(option, "max_length")) field->max_length = (size_t)atoll(value);
  else if (!strcmp(option, "choices")) take_choices(made, value);
  else if (!strcmp(option, "secret")) field->secret = true;
  else if (!strcmp(option, "raw")) field->raw = true;
  else if (!strcmp(option, "optional")) field->optional = true;
  else if (!strcmp(option, "from_file")) field->from_file = true;
  else if (!strcmp(option, "fallback")) field->fallback = value;
  else if (!strcmp(option, "example")) field->example = value;
  else if (!strcmp(option, "former")) field->former = value;
  else if (!strcmp(option, "empty"))
    field->empty = !strcmp(value, "value") ? ENVTAB_EMPTY_IS_VALUE : ENVTAB_EMPTY_IS_ERROR;
  else ck_abort_msg("unknown option %s", option);
}

static struct made *make(const char *type, const char *options)
{
  struct made *made = hold(calloc(1, sizeof *made));
  char *rest, *option;

  made->field.name = "V";
  made->field.help = "A value.";
  if (strncmp(type, "list:", 5) == 0) {
    made->field.element = type_named(type + 5);
    ck_assert_msg(made->field.element != NULL, "no type %s", type);
    made->field.element_size = made->field.element->size;
    type = "list";
  }
  made->field.type = type_named(type);
  ck_assert_msg(made->field.type != NULL, "no type %s", type);
  made->field.size = made->field.type->size;
  rest = made->options = hold(strdup(options));
  if (strcmp(options, "-") != 0)
    while ((option = strsep(&rest, " ")) != NULL) take_option(made, option);
  made->schema = (envtab_schema){ .name = "test",
                                  .fields = &made->field,
                                  .count = 1,
                                  .field_size = sizeof made->field,
                                  .size = made->field.size,
                                  .alignment = 16 };
  return made;
}

static const void *load_text(const struct made *made, const char *text, size_t length, struct report *report)
{
  char *entry = malloc(length + 3);
  const char *const environment[] = { entry, NULL };
  envtab_options options = { .environment = environment, .sink = note, .context = report };
  const void *config;

  memcpy(entry, "V=", 2);
  memcpy(entry + 2, text, length + 1);
  config = envtab_load(&made->schema, &options);
  free(entry);
  return config;
}

static char *shown(const struct made *made, const void *config)
{
  size_t length = made->field.type->show(&made->field, config, NULL, 0);
  char *text = malloc(length + 1);

  ck_assert_uint_eq(made->field.type->show(&made->field, config, text, length + 1), length);
  ck_assert_uint_eq(strlen(text), length);
  for (size_t room = 1; room <= length && room < 80; room += 7) { /* as snprintf: cut, and the whole length told */
    char *piece = malloc(room);

    ck_assert_uint_eq(made->field.type->show(&made->field, config, piece, room), length);
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
  tcase_set_timeout(rows, 60);
  suite_add_tcase(suite, rows);
  return run(suite);
}
