/*
 * A differential fuzzer: makes URLs of a service from a grammar, reads each as envtab does and as the service's client
 * does, and fails where both accept it and a field differs, or only one accepts it and the reason stands in no class of
 * tests/tables/differences.tsv. For redis the client is a reading of redis-cli's rule, which test_redis.c holds against
 * redis-cli itself. What envtab shows of a URL that it accepted must read back.
 *
 * differ postgres|redis|amqp COUNT [SEED]: the last lines tell what was met. differ SERVICE -: a URL a line of the
 * input, each with what the two make of it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../clients/clients.h"

enum { LONGEST = 400, ENOUGH = 200000 };

static const char *service;
static uint64_t both_accept, both_refuse, met[100];
static union {
  char bytes[1 << 16];
  max_align_t align;
} memory[2];

/* ---- Failing ---- */

static void print_escaped(const char *text)
{
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;

    printf(c > 0x20 && c < 0x7f && c != '\\' ? "%c" : "\\x%02X", c);
  }
}

static void print_reading(const char *whose, const struct reading *reading)
{
  printf("  %s %s%s%s%s\n", whose, reading->accepted ? "accepts" : "refuses: ", reading->reason,
         *reading->hint ? " / " : "", reading->hint);
  for (size_t i = 0; i < reading->count; i++) {
    printf("    %s=", reading->fields[i].name);
    print_escaped(reading->fields[i].value);
    putchar('\n');
  }
}

static void print_both(const char *url, const struct reading *ours, const struct reading *theirs)
{
  print_escaped(url);
  putchar('\n');
  print_reading("envtab", ours);
  print_reading("the client", theirs);
}

_Noreturn static void fail(const char *what, const char *url, const struct reading *ours, const struct reading *theirs)
{
  printf("FAILED: %s, %s\n", service, what);
  print_both(url, ours, theirs);
  exit(1);
}

/* ---- Comparing ---- */

static void compare(const char *url, const struct reading *ours, const struct reading *theirs)
{
  const char *class = class_of(service, url, ours, theirs);
  size_t count;
  const struct difference *first = read_differences(&count);

  if (!class && ours->accepted && (theirs->accepted || theirs->has_fields)) fail("another field", url, ours, theirs);
  if (!class) fail(ours->accepted ? "the client alone refuses" : "envtab alone refuses", url, ours, theirs);
  if (strcmp(class, "-") != 0) met[difference_named(service, class) - first]++;
  else if (ours->accepted) both_accept++;
  else both_refuse++;
}

static const char *value_of(const struct reading *reading, const char *name)
{
  for (size_t i = 0; i < reading->count; i++)
    if (strcmp(reading->fields[i].name, name) == 0) return reading->fields[i].value;
  return NULL;
}

/* Whether the hosts of a Postgres URL are hidden, as one looked like a credential: their ports are gone with them. */
static bool hides_hosts(const char *redacted)
{
  const char *authority = strstr(redacted, "://") + 3, *end = authority + strcspn(authority, "/?"), *at = end;

  while (at > authority && at[-1] != '@') at--;
  return strstr(redacted, "host=<secret>") || strstr(redacted, "hostaddr=<secret>") ||
         (strncmp(at, "<secret>", (size_t)(end - at)) == 0 && end > at);
}

/* Whether what envtab shows of the URL reads back, to the same fields but the secrets. */
static void read_back(const char *url, const struct reading *ours)
{
  const void *config = ours->config;
  const char *redacted = *service == 'p'   ? ((const envtab_postgres *)config)->redacted
                         : *service == 'r' ? ((const envtab_redis *)config)->redacted
                                           : ((const envtab_amqp *)config)->redacted;
  static struct reading shown;

  ask_envtab(service, redacted, memory[1].bytes, sizeof memory[1], &shown);
  if (*service == 'p' && hides_hosts(redacted) && (!shown.accepted || shown.count != ours->count)) {
    release_reading(&shown);
    return;
  }
  if (!shown.accepted || shown.count != ours->count) fail("what is shown does not read back", url, ours, &shown);
  for (size_t i = 0; i < ours->count; i++) {
    const char *now = value_of(&shown, ours->fields[i].name);

    if (!now || (strcmp(now, ours->fields[i].value) != 0 && !strstr(now, "<secret>")))
      fail("what is shown reads back to something else", url, ours, &shown);
  }
  release_reading(&shown);
}

static void try_url(const char *url, bool print)
{
  static struct reading ours, theirs;

  ask_envtab(service, url, memory[0].bytes, sizeof memory[0], &ours);
  ask_client(service, url, &theirs);
  if (print) print_both(url, &ours, &theirs);
  compare(url, &ours, &theirs);
  if (ours.accepted) read_back(url, &ours);
  release_reading(&ours);
  release_reading(&theirs);
}

/* ---- Telling ---- */

static void tell(uint64_t urls)
{
  size_t count;
  const struct difference *all = read_differences(&count);

  printf("%s: %" PRIu64 " URLs, %" PRIu64 " accepted by both, %" PRIu64 " refused by both\n", service, urls,
         both_accept, both_refuse);
  for (size_t i = 0; i < count; i++) {
    bool belongs = is_class_of(&all[i], service);

    if (belongs && met[i]) printf("  %-18s %-7s %10" PRIu64 "\n", all[i].name, all[i].accepts, met[i]);
    else if (belongs && urls >= ENOUGH) printf("  %-18s %-7s never met\n", all[i].name, all[i].accepts);
  }
}

int main(int count, char **arguments)
{
  static char url[4096];
  uint64_t urls = count > 2 ? strtoull(arguments[2], NULL, 10) : 0,
           state = count > 3 ? strtoull(arguments[3], NULL, 10) : 1;

  service = count > 1 ? arguments[1] : "";
  if (count < 3 || (strcmp(service, "postgres") && strcmp(service, "redis") && strcmp(service, "amqp"))) {
    fprintf(stderr, "usage: differ postgres|redis|amqp COUNT [SEED]\n");
    return 2;
  }
  if (strcmp(arguments[2], "-") == 0) {
    while (fgets(url, sizeof url, stdin)) {
      url[strcspn(url, "\n")] = '\0';
      try_url(url, true);
    }
    return 0;
  }
  for (uint64_t i = 0; i < urls; i++) {
    generate(service, &state, url, LONGEST);
    try_url(url, false);
  }
  tell(urls);
  return 0;
}
