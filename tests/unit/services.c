#include "services.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

struct service service;

/* Values are read into it. Where the end of memory matters, it has exactly the capacity that is asked for. */
static union {
  char bytes[1 << 17];
  max_align_t align;
} memory, more_memory;

/* ---- Rows ---- */

char *url_of(size_t row) { return unescape(cell(service.table, row, "url"), NULL); }
bool row_is(size_t row, const char *column, const char *text)
{
  return strcmp(cell(service.table, row, column), text) == 0;
}

static bool is_taken(size_t row) { return row_is(row, "verdict", "ok") || row_is(row, "verdict", "warning"); }

const char *redacted_of(const void *config)
{
  if (*service.name == 'p') return ((const envtab_postgres *)config)->redacted;
  return *service.name == 'r' ? ((const envtab_redis *)config)->redacted : ((const envtab_amqp *)config)->redacted;
}

envtab_secret text_of(const void *config)
{
  if (*service.name == 'p') return ((const envtab_postgres *)config)->text;
  return *service.name == 'r' ? ((const envtab_redis *)config)->text : ((const envtab_amqp *)config)->text;
}

/* With the escapes that unescape() resolves. */
static size_t put_escaped(char *out, const char *text)
{
  size_t used = 0, same;

  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;

    for (same = 1; text[same] == *text;) same++;
    if (same > 40) {
      used += (size_t)sprintf(out + used, "{%u*%zu}", c, same);
      text += same - 1;
      continue;
    }
    if (c == ' ') used += (size_t)sprintf(out + used, "\\s");
    else if (c == '\\') used += (size_t)sprintf(out + used, "\\\\");
    else if (c < 0x20 || c == 0x7f) used += (size_t)sprintf(out + used, "\\x%02x", c);
    else out[used++] = *text;
  }
  out[used] = '\0';
  return used;
}

static size_t put_part(char *out, const char *name, const char *value)
{
  size_t used = (size_t)sprintf(out, " %s=", name);

  return used + put_escaped(out + used, value);
}

static size_t put_count(char *out, const char *name, uint64_t number)
{
  return number ? (size_t)sprintf(out, " %s=%llu", name, (unsigned long long)number) : 0;
}

/* What librabbitmq's parser has no field for. */
static size_t put_parameters(char *out, const envtab_amqp *amqp)
{
  size_t used = put_count(out, "heartbeat", amqp->heartbeat);

  used += put_count(out + used, "channel_max", amqp->channel_max);
  used += put_count(out + used, "frame_max", amqp->frame_max);
  used += put_count(out + used, "connection_timeout", (uint64_t)amqp->connection_timeout.nanoseconds / 1000000);
  if (amqp->ca_file) used += put_part(out + used, "ca_file", amqp->ca_file);
  if (amqp->certificate_file) used += put_part(out + used, "certificate_file", amqp->certificate_file);
  if (amqp->key_file) used += put_part(out + used, "key_file", amqp->key_file);
  if (amqp->server_name) used += put_part(out + used, "server_name", amqp->server_name);
  if (!amqp->verify_peer) used += (size_t)sprintf(out + used, " verify=none");
  if (amqp->external) used += (size_t)sprintf(out + used, " external");
  return used;
}

const char *write_result(const struct reading *reading, const void *config)
{
  size_t size = 300, used = 0;
  char *out;

  for (size_t i = 0; i < reading->count; i++) size += 64 + 4 * strlen(reading->fields[i].value);
  if (config) size += 4 * text_of(config).length;
  out = hold(calloc(1, size));
  for (size_t i = 0; i < reading->count; i++)
    used += put_part(out + used, reading->fields[i].name, reading->fields[i].value);
  if (config && *service.name == 'a') used += put_parameters(out + used, config);
  if (!used) strcpy(out, " nothing");
  return out + 1;
}

/* ---- A row against envtab, and against the client ---- */

static void check_verdict(size_t row, const struct reading *ours, const char *url)
{
  bool warned = row_is(row, "verdict", "warning"), ok = row_is(row, "verdict", "ok");
  char at[24] = "-";

  ck_assert_msg(ours->accepted == (ok || warned), "%s: %s", url, ours->accepted ? "accepted" : ours->reason);
  ck_assert_msg(ours->warned == warned, "%s: %s warning", url, ours->warned ? "a" : "no");
  if (!ours->accepted)
    ck_assert_msg(row_is(row, "verdict", code_name(ours->code)), "%s: %s", url, code_name(ours->code));
  if (ours->at != SIZE_MAX) snprintf(at, sizeof at, "%zu", ours->at);
  ck_assert_msg(row_is(row, "at", at), "%s: at %s: %s", url, at, ours->reason);
}

static void check_words(size_t row, const struct reading *ours, const char *url)
{
  char *words = unescape(cell(service.table, row, "result"), NULL),
       *hint = unescape(cell(service.table, row, "hint"), NULL);

  if (ours->accepted)
    ck_assert_msg(row_is(row, "result", write_result(ours, ours->config)), "%s: %s", url,
                  write_result(ours, ours->config));
  else ck_assert_msg(strstr(ours->reason, words) != NULL, "%s: no \"%s\" in: %s", url, words, ours->reason);
  if (row_is(row, "hint", "-")) ck_assert_msg(!*ours->hint, "%s: %s", url, ours->hint);
  else ck_assert_msg(strstr(ours->hint, hint) != NULL, "%s: no \"%s\" in: %s", url, hint, ours->hint);
  free(words);
  free(hint);
}

static void check_row(size_t row)
{
  char *url = url_of(row);
  struct reading ours;

  ask_envtab(service.name, url, memory.bytes, sizeof memory, &ours);
  check_verdict(row, &ours, url);
  check_words(row, &ours, url);
  release_reading(&ours);
  free(url);
}

/* Whether the client of this machine has caught up with envtab in a class, so that nothing differs. */
static bool has_caught_up(const char *class)
{
  struct reading theirs;
  bool accepted;

  if (*service.name == 'p') return strcmp(class, "blank") == 0 && does_libpq_refuse_blanks();
  if (strcmp(class, "high-escapes") != 0) return false;
  ask_client("amqp", "amqp://%C3%BC@h", &theirs);
  accepted = theirs.accepted;
  release_reading(&theirs);
  return accepted;
}

static void check_against_client(size_t row)
{
  const char *class, *expected;
  char *url = url_of(row);
  struct reading ours, theirs;

  ask_envtab(service.name, url, memory.bytes, sizeof memory, &ours);
  ask_client(service.name, url, &theirs);
  class = class_of(service.name, url, &ours, &theirs);
  expected = cell(service.table, row, "class");
  ck_assert_msg(class != NULL, "%s: %s: %s%s, not %s%s", url, fields_that_differ(&ours, &theirs),
                write_result(&ours, NULL), ours.reason, write_result(&theirs, NULL), theirs.reason);
  ck_assert_msg(strcmp(class, has_caught_up(expected) ? "-" : expected) == 0, "%s: %s", url, class);
  release_reading(&ours);
  release_reading(&theirs);
  free(url);
}

/* In the table of one of its services. */
static void check_class_has_row(const struct difference *class)
{
  static const char *const services[] = { "postgres", "redis", "amqp" };
  static const char *const files[] = { "postgres.tsv", "redis.tsv", "amqp.tsv" };
  static const struct table *tables[3];
  bool found = false;

  for (size_t i = 0; i < 3 && !found; i++) {
    if (!tables[i]) tables[i] = hold(read_table(files[i]));
    for (size_t row = 0; is_class_of(class, services[i]) && row < tables[i]->rows && !found; row++)
      found = strcmp(cell(tables[i], row, "class"), class->name) == 0;
  }
  ck_assert_msg(found, "no row is of the class %s", class->name);
}

/* Where several services share a class, its example is a URL of one of them. */
static void check_example(const struct difference *class)
{
  char *url = unescape(class->example, NULL);
  const char *found;
  bool shared = strcmp(class->service, service.name) != 0;
  struct reading ours, theirs;

  if (is_class_of(class, service.name) && (!shared || strncmp(url, service.name, strlen(service.name)) == 0)) {
    ask_envtab(service.name, url, memory.bytes, sizeof memory, &ours);
    ask_client(service.name, url, &theirs);
    found = class_of(service.name, url, &ours, &theirs);
    ck_assert_msg(found && strcmp(found, has_caught_up(class->name) ? "-" : class->name) == 0, "%s: %s, not %s", url,
                  found ? found : "in no class", class->name);
    release_reading(&ours);
    release_reading(&theirs);
  }
  free(url);
}

START_TEST(classes_have_rows_and_examples)
{
  size_t count;
  const struct difference *classes = read_differences(&count);

  ck_assert_uint_gt(count, 30);
  for (size_t i = 0; i < count; i++) {
    check_class_has_row(&classes[i]);
    check_example(&classes[i]);
  }
}
END_TEST

/* ---- What is kept of an accepted URL ---- */

const envtab_schema *schema_of(bool list, const char *default_value)
{
  envtab_field *field = hold(calloc(1, sizeof *field));
  envtab_schema *schema = hold(calloc(1, sizeof *schema));

  *field = (envtab_field){
    .type = list ? &envtab_type_list : service.type, .name = "V", .help = "A service.", .default_value = default_value
  };
  if (list) {
    field->element = service.type;
    field->element_size = service.size;
  }
  field->size = list ? sizeof(envtab_strings) : service.size;
  *schema = (envtab_schema){ .name = "test",
                              .fields = field,
                              .count = 1,
                              .field_size = sizeof *field,
                              .size = field->size,
                              .alignment = _Alignof(max_align_t) };
  return schema;
}

/* Whether a value looks like a credential, as far as the rows have such: one of them holds a password. */
static bool looks_secret(const char *name, const char *value)
{
  const char *colon = strchr(value, ':');

  return strstr(value, "password=") || (colon && (strcmp(name, "user") == 0 || strchr(colon, '@')));
}

static bool is_secret(const char *name, const char *value)
{
  static const char *const secrets[] = { "password", "sslpassword", "scram_client_key", "scram_server_key",
                                         "oauth_client_secret" };
  size_t i = 0;

  while (i < sizeof secrets / sizeof *secrets && strcmp(secrets[i], name) != 0) i++;
  return i < sizeof secrets / sizeof *secrets || looks_secret(name, value);
}

/* The fields again, from the redacted text: the same, but that each secret is hidden. */
static void check_redacted(const struct reading *ours, const char *url)
{
  const char *redacted = redacted_of(ours->config);
  struct reading shown;

  ask_envtab(service.name, redacted, more_memory.bytes, sizeof more_memory, &shown);
  ck_assert_msg(shown.accepted, "%s: %s: %s", url, redacted, shown.reason);
  ck_assert_uint_eq(shown.count, ours->count);
  for (size_t i = 0; i < shown.count; i++) {
    const char *name = ours->fields[i].name, *value = ours->fields[i].value, *now = shown.fields[i].value;

    ck_assert_str_eq(shown.fields[i].name, name);
    if (!is_secret(name, value) || strcmp(value, now) == 0)
      ck_assert_msg(strcmp(now, value) == 0, "%s: %s: %s=%s", url, redacted, name, now);
    else ck_assert_msg(strcmp(now + (*now == '/'), "<secret>") == 0, "%s: %s: %s", url, redacted, name);
    if (is_secret(name, value) && strcmp(value, now) == 0)
      ck_assert_msg(!looks_secret(name, value), "%s: %s is shown in %s", url, name, redacted);
    if (is_secret(name, value) && strlen(value) > 2 && strcmp(value, "guest") != 0)
      ck_assert_msg(!strstr(redacted, value), "%s: %s is shown in %s", url, name, redacted);
  }
  release_reading(&shown);
}

static void check_what_is_kept(size_t row)
{
  size_t length;
  char *url = url_of(row), *shown;
  struct reading ours;

  ask_envtab(service.name, url, memory.bytes, sizeof memory, &ours);
  if (ours.accepted) {
    ck_assert_str_eq(envtab_reveal(text_of(ours.config)), url);
    ck_assert_uint_eq(text_of(ours.config).length, strlen(url));
    check_redacted(&ours, url);
    length = service.type->show(service.type, NULL, ours.config, NULL, 0);
    shown = malloc(length + 1);
    ck_assert_uint_eq(service.type->show(service.type, NULL, ours.config, shown, length + 1), length);
    ck_assert_str_eq(shown, redacted_of(ours.config));
    free(shown);
  }
  release_reading(&ours);
  free(url);
}

/* In memory of exactly the capacity that is asked for, wherever it begins, the same is read. */
static void check_room(size_t row)
{
  size_t room;
  char *url = url_of(row), *entry = hold(malloc(strlen(url) + 3));
  const char *const environment[] = { entry, NULL };
  const envtab_schema *schema = schema_of(false, NULL);
  struct report warnings = { 0 };
  struct reading ours, again;

  strcat(strcpy(entry, "V="), url);
  ask_envtab(service.name, url, memory.bytes, sizeof memory, &ours);
  room = envtab_capacity(schema, environment);
  for (size_t shift = 0; shift < 16 && ours.accepted; shift++) {
    char *exact = malloc(room + shift);
    envtab_options options = {
      .environment = environment, .memory = exact + shift, .capacity = room, .sink = note, .context = &warnings
    };
    const void *config = envtab_load(schema, &options);

    ck_assert_msg(config != NULL, "%s: %zu bytes are not enough", url, room);
    read_fields(service.name, config, &again);
    ck_assert_str_eq(write_result(&again, config), write_result(&ours, ours.config));
    envtab_free(config);
    free(exact);
  }
  forget(&warnings);
  release_reading(&ours);
  free(url);
}

/* ---- Nothing of a secret is shown ---- */

static void check_nothing_told(const char *url, const char *mark)
{
  struct reading reading;

  ask_envtab(service.name, url, memory.bytes, sizeof memory, &reading);
  for (size_t at = 0; at + 3 <= strlen(mark); at++) {
    char piece[4] = { mark[at], mark[at + 1], mark[at + 2], '\0' };

    ck_assert_msg(!strstr(reading.reason, piece) && !strstr(reading.hint, piece), "%s: %s %s", url, reading.reason,
                  reading.hint);
    for (size_t i = 0; i < reading.count; i++)
      if (is_secret(reading.fields[i].name, reading.fields[i].value) && strstr(reading.fields[i].value, piece))
        ck_assert_msg(!strstr(redacted_of(reading.config), piece), "%s: %s", url, redacted_of(reading.config));
  }
  release_reading(&reading);
}

/* A mark that no text of the library contains is put at each position of the URL. */
static void check_marks(size_t row)
{
  static const char *const marks[] = { "Zq7x", "Zq7#", "%5aQ7" };
  char *url = url_of(row), *marked = malloc(strlen(url) + 8);

  for (size_t at = 0; at <= strlen(url) && at < 200; at++) {
    const char *mark = marks[at % 3];

    sprintf(marked, "%.*s%s%s", (int)at, url, mark, url + at);
    check_nothing_told(marked, mark);
  }
  free(marked);
  free(url);
}

/* Passwords of the rows are made of bytes that no text of the library contains: no piece of them is shown either. */
static void check_pieces(size_t row)
{
  static const char *const pieces[] = { "QzX", "zX9", "X9j", "9jK", "jKv", "Kv4" };
  char *url = url_of(row);
  struct reading reading;

  ask_envtab(service.name, url, memory.bytes, sizeof memory, &reading);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
    ck_assert_msg(!strstr(reading.reason, pieces[i]) && !strstr(reading.hint, pieces[i]), "%s: %s", url,
                  reading.reason);
  release_reading(&reading);
  free(url);
}

/* ---- In a schema ---- */

/* Whether the URL that was read holds a secret; one that librabbitmq fills in does not count. */
static bool holds_secret(const struct reading *reading, const char *url)
{
  const char *user = strstr(url, "://") + 3, *end = user + strcspn(user, "@/?"), *colon = strchr(user, ':');

  if (*service.name == 'a' && *end == '@' && colon && colon + 1 < end) return true;
  for (size_t i = 0; i < reading->count; i++)
    if (*service.name == 'a' ? looks_secret(reading->fields[i].name, reading->fields[i].value)
                             : is_secret(reading->fields[i].name, reading->fields[i].value))
      return true;
  return false;
}

static void check_as_default(size_t row)
{
  char *url = url_of(row);
  struct report report = { 0 };
  struct reading ours;
  const void *config;
  bool secret;

  ask_envtab(service.name, url, memory.bytes, sizeof memory, &ours);
  secret = ours.accepted && holds_secret(&ours, url);
  config = load_noting(schema_of(false, url), NOTHING, &report);
  if (!ours.accepted) secret = true;
  ck_assert_msg((config == NULL) == secret, "%s: %s", url, report.errors ? report.notes[0].reason : "accepted");
  if (!config) {
    ck_assert_uint_eq(report.errors, 1);
    ck_assert_int_eq(report.notes[0].problem.code, ENVTAB_PROBLEM_SCHEMA);
    if (ours.accepted)
      ck_assert_ptr_nonnull(strstr(report.notes[0].reason, "has a password, which belongs in the environment alone"));
  }
  envtab_free(config);
  forget(&report);
  release_reading(&ours);
  free(url);
}

/* With .raw the type itself rejects the bytes that are rejected without it; .raw changes nothing else. */
static void check_raw(size_t row)
{
  static const char bytes[] = { '\x01', '\n', '\x7f', '\xff', ' ' };
  char *url = url_of(row), *entry = hold(calloc(1, strlen(url) + 4)), *text = entry + 2;
  const char *const environment[] = { entry, NULL };
  envtab_schema schema = *schema_of(false, NULL);
  envtab_field field = *schema.fields;
  envtab_options options = {
    .environment = environment, .memory = memory.bytes, .capacity = sizeof memory, .sink = note
  };
  struct report warnings = { 0 };
  struct reading reading;
  const void *config;

  schema.fields = &field;
  field.raw = true;
  strcat(strcpy(entry, "V="), url);
  for (size_t at = 0; at <= strlen(url) && at < 200 && is_taken(row); at++) {
    struct report report = { 0 };

    sprintf(text, "%.*s%c%s", (int)at, url, bytes[at % sizeof bytes], url + at);
    options.context = &report;
    ck_assert_msg(!envtab_load(&schema, &options), "%s", text);
    ck_assert_uint_eq(report.errors, 1);
    forget(&report);
  }
  strcpy(text, url);
  config = is_taken(row) ? load_noting(&schema, environment, &warnings) : NULL;
  ck_assert_int_eq(config != NULL, is_taken(row));
  if (config) {
    read_fields(service.name, config, &reading);
    ck_assert_str_eq(write_result(&reading, config), cell(service.table, row, "result"));
  }
  envtab_free(config);
  forget(&warnings);
  free(url);
}

/* ---- Lists, and nothing at all ---- */

enum { MOST_ITEMS = 100 };

START_TEST(list_holds_each_of_them)
{
  size_t rows[MOST_ITEMS], count = 0, used, length;
  char *entry = hold(calloc(1, 65536)), *shown;
  const char *const environment[] = { entry, NULL };
  struct report report = { 0 };
  const envtab_strings *list;

  used = (size_t)sprintf(entry, "V=");
  for (size_t row = 0; row < service.table->rows && count < MOST_ITEMS; row++) {
    char *url = url_of(row);

    if (row_is(row, "verdict", "ok") && !strchr(url, ',') && strlen(url) < 200) {
      used += (size_t)sprintf(entry + used, "%s%s", count ? "," : "", url);
      rows[count++] = row;
    }
    free(url);
  }
  list = load_noting(schema_of(true, NULL), environment, &report);
  ck_assert_msg(list != NULL, "%s %s", report.count ? report.notes[0].reason : "", entry);
  ck_assert_uint_eq(list->count, count);
  for (size_t i = 0; i < count; i++) {
    const void *item = (const char *)(const void *)list->items + i * service.size;
    struct reading reading;

    read_fields(service.name, item, &reading);
    ck_assert_str_eq(write_result(&reading, item), cell(service.table, rows[i], "result"));
  }
  length = envtab_type_list.show(&envtab_type_list, schema_of(true, NULL)->fields, list, NULL, 0);
  shown = hold(malloc(length + 1));
  ck_assert_uint_eq(envtab_type_list.show(&envtab_type_list, schema_of(true, NULL)->fields, list, shown, length + 1), length);
  ck_assert_ptr_nonnull(strstr(shown, "<secret>"));
  ck_assert_ptr_null(strstr(shown, "QzX9"));
  envtab_free(list);
}
END_TEST

/* The item's number is given, but not a place in the whole list: it would tell how long the items before it are. */
START_TEST(wrong_item_of_a_list_is_told)
{
  static const char *const lists[] = { "V=postgres://h/d,postgres://h:0/d", "V=redis://h/1,redis://h:0/1",
                                       "V=amqp://h/v,amqp://h:0/v" };
  const char *const environment[] = { lists[*service.name == 'p' ? 0 : *service.name == 'r' ? 1 : 2], NULL };
  struct report report = { 0 };

  ck_assert_ptr_null(load_noting(schema_of(true, NULL), environment, &report));
  ck_assert_str_eq(list_problems(&report), "range V");
  ck_assert_ptr_nonnull(strstr(report.notes[0].reason, "has item 2, which has a port that is not from 1 to 65535"));
  ck_assert_uint_eq(report.notes[0].problem.at, SIZE_MAX);
  forget(&report);
}
END_TEST

START_TEST(absent_is_all_zero)
{
  envtab_schema schema = *schema_of(false, NULL);
  envtab_field field = *schema.fields;
  struct report report = { 0 };
  const char *config;

  schema.fields = &field;
  field.optional = true;
  config = load_noting(&schema, NOTHING, &report);
  ck_assert_ptr_nonnull(config);
  for (size_t i = 0; i < service.size; i++) ck_assert_int_eq(config[i], 0);
  envtab_free(config);
  field.optional = false;
  expect_problems(&schema, NOTHING, "missing V");
  expect_problems(&schema, ENVIRONMENT("V="), "empty V");
}
END_TEST

/* The type's pattern, for schemas of other languages, holds for what is accepted. */
static void check_pattern(size_t row)
{
  char *url = url_of(row);
  regex_t pattern;

  ck_assert_int_eq(regcomp(&pattern, service.type->pattern, REG_EXTENDED | REG_NOSUB), 0);
  if (is_taken(row)) ck_assert_msg(regexec(&pattern, url, 0, NULL, 0) == 0, "%s", url);
  regfree(&pattern);
  free(url);
}

/* ---- The suite ---- */

static void check_whole_row(size_t row)
{
  check_row(row);
  check_against_client(row);
  check_pattern(row);
  check_what_is_kept(row);
  check_room(row);
  check_as_default(row);
  check_marks(row);
  check_pieces(row);
  check_raw(row);
}

START_TEST(rows_hold)
{
  check_rows((size_t)_i, check_whole_row);
}
END_TEST

void check_rows(size_t block, void (*check)(size_t row))
{
  for (size_t row = block * ROWS_OF_A_CASE; row < (block + 1) * ROWS_OF_A_CASE && row < service.table->rows; row++)
    check(row);
}

int count_blocks(void) { return (int)((service.table->rows + ROWS_OF_A_CASE - 1) / ROWS_OF_A_CASE); }

void use_service(const char *name)
{
  char file[32];

  snprintf(file, sizeof file, "%s.tsv", name);
  service.name = name;
  service.type = type_named(name);
  service.size = service.type->size;
  service.table = read_table(file);
}

Suite *make_service_suite(const char *name)
{
  Suite *suite = suite_create(name);
  TCase *rows = tcase_create("rows"), *classes = tcase_create("classes"), *tests = tcase_create("schemas");

  use_service(name);
  tcase_add_loop_test(rows, rows_hold, 0, count_blocks());
  tcase_add_test(classes, classes_have_rows_and_examples);
  tcase_add_test(tests, list_holds_each_of_them);
  tcase_add_test(tests, wrong_item_of_a_list_is_told);
  tcase_add_test(tests, absent_is_all_zero);
  suite_add_tcase(suite, rows);
  suite_add_tcase(suite, classes);
  suite_add_tcase(suite, tests);
  return suite;
}
