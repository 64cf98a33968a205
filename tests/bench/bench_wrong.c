/*
 * One load in which much is wrong, for the time that it takes and for counting instructions: these must grow as the
 * table and the environment do. Arguments: the row, how many fields (there are twice as many variables), and "time" to
 * print milliseconds; without: the names of the rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <envtab.h>

#include "schema/name_index.h"

enum { LONGEST = 4096 };

static uint64_t random_state;

static uint64_t random_number(void)
{
  random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
  return random_state >> 24;
}

static void put_letters(char *name, size_t length)
{
  for (size_t i = 0; i < length; i++) name[i] = (char)('A' + random_number() % 26);
  name[length] = '\0';
}

/* ---- Names of fields: number i of count ---- */

static void ordinary(char *name, size_t i, size_t count)
{
  (void)count;
  put_letters(name, 4 + (i * 7) % 20);
  sprintf(name + strlen(name), "_%zu", i);
}

/* All of one length and of the same letters, in an order of its own. */
static void anagram(char *name, size_t i, size_t count)
{
  (void)i, (void)count;
  strcpy(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
  for (size_t k = strlen(name); k > 1; k--) {
    size_t other = random_number() % k;
    char letter = name[k - 1];

    name[k - 1] = name[other];
    name[other] = letter;
  }
}

/* Equal but for a few bytes before the end, where neither a hash of both ends nor an early difference helps. */
static void alike(char *name, size_t i, size_t count)
{
  (void)count;
  sprintf(name, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%05zuAAAAAAAAAAAAAAAAAA", i);
}

static void alike_and_long(char *name, size_t i, size_t count)
{
  (void)count;
  memset(name, 'A', 600);
  sprintf(name + 400, "%05zu", i);
  name[405] = 'A';
  strcpy(name + 600, "END");
}

static uint64_t inverse(uint64_t odd)
{
  uint64_t x = odd;

  for (size_t i = 0; i < 6; i++) x *= 2 - odd * x;
  return x;
}

/* A name of eight bytes whose quick hash begins so; what cannot be in a name is tried again. */
static void name_of_hash(char *name, uint64_t high, unsigned shift)
{
  uint64_t word;

  do {
    word = (high << shift | (random_number() & ((UINT64_C(1) << shift) - 1))) * inverse(UINT64_C(0x9e3779b97f4a7c15));
    word = (word ^ word >> 32 ^ 8) * inverse(159);
    memcpy(name, &word, 8);
  } while (memchr(name, 0, 8) || memchr(name, '=', 8));
  name[8] = '\0';
}

static unsigned shift_for(size_t count)
{
  unsigned shift = 64;

  for (size_t slots = 4; slots < 2 * count; slots *= 2) shift--;
  return shift - 2;
}

/* All of one slot of the index; or of slots in a row, so that an unknown name of the first would pass by all. */
static void one_slot(char *name, size_t i, size_t count)
{
  (void)i;
  name_of_hash(name, 1, shift_for(count));
}
static void slots_in_a_row(char *name, size_t i, size_t count) { name_of_hash(name, i, shift_for(count)); }

/* ---- Names of variables: number i of twice the count; name is the field's whose turn it is ---- */

static void keep(char *name, size_t i, size_t count) { (void)name, (void)i, (void)count; }
static void foreign(char *name, size_t i, size_t count)
{
  (void)count;
  put_letters(name, 3 + i * 3 % 28);
}
static void near_miss(char *name, size_t i, size_t count)
{
  (void)count;
  name[strlen(name) / 2 + i % 2] ^= 1;
  name[1] ^= 1;
}
static void very_long(char *name, size_t i, size_t count)
{
  (void)count;
  memset(name, 'A' + (int)(i % 26), 2000);
  sprintf(name + 2000, "%zu", i);
}
static void first_slot(char *name, size_t i, size_t count)
{
  (void)i;
  name_of_hash(name, 0, shift_for(count));
}

enum { MISSING = 1, UNKNOWN = 2 };
typedef void make(char *name, size_t i, size_t count);
static const struct row {
  const char *name;
  make *field, *variable;
  unsigned wrong;
} rows[] = {
  { "right", ordinary, keep, 0 },
  { "missing", ordinary, foreign, MISSING },
  { "unknown", ordinary, foreign, UNKNOWN },
  { "both", ordinary, foreign, MISSING | UNKNOWN },
  { "near-missing", ordinary, near_miss, MISSING },
  { "near-unknown", ordinary, near_miss, UNKNOWN },
  { "near-both", ordinary, near_miss, MISSING | UNKNOWN },
  { "anagrams", anagram, near_miss, MISSING | UNKNOWN },
  { "alike", alike, near_miss, MISSING | UNKNOWN },
  { "alike-right", alike, keep, 0 },
  { "alike-and-long", alike_and_long, near_miss, MISSING | UNKNOWN },
  { "very-long", ordinary, very_long, MISSING | UNKNOWN },
  { "one-slot", one_slot, keep, 0 },
  { "one-slot-wrong", one_slot, near_miss, MISSING | UNKNOWN },
  { "slots-in-a-row", slots_in_a_row, first_slot, MISSING | UNKNOWN },
};

static void ignore(void *context, const envtab_problem *problem)
{
  (void)problem;
  ++*(size_t *)context;
}

static char *copy(const char *start, const char *name, const char *end)
{
  char *text = malloc(strlen(start) + strlen(name) + strlen(end) + 1);

  sprintf(text, "%s%s%s", start, name, end);
  return text;
}

/* A struct of strings; a row has a default unless it is to be missing. */
static envtab_field *make_fields(const struct row *row, size_t count)
{
  envtab_field *fields = calloc(count, sizeof *fields);
  const char *start = row->wrong & UNKNOWN ? "P_" : "";

  for (size_t i = 0; i < count; i++) {
    char name[LONGEST];

    row->field(name, i, count);
    fields[i] = (envtab_field){
      .name = copy(start, name, ""), .type = &envtab_type_string, .size = sizeof(char *), .offset = i * sizeof(char *),
      .help = "A text.", .default_value = row->wrong & MISSING ? NULL : "text"
    };
  }
  return fields;
}

static const char **make_environment(const struct row *row, const envtab_field *fields, size_t count)
{
  const char **environment = calloc(2 * count + 1, sizeof *environment);
  size_t variables = row->variable == keep ? count : 2 * count, start = row->wrong & UNKNOWN ? 2 : 0;

  for (size_t i = 0; i < variables; i++) {
    char name[LONGEST];

    strcpy(name, fields[i % count].name + start);
    row->variable(name, i, count);
    environment[i] = copy(start ? "P_" : "", name, "=text");
  }
  return environment;
}

static double milliseconds(void)
{
  struct timespec now;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void load(const struct row *row, size_t count, bool timed)
{
  envtab_field *fields = make_fields(row, count);
  const char **environment = make_environment(row, fields, count);
  size_t problems = 0;
  envtab_schema schema = { .name = "wrong", .fields = fields, .count = count, .field_size = sizeof *fields,
                           .size = count * sizeof(char *), .alignment = 8,
                           .reserved_prefix = row->wrong & UNKNOWN ? "P_" : NULL };
  envtab_options options = { .environment = environment, .sink = ignore, .context = &problems };
  double start;

  start = milliseconds();
  envtab_free(envtab_load(&schema, &options));
  if (timed) printf("%.1f ", milliseconds() - start);
  else printf("%zu\n", problems);
}

int main(int count, char **arguments)
{
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (count < 3) puts(rows[i].name);
    else if (strcmp(rows[i].name, arguments[1]) == 0) load(&rows[i], (size_t)atol(arguments[2]), count > 3);
  }
  return 0;
}
