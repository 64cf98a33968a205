/* Configuration by hand: getenv() for each field, strtol() with its checks, strdup() for strings. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "setting.h"

static char message[256];        /* where the last fault is told */

static bool is_string(enum kind kind) { return kind == STRING || kind == URL || kind == URL_AS_STRING; }

static bool read_number(const char *text, const char *end, long least, long most, long *number)
{
  char *stop;

  errno = 0;
  *number = strtol(text, &stop, 10);
  return errno == 0 && stop != text && strcmp(stop, end) == 0 && *number >= least && *number <= most;
}

static bool read_integer(const char *text, int32_t *integer)
{
  long number = 0;

  if (text && !read_number(text, "", INT32_MIN, INT32_MAX, &number)) return false;
  *integer = text ? (int32_t)number : 42;
  return true;
}

static bool read_bool(const char *text, bool *truth)
{
  *truth = !text || strcmp(text, "true") == 0 || strcmp(text, "1") == 0 || strcmp(text, "yes") == 0 || strcmp(text, "on") == 0;
  if (*truth) return true;
  return strcmp(text, "false") == 0 || strcmp(text, "0") == 0 || strcmp(text, "no") == 0 || strcmp(text, "off") == 0;
}

static bool read_duration(const char *text, envtab_duration *duration)
{
  static const struct { const char *name; int64_t worth; } units[] = {
    { "ms", 1000000 }, { "s", 1000000000 }, { "m", 60000000000 }, { "h", 3600000000000 }
  };
  long number = 300;
  int64_t worth = units[1].worth;

  if (text) {
    size_t i = 0;

    while (i < sizeof units / sizeof *units && !read_number(text, units[i].name, 0, 1000000, &number)) i++;
    if (i == sizeof units / sizeof *units) return false;
    worth = units[i].worth;
  }
  duration->nanoseconds = number * worth;
  return true;
}

size_t hand_load(const struct setting *setting, struct value *values)
{
  size_t wrong = 0;

  for (size_t i = 0; i < setting->field_count; i++) {
    const char *name = setting->names[i], *text = getenv(name);
    struct value *value = &values[i];
    bool right = true;

    switch (setting->kinds[i]) {
    case STRING: case URL: case URL_AS_STRING:
      right = (value->as.string = strdup(text ? text : "default")) != NULL;
      break;
    case INTEGER: right = read_integer(text, &value->as.integer); break;
    case BOOL: right = read_bool(text, &value->as.truth); break;
    case DURATION: right = read_duration(text, &value->as.duration); break;
    }
    if (right) continue;
    snprintf(message, sizeof message, "%s=%s is wrong", name, text);
    wrong++;
  }
  return wrong;
}

void hand_free(const struct setting *setting, struct value *values)
{
  for (size_t i = 0; i < setting->field_count; i++)
    if (is_string(setting->kinds[i])) free((char *)(uintptr_t)values[i].as.string);
}
