/* A problem, as the sink gets it: the name and the value escaped and cut, so that no log and no terminal can be misled.
 */
#include <string.h>

#include "engine.h"

enum { SHOWN = 60, SHOWN_ROOM = 4 * SHOWN + sizeof "... (18446744073709551615 bytes)" };

/* least: what is shown as it is comes after this. */
static size_t escape(char *out, size_t capacity, const char *text, size_t length, unsigned char least)
{
  static const char digits[] = "0123456789ABCDEF";
  size_t used = 0, shown = length < SHOWN ? length : SHOWN;

  for (size_t i = 0; i < shown && used + 5 < capacity; i++) {
    unsigned char c = (unsigned char)text[i];

    if (c == '\\') {
      out[used++] = '\\';
      out[used++] = '\\';
    } else if (c > least && c < 0x7f) {
      out[used++] = text[i];
    } else {
      out[used++] = '\\';
      out[used++] = 'x';
      out[used++] = digits[c >> 4];
      out[used++] = digits[c & 15];
    }
  }
  out[used] = '\0';
  if (length > SHOWN) used += (size_t)snprintf(out + used, capacity - used, "... (%zu bytes)", length);
  return used;
}

ENVTAB_INTERNAL size_t envtab__escape(char *out, size_t capacity, const char *text, size_t length)
{
  return escape(out, capacity, text, length, 0x1f);
}

/* A blank at the end of a name would not be seen. */
ENVTAB_INTERNAL size_t envtab__escape_name(char *out, size_t capacity, const char *text, size_t length)
{
  return escape(out, capacity, text, length, ' ');
}

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
  char name[SHOWN_ROOM], value[SHOWN_ROOM];

  if (problem->name) {
    bool entry = problem->code == ENVTAB_PROBLEM_UNKNOWN; /* NAME=value, as it stands in the environment */

    envtab__escape_name(name, sizeof name, problem->name,
                        entry ? envtab__name_length(problem->name) : strlen(problem->name));
    problem->name = name;
  }
  if (text) {
    envtab__escape(value, sizeof value, text, length);
    problem->value = value;
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
    .hint = "The program's own table is wrong: its developers must mend it."
  };

  envtab__report_problem(report, &problem, NULL, 0);
}

ENVTAB_INTERNAL void envtab__summarize(struct envtab__report *report)
{
  char reason[80];
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_SUMMARY, .reason = reason, .at = SIZE_MAX, .count = report->problems
  };

  snprintf(reason, sizeof reason, "%zu problem%s%s; nothing was loaded", report->problems,
           report->problems == 1 ? "" : "s",
           report->in_environment ? " in the environment" : report->in_table ? " in the program's table" : "");
  envtab__report_problem(report, &problem, NULL, 0);
}
