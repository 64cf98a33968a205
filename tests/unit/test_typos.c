/*
 * Slips and hostile URLs of a service, the program's argument: of good URLs of its table every prefix and every change
 * of one byte; URLs of a mebibyte, of ten thousand hosts and parameters. Each is accepted or gives one problem, and the
 * service's client agrees, or the table of differences says why not.
 */
#include <stdlib.h>
#include <string.h>

#include "services.h"

/* Accepted by both with the same fields, rejected by both, or in a class. A problem that is not the only one aborts. */
static void check_url(const char *url, struct reading *ours)
{
  static union {
    char bytes[1 << 16];
    max_align_t align;
  } memory;
  const bool is_short = strlen(url) < 1000;
  struct reading theirs;

  ask_envtab(service.name, url, is_short ? memory.bytes : NULL, is_short ? sizeof memory : 0, ours);
  ask_client(service.name, url, &theirs);
  if (!class_of(service.name, url, ours, &theirs))
    ck_abort_msg("%.200s: %s%s, %s%s", url, ours->accepted ? "accepted" : "refused: ", ours->reason,
                 theirs.accepted ? "accepted" : "refused: ", theirs.reason);
  if (!ours->accepted && (!*ours->reason || (ours->at > strlen(url) && ours->at != SIZE_MAX)))
    ck_abort_msg("%.200s: at byte %zu: %s", url, ours->at, ours->reason);
  release_reading(&theirs);
}

/* ---- Slips ---- */

enum { GOOD_URLS = 18 }; /* of each of the three services */

/* The same number of accepted rows apart from each other. */
static char *good_url(size_t number)
{
  size_t good = 0, wanted = 0, row = 0;

  for (size_t i = 0; i < service.table->rows; i++) good += row_is(i, "verdict", "ok");
  ck_assert_uint_gt(good, GOOD_URLS);
  wanted = number * good / GOOD_URLS;
  for (good = 0; good <= wanted; row++) good += row_is(row, "verdict", "ok");
  return url_of(row - 1);
}

START_TEST(each_prefix_of_a_good_url_is_accepted_or_rejected)
{
  char *url = good_url((size_t)_i);
  struct reading reading;
  size_t length = strlen(url);

  for (; length; length--) {
    url[length] = '\0';
    check_url(url, &reading);
    release_reading(&reading);
  }
  free(url);
}
END_TEST

START_TEST(each_change_of_a_byte_is_accepted_or_rejected)
{
  char *url = good_url((size_t)_i);
  struct reading reading;
  size_t accepted = 0;

  for (size_t at = 0; url[at] && at < 100; at++) {
    const char byte = url[at];

    for (int other = 1; other < 256; other++) {
      url[at] = (char)other;
      check_url(url, &reading);
      accepted += reading.accepted;
      release_reading(&reading);
    }
    url[at] = byte;
  }
  ck_assert_uint_gt(accepted, 0);
  free(url);
}
END_TEST

/* ---- Large ones ---- */

static const struct large {
  const char *service, *start, *repeated; /* "#" in it: a number that counts */
  size_t times;
  const char *end;
  bool accepted;
} larges[] = {
  { "postgres", "postgres://u:", "p", 1 << 20, "@h/d", true },
  { "postgres", "postgres://u:", "%C3%BC", 1 << 17, "@h/d", true },
  { "postgres", "postgres://u:", "%00", 1 << 18, "@h/d", false },
  { "postgres", "postgres://h/", "d", 1 << 20, "", true },
  { "postgres", "postgres://h/d?options=", "-c%20a%3Db%20", 1 << 16, "", true },
  { "postgres", "postgres://", "h#,", 10000, "z/d", true },
  { "postgres", "postgres://", "h#:5432,", 10000, "z:1/d", true },
  { "postgres", "postgres://", ",", 1 << 20, "/d", false },
  { "postgres", "postgres://h:", "1", 1 << 20, "/d", false },
  { "postgres", "postgres://", "[::1]:1,", 10000, "[::1]:2/d", true },
  { "postgres", "postgres:///d?host=", "h#,", 10000, "z", true },
  { "postgres", "postgres:///d?host=", ",", 1 << 20, "", false },
  { "postgres", "postgres:///d?host=a", ",", 1 << 20, "", false },
  { "postgres", "postgres:///d?hostaddr=", ",", 1 << 20, "", false },
  { "postgres", "postgres:///d?hostaddr=", "10.0.0.1,", 10000, "10.0.0.2", true },
  { "postgres", "postgres:///d?port=", "1,", 1 << 19, "", false },
  { "postgres", "postgres://h/d?", "application_name=x&", 10000, "", false },
  { "postgres", "postgres://h/d?", "p#=x&", 10000, "", false },
  { "postgres", "postgres://h/d?require_auth=", "!md5,", 1 << 18, "", false },
  { "postgres", "postgres://", "@", 1 << 20, "h", false },
  { "postgres", "postgres://u:p", "/@", 1 << 19, "h", false },
  { "postgres", "postgres://u:p\x01", "\x01", 1 << 20, "@h", false },
  { "postgres", "", "postgres://", 1 << 16, "", true }, /* the name of a database */
  { "redis", "redis://u:", "p", 1 << 20, "@h/1", true },
  { "redis", "redis://u:", "%C3%BC", 1 << 17, "@h/1", true },
  { "redis", "redis://u:", "%00", 1 << 18, "@h/1", false },
  { "redis", "redis://", "h.", 1 << 19, "", false },
  { "redis", "redis://h/", "1", 1 << 20, "", false },
  { "redis", "redis://", "h#,", 10000, "z", false },
  { "redis", "redis://h?", "p#=1&", 10000, "", false },
  { "redis", "unix:///x?", "db=1&", 10000, "", false },
  { "redis", "unix:///", "x", 1 << 20, "", false },
  { "redis", "redis://", "@", 1 << 20, "h", false },
  { "redis", "redis://[", ":", 1 << 20, "]", false },
  { "redis", "redis://u:\x01", "\x01", 1 << 20, "@h", false },
  { "amqp", "amqp://u:", "p", 1 << 20, "@h/v", true },
  { "amqp", "amqp://u:", "%20", 1 << 18, "@h/v", true },
  { "amqp", "amqp://u:", "%00", 1 << 18, "@h/v", false },
  { "amqp", "amqp://", "h.", 1 << 19, "", false },
  { "amqp", "amqp://h/", "v", 1 << 20, "", false },
  { "amqp", "amqp://", "h#,", 10000, "z", false },
  { "amqp", "amqps://h?cacertfile=", "x", 1 << 20, "", true },
  { "amqp", "amqp://h?", "heartbeat=1&", 10000, "", false },
  { "amqp", "amqp://h?", "p#=1&", 10000, "", false },
  { "amqp", "amqp://", ":", 1 << 20, "", false },
  { "amqp", "amqp://[", ":", 1 << 20, "]", false },
  { "amqp", "amqp://u:\x01", "\x01", 1 << 20, "@h", false },
};
enum { LARGES = sizeof larges / sizeof *larges };

static char *make_url(const struct large *large)
{
  const char *gap = strchr(large->repeated, '#');
  char *url = malloc(strlen(large->start) + large->times * (strlen(large->repeated) + 8) + strlen(large->end) + 1);
  char *end = url + sprintf(url, "%s", large->start);

  for (size_t i = 0; i < large->times; i++) {
    if (gap) end += sprintf(end, "%.*s%zu%s", (int)(gap - large->repeated), large->repeated, i, gap + 1);
    else end += sprintf(end, "%s", large->repeated);
  }
  strcpy(end, large->end);
  return url;
}

START_TEST(large_url_is_accepted_or_rejected)
{
  const struct large *large = &larges[_i];
  struct reading reading;
  char *url;

  if (strcmp(large->service, service.name) != 0) return;
  url = make_url(large);
  check_url(url, &reading);
  ck_assert_msg(reading.accepted == large->accepted, "%s%s...: %s", large->start, large->repeated, reading.reason);
  if (reading.accepted) ck_assert_str_eq(envtab_reveal(text_of(reading.config)), url);
  if (reading.accepted && large->times == 10000)
    ck_assert_uint_ge(((const envtab_postgres *)reading.config)->hosts.count, 10001);
  release_reading(&reading);
  free(url);
}
END_TEST

int main(int count, char **arguments)
{
  TCase *slips = tcase_create("slips"), *large = tcase_create("large");
  Suite *suite;

  if (count != 2) return 2;
  use_service(arguments[1]);
  suite = suite_create(arguments[1]);
  tcase_add_loop_test(slips, each_prefix_of_a_good_url_is_accepted_or_rejected, 0, GOOD_URLS);
  tcase_add_loop_test(slips, each_change_of_a_byte_is_accepted_or_rejected, 0, GOOD_URLS);
  tcase_add_loop_test(large, large_url_is_accepted_or_rejected, 0, LARGES);
  suite_add_tcase(suite, slips);
  suite_add_tcase(suite, large);
  return run(suite);
}
