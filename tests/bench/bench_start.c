/*
 * Starting: how long an empty program takes from posix_spawn() to its end, alone and linked to libenvtab.so; and the
 * first load in a process that has just begun. Contenders take turns; medians. Arguments: the folder of the programs.
 */
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "setting.h"

enum { STARTS = 301, LOADS = 81 };

static const char *folder;

static double now(void)
{
  struct timespec time;

  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* Runs the program to its end; what it prints goes to file, unless that is negative. */
static void run_program(char *const *arguments, char *const *environment, int file)
{
  char path[512];
  posix_spawn_file_actions_t actions;
  pid_t process;
  int status = 0;

  snprintf(path, sizeof path, "%s/%s", folder, arguments[0]);
  posix_spawn_file_actions_init(&actions);
  if (file >= 0) posix_spawn_file_actions_adddup2(&actions, file, STDOUT_FILENO);
  if (posix_spawn(&process, path, &actions, NULL, arguments, environment) != 0 || waitpid(process, &status, 0) != process ||
      status != 0) {
    fprintf(stderr, "%s does not run\n", path);
    exit(1);
  }
  posix_spawn_file_actions_destroy(&actions);
}

static int compare(const void *a, const void *b)
{
  double one = *(const double *)a, other = *(const double *)b;

  return (one > other) - (one < other);
}

static double median(double *numbers, size_t count)
{
  qsort(numbers, count, sizeof *numbers, compare);
  return numbers[count / 2];
}

static void compare_starts(void)
{
  static double taken[2][STARTS];
  char *const programs[][2] = { { (char[]){ "empty" }, NULL }, { (char[]){ "linked" }, NULL } };
  char *const none[] = { NULL };
  double empty, linked;

  for (size_t round = 0; round < STARTS; round++)
    for (size_t i = 0; i < 2; i++) {
      double start = now();

      run_program(programs[i], none, -1);
      taken[i][round] = now() - start;
    }
  empty = median(taken[0], STARTS);
  linked = median(taken[1], STARTS);
  printf("start and end of an empty program: %.0f us, linked to libenvtab.so: %.0f us, ratio %.3f  goal 1.25 %s\n", empty / 1000,
         linked / 1000, linked / empty, linked / empty <= 1.25 ? "reached" : "MISSED");
}

static double first_load(const char *contender, size_t fields, char *const *environment)
{
  char program[] = "first", name[16], number[16], text[32] = "";
  char *const arguments[] = { program, name, number, NULL };
  int ends[2];

  snprintf(name, sizeof name, "%s", contender);
  snprintf(number, sizeof number, "%zu", fields);
  if (pipe(ends) != 0) exit(1);
  run_program(arguments, environment, ends[1]);
  if (read(ends[0], text, sizeof text - 1) <= 0) exit(1);
  close(ends[0]);
  close(ends[1]);
  return atof(text);
}

static void compare_first_loads(size_t fields, size_t variables)
{
  static const char *const contenders[] = { "hand", "envtab", "sealed" };
  static double taken[3][LOADS];
  const struct setting *setting = make_setting(fields, variables, PLAIN);
  double medians[3];

  for (size_t round = 0; round < LOADS; round++)
    for (size_t i = 0; i < 3; i++) taken[i][round] = first_load(contenders[i], fields, setting->environment);
  for (size_t i = 0; i < 3; i++) medians[i] = median(taken[i], LOADS) / 1000;
  printf("first load, %3zu/%-4zu: hand %.1f us, envtab %.1f us (%.2f), sealed %.1f us (%.2f)\n", fields, variables, medians[0],
         medians[1], medians[1] / medians[0], medians[2], medians[2] / medians[0]);
}

int main(int count, char **arguments)
{
  if (count != 2) return 2;
  folder = arguments[1];
  compare_starts();
  compare_first_loads(8, 20);
  compare_first_loads(32, 200);
  compare_first_loads(256, 2000);
  return 0;
}
