#include "common.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef TESTS_DIR
#error "TESTS_DIR names the folder of the tests"
#endif

/* ---- Problems ---- */

static bool copy_text(char *to, size_t size, const char *from)
{
  snprintf(to, size, "%s", from ? from : "");
  return from != NULL;
}

void note(void *context, const envtab_problem *problem)
{
  struct report *report = context;
  struct noted *noted;

  report->notes = realloc(report->notes, (report->count + 1) * sizeof *report->notes);
  ck_assert_ptr_nonnull(report->notes);
  noted = &report->notes[report->count++];
  report->errors += !problem->warning && problem->code != ENVTAB_PROBLEM_SUMMARY;
  noted->problem = *problem;
  noted->has_name = copy_text(noted->name, sizeof noted->name, problem->name);
  noted->has_value = copy_text(noted->value, sizeof noted->value, problem->value);
  copy_text(noted->reason, sizeof noted->reason, problem->reason);
  noted->has_hint = copy_text(noted->hint, sizeof noted->hint, problem->hint);
}

void forget(struct report *report)
{
  free(report->notes);
  memset(report, 0, sizeof *report);
}

const struct noted *find_note(const struct report *report, envtab_code code, const char *name)
{
  for (size_t i = 0; i < report->count; i++)
    if (report->notes[i].problem.code == code && (!name || strcmp(report->notes[i].name, name) == 0)) return &report->notes[i];
  return NULL;
}

static const char *const codes[] = {
  NULL, "missing", "empty", "malformed", "range", "choice", "unknown", "twice", "conflict", "former_name", "rule", "file", "memory",
  "privileged", "schema", "misuse", "summary"
};

const char *code_name(envtab_code code) { return codes[code]; }

envtab_code code_of(const char *name)
{
  for (size_t i = 1; i < sizeof codes / sizeof *codes; i++)
    if (strcmp(codes[i], name) == 0) return (envtab_code)i;
  return (envtab_code)0;
}

/* ---- Tables ---- */

char *read_whole(const char *path, size_t *length)
{
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  size_t size = 0;

  if (!file) {
    fprintf(stderr, "%s: cannot be opened\n", path);
    exit(1);
  }
  for (;;) {
    size_t got;

    text = realloc(text, size + 4097);
    got = fread(text + size, 1, 4096, file);
    size += got;
    if (got == 0) break;
  }
  text[size] = '\0';
  fclose(file);
  if (length) *length = size;
  return text;
}

static size_t put_escape(const char **text, char *out)
{
  unsigned code = 0;

  switch (*(*text)++) {
  case 'n': *out = '\n'; return 1;
  case 'r': *out = '\r'; return 1;
  case 't': *out = '\t'; return 1;
  case 's': *out = ' '; return 1;
  case '\\': *out = '\\'; return 1;
  case 'e': return 0;
  case 'x':
    sscanf(*text, "%2x", &code);
    *text += 2;
    *out = (char)code;
    return 1;
  default:
    fprintf(stderr, "unknown escape before: %s\n", *text);
    exit(1);
  }
}

char *unescape(const char *text, size_t *length)
{
  size_t size = strlen(text) + 1, used = 0;
  char *out = malloc(size);

  while (*text) {
    unsigned byte, count;
    int end = 0;

    if (*text == '\\') {
      text++;
      used += put_escape(&text, out + used);
    } else if (sscanf(text, "{%u*%u}%n", &byte, &count, &end) == 2 && end) {
      out = realloc(out, size += count);
      memset(out + used, (int)byte, count);
      used += count;
      text += end;
    } else {
      out[used++] = *text++;
    }
  }
  out[used] = '\0';
  if (length) *length = used;
  return out;
}

struct table *read_table(const char *name)
{
  struct table *table = calloc(1, sizeof *table);
  char path[512], *text, *line;

  snprintf(path, sizeof path, "%s/tables/%s", TESTS_DIR, name);
  text = read_whole(path, NULL);
  while ((line = strsep(&text, "\n")) != NULL) {
    size_t column = 0;
    char *rest = line, *piece;

    if (!*line || *line == '#') continue;
    if (!table->columns) {
      while ((piece = strsep(&rest, "\t")) != NULL) table->names[table->columns++] = piece;
      continue;
    }
    table->cells = realloc(table->cells, (table->rows + 1) * table->columns * sizeof *table->cells);
    while ((piece = strsep(&rest, "\t")) != NULL && column < table->columns) table->cells[table->rows * table->columns + column++] = piece;
    if (column != table->columns || rest) {
      fprintf(stderr, "%s: a row has not %zu columns: %s\n", path, table->columns, line);
      exit(1);
    }
    table->rows++;
  }
  return table;
}

const char *cell(const struct table *table, size_t row, const char *column)
{
  for (size_t i = 0; i < table->columns; i++)
    if (strcmp(table->names[i], column) == 0) return table->cells[row * table->columns + i];
  fprintf(stderr, "no column %s\n", column);
  exit(1);
}

/* ---- Types ---- */

const envtab_type *type_named(const char *name)
{
  static const envtab_type *const types[] = {
    &envtab_type_bool, &envtab_type_int8, &envtab_type_int16, &envtab_type_int32, &envtab_type_int64, &envtab_type_uint8,
    &envtab_type_uint16, &envtab_type_uint32, &envtab_type_uint64, &envtab_type_float, &envtab_type_double, &envtab_type_string,
    &envtab_type_secret, &envtab_type_duration, &envtab_type_size, &envtab_type_uuid, &envtab_type_endpoint, &envtab_type_pair,
    &envtab_type_list, &envtab_type_url, &envtab_type_port, &envtab_type_flags, &envtab_type_hex, &envtab_type_base64,
    &envtab_type_base64url
  };

  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(types[i]->name, name) == 0) return types[i];
  return NULL;
}

/* ---- The process's environment ---- */

static char **saved_environ;

void use_environ(char **entries)
{
  if (!saved_environ) saved_environ = environ;
  environ = entries;
}

void restore_environ(void)
{
  if (saved_environ) environ = saved_environ;
  saved_environ = NULL;
}

static void **held;
static size_t held_count;

void *hold(void *memory)
{
  held = realloc(held, (held_count + 1) * sizeof *held);
  return held[held_count++] = memory;
}

int run(Suite *suite)
{
  SRunner *runner = srunner_create(suite);
  int failed;

  srunner_run_all(runner, CK_NORMAL);
  failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed != 0;
}
