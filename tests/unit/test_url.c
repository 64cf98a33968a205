/* The parts of a URL, row by row: tests/tables/url_parts.tsv. "-" is an absent part, "\e" an empty one. */
#include <stdlib.h>
#include <string.h>

#include "common.h"

static struct table *table;

static void check_part(size_t row, const char *column, const char *part)
{
  const char *text = cell(table, row, column);
  char *expected = unescape(text, NULL);

  if (strcmp(text, "-") == 0) ck_assert_msg(part == NULL, "row %zu: %s is %s, not absent", row, column, part);
  else
    ck_assert_msg(part && strcmp(part, expected) == 0, "row %zu: %s is %s, not %s", row, column, part ? part : "absent",
                  expected);
  free(expected);
}

static char *join_query(const envtab_url *url)
{
  char *out = calloc(1, 65536);
  size_t used = 0;

  for (size_t i = 0; i < url->query.count; i++) {
    const envtab_pair *pair = &url->query.items[i];

    used += (size_t)snprintf(out + used, 65536 - used, "%s%s%s%s", i ? " & " : "", pair->key, pair->value ? "=" : "",
                             pair->value ? pair->value : "");
  }
  return out;
}

START_TEST(parts_are_as_the_row_says)
{
  size_t row = (size_t)_i;
  char *text = unescape(cell(table, row, "text"), NULL), port[8], *query;
  struct report report = { 0 };
  const envtab_url *url = envtab_parse(&envtab_type_url, text, &(envtab_options){ .sink = note, .context = &report });

  ck_assert_msg(url != NULL, "%s: %s", text, report.count ? report.notes[0].reason : "");
  snprintf(port, sizeof port, "%u", url->port);
  query = join_query(url);
  check_part(row, "scheme", url->scheme);
  check_part(row, "user", url->user);
  check_part(row, "password", envtab_reveal(url->password));
  if (url->password.masked) ck_assert_uint_eq(strlen(envtab_reveal(url->password)), url->password.length);
  check_part(row, "host", url->host);
  check_part(row, "port", url->port ? port : NULL);
  check_part(row, "path", url->path);
  check_part(row, "query", url->query.count ? query : NULL);
  ck_assert_str_eq(envtab_reveal(url->text), text);
  free(query);
  free(text);
  envtab_free(url);
  forget(&report);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("url");
  TCase *rows = tcase_create("parts");

  table = read_table("url_parts.tsv");
  tcase_add_loop_test(rows, parts_are_as_the_row_says, 0, (int)table->rows);
  suite_add_tcase(suite, rows);
  return run(suite);
}
