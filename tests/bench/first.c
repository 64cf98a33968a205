/*
 * The first load of a process that has just begun, on the environment that it was given. Arguments: hand, envtab (into
 * the program's memory) or sealed; how many fields. Prints nanoseconds.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "setting.h"

static struct value values[MOST_FIELDS];
static _Alignas(max_align_t) char memory[64 << 10];

static double now(void)
{
  struct timespec time;

  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(int count, char **arguments)
{
  const struct setting *setting = make_setting(count == 3 ? (size_t)atoi(arguments[2]) : 8, 0, PLAIN);
  envtab_options options = { .memory = NULL };
  bool loaded;
  double start;

  if (count != 3) return 2;
  if (strcmp(arguments[1], "envtab") == 0) {
    options.memory = memory;
    options.capacity = sizeof memory;
  }
  now(); /* is bound now */
  start = now();
  if (strcmp(arguments[1], "hand") == 0) loaded = hand_load(setting, values) == 0;
  else loaded = envtab_load(&setting->schema, &options) != NULL;
  start = now() - start;
  printf("%.0f\n", start);
  return !loaded;
}
