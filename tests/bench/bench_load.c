/*
 * Loading: ratios of one run. Contenders take turns in each round, all on the same environ; medians of the rounds.
 *
 *   hand     getenv(), checked strtol() and strdup() for each field
 *   pass     a bare pass: the "=" of each entry by strchrnul(), the values of the fields copied, which are known by their place
 *   envtab   envtab_load() into the caller's memory
 *   sealed   envtab_load() into pages of its own
 *
 * Each load is released again. Arguments: the rows to run, such as 32/200; none: all. Or "once", a contender and a row:
 * one load, for counting instructions, and its goal is printed.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "setting.h"

enum { ROUNDS = 61, CONTENDERS = 4 };
enum { HAND, PASS, ENVTAB, SEALED };

static struct value values[MOST_FIELDS];
static char copies[1 << 20];
static _Alignas(max_align_t) char memory[4 << 20];
static volatile size_t sum;      /* so that nothing is left out */

/* ---- Calls, counted by the linker's --wrap ---- */

static struct calls { size_t allocations, maps, protects, advices, unmaps; } calls;

void *__real_malloc(size_t size);
char *__real_strdup(const char *text);
void *__real_mmap(void *address, size_t size, int protection, int flags, int file, off_t offset);
int __real_mprotect(void *address, size_t size, int protection);
int __real_madvise(void *address, size_t size, int advice);
int __real_munmap(void *address, size_t size);
void *__wrap_malloc(size_t size);
char *__wrap_strdup(const char *text);
void *__wrap_mmap(void *address, size_t size, int protection, int flags, int file, off_t offset);
int __wrap_mprotect(void *address, size_t size, int protection);
int __wrap_madvise(void *address, size_t size, int advice);
int __wrap_munmap(void *address, size_t size);

void *__wrap_malloc(size_t size) { return calls.allocations++, __real_malloc(size); }
char *__wrap_strdup(const char *text) { return calls.allocations++, __real_strdup(text); }
int __wrap_mprotect(void *address, size_t size, int protection) { return calls.protects++, __real_mprotect(address, size, protection); }
int __wrap_madvise(void *address, size_t size, int advice) { return calls.advices++, __real_madvise(address, size, advice); }
int __wrap_munmap(void *address, size_t size) { return calls.unmaps++, __real_munmap(address, size); }
void *__wrap_mmap(void *address, size_t size, int protection, int flags, int file, off_t offset)
{
  return calls.maps++, __real_mmap(address, size, protection, flags, file, offset);
}

/* ---- The contenders ---- */

static void count_problem(void *context, const envtab_problem *problem)
{
  (void)problem;
  ++*(size_t *)context;
}

static size_t run_hand(const struct setting *setting)
{
  size_t wrong = hand_load(setting, values);

  hand_free(setting, values);
  return wrong;
}

static size_t run_pass(const struct setting *setting)
{
  char *to = copies;
  size_t names = 0;

  for (size_t i = 0; environ[i]; i++) {
    const char *value = strchrnul(environ[i], '=');
    size_t length;

    names += (size_t)(value - environ[i]);
    if (setting->place[i] == MOST_FIELDS || !*value) continue;
    length = strlen(++value) + 1;
    memcpy(to, value, length);
    to += length;
  }
  return names + (size_t)(to - copies);
}

static size_t run_envtab(const struct setting *setting, bool sealed)
{
  size_t problems = 0;
  envtab_options options = { .sink = count_problem, .context = &problems };

  if (!sealed) {
    options.memory = memory;
    options.capacity = sizeof memory;
  }
  envtab_free(envtab_load(&setting->schema, &options));
  return problems;
}

static size_t run(int contender, const struct setting *setting)
{
  switch (contender) {
  case HAND: return run_hand(setting);
  case PASS: return run_pass(setting);
  default: return run_envtab(setting, contender == SEALED);
  }
}

/* ---- Measuring ---- */

static double now(void)
{
  struct timespec time;

  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static double measure(int contender, const struct setting *setting, size_t times)
{
  double start = now();

  for (size_t i = 0; i < times; i++) sum += run(contender, setting);
  return (now() - start) / (double)times;
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

/* The median of what the one took by what the other took in the same round. */
static double ratio(double *one, double *other)
{
  double ratios[ROUNDS];

  for (size_t i = 0; i < ROUNDS; i++) ratios[i] = one[i] / other[i];
  return median(ratios);
}

/* ---- The rows ---- */

static const struct row {
  const char *name;
  size_t fields, variables;
  enum shape shape;
  double by_hand, by_pass;       /* the goals; 0: none */
  double first;                  /* what the first edition took, by hand's time, where there is no goal; 0: not known */
} rows[] = {
  { "8/20", 8, 20, PLAIN, 1.5, 0, 0 },
  { "32/200", 32, 200, PLAIN, 0.5, 2, 0 },
  { "256/2000", 256, 2000, PLAIN, 0.06, 2, 0 },
  { "8/20 services", 8, 20, SERVICES, 0, 0, 4.2 },
  { "32/200 services", 32, 200, SERVICES, 0, 0, 0.78 },
  { "256/2000 services", 256, 2000, SERVICES, 0, 0, 0.075 },
  { "8/20 url-as-string", 8, 20, SERVICES_AS_STRINGS, 0, 0, 2.4 },
  { "32/200 url-as-string", 32, 200, SERVICES_AS_STRINGS, 0, 0, 0.63 },
  { "256/2000 url-as-string", 256, 2000, SERVICES_AS_STRINGS, 0, 0, 0.072 },
  { "8/200", 8, 200, PLAIN, 0, 0, 0 },
  { "8/2000", 8, 2000, PLAIN, 0, 0, 0 },
  { "32/20", 32, 20, PLAIN, 0, 0, 0 },
  { "32/2000", 32, 2000, PLAIN, 0, 0, 0 },
  { "256/20", 256, 20, PLAIN, 0, 0, 0 },
  { "256/200", 256, 200, PLAIN, 0, 0, 0 },
  { "32/20 no-prefix", 32, 20, NO_PREFIX, 0, 0, 0 },
  { "32/200 no-prefix", 32, 200, NO_PREFIX, 0, 0, 0 },
  { "32/2000 no-prefix", 32, 2000, NO_PREFIX, 0, 0, 0 },
  { "32/200 near", 32, 200, NEAR, 0.5, 0, 0 },
  { "256/2000 near", 256, 2000, NEAR, 0.07, 0, 0 },
  { "32/200 same-length", 32, 200, SAME_LENGTH, 0.5, 0, 0 },
  { "256/2000 same-length", 256, 2000, SAME_LENGTH, 0.07, 0, 0 },
  { "32/200 long-names", 32, 200, LONG_NAMES, 0.5, 0, 0 },
  { "32/200 long-prefixed", 32, 200, LONG_PREFIXED, 0.5, 0, 0 },
  { "32/200 long-values", 32, 200, LONG_VALUES, 0, 0, 0 },
  { "32/200 long-strings", 32, 200, LONG_STRINGS, 0, 0, 0 },
  { "32/200 no-equals", 32, 200, NO_EQUALS, 0, 0, 0 },
  { "32/200 copies", 32, 200, COPIES, 2.5, 0, 0 },
  { "32/200 nothing-set", 32, 200, NOTHING_SET, 0, 0, 0 },
  { "256/2000 nothing-set", 256, 2000, NOTHING_SET, 0, 0, 0 },
  { "32/200 all-bad", 32, 200, ALL_BAD, 0, 0, 0 },
  { "256/2000 all-bad", 256, 2000, ALL_BAD, 0, 0, 0 },
};

static void put_goal(double reached, double goal, double first)
{
  if (goal > 0) printf("  goal %-4.3g %s", goal, reached <= goal ? "reached" : "MISSED ");
  else if (first > 0) printf("  was  %-12.3g", first);
  else printf("  %17s", "");
}

/* Returns the median of envtab, in ns. */
static double run_row(const struct row *row)
{
  static double taken[CONTENDERS][ROUNDS];
  struct setting *setting = make_setting(row->fields, row->variables, row->shape);
  struct calls made[CONTENDERS];
  size_t times[CONTENDERS];
  char **saved = environ;
  double by_hand, by_pass;

  environ = setting->environment;
  for (int i = 0; i < CONTENDERS; i++) {
    times[i] = 1 + (size_t)(1000000 / (1 + measure(i, setting, 3)));
    calls = (struct calls){ 0 };
    run(i, setting);
    made[i] = calls;
  }
  for (int round = 0; round < ROUNDS; round++)
    for (int i = 0; i < CONTENDERS; i++) taken[i][round] = measure(i, setting, times[i]);
  environ = saved;
  by_hand = ratio(taken[ENVTAB], taken[HAND]);
  by_pass = ratio(taken[ENVTAB], taken[PASS]);
  printf("%-23s %8.0f %8.0f %8.0f %8.0f", row->name, median(taken[HAND]), median(taken[PASS]), median(taken[ENVTAB]),
         median(taken[SEALED]));
  printf("  %7.3f", by_hand);
  put_goal(by_hand, row->by_hand, row->first);
  printf("  %6.2f", by_pass);
  put_goal(by_pass, row->by_pass, 0);
  printf("  %6.2f  %3zu %zu", ratio(taken[SEALED], taken[HAND]), made[HAND].allocations, made[ENVTAB].allocations);
  printf("  %zu mmap %zu madvise %zu mprotect %zu munmap\n", made[SEALED].maps, made[SEALED].advices,
         made[SEALED].protects, made[SEALED].unmaps);
  fflush(stdout);
  return median(taken[ENVTAB]);
}

static bool is_wanted(const char *name, int count, char **arguments)
{
  for (int i = 1; i < count; i++)
    if (strcmp(arguments[i], name) == 0) return true;
  return count == 1;
}

/* ---- One load, of which callgrind counts the instructions ---- */

__attribute__((noinline)) void counted_run(int contender, const struct setting *setting);
void counted_run(int contender, const struct setting *setting) { sum += run(contender, setting); }

static int run_once(const char *contender, const char *name)
{
  static const char *const contenders[CONTENDERS] = { "hand", "pass", "envtab", "sealed" };
  const struct row *row = rows;
  struct setting *setting;
  int which = 0;

  while (row < rows + sizeof rows / sizeof *rows && strcmp(row->name, name) != 0) row++;
  while (which < CONTENDERS && strcmp(contenders[which], contender) != 0) which++;
  if (row == rows + sizeof rows / sizeof *rows || which == CONTENDERS) return 2;
  setting = make_setting(row->fields, row->variables, row->shape);
  environ = setting->environment;
  sum += run(which, setting); /* all that is done the first time only */
  counted_run(which, setting);
  if (row->by_hand > 0) printf("goal %.3g\n", row->by_hand);
  else if (row->first > 0) printf("was %.3g\n", row->first);
  return 0;
}

int main(int count, char **arguments)
{
  double few = 0, many = 0;

  if (count == 4 && strcmp(arguments[1], "once") == 0) return run_once(arguments[2], arguments[3]);
  printf("%-23s %8s %8s %8s %8s  %-24s    %-23s    %s\n", "fields/variables", "hand ns", "pass ns", "envtab", "sealed", "envtab/hand",
         "envtab/pass", "sealed/hand, allocations of hand and envtab, calls of sealed");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    double taken;

    if (!is_wanted(rows[i].name, count, arguments)) continue;
    taken = run_row(&rows[i]);
    if (strcmp(rows[i].name, "32/200") == 0) few = taken;
    if (strcmp(rows[i].name, "32/2000") == 0) many = taken;
  }
  if (few > 0 && many > 0) {
    printf("growth, 32/2000 over 32/200: %.2f", many / few);
    put_goal(many / few, 5, 0);
    putchar('\n');
  }
  return 0;
}
