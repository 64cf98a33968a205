#include "common.h"

#include <dirent.h>
#include <pty.h>
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

  if ((report->count & (report->count - 1)) == 0) /* there is room up to the next power of two */
    report->notes = realloc(report->notes, (report->count ? 2 * report->count : 1) * sizeof *report->notes);
  if (!report->notes) abort();
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
    if (report->notes[i].problem.code == code && (!name || strcmp(report->notes[i].name, name) == 0))
      return &report->notes[i];
  return NULL;
}

static const char *const codes[] = { NULL,      "missing",    "empty",    "malformed",   "range",  "choice",
                                     "unknown", "twice",      "conflict", "former_name", "rule",   "file",
                                     "memory",  "privileged", "schema",   "misuse",      "summary" };

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
  text = hold(read_whole(path, NULL));
  while ((line = strsep(&text, "\n")) != NULL) {
    size_t column = 0;
    char *rest = line, *piece;

    if (!*line || *line == '#') continue;
    if (!table->columns) {
      while ((piece = strsep(&rest, "\t")) != NULL) table->names[table->columns++] = piece;
      continue;
    }
    table->cells = realloc(table->cells, (table->rows + 1) * table->columns * sizeof *table->cells);
    while ((piece = strsep(&rest, "\t")) != NULL && column < table->columns)
      table->cells[table->rows * table->columns + column++] = piece;
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
    &envtab_type_bool,   &envtab_type_int8,     &envtab_type_int16,  &envtab_type_int32,    &envtab_type_int64,
    &envtab_type_uint8,  &envtab_type_uint16,   &envtab_type_uint32, &envtab_type_uint64,   &envtab_type_float,
    &envtab_type_double, &envtab_type_string,   &envtab_type_secret, &envtab_type_duration, &envtab_type_size,
    &envtab_type_uuid,   &envtab_type_endpoint, &envtab_type_pair,   &envtab_type_list,     &envtab_type_url,
    &envtab_type_port,   &envtab_type_flags,    &envtab_type_hex,    &envtab_type_base64,   &envtab_type_base64url,
    &envtab_type_postgres, &envtab_type_redis,  &envtab_type_amqp
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

/* ---- Loads ---- */

const void *load_noting(const envtab_schema *schema, const char *const *environment, struct report *report)
{
  return envtab_load(schema, &(envtab_options){ .environment = environment, .sink = note, .context = report });
}

const char *list_problems(const struct report *report)
{
  char *list = hold(calloc(report->count + 1, sizeof report->notes->name + 64)), *end = list;

  for (size_t i = 0; i < report->count; i++) {
    const struct noted *noted = &report->notes[i];

    if (noted->problem.code == ENVTAB_PROBLEM_SUMMARY) continue;
    end += sprintf(end, "%s%s%s%s%s", end == list ? "" : ", ", noted->problem.warning ? "warning " : "",
                   code_name(noted->problem.code), noted->has_name ? " " : "", noted->name);
  }
  return list;
}

bool is_summed_up(const struct report *report)
{
  size_t summaries = 0;
  const envtab_problem *last = report->count ? &report->notes[report->count - 1].problem : NULL;

  for (size_t i = 0; i < report->count; i++) summaries += report->notes[i].problem.code == ENVTAB_PROBLEM_SUMMARY;
  if (!report->errors) return summaries == 0;
  return summaries == 1 && last->code == ENVTAB_PROBLEM_SUMMARY && last->count == report->errors && !last->warning;
}

void expect_problems(const envtab_schema *schema, const char *const *environment, const char *problems)
{
  struct report report = { 0 };
  const void *config = load_noting(schema, environment, &report);

  ck_assert_msg(strcmp(list_problems(&report), problems) == 0, "problems: \"%s\", not \"%s\"", list_problems(&report),
                problems);
  ck_assert(is_summed_up(&report));
  ck_assert_int_eq(config != NULL, report.errors == 0);
  envtab_free(config);
  forget(&report);
}

const char *message_of(const struct noted *noted)
{
  size_t size = sizeof noted->name + sizeof noted->value + sizeof noted->reason + sizeof noted->hint + 16;
  char *text = hold(calloc(1, size));
  const char *quote = noted->has_value ? "\"" : "", *blank = noted->has_value ? " " : "";

  snprintf(text, size, "%s%s%s%s%s%s%s. %s", noted->name, noted->has_name ? " " : "", quote, noted->value, quote, blank,
           noted->reason, noted->hint);
  return text;
}

void expect_words(const envtab_schema *schema, const char *const *environment, const char *words)
{
  struct report report = { 0 };
  bool found = false;

  envtab_free(load_noting(schema, environment, &report));
  for (size_t i = 0; i < report.count && !found; i++) found = strstr(message_of(&report.notes[i]), words);
  ck_assert_msg(found, "no \"%s\" in: %s", words, report.count ? message_of(&report.notes[0]) : "(no problem)");
  forget(&report);
}

const void *expect_config(const envtab_schema *schema, const char *const *environment)
{
  struct report report = { 0 };
  const void *config = load_noting(schema, environment, &report);

  ck_assert_msg(report.count == 0, "%s: %s", list_problems(&report), report.count ? report.notes[0].reason : "");
  ck_assert_ptr_nonnull(config);
  return config;
}

static FILE *captured;
static int capture_file, captured_before;
static char capture_path[] = "/tmp/envtab-capture-XXXXXX";

void begin_capture(FILE *stream)
{
  captured = stream;
  strcpy(capture_path + sizeof capture_path - 7, "XXXXXX");
  capture_file = mkstemp(capture_path);
  ck_assert_int_ge(capture_file, 0);
  fflush(stream);
  captured_before = dup(fileno(stream));
  ck_assert_int_ge(dup2(capture_file, fileno(stream)), 0);
}

const char *end_capture(void)
{
  fflush(captured);
  ck_assert_int_ge(dup2(captured_before, fileno(captured)), 0);
  close(captured_before);
  close(capture_file);
  hold(read_whole(capture_path, NULL));
  unlink(capture_path);
  return held[held_count - 1];
}

char *read_terminal(unsigned short width, char **entries, void (*print)(FILE *file))
{
  struct winsize size = { .ws_row = 24, .ws_col = width };
  char *out = hold(calloc(1, 65536)), *to = out;
  size_t used = 0;
  ssize_t got;
  int master, slave;
  FILE *file;

  ck_assert_int_eq(openpty(&master, &slave, NULL, NULL, &size), 0);
  file = fdopen(slave, "w");
  use_environ(entries);
  print(file);
  restore_environ();
  fclose(file);
  while ((got = read(master, out + used, 65535 - used)) > 0) used += (size_t)got;
  close(master);
  for (char *from = out; *from; from++)
    if (*from != '\r') *to++ = *from;
  *to = '\0';
  return out;
}

size_t widest_line(const char *text)
{
  size_t widest = 0, width = 0;

  for (; *text; text++) {
    width = *text == '\n' ? 0 : width + ((*text & 0xc0) != 0x80);
    if (width > widest) widest = width;
  }
  return widest;
}

size_t count_descriptors(void)
{
  DIR *folder = opendir("/proc/self/fd");
  size_t count = 0;

  ck_assert_ptr_nonnull(folder);
  while (readdir(folder)) count++;
  closedir(folder);
  return count;
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
