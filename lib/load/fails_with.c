/* The question of a unit test: is this the one problem that the environment has? */
#include <errno.h>
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

/* The output of a failed test must say what happened instead, so the load is repeated with the ordinary sink. */
static void print_problems(const envtab_schema *schema, const char *const *environment)
{
  const envtab_options options = { .environment = environment };
  const envtab_problem none = {
    .schema = schema, .reason = "There is no problem; the environment loads", .at = SIZE_MAX
  };
  const void *config = envtab_load(schema, &options);
  int error = errno;

  if (config) envtab_print(NULL, &none);
  envtab_free(config);
  errno = error;
}

bool envtab_fails_with(const envtab_schema *schema, const char *const *environment, envtab_code code, const char *name)
{
  struct expectation expected = { code, name, 0, 0 };
  envtab_options options = { .environment = environment, .sink = compare_problem, .context = &expected };

  envtab_free(envtab_load(schema, &options));
  if (expected.problems == 1 && expected.matches == 1) return true;
  print_problems(schema, environment);
  return false;
}
