#include "setting.h"

#include <stdio.h>
#include <string.h>

enum { LONG = 1400 };

static const char *const nouns[] = {
  "DATABASE", "CACHE", "QUEUE", "WORKER", "SESSION", "HTTP", "UPLOAD", "SEARCH", "MAIL", "METRICS", "BILLING", "LOG", "AUTH", "REPORT",
  "EXPORT", "IMAGE"
};
static const char *const things[] = {
  "TIMEOUT", "SIZE", "LIMIT", "HOST", "PATH", "ENABLED", "RETRIES", "LEVEL", "REGION", "WINDOW", "BUCKET", "MODE", "THREADS", "DEPTH",
  "TOPIC", "BATCH"
};
static const char *const foreign[] = {
  "KUBERNETES", "XDG", "LC",     "GIT",  "npm_config", "JAVA",    "SSH",  "DOCKER",
  "CI",         "AWS", "GOOGLE", "NODE", "PYTHON",     "SYSTEMD", "OTEL", "VAULT"
};

/* Texts lie here, so that the heap is as a program finds it that has just begun. */
static char arena[8 << 20];
static size_t arena_used;

static char *take(size_t size)
{
  char *memory = arena + arena_used;

  arena_used += size;
  return memory;
}

/* The same numbers in every run. */
static unsigned next_random(void)
{
  static unsigned state = 20240229;

  state = state * 1664525 + 1013904223;
  return state >> 8;
}

static char *print(const char *format, const char *a, const char *b, size_t number)
{
  char text[256];
  size_t size = (size_t)snprintf(text, sizeof text, format, a, b, number) + 1;

  return memcpy(take(size), text, size);
}

/* ---- The fields ---- */

static enum kind kind_of(size_t field, enum shape shape)
{
  static const enum kind services[] = { STRING, INTEGER, DURATION, BOOL, URL, STRING, INTEGER, DURATION };
  static const enum kind others[] = { STRING, INTEGER, BOOL, INTEGER };

  if (shape == SERVICES || shape == SERVICES_AS_STRINGS) {
    enum kind kind = services[field % 8];

    return kind == URL && shape == SERVICES_AS_STRINGS ? URL_AS_STRING : kind;
  }
  return field == 5 ? DURATION : others[field % 4];
}

/* Three of four. */
static bool is_set(size_t field) { return field % 4 != field / 4 % 4; }

static void make_field(struct setting *setting, size_t i, enum shape shape)
{
  static const envtab_type *const types[] = {
    &envtab_type_string, &envtab_type_int32, &envtab_type_bool, &envtab_type_duration, &envtab_type_url, &envtab_type_string
  };
  static const size_t alignments[] = {
    _Alignof(char *), _Alignof(int32_t), _Alignof(bool), _Alignof(envtab_duration), _Alignof(envtab_url), _Alignof(char *)
  };
  static const char *const defaults[] = { "default", "42", "true", "5m", "https://localhost", "https://localhost" };
  size_t alignment;
  envtab_field *field = &setting->fields[i];
  const char *noun = nouns[i % 16], *thing = things[(i / 16 + i * 7) % 16];

  setting->kinds[i] = kind_of(i, shape);
  setting->names[i] = print(shape == NO_PREFIX ? "%s_%s_%zu" : "ORDERS_%s_%s_%zu", noun, thing, i);
  field->type = types[setting->kinds[i]];
  alignment = alignments[setting->kinds[i]];
  field->offset = (setting->schema.size + alignment - 1) / alignment * alignment;
  field->size = field->type->size;
  setting->schema.size = field->offset + field->size;
  field->name = setting->names[i];
  field->help = "A setting.";
  field->default_value = defaults[setting->kinds[i]];
}

/* Makes a struct of them, as a compiler lays it out. */
static void make_fields(struct setting *setting, size_t count, enum shape shape)
{
  enum { ALIGNMENT = _Alignof(struct value) };

  setting->field_count = count;
  for (size_t i = 0; i < count; i++) make_field(setting, i, shape);
  setting->schema = (envtab_schema){
    .name = "bench", .fields = setting->fields, .count = count, .field_size = sizeof(envtab_field),
    .size = (setting->schema.size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, .alignment = ALIGNMENT
  };
}

/* ---- The variables ---- */

#define A_URL "https://orders:s%40fe@catalog.internal:8443/v1"

static char *long_text(const char *before, const char *behind)
{
  size_t length = strlen(before);
  char *text = take(length + LONG + strlen(behind) + 1);

  memcpy(text, before, length);
  for (size_t i = length; i < length + LONG; i++) text[i] = (char)('A' + i % 26);
  strcpy(text + length + LONG, behind);
  return text;
}

static char *make_set(const struct setting *setting, size_t field, enum shape shape)
{
  static const char *const right[] = { "eu-central-1.example.com", "2500", "false", "1500ms", A_URL, A_URL };
  static const char *const wrong[] = { "eu-central-1.example.com", "2500x", "maybe", "1500 ms", "//", A_URL };
  enum kind kind = setting->kinds[field];

  if (shape != LONG_STRINGS || kind != STRING)
    return print("%s=%s", setting->names[field], shape == ALL_BAD ? wrong[kind] : right[kind], 0);
  return long_text(print("%s=%s", setting->names[field], "", 0), "");
}

static char *make_foreign(const struct setting *setting, size_t i, enum shape shape)
{
  const char *name = setting->names[i % setting->field_count];
  char *entry;

  switch (shape) {
  case NEAR:
    entry = print("%s=%s", name, "x", 0);
    entry[8 + next_random() % (strlen(name) - 8)] = 'q';
    return entry;
  case SAME_LENGTH:
    entry = print("%s=%s", name, "x", 0);
    for (size_t j = 7; entry[j] != '='; j++) entry[j] = (char)('A' + next_random() % 26);
    return entry;
  case LONG_NAMES: return long_text("", "=x");
  case LONG_PREFIXED: return long_text("ORDERS_", "=x");
  case NO_EQUALS: return print("ORDERS_%s_%s_%zu_X", nouns[i % 16], things[i % 16], i);
  case COPIES: return print("%s=%s", setting->names[1], "7", 0);
  case LONG_VALUES: case LONG_STRINGS:
    return long_text(print("%s_%s_%zu=", foreign[i % 16], things[i % 13], i), "");
  default: return print("%s_%s_%zu=/usr/local/share/some/where", foreign[i % 16], things[i % 13], i);
  }
}

static void shuffle(struct setting *setting)
{
  for (size_t i = setting->variable_count; i > 1; i--) {
    size_t j = next_random() % i, place = setting->place[j];
    char *entry = setting->environment[j];

    setting->environment[j] = setting->environment[i - 1];
    setting->place[j] = setting->place[i - 1];
    setting->environment[i - 1] = entry;
    setting->place[i - 1] = place;
  }
}

struct setting *make_setting(size_t fields, size_t variables, enum shape shape)
{
  static struct setting only;
  struct setting *setting = &only;
  size_t used = 0;

  memset(setting, 0, sizeof *setting);
  arena_used = 0;
  setting->variable_count = variables;
  make_fields(setting, fields, shape);
  for (size_t i = 0; i < fields && used < variables - variables / 4 && shape != NOTHING_SET; i++) {
    if (!is_set(i)) continue;
    setting->place[used] = i;
    setting->environment[used++] = make_set(setting, i, shape);
  }
  for (; used < variables; used++) {
    setting->place[used] = MOST_FIELDS;
    setting->environment[used] = make_foreign(setting, used, shape);
  }
  if (shape != COPIES) shuffle(setting);
  return setting;
}
