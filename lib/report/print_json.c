/*
 * Problems for a log stream: one JSON object (RFC 8259) a line. The names of its members and of the codes are
 * interface: alerts and queries are made of them.
 */
#include <errno.h>
#include <stdio.h>

#include "base/output.h"
#include "base/writef.h"

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

static void write_member(struct envtab__sink *out, const char *name, const char *text)
{
  if (text) envtab__writef(out, ",%j:%j", name, text);
}

void envtab_print_json(void *context, const envtab_problem *problem)
{
  struct envtab__output output;
  int error = errno;
  struct envtab__sink *out = envtab__begin_output(&output, context ? context : stderr);

  envtab__writef(out, "{\"level\":%j", problem->warning ? "warning" : "error");
  write_member(out, "program", problem->schema ? problem->schema->name : NULL);
  write_member(out, "problem", code_names[problem->code]);
  envtab__writef(out, ",\"code\":%z", (size_t)problem->code);
  write_member(out, "variable", problem->name);
  write_member(out, "value", problem->value);
  write_member(out, "reason", problem->reason);
  write_member(out, "hint", problem->hint);
  if (problem->at != SIZE_MAX) envtab__writef(out, ",\"at\":%z", problem->at);
  if (problem->code == ENVTAB_PROBLEM_SUMMARY) envtab__writef(out, ",\"problems\":%z", problem->count);
  envtab__write(out, "}\n");
  envtab__flush(&output);
  fflush(output.file); /* the program is likely to end next */
  errno = error;
}
