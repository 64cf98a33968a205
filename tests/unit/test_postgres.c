/*
 * Postgres URLs, held against libpq: its parser, and what it says when it shall connect. The rows, and what all
 * services have, are in services.c.
 */
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#include "services.h"

/* ---- The members, from libpq's own fields ---- */

/* The next item of a list with commas, in out; "" where there is none. */
static void next_item(const char **list, char *out, size_t capacity)
{
  size_t length = *list ? strcspn(*list, ",") : 0;

  snprintf(out, capacity, "%.*s", (int)length, *list ? *list : "");
  if (*list) *list = (*list)[length] ? *list + length + 1 : NULL;
}

static size_t count_items(const char *list)
{
  size_t count = 1;

  for (; *list; list++) count += *list == ',';
  return count;
}

static const char *list_in(const struct reading *reading, const char *name)
{
  const char *list = field_of(reading, name);

  return list && *list ? list : NULL;
}

static void check_hosts(const envtab_postgres *postgres, const struct reading *theirs)
{
  const char *hosts = list_in(theirs, "host"), *addresses = list_in(theirs, "hostaddr"),
             *ports = list_in(theirs, "port");
  const char *first = addresses ? addresses : hosts ? hosts : "";
  bool one_port = ports && count_items(ports) == 1;

  ck_assert_uint_eq(postgres->hosts.count, count_items(first));
  for (size_t i = 0; i < postgres->hosts.count; i++) {
    const envtab_endpoint *endpoint = &postgres->hosts.items[i];
    const char *again = ports;
    char host[600], address[600], port[600];

    next_item(&hosts, host, sizeof host);
    next_item(&addresses, address, sizeof address);
    next_item(one_port ? &again : &ports, port, sizeof port);
    if (!*host) strcpy(host, address);
    ck_assert_str_eq(endpoint->host ? endpoint->host : "", host);
    ck_assert_uint_eq(endpoint->port, (unsigned)atoi(port));
  }
}

static void check_member(const char *member, const struct reading *theirs, const char *name, bool empty_is_absent)
{
  const char *value = empty_is_absent ? list_in(theirs, name) : field_of(theirs, name);

  ck_assert_msg(!member == !value, "%s is %s, not %s", name, member ? member : "absent", value ? value : "absent");
  if (member) ck_assert_str_eq(member, value);
}

/* ---- What libpq says when it connects ---- */

/* Each address is one that getaddrinfo() takes as it takes no name, which is how libpq reads it. */
static void check_addresses(const char *list)
{
  struct addrinfo hints = { .ai_flags = AI_NUMERICHOST }, *found = NULL;
  char address[600];

  while (list) {
    next_item(&list, address, sizeof address);
    if (!*address || strchr(address, '%')) continue; /* the zone need not be of this machine */
    ck_assert_msg(getaddrinfo(address, NULL, &hints, &found) == 0, "%s", address);
    freeaddrinfo(found);
  }
}

/* Refused by envtab since libpq would refuse it a little later. */
static bool is_refused_later(size_t row, const char *url)
{
  return (row_is(row, "class", "at-connecting") && !strstr(url, "sslrootcert=system") /* of 16 */) ||
         row_is(row, "class", "counts") || row_is(row, "class", "long-socket");
}

static void check_connecting(size_t row)
{
  char *url = url_of(row), words[4096];
  struct reading ours, theirs;

  ask_envtab(service.name, url, NULL, 0, &ours);
  ask_client(service.name, url, &theirs);
  if (ours.accepted) {
    const envtab_postgres *postgres = ours.config;

    check_hosts(postgres, &theirs);
    check_member(postgres->user, &theirs, "user", false);
    check_member(postgres->database, &theirs, "dbname", false);
    check_member(envtab_reveal(postgres->password), &theirs, "password", true);
    check_addresses(list_in(&theirs, "hostaddr"));
    ck_assert_msg(!*complaint_of_libpq(&ours, words, sizeof words), "%s: %s", url, words);
  } else if (is_refused_later(row, url)) {
    ck_assert_msg(*complaint_of_libpq(&theirs, words, sizeof words), "%s: libpq says nothing", url);
  }
  release_reading(&ours);
  release_reading(&theirs);
  free(url);
}

START_TEST(libpq_connects_with_them)
{
  check_rows((size_t)_i, check_connecting);
}
END_TEST

/* ---- Each keyword of the installed libpq is known ---- */

START_TEST(all_keywords_of_libpq_are_known)
{
  const char *const *keywords = keywords_of_libpq();
  struct reading reading;
  char url[200];

  for (; *keywords; keywords++) {
    snprintf(url, sizeof url, "postgres://h?%s=%%C3%%A9", *keywords);
    ask_envtab(service.name, url, NULL, 0, &reading);
    ck_assert_msg(!strstr(reading.reason, "is not known"), "%s: %s", *keywords, reading.reason);
    release_reading(&reading);
  }
}
END_TEST

int main(void)
{
  Suite *suite = make_service_suite("postgres");
  TCase *tests = tcase_create("libpq");

  tcase_add_loop_test(tests, libpq_connects_with_them, 0, count_blocks());
  tcase_add_test(tests, all_keywords_of_libpq_are_known);
  suite_add_tcase(suite, tests);
  return run(suite);
}
