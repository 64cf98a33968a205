/* Problems for a log stream: one JSON object (RFC 8259) a line. */
#include <errno.h>
#include <stdio.h>

#include "base/json.h"
#include "base/output.h"

static const char *const code_names[] = { [ENVTAB_PROBLEM_MISSING] = "missing",
                                          [ENVTAB_PROBLEM_EMPTY] = "empty",
                                          [ENVTAB_PROBLEM_MALFORMED] = "malformed",
                                          [ENVTAB_PROBLEM_RANGE] = "range",
                                          [ENVTAB_PROBLEM_CHOICE] = "choice",
                                          [ENVTAB_PROBLEM_UNKNOWN] = "unknown",
                                          [ENVTAB_PROBLEM_TWICE] = "twice",
                                          [ENVTAB_PROBLEM_CONFLICT] = "conflict",
                                          [ENVTAB_PROBLEM_FORMER_NAME] = "former_name",
                                          [ENVTAB_PROBLEM_RULE] = "rule",
                                          [ENVTAB_PROBLEM_FILE] = "file",
                                          [ENVTAB_PROBLEM_MEMORY] = "memory",
                                          [ENVTAB_PROBLEM_PRIVILEGED] = "privileged",
                                          [ENVTAB_PROBLEM_SCHEMA] = "schema",
                                          [ENVTAB_PROBLEM_MISUSE] = "misuse",
                                          [ENVTAB_PROBLEM_SUMMARY] = "summary",
                                          [ENVTAB_PROBLEM_SUSPICIOUS] = "suspicious" };

static void put_member(struct envtab__output *line, const char *name, const char *text)
{
  if (!text) return;
  envtab__write(line, ",");
  envtab__write_json(line, name);
  envtab__write(line, ":");
  envtab__write_json(line, text);
}

static void put_number(struct envtab__output *line, const char *name, size_t number)
{
  envtab__write(line, ",");
  envtab__write_json(line, name);
  envtab__write(line, ":");
  envtab__write_number(line, number);
}

void envtab_print_json(void *context, const envtab_problem *problem)
{
  struct envtab__output line;
  int error = errno;

  envtab__begin_output(&line, context ? context : stderr);
  envtab__write(&line, problem->warning ? "{\"level\":\"warning\"" : "{\"level\":\"error\"");
  put_member(&line, "program", problem->schema ? problem->schema->name : NULL);
  put_member(&line, "problem", code_names[problem->code]);
  put_number(&line, "code", (size_t)problem->code);
  put_member(&line, "variable", problem->name);
  put_member(&line, "value", problem->value);
  put_member(&line, "reason", problem->reason);
  put_member(&line, "hint", problem->hint);
  if (problem->at != SIZE_MAX) put_number(&line, "at", problem->at);
  if (problem->code == ENVTAB_PROBLEM_SUMMARY) put_number(&line, "problems", problem->count);
  envtab__write(&line, "}\n");
  envtab__flush(&line);
  fflush(line.file);
  errno = error;
}
