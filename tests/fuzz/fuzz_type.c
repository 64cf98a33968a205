/*
 * A text, read as a field of one type (TYPE, its name) through the public interface. The first three bytes of the
 * input choose the field's options; the text is the rest, up to a NUL. What is read must be what the oracle reads, what
 * is shown must read back, what is refused must be refused well, and no part of a secret may be told.
 */
#include <pcre2posix.h> /* as near to ECMA-262 as a library of Debian comes */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "oracle.h"

#ifndef TYPE
#error "TYPE names the type, as a string"
#endif

/* ---- What options make sense for the type ---- */

#define NAMES(...) (const envtab_choice[]){ __VA_ARGS__, { .name = NULL } }

static const struct subject {
  const envtab_type *type;
  const char *units[3], *bounds[2][2];
  size_t lengths[2];
  const envtab_choice *choices;
  bool is_url;                   /* a secret type that shows all but the secrets in it, and may be a default without */
} subjects[] = {
  { &envtab_type_bool, .choices = NAMES({ "true", 1 }, { "false", 0 }) },
  { &envtab_type_int8, .bounds = { { "-5", "7" }, { "0", "100" } }, .choices = NAMES({ "low", -1 }, { "high", 127 }) },
  { &envtab_type_int16, .bounds = { { "-500", "700" }, { "0", "32767" } }, .choices = NAMES({ "low", -1 }, { "3", 4 }) },
  { &envtab_type_int32, .bounds = { { "-5", "70000" }, { "1", "9" } }, .choices = NAMES({ "low", INT32_MIN }, { "a b", 2 }) },
  { &envtab_type_int64, .bounds = { { "-5", "70000" }, { "1", "9223372036854775806" } },
    .choices = NAMES({ "low", INT64_MIN }, { "high", INT64_MAX }) },
  { &envtab_type_uint8, .bounds = { { "5", "7" }, { "0", "100" } }, .choices = NAMES({ "low", 0 }, { "high", 255 }) },
  { &envtab_type_uint16, .bounds = { { "5", "700" }, { "0", "65534" } }, .choices = NAMES({ "low", 1 }, { "high", 65535 }) },
  { &envtab_type_uint32, .bounds = { { "5", "70000" }, { "1", "9" } }, .choices = NAMES({ "low", 0 }, { "high", UINT32_MAX }) },
  { &envtab_type_uint64, .bounds = { { "5", "70000" }, { "1", "18446744073709551614" } },
    .choices = NAMES({ "low", 0 }, { "high", INT64_MAX }) },
  { &envtab_type_port, .bounds = { { "5", "700" }, { "1024", "65535" } }, .choices = NAMES({ "http", 80 }, { "https", 443 }) },
  { &envtab_type_float, .bounds = { { "-0.5", "1e6" }, { "0", "1" } }, .choices = NAMES({ "0.5", 1 }, { "1", 2 }) },
  { &envtab_type_double, .bounds = { { "-0.5", "1e6" }, { "0", "1" } }, .choices = NAMES({ "0.5", 1 }, { "1", 2 }) },
  { &envtab_type_string, .lengths = { 2, 9 }, .choices = NAMES({ "debug", 1 }, { "info", 2 }) },
  { &envtab_type_secret, .lengths = { 8, 40 }, .choices = NAMES({ "correct", 1 }, { "horse", 2 }) },
  { &envtab_type_hex, .lengths = { 4, 32 }, .choices = NAMES({ "00ff", 1 }, { "0123456789abcdef", 2 }) },
  { &envtab_type_base64, .lengths = { 4, 32 }, .choices = NAMES({ "Zm9v", 1 }, { "Zm9vYg==", 2 }) },
  { &envtab_type_base64url, .lengths = { 4, 32 }, .choices = NAMES({ "Zm9v", 1 }, { "Zm9vYg", 2 }) },
  { &envtab_type_duration, .units = { "s", "ms", "d" }, .bounds = { { "1s", "1h" }, { "0s", "250ms" } },
    .choices = NAMES({ "1s", 1 }, { "1h30m", 2 }) },
  { &envtab_type_size, .units = { "B", "MiB", "EB" }, .bounds = { { "1kB", "1MiB" }, { "0B", "512B" } },
    .choices = NAMES({ "1kB", 1 }, { "1536KiB", 2 }) },
  { &envtab_type_uuid, .choices = NAMES({ "550e8400-e29b-41d4-a716-446655440000", 1 }) },
  { &envtab_type_endpoint, .choices = NAMES({ "db:5432", 1 }, { "[::1]:80", 2 }) },
  { &envtab_type_pair, .choices = NAMES({ "a=b", 1 }, { "c=d", 2 }) },
  { &envtab_type_url, .choices = NAMES({ "https", 1 }, { "s3", 2 }), .is_url = true },
  { &envtab_type_postgres, .choices = NAMES({ "postgres://h/d", 1 }, { "postgres://u:p@h/d", 2 }), .is_url = true },
  { &envtab_type_redis, .choices = NAMES({ "redis://h/1", 1 }, { "redis://:p@h/1", 2 }), .is_url = true },
  { &envtab_type_amqp, .choices = NAMES({ "amqp://h", 1 }, { "amqps://u:p@h/v", 2 }), .is_url = true },
  { &envtab_type_flags, .choices = NAMES({ "read", 1 }, { "write", 2 }, { "all", 3 }, { "none", 0 }) },
};

static const struct subject *subject;
static regex_t pattern;
static bool has_pattern;

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
  (void)count, (void)arguments;
  for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
    if (strcmp(subjects[i].type->name, TYPE) == 0) subject = &subjects[i];
  expect(subject != NULL, "no type %s", TYPE);
  has_pattern = subject->type->pattern != NULL;
  if (has_pattern) expect(regcomp(&pattern, subject->type->pattern, REG_UTF | REG_NOSUB) == 0, "a pattern that is none");
  return 0;
}

/* ---- The field that an input asks for ---- */

struct trial {
  envtab_field field;
  envtab_schema schema;
  char *text;
  size_t length, shift;          /* shift: where in its memory the block begins */
  bool is_list, is_hidden, from_program, in_pages, as_example;
};

static void choose_options(struct trial *trial, unsigned options, unsigned more)
{
  envtab_field *field = &trial->field;
  unsigned which = more >> 4 & 1;

  field->raw = options & 1;
  field->secret = options & 2;
  if (options & 4) field->min = subject->bounds[which][0];
  if (options & 8) field->max = subject->bounds[which][1];
  if (options & 16) field->min_length = trial->is_list ? 2 : subject->lengths[0];
  if (options & 32) field->max_length = trial->is_list ? 3 : subject->lengths[1];
  if (options & 64 || subject->type == &envtab_type_flags) field->choices = subject->choices;
  if (more & 3) field->unit = subject->units[(more & 3) - 1];
  if (more & 4) field->empty = ENVTAB_EMPTY_IS_VALUE;
  trial->from_program = more & 8;
  trial->in_pages = (more >> 5) == 1;
  trial->as_example = (more >> 5) == 2;
}

static struct trial make_trial(const uint8_t *data, size_t size)
{
  struct trial trial = { .is_list =
                           data[0] & 128 && subject->type != &envtab_type_flags /* these have commas of their own */,
                         .shift = data[2] % 16 };
  envtab_field *field = &trial.field;

  field->name = "V";
  field->help = "A value.";
  field->type = trial.is_list ? &envtab_type_list : subject->type;
  field->size = field->type->size;
  if (trial.is_list) {
    field->element = subject->type;
    field->element_size = subject->type->size;
  }
  choose_options(&trial, data[0], data[1]);
  trial.is_hidden = field->secret || subject->type->secret;
  trial.length = strnlen((const char *)data + 3, size - 3);
  if (trial.length >= LONGEST_TEXT) trial.length = LONGEST_TEXT - 1;
  trial.text = exact_copy("", (const char *)data + 3, trial.length);
  trial.schema = (envtab_schema){
    .name = "fuzz", .count = 1, .field_size = sizeof *field, .size = field->size, .alignment = _Alignof(max_align_t)
  };
  return trial;
}

/* ---- Loading ---- */

/* A load, with the memory that it lies in. */
struct loaded {
  const void *config;
  char *memory;
};

static struct loaded load(struct trial *trial, const char *text, struct sightings *sightings)
{
  char *entry = exact_copy("V=", text, strlen(text)), *default_value = exact_copy("", text, strlen(text));
  const char *const environment[] = { entry, NULL };
  envtab_options options = { .environment = trial->from_program ? environment + 1 : environment, .sink = see, .context = sightings };
  struct loaded loaded = { NULL, NULL };

  trial->schema.fields = &trial->field;
  trial->field.default_value = trial->from_program ? default_value : NULL;
  sightings->count = sightings->errors = 0;
  if (!trial->in_pages) {
    size_t room = envtab_capacity(&trial->schema, options.environment);

    loaded.memory = malloc(trial->shift + (room ? room : 1));
    options.memory = loaded.memory + trial->shift;
    options.capacity = room ? room : 1;
  }
  loaded.config = envtab_load(&trial->schema, &options);
  memset(entry, '#', strlen(entry)); /* nothing may point there */
  free(entry);
  free(default_value);
  return loaded;
}

static void unload(struct loaded *loaded)
{
  envtab_free(loaded->config);
  free(loaded->memory);
}

static char *show(const struct trial *trial, const void *config)
{
  size_t length = trial->field.type->show(trial->field.type, &trial->field, config, NULL, 0), cut = length / 2 + 1;
  char *text = malloc(length + 1), *piece = malloc(cut);

  expect(trial->field.type->show(trial->field.type, &trial->field, config, text, length + 1) == length, "another length");
  expect(strlen(text) == length, "%zu bytes are shown, not %zu", strlen(text), length);
  expect(trial->field.type->show(trial->field.type, &trial->field, config, piece, cut) == length, "another length");
  expect(strncmp(piece, text, cut - 1) == 0 && !piece[cut - 1], "shown and cut: %s", piece);
  free(piece);
  return text;
}

/* ---- What the load should have said ---- */

/* Where a rule of all types, not the type, decides. */
enum ruling { BY_TYPE, REFUSED, NOT_SET };

static enum ruling rule(const struct trial *trial)
{
  const envtab_field *field = &trial->field;
  bool blank = field->raw ? trial->length == 0 : strspn(trial->text, " ") == trial->length;
  bool may_be_empty = field->empty == ENVTAB_EMPTY_IS_VALUE && !trial->is_hidden; /* a secret never is */

  if (trial->from_program) {
    if (trial->is_hidden && (field->secret || !subject->is_url)) return REFUSED; /* no default for a secret */
  } else if (blank && !may_be_empty) {
    return NOT_SET;
  }
  return field->raw || is_clean(trial->text, trial->length) ? BY_TYPE : REFUSED;
}

static long double order_of(const char *bound, struct answer *answer)
{
  struct question question = { .type = subject->type->name, .text = bound, .length = strlen(bound) };

  ask(&question, answer);
  return answer->order;
}

/* One item, or the whole of what is no list. */
static void ask_item(const struct trial *trial, const char *text, size_t length, struct answer *answer)
{
  static struct answer bound;
  const envtab_field *field = &trial->field;
  struct question question = { subject->type->name, text, length, field->unit, field->choices };

  ask(&question, answer);
  if (!field->raw && !is_clean(text, length)) answer->accepted = answer->unsure = false;
  if (!answer->accepted) return;
  if (field->min && answer->order < order_of(field->min, &bound)) answer->accepted = false;
  if (field->max && answer->order > order_of(field->max, &bound)) answer->accepted = false;
  if (trial->is_list || !subject->type->length) return;
  if (answer->length < field->min_length || (field->max_length && answer->length > field->max_length)) answer->accepted = false;
}

static void check_member(const struct trial *trial, const char *text, size_t length, const struct answer *answer, const void *member)
{
  struct question question = { subject->type->name, text, length, trial->field.unit, trial->field.choices };

  if (!member) return;
  expect(answer->accepted || answer->unsure, "it was accepted: %s", text);
  compare_member(&question, answer, member);
  if (has_pattern && !trial->field.choices && !trial->field.unit && !trial->field.raw && length && length < 100)
    expect(regexec(&pattern, text, 0, NULL, 0) == 0, "it is not in the type's pattern: %s", text);
}

static bool key_stands_before(char *const *items, size_t count)
{
  size_t length = strcspn(items[count], "=");

  if (subject->type != &envtab_type_pair) return false;
  for (size_t i = 0; i < count; i++)
    if (strcspn(items[i], "=") == length && strncmp(items[i], items[count], length) == 0) return true;
  return false;
}

/* What a list of strings would take for items: ["a","b"], [1], {...}; not [::1]:80 and the like. */
static bool is_json(const struct trial *trial)
{
  const char *text = trial->text, last = trial->length > 1 ? text[trial->length - 1] : '\0';

  if (trial->field.raw) return false;
  return (text[0] == '{' && last == '}') || (text[0] == '[' && last == ']' && strchr("]\"'{[", text[1]));
}

/* Whether all items are right; those of config must be them. */
static bool check_list(const struct trial *trial, const void *config, bool *unsure)
{
  static struct answer answer;
  static char *items[LONGEST_TEXT];
  char *copy = exact_copy("", trial->text, trial->length), *rest = trial->length ? copy : NULL;
  ENVTAB_LIST_OF(void) list = { NULL, 0 };
  const envtab_field *field = &trial->field;
  bool right = true;
  size_t count = 0;

  if (config) memcpy(&list, config, sizeof list);
  for (; right && (items[count] = strsep(&rest, ",")) != NULL; count++) {
    size_t length = strlen(items[count]);

    ask_item(trial, items[count], length, &answer);
    *unsure = *unsure || answer.unsure || (trial->from_program && subject->is_url);
    right = length && answer.accepted && !key_stands_before(items, count);
    if (!right && *unsure) break;
    if (config) expect(list.count > count, "too few items: %zu", list.count);
    check_member(trial, items[count], length, &answer, config ? (const char *)list.items + count * field->element_size : NULL);
  }
  if (config && !*unsure) expect(list.count == count, "too many items: %zu, not %zu", list.count, count);
  free(copy);
  return right && count >= field->min_length && (!field->max_length || count <= field->max_length);
}

/* Whether the text should be accepted; *unsure: or should not. config: what was loaded, or NULL. */
static bool check_verdict(const struct trial *trial, const void *config, bool *unsure)
{
  static struct answer answer;

  *unsure = trial->from_program && trial->length == 0; /* envtab_check_schema() refuses it, a load need not */
  if (rule(trial) != BY_TYPE) return false;
  if (trial->is_list && is_json(trial)) return false;
  if (trial->is_list) return check_list(trial, config, unsure);
  ask_item(trial, trial->text, trial->length, &answer);
  *unsure = *unsure || answer.unsure;
  if (subject->is_url && trial->from_program && answer.accepted) *unsure = true; /* has it a password? */
  check_member(trial, trial->text, trial->length, &answer, config);
  return answer.accepted;
}

/* ---- What a refusal may say ---- */

/*
 * Nothing of a hidden text is told: with a mark in it that no word of the library's has, the mark does not come out. The
 * marks are of the kind that a text of the type may hold, or may not.
 */
static void check_nothing_told(struct trial *trial, size_t at)
{
  static const char *const marks[] = { "Zq7#", "Zq7x", "7E2e", "%5aQ" };
  static struct sightings sightings;
  const char *mark = marks[at % 4];
  char *head, *whole;
  struct loaded loaded;

  at = trial->length ? at / 4 % (trial->length + 1) : 0;
  head = exact_copy("", trial->text, at);
  whole = malloc(trial->length + strlen(mark) + 1);
  sprintf(whole, "%s%s%s", head, mark, trial->text + at);
  loaded = load(trial, whole, &sightings);
  for (size_t i = 0; i < sightings.count; i++)
    expect(!is_told(&sightings.seen[i], mark), "a piece of a secret: %s %s", sightings.seen[i].reason, sightings.seen[i].hint);
  if (loaded.config && subject->is_url && !trial->is_list && !strstr(trial->text, mark)) {
    char *shown = show(trial, loaded.config);

    expect(!is_mark_secret(subject->type->name, loaded.config, mark) || !strstr(shown, mark), "a piece of a secret: %s", shown);
    free(shown);
  }
  unload(&loaded);
  free(whole);
  free(head);
}

static void check_refusal(struct trial *trial, const struct sightings *sightings)
{
  const struct seen *seen = &sightings->seen[0];
  const char *sign = strstr(trial->text, "://");
  char shown[320];

  expect(sightings->count == 2 && sightings->errors == 1, "%zu problems, %zu errors", sightings->count, sightings->errors);
  expect(sightings->seen[1].code == ENVTAB_PROBLEM_SUMMARY && sightings->seen[1].count == 1, "the last is no summary");
  expect(strcmp(seen->name, "V") == 0 && seen->field == &trial->field, "the name is %s", seen->name);
  expect(seen->at <= trial->length || seen->at == SIZE_MAX, "at byte %zu of %zu", seen->at, trial->length);
  if (trial->from_program) expect(seen->code == ENVTAB_PROBLEM_SCHEMA, "code %d for a default", (int)seen->code);
  if (trial->is_hidden || (sign && strchr(sign, '@'))) {
    expect(!seen->has_value, "a value that is not to be shown: %s", seen->value);
  } else if (seen->has_value) {
    show_escaped(shown, sizeof shown, trial->text, trial->length, false);
    expect(strcmp(seen->value, shown) == 0, "the value is shown as %s, not %s", seen->value, shown);
  }
}

/* ---- What was accepted ---- */

static void check_shown(struct trial *trial, const void *config)
{
  static struct sightings sightings;
  char *text = show(trial, config), *second;
  struct loaded again = { NULL, NULL };

  if (subject->type->secret) {
    if (!subject->is_url && !trial->is_list) expect(strcmp(text, "<secret>") == 0, "shown as %s", text);
  } else if (*text) { /* an empty string, or an empty list */
    again = load(trial, text, &sightings);
    expect(again.config != NULL, "%s, shown as %s, does not read back: %s", trial->text, text, sightings.seen[0].reason);
    second = show(trial, again.config);
    expect(strcmp(text, second) == 0, "%s is shown as %s, and that as %s", trial->text, text, second);
    expect(envtab_fingerprint(config) == envtab_fingerprint(again.config), "another fingerprint for %s", text);
    free(second);
    unload(&again);
  }
  free(text);
}

/* What a unit test of the table, and envtab_parse(), say of the text is what the load says of it. */
static void check_elsewhere(struct trial *trial, bool accepted)
{
  struct sightings *sightings = malloc(sizeof *sightings);
  envtab_options options = { .sink = see, .context = sightings };
  const envtab_field *field = &trial->field;

  sightings->count = sightings->errors = 0;
  trial->field.default_value = NULL;
  trial->field.example = NULL;
  if (rule(trial) != NOT_SET && !trial->from_program && envtab_check_schema(&trial->schema, &options)) {
    trial->field.example = trial->text;
    expect(envtab_check_schema(&trial->schema, &options) == accepted, "another verdict for an .example: %s", trial->text);
  }
  if (!trial->is_list && !field->raw && !field->unit && !field->choices && !field->min && !field->max && !field->min_length &&
      !field->max_length && rule(trial) != NOT_SET && !trial->from_program) {
    const void *value = envtab_parse(subject->type, trial->text, &options);

    expect((value != NULL) == accepted, "another verdict of envtab_parse(): %s", trial->text);
    envtab_free(value);
  }
  free(sightings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static struct sightings sightings;
  struct trial trial;
  struct loaded loaded;
  bool accepted, unsure;

  if (size < 3) return 0;
  trial = make_trial(data, size);
  loaded = load(&trial, trial.text, &sightings);
  accepted = loaded.config != NULL;
  if (check_verdict(&trial, loaded.config, &unsure) != accepted)
    expect(unsure, "%s: %s", accepted ? "it was accepted" : sightings.seen[0].reason, trial.text);
  if (accepted) {
    expect(sightings.errors == 0, "a problem of a load that succeeded: %s", sightings.seen[0].reason);
    if (sightings.count) expect(sightings.seen[0].code == ENVTAB_PROBLEM_SUSPICIOUS, "a warning: %s", sightings.seen[0].reason);
    expect(envtab_is_set(loaded.config, loaded.config) == !trial.from_program, "where it came from");
    check_shown(&trial, loaded.config);
  } else {
    check_refusal(&trial, &sightings);
  }
  unload(&loaded);
  if (trial.is_hidden) check_nothing_told(&trial, (size_t)data[2] * 7 + data[1]);
  if (trial.as_example) check_elsewhere(&trial, accepted);
  free(trial.text);
  return 0;
}
