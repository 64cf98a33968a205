/*
 * URLs: nanoseconds for one URL of each kind, medians of rounds in which contenders take turns; ratios of this run.
 *
 *   envtab       envtab_parse() into the caller's memory: every part decoded, checked, kept; redacted; freed again
 *   libpq        PQconninfoParse() and its free
 *   librabbitmq  amqp_parse_url() on a copy, as it writes into its text
 *   uriparser    uriParseSingleUriA(); user, password, host and path copied and decoded
 *   curl         curl_url_set(), curl_url_get() of the same parts, decoded
 *
 * Then texts of 4 KiB, plain and full of escapes.
 */
#include <amqp.h>
#include <curl/curl.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <uriparser/Uri.h>

#include <envtab.h>

enum { ROUNDS = 41, LONG = 4098 /* whole escapes */ };

static _Alignas(max_align_t) char memory[1 << 17];
static volatile size_t sum;      /* so that nothing is left out */

/* ---- The URLs: what providers hand out, and what people write ---- */

struct kind { const char *name; const envtab_type *type; const char *urls[8]; };
static const struct kind kinds[] = {
  { "postgres", &envtab_type_postgres,
    { "postgres://app:Zk3vQ9sLw2@db.internal:5432/orders",
      "postgres://u4d8k2:p9f3c1e7b5@ec2-34-201-12-99.compute-1.amazonaws.com:5432/d3k9s8f7g6?sslmode=require",
      "postgresql://postgres.abcdefghij:s%40fe%2Fpass@aws-0-eu-central-1.pooler.example.com:6543/postgres",
      "postgres://app:secret@10.0.0.7,10.0.0.8:5433/orders?target_session_attrs=read-write&connect_timeout=5",
      "postgresql:///orders?host=/var/run/postgresql&user=app&application_name=orders", NULL } },
  { "redis", &envtab_type_redis,
    { "redis://127.0.0.1:6379/0", "redis://:p4ssw0rd@cache.internal:6379/1",
      "rediss://default:AbCdEf0123456789@us1-merry-cat-32748.example.io:32748",
      "redis://app:s%40fe%2Fpass@[2001:db8::7]:6380/3", NULL } },
  { "amqp", &envtab_type_amqp,
    { "amqp://guest:guest@localhost:5672/%2f", "amqp://app:secret@mq.internal:5672/orders",
      "amqps://vhostuser:0123456789abcdef0123456789abcdef@hawk.rmq.example.com/vhostuser",
      "amqp://app:s%40fe%2Fpass@[2001:db8::7]:5673/a%2fb", NULL } },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* ---- The contenders: false where one is none for this kind ---- */

static void ignore(void *context, const envtab_problem *problem) { (void)context, sum += problem->at; }

static bool run_envtab(const struct kind *kind, const char *url)
{
  envtab_options options = { .sink = ignore, .memory = memory, .capacity = sizeof memory };
  const void *value = envtab_parse(kind->type, url, &options);

  if (!value) return false;
  sum += (size_t)(uintptr_t)value;
  envtab_free(value);
  return true;
}

static bool run_libpq(const struct kind *kind, const char *url)
{
  PQconninfoOption *options;

  if (kind->type != &envtab_type_postgres) return false;
  options = PQconninfoParse(url, NULL);
  if (options) PQconninfoFree(options);
  return options != NULL;
}

static bool run_librabbitmq(const struct kind *kind, const char *url)
{
  struct amqp_connection_info info;
  char *copy;
  bool parsed;

  if (kind->type != &envtab_type_amqp) return false;
  copy = strdup(url);
  parsed = amqp_parse_url(copy, &info) == AMQP_STATUS_OK;
  sum += (size_t)info.port;
  free(copy);
  return parsed;
}

/* A copy of the piece, decoded. */
static void copy_piece(const char *first, const char *after)
{
  size_t length = first ? (size_t)(after - first) : 0;
  char *copy = malloc(length + 1);

  if (length) memcpy(copy, first, length);
  copy[length] = '\0';
  uriUnescapeInPlaceA(copy);
  sum += (size_t)copy[0];
  free(copy);
}

static bool run_uriparser(const struct kind *kind, const char *url)
{
  UriUriA uri;

  (void)kind;
  if (uriParseSingleUriA(&uri, url, NULL) != URI_SUCCESS) return false;
  copy_piece(uri.userInfo.first, uri.userInfo.afterLast);
  copy_piece(uri.hostText.first, uri.hostText.afterLast);
  copy_piece(uri.portText.first, uri.portText.afterLast);
  if (uri.pathHead) copy_piece(uri.pathHead->text.first, uri.pathTail->text.afterLast);
  uriFreeUriMembersA(&uri);
  return true;
}

static bool run_curl(const struct kind *kind, const char *url)
{
  static const CURLUPart parts[] = { CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_HOST, CURLUPART_PORT, CURLUPART_PATH };
  CURLU *handle = curl_url();
  bool parsed = curl_url_set(handle, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;

  (void)kind;
  for (size_t i = 0; parsed && i < sizeof parts / sizeof *parts; i++) {
    char *piece = NULL;

    if (curl_url_get(handle, parts[i], &piece, CURLU_URLDECODE) == CURLUE_OK) sum += (size_t)piece[0];
    curl_free(piece);
  }
  curl_url_cleanup(handle);
  return parsed;
}

static const struct contender {
  const char *name;
  bool (*run)(const struct kind *kind, const char *url);
  double goal;                   /* of envtab's time by this one's; 0: none */
} contenders[] = {
  { "envtab", run_envtab, 0 }, { "libpq", run_libpq, 0.3 }, { "librabbitmq", run_librabbitmq, 1.5 },
  { "uriparser", run_uriparser, 0.5 }, { "curl", run_curl, 0 },
};
enum { CONTENDERS = sizeof contenders / sizeof *contenders };

/* ---- Measuring ---- */

static double now(void)
{
  struct timespec time;

  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
  double one = *(const double *)a, other = *(const double *)b;

  return (one > other) - (one < other);
}

static double median(double *numbers)
{
  double sorted[ROUNDS];

  memcpy(sorted, numbers, sizeof sorted);
  qsort(sorted, ROUNDS, sizeof *sorted, compare);
  return sorted[ROUNDS / 2];
}

/* One URL, on average over those of the kind that the contender takes; 0: it takes none. */
static double measure(const struct contender *contender, const struct kind *kind, const char *const *urls, size_t times)
{
  size_t taken = 0;
  double start = now();

  for (size_t i = 0; i < times; i++)
    for (const char *const *url = urls; *url; url++) taken += contender->run(kind, *url);
  return taken ? (now() - start) / (double)taken : 0;
}

static void print_row(const char *name, const struct kind *kind, const char *const *urls, size_t times)
{
  static double took[CONTENDERS][ROUNDS];
  double ratios[ROUNDS];

  for (int round = 0; round < ROUNDS; round++)
    for (size_t i = 0; i < CONTENDERS; i++) took[i][round] = measure(&contenders[i], kind, urls, times);
  printf("%-22s", name);
  for (size_t i = 0; i < CONTENDERS; i++) {
    double goal = contenders[i].goal;

    if (took[i][0] <= 0) continue;
    printf("  %s %.0f ns", contenders[i].name, median(took[i]));
    if (i == 0) continue;
    for (int round = 0; round < ROUNDS; round++) ratios[round] = took[0][round] / took[i][round];
    printf(" (%.2f%s)", median(ratios), goal <= 0 ? "" : median(ratios) <= goal ? " reached" : " MISSED");
  }
  putchar('\n');
}

/* A URL of the kind whose password is LONG bytes of the piece, over and over. */
static char *long_url(const struct kind *kind, const char *piece)
{
  char *url = malloc(LONG + 64);
  size_t used = (size_t)sprintf(url, "%s://app:", kind->name);

  for (size_t i = 0; i < LONG; i++) url[used++] = piece[i % strlen(piece)];
  strcpy(url + used, "@db:5432");
  return url;
}

int main(void)
{
  printf("one URL: the time, and envtab's by it; goals: 0.3 of libpq, 1.5 of librabbitmq, 0.5 of uriparser\n");
  for (size_t i = 0; i < KINDS; i++) print_row(kinds[i].name, &kinds[i], kinds[i].urls, 400);
  for (size_t i = 0; i < KINDS; i++) {
    char name[40], *plain = long_url(&kinds[i], "abcdefgh"), *escaped = long_url(&kinds[i], "%2F%40");
    const char *const urls[] = { plain, NULL }, *const others[] = { escaped, NULL };

    snprintf(name, sizeof name, "%s 4 KiB", kinds[i].name);
    print_row(name, &kinds[i], urls, 40);
    snprintf(name, sizeof name, "%s 4 KiB escapes", kinds[i].name);
    print_row(name, &kinds[i], others, 40);
    free(plain);
    free(escaped);
  }
  return 0;
}
