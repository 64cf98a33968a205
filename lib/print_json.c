/* Problems for a log stream: one JSON object (RFC 8259) a line. */
#include <string.h>

#include "engine.h"

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
                                          [ENVTAB_PROBLEM_DOUBTFUL] = "doubtful" };

struct json_line {
  FILE *out;
  size_t used;
  char text[1024];
};

static void put_raw(struct json_line *line, const char *text, size_t length)
{
  if (length > sizeof line->text - line->used) {
    fwrite(line->text, 1, line->used, line->out);
    line->used = 0;
  }
  memcpy(line->text + line->used, text, length); /* never more than a few bytes */
  line->used += length;
}

/* A string: what the standard demands to be escaped, and whatever is not UTF-8 as U+FFFD. */
static void put_string(struct json_line *line, const char *text)
{
  size_t length = strlen(text);

  put_raw(line, "\"", 1);
  for (size_t i = 0; i < length;) {
    size_t size = envtab__utf8(text + i, length - i);
    unsigned char c = (unsigned char)text[i];
    char escape[8];

    if (c == '"' || c == '\\' || c < 0x20)
      put_raw(line, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c));
    else if (size) put_raw(line, text + i, size);
    else put_raw(line, "\xef\xbf\xbd", 3);
    i += size ? size : 1;
  }
  put_raw(line, "\"", 1);
}

static void put_member(struct json_line *line, const char *name, const char *text)
{
  if (!text) return;
  put_raw(line, ",", 1);
  put_string(line, name);
  put_raw(line, ":", 1);
  put_string(line, text);
}

static void put_number(struct json_line *line, const char *name, size_t number)
{
  char text[24];

  put_raw(line, ",", 1);
  put_string(line, name);
  put_raw(line, ":", 1);
  put_raw(line, text, (size_t)snprintf(text, sizeof text, "%zu", number));
}

void envtab_print_json(void *context, const envtab_problem *problem)
{
  struct json_line line;

  line.out = context ? context : stderr;
  line.used = 0;
  put_raw(&line, "{", 1);
  put_string(&line, "level");
  put_raw(&line, ":", 1);
  put_string(&line, problem->warning ? "warning" : "error");
  put_member(&line, "program", problem->schema ? problem->schema->name : NULL);
  put_member(&line, "problem", code_names[problem->code]);
  put_number(&line, "code", (size_t)problem->code);
  put_member(&line, "variable", problem->name);
  put_member(&line, "value", problem->value);
  put_member(&line, "reason", problem->reason);
  put_member(&line, "hint", problem->hint);
  if (problem->at != SIZE_MAX) put_number(&line, "at", problem->at);
  if (problem->code == ENVTAB_PROBLEM_SUMMARY) put_number(&line, "problems", problem->count);
  put_raw(&line, "}\n", 2);
  fwrite(line.text, 1, line.used, line.out);
  fflush(line.out);
}
