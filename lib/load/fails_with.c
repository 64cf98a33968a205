/* The question of a unit test: is this the one problem that the environment has? */
#include <string.h>

#include "internal.h"

struct expectation {
  envtab_code code;
  const char *name;
  size_t problems, matches;
};

static void compare_problem(void *context, const envtab_problem *problem)
{
  struct expectation *expected = context;

  if (problem->warning || problem->code == ENVTAB_PROBLEM_SUMMARY) return;
  expected->problems++;
  if (problem->code != expected->code) return;
  expected->matches += !expected->name || (problem->name && strcmp(problem->name, expected->name) == 0);
}

bool envtab_fails_with(const envtab_schema *schema, const char *const *environment, envtab_code code, const char *name)
{
  struct expectation expected = { code, name, 0, 0 };
  envtab_options options = { .environment = environment, .sink = compare_problem, .context = &expected };

  envtab_free(envtab_load(schema, &options));
  return expected.problems == 1 && expected.matches == 1;
}
