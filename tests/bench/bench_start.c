/* Starting two programs in turn, from posix_spawn() to their end: medians, and their ratio. usage: FIRST SECOND GOAL */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

enum { ROUNDS = 801 };

extern char **environ;

static double start(char *program)
{
  char *arguments[] = { program, NULL };
  struct timespec from, to;
  pid_t child;

  clock_gettime(CLOCK_MONOTONIC, &from);
  if (posix_spawn(&child, program, NULL, NULL, arguments, environ) != 0 || waitpid(child, NULL, 0) != child) exit(1);
  clock_gettime(CLOCK_MONOTONIC, &to);
  return (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3;
}

static int compare(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return (left > right) - (left < right);
}

int main(int count, char **arguments)
{
  static double times[2][ROUNDS];
  double ratio, goal;

  if (count != 4) return 2;
  for (size_t i = 0; i < ROUNDS; i++)
    for (size_t j = 0; j < 2; j++) times[j][i] = start(arguments[1 + j]);
  for (size_t j = 0; j < 2; j++) qsort(times[j], ROUNDS, sizeof **times, compare);
  ratio = times[1][ROUNDS / 2] / times[0][ROUNDS / 2];
  goal = atof(arguments[3]);
  printf("%.0f us, %.0f us, ratio %.2f  goal %.2f %s\n", times[0][ROUNDS / 2], times[1][ROUNDS / 2], ratio, goal,
         ratio <= goal ? "reached" : "MISSED");
  return 0;
}
