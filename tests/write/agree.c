/*
 * For agree.mjs: the rows of tables of types, as one JSON object a line for each kind of field: its JSON Schema,
 * and for each text, and for slips of it, whether envtab takes it and what it says.
 * usage: agree TABLE.tsv...
 */
#include <stdlib.h>
#include <string.h>

#include "../unit/row_from_tsv.h"

enum { MUTANTS = 30 };           /* of each text: what nobody thought of */

static void print_string(const char *text)
{
  putchar('"');
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') printf("\\%c", *text);
    else if ((unsigned char)*text < 0x20) printf("\\u%04x", (unsigned)*text);
    else putchar(*text);
  }
  putchar('"');
}

/* JSON holds no other text. */
static bool is_utf8(const char *text)
{
  struct report report = { 0 };
  const struct made *made = make("string", "-");
  const void *config = load_text(made, text, strlen(text), &report);
  bool is = report.count == 0 || !strstr(report.notes[0].reason, "is not UTF-8");

  envtab_free(config);
  forget(&report);
  return is;
}

static void print_row(const struct made *made, const char *text, bool first)
{
  struct report report = { 0 };
  const void *config = load_text(made, text, strlen(text), &report);

  printf("%s{\"text\":", first ? "" : ",");
  print_string(text);
  printf(",\"accepted\":%s,\"words\":", config ? "true" : "false");
  print_string(report.count ? report.notes[0].reason : "");
  printf("}");
  envtab_free(config);
  forget(&report);
}

/* One slip in a text: a byte is lost, another, doubled, or there is one more. Any string that is held or a literal's. */
static char *mutate(const char *text, unsigned *seed)
{
  static const char bytes[] = "0123456789abfxzAFZ.,:;-_+%/?#@[]()=&\"' $~eE";
  size_t length = strlen(text), at;
  char *mutant = malloc(length + 2);

  *seed = *seed * 1103515245 + 12345;
  at = length ? (*seed >> 8) % length : 0;
  memcpy(mutant, text, at);
  switch (length ? (*seed >> 4) % 4 : 3) {
  case 0: memcpy(mutant + at, text + at + 1, length - at); break;
  case 1: memcpy(mutant + at, text + at, length - at + 1), mutant[at] = bytes[(*seed >> 16) % (sizeof bytes - 1)]; break;
  case 2: memcpy(mutant + at + 1, text + at, length - at + 1), mutant[at] = text[at]; break;
  default: memcpy(mutant + at + 1, text + at, length - at + 1), mutant[at] = bytes[(*seed >> 16) % (sizeof bytes - 1)];
  }
  return mutant;
}

static void print_mutants(const struct made *made, const char *text, unsigned seed)
{
  if (strlen(text) > 2000) return;
  for (int i = 0; i < MUTANTS; i++) {
    char *mutant = mutate(text, &seed), *second = i % 3 ? NULL : mutate(mutant, &seed);

    if (is_utf8(mutant)) print_row(made, mutant, false);
    if (second && is_utf8(second)) print_row(made, second, false);
    free(second);
    free(mutant);
  }
}

static bool same_kind(const struct table *table, size_t a, size_t b)
{
  return !strcmp(cell(table, a, "type"), cell(table, b, "type")) &&
         !strcmp(cell(table, a, "options"), cell(table, b, "options"));
}

static void print_kind(const struct table *table, size_t row)
{
  const struct made *made = make(cell(table, row, "type"), cell(table, row, "options"));
  bool first = true;

  printf("{\"type\":\"%s\",\"options\":", cell(table, row, "type"));
  print_string(cell(table, row, "options"));
  printf(",\"schema\":");
  if (envtab_write(&made->schema, ENVTAB_FORMAT_JSON_SCHEMA, stdout) != ENVTAB_WRITE_OK) exit(1);
  printf(",\"rows\":[");
  for (size_t i = row; i < table->rows; i++) {
    char *text = unescape(cell(table, i, "text"), NULL);

    if (same_kind(table, row, i) && is_utf8(text)) {
      print_row(made, text, first);
      print_mutants(made, text, (unsigned)i);
      first = false;
    }
    free(text);
  }
  printf("]}\n\f");
}

static char **tables;

/* What the patterns of services accept is more than what their clients do, on purpose: those rows are not compared. */
static bool is_service(const struct table *table, size_t row)
{
  const char *type = cell(table, row, "type");

  return strcmp(type, "postgres") == 0 || strcmp(type, "redis") == 0 || strcmp(type, "amqp") == 0;
}

START_TEST(print_tables)
{
  for (char **name = tables; *name; name++) {
    struct table *table = read_table(*name);

    for (size_t row = 0; row < table->rows; row++) {
      size_t before = 0;

      while (before < row && !same_kind(table, before, row)) before++;
      if (before == row && strcmp(cell(table, row, "verdict"), "schema") != 0 && !is_service(table, row))
        print_kind(table, row);
    }
  }
}
END_TEST

/* As a test, since what it shares with the tests asserts. */
int main(int count, char **arguments)
{
  Suite *suite = suite_create("agree");
  TCase *print = tcase_create("print");
  SRunner *runner = srunner_create(suite);
  int failed;

  (void)count;
  tables = arguments + 1;
  tcase_add_test(print, print_tables);
  suite_add_tcase(suite, print);
  srunner_set_fork_status(runner, CK_NOFORK);
  srunner_run_all(runner, CK_SILENT);
  failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed > 0;
}
