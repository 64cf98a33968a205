/* tests/tables/differences.tsv */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients.h"

enum { MOST_DIFFERENCES = 100 };

static struct difference differences[MOST_DIFFERENCES];
static size_t difference_count;

static void take_line(char *line)
{
  struct difference *difference = &differences[difference_count++];
  const char **const columns[] = { &difference->service, &difference->name,  &difference->accepts,
                                   &difference->example, &difference->words, &difference->why };

  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) *columns[i] = strsep(&line, "\t");
  if (difference_count == MOST_DIFFERENCES || !difference->why || line) {
    fprintf(stderr, "differences.tsv: a row has not six columns: %s\n", difference->service);
    exit(1);
  }
}

const struct difference *read_differences(size_t *count)
{
  static char text[65536];
  FILE *file = difference_count ? NULL : fopen(TESTS_DIR "/tables/differences.tsv", "r");
  char *rest = text, *line;
  bool head = true;

  if (!difference_count && (!file || fread(text, 1, sizeof text - 1, file) == 0)) {
    fprintf(stderr, "%s: cannot be read\n", TESTS_DIR "/tables/differences.tsv");
    exit(1);
  }
  while (file && (line = strsep(&rest, "\n")) != NULL) {
    if (!*line || *line == '#') continue;
    if (!head) take_line(line);
    head = false;
  }
  if (file) fclose(file);
  *count = difference_count;
  return differences;
}

bool is_class_of(const struct difference *difference, const char *service)
{
  return strstr(difference->service, service) || strcmp(difference->service, "all") == 0;
}

/* Whether one of the alternatives stands in the text. */
static bool has_words(const char *words, const char *text)
{
  while (words) {
    const char *end = strstr(words, " | ");
    size_t length = end ? (size_t)(end - words) : strlen(words);
    char alternative[400];

    snprintf(alternative, sizeof alternative, "%.*s", (int)length, words);
    if (strstr(text, alternative)) return true;
    words = end ? end + 3 : NULL;
  }
  return false;
}

static const struct difference *find_difference(const char *service, const char *accepts, const char *reason)
{
  size_t count;
  const struct difference *all = read_differences(&count);

  for (size_t i = 0; i < count; i++)
    if (is_class_of(&all[i], service) && strcmp(all[i].accepts, accepts) == 0 && has_words(all[i].words, reason))
      return &all[i];
  return NULL;
}

const struct difference *difference_named(const char *service, const char *name)
{
  size_t count;
  const struct difference *all = read_differences(&count);

  for (size_t i = 0; i < count; i++)
    if (is_class_of(&all[i], service) && strcmp(all[i].name, name) == 0) return &all[i];
  return NULL;
}

/* What both accept in another way: redis-cli is taught one thing after the other, until nothing differs. */
static const char *find_lesson(const char *service, const char *url, const struct reading *ours)
{
  static const char *const lessons[] = { "empty-user", "brackets", "zone" };
  const struct redis_cli as_it_is = redis_cli;
  struct reading taught;
  bool same = false;
  size_t i = 0;

  if (*service != 'r') return NULL;
  for (; i < sizeof lessons / sizeof *lessons && teach_redis_cli(lessons[i]); i++) {
    ask_redis_cli_rule(url, &taught);
    same = is_same(ours, &taught);
    release_reading(&taught);
    if (same) break;
  }
  redis_cli = as_it_is;
  return same && difference_named(service, lessons[i]) ? lessons[i] : NULL;
}

const char *class_of(const char *service, const char *url, const struct reading *ours, const struct reading *theirs)
{
  const struct difference *class;

  if (ours->accepted && (theirs->accepted || theirs->has_fields) && !is_same(ours, theirs))
    return theirs->accepted ? find_lesson(service, url, ours) : NULL;
  if (ours->accepted == theirs->accepted) return "-";
  if (ours->accepted) class = find_difference(service, "envtab", theirs->reason);
  else class = find_difference(service, "client", ours->reason);
  return class ? class->name : NULL;
}
