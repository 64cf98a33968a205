/*
 * A problem, as the sink gets it: the name and the value are escaped and cut here, once for all sinks, so that an
 * environment can neither forge a line of a log nor control a terminal.
 */
#include <string.h>

#include "report/report.h"
#include "base/format.h"

/* Whose the problem is: the environment's, the table's, or neither's. */
static void count(struct envtab__report *report, envtab_code code)
{
  report->problems++;
  if (code == ENVTAB_PROBLEM_SCHEMA) report->in_table = true;
  else if (code < ENVTAB_PROBLEM_MEMORY) report->in_environment = true;
}

ENVTAB_INTERNAL void envtab__report_problem(struct envtab__report *report, envtab_problem *problem, const char *text,
                                            size_t length)
{
  char name_text[ENVTAB__SHOWN_CAPACITY], value_text[ENVTAB__SHOWN_CAPACITY];
  struct envtab__buffer name = ENVTAB__BUFFER(name_text), value = ENVTAB__BUFFER(value_text);

  if (problem->name) {
    /* That of an unknown variable is NAME=value, as in the environment. */
    if (problem->code == ENVTAB_PROBLEM_UNKNOWN) envtab__append_entry_name(&name, problem->name);
    else envtab__append_name(&name, problem->name, strlen(problem->name));
    problem->name = name.text;
  }
  if (text) {
    envtab__append_escaped(&value, text, length);
    problem->value = value.text;
  }
  problem->schema = report->schema;
  problem->longest = report->longest;
  if (!problem->warning && problem->code != ENVTAB_PROBLEM_SUMMARY) count(report, problem->code);
  report->sink(report->context, problem);
}

ENVTAB_INTERNAL void envtab__report_defect(struct envtab__report *report, const envtab_field *field, const char *name,
                                           const char *reason)
{
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_SCHEMA, .field = field, .name = name, .reason = reason, .at = SIZE_MAX,
    .hint = ENVTAB__DEFECT_HINT
  };

  envtab__report_problem(report, &problem, NULL, 0);
}

ENVTAB_INTERNAL void envtab__summarize(struct envtab__report *report)
{
  char text[80];
  struct envtab__buffer reason = ENVTAB__BUFFER(text);
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_SUMMARY, .reason = text, .at = SIZE_MAX, .count = report->problems
  };

  envtab__append_format(&reason, "%zu problem%s%s; nothing was loaded", report->problems,
                        report->problems == 1 ? "" : "s",
                        report->in_environment ? " in the environment"
                        : report->in_table     ? " in the program's table"
                                               : "");
  envtab__report_problem(report, &problem, NULL, 0);
}
