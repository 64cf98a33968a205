/*
 * A whole load: the input is an environment, its entries with NULs between them, against a schema that has something of
 * everything. The first three bytes choose the options. An entry may begin with a byte from 1 on instead of a name: it
 * stands for a declared one, so that the fuzzer needs not spell it. What NAME_FILE names is one of the files made here.
 */
#include <fcntl.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "oracle.h"

/* ---- The schema ---- */

struct pool { int32_t size; envtab_duration timeout; };
struct database { const char *host; uint16_t port; envtab_secret password; struct pool pool; };
struct worker { uint32_t workers; envtab_secret token; };
enum level { DEBUG = 1, INFO };
struct config {
  uint16_t port;
  bool verbose;
  enum level level;
  unsigned flags;
  int8_t small;
  uint64_t large;
  float ratio;
  double share;
  envtab_duration ttl;
  envtab_size cache;
  envtab_uuid instance;
  const char *text, *raw, *blank, *strict;
  envtab_secret key;
  envtab_bytes hex, base64;
  envtab_url upstream;
  envtab_endpoints brokers;
  envtab_pairs labels;
  envtab_strings tags;
  ENVTAB_LIST_OF(uint16_t) ports;
  ENVTAB_LIST_OF(envtab_secret) old_keys;
  ENVTAB_LIST_OF(envtab_url) hooks;
  struct database primary, *replica;
};

static void check_pool(const void *config, envtab_rules *rules)
{
  const struct pool *pool = config;

  if (pool->size == 13) envtab_rules_reject(rules, &pool->size, "brings bad luck", "Take 12 or 14.");
}

static void check_config(const void *loaded, envtab_rules *rules)
{
  const struct config *config = loaded;

  if (config->replica && config->replica->port == config->primary.port)
    envtab_rules_reject(rules, NULL, "The replica has the primary's port", NULL);
  if (config->verbose && config->level == INFO) envtab_rules_reject(rules, &config->verbose, "goes with LEVEL=debug only", "");
}

#define ROW(member, ...) ENVTAB(struct pool, member, __VA_ARGS__)
static ENVTAB_TABLE(struct pool) pool_fields[] = {
  ROW(size, "SIZE", "Connections.", .default_value = "10", .min = "1"),
  ROW(timeout, "TIMEOUT", "How long one waits.", .default_value = "5s"),
};
#undef ROW
static ENVTAB_SCHEMA(struct pool, pool_schema, pool_fields, "pool", .check = check_pool);

#define ROW(member, ...) ENVTAB(struct database, member, __VA_ARGS__)
static ENVTAB_TABLE(struct database) database_fields[] = {
  ROW(host, "HOST", "Where it runs.", .max_length = 80),
  ENVTAB_AS(struct database, port, ENVTAB_PORT, "PORT", "Its port.", .default_value = "5432"),
  ROW(password, "PASSWORD", "Its password.", .from_file = true, .deprecated = ENVTAB_NAMES("PASS"), .min_length = 4),
  ENVTAB_GROUP(struct database, pool, pool_schema, "POOL_", "Its pool."),
};
#undef ROW
static ENVTAB_SCHEMA(struct database, database_schema, database_fields, "database", .reserved_prefix = "POOL_");

#define ROW(member, ...) ENVTAB(struct worker, member, __VA_ARGS__)
static ENVTAB_TABLE(struct worker) worker_fields[] = {
  ROW(workers, "APP_WORKERS", "How many.", .default_value = "4"),
  ROW(token, "APP_TOKEN", "A token.", .from_file = true, .deprecated = ENVTAB_NAMES("APP_TICKET")),
};
#undef ROW
static ENVTAB_SCHEMA(struct worker, worker_schema, worker_fields, "worker");

#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
  ROW(verbose, "VERBOSE", "Says more.", .default_value = "no"),
  ROW(level, "LEVEL", "What is logged.", .default_value = "info", .choices = ENVTAB_CHOICES({ "debug", DEBUG }, { "info", INFO })),
  ENVTAB_AS(struct config, flags, ENVTAB_FLAGS, "FLAGS", "What is on.", .optional = true,
            .choices = ENVTAB_CHOICES({ "read", 1 }, { "write", 2 }, { "all", 3 })),
  ROW(small, "APP_SMALL", "A small number.", .optional = true, .min = "-5"),
  ROW(large, "APP_LARGE", "A large number.", .default_value = "1", .max = "18446744073709551614"),
  ROW(ratio, "RATIO", "A ratio.", .default_value = "0.5", .min = "0", .max = "1"),
  ROW(share, "SHARE", "A share.", .optional = true),
  ROW(ttl, "CACHE_TTL", "How long an order stays.", .default_value = "5m", .unit = "s", .max = "1h", .deprecated = ENVTAB_NAMES("TTL")),
  ROW(cache, "CACHE_SIZE", "How much.", .default_value = "64MiB", .unit = "MiB"),
  ROW(instance, "INSTANCE", "Which one.", .optional = true),
  ROW(text, "NAME", "Its name.", .example = "orders"),
  ROW(raw, "RAW", "Any bytes.", .optional = true, .raw = true, .from_file = true),
  ROW(blank, "BLANK", "May be empty.", .optional = true, .empty = ENVTAB_EMPTY_IS_VALUE),
  ROW(strict, "STRICT", "May not be empty.", .optional = true, .empty = ENVTAB_EMPTY_IS_ERROR, .deprecated = ENVTAB_NAMES("OLD_STRICT")),
  ROW(key, "SESSION_KEY", "Signs the cookie.", .min_length = 8, .from_file = true, .deprecated = ENVTAB_NAMES("COOKIE_KEY")),
  ENVTAB_AS(struct config, hex, ENVTAB_HEX, "HEX_KEY", "A key.", .optional = true, .from_file = true),
  ENVTAB_AS(struct config, base64, ENVTAB_BASE64, "BASE64_KEY", "A key.", .optional = true, .max_length = 64),
  ROW(upstream, "UPSTREAM_URL", "Whom it asks.", .optional = true, .choices = ENVTAB_CHOICES({ "http", 0 }, { "https", 1 })),
  ENVTAB_LIST(struct config, brokers, "BROKERS", "Whom it tells.", .optional = true, .min_length = 2),
  ENVTAB_LIST(struct config, labels, "LABELS", "What it is.", .optional = true, .from_file = true),
  ENVTAB_LIST(struct config, tags, "TAGS", "More of it.", .default_value = "a,b", .empty = ENVTAB_EMPTY_IS_VALUE),
  ENVTAB_LIST_AS(struct config, ports, ENVTAB_PORT, "PORTS", "More ports.", .default_value = "80,443", .min = "80", .max_length = 4),
  ENVTAB_LIST(struct config, old_keys, "OLD_KEYS", "Former keys.", .optional = true),
  ENVTAB_LIST(struct config, hooks, "HOOKS", "Whom it calls.", .optional = true),
  ENVTAB_GROUP(struct config, primary, database_schema, "PRIMARY_", "The database."),
  ENVTAB_OPTIONAL_GROUP(struct config, replica, database_schema, "REPLICA_", "Its replica."),
};
#undef ROW
static ENVTAB_SCHEMA(struct config, schema, fields, "fuzz", .reserved_prefix = "APP_",
                     .others = ENVTAB_SCHEMAS(&worker_schema), .check = check_config);

/* ---- The schema again, by a walk of its own: each name that it knows, in table order ---- */

struct known {
  const envtab_field *field;
  char name[64];
  bool hidden, other;            /* other: of another schema */
  size_t row;                    /* what problems are in the order of */
};
static struct known known[96];
static size_t known_count, row_count;
static const char *const owned[] = { "APP_", "PRIMARY_POOL_", "REPLICA_POOL_", NULL };

static void know(const envtab_field *field, const char *prefix, const char *name, const char *end, bool other)
{
  struct known *one = &known[known_count++];

  expect(known_count < 96, "too many names");
  one->field = field;
  one->row = row_count;
  one->other = other;
  one->hidden = field->secret || field->type->secret || (field->element && field->element->secret);
  snprintf(one->name, sizeof one->name, "%s%s%s", prefix, name, end);
}

static void know_schema(const envtab_schema *of, const char *prefix, bool other)
{
  for (size_t i = 0; i < of->count; i++) {
    const envtab_field *field = (const void *)((const char *)of->fields + i * of->field_size);
    char inner[64];

    if (field->group) {
      snprintf(inner, sizeof inner, "%s%s", prefix, field->name);
      know_schema(field->group, inner, other);
      continue;
    }
    for (int former = 0; former < 2; former++) {
      const char *name = former ? field->deprecated ? *field->deprecated : NULL : field->name;

      if (name) know(field, prefix, name, "", other);
      if (name && field->from_file) know(field, prefix, name, "_FILE", other);
    }
    row_count++;
  }
}

/* ---- The files that NAME_FILE may name ---- */

static const char *const files[] = {
  "fuzz_files/secret", "fuzz_files/empty", "fuzz_files/newline", "fuzz_files/nul", "fuzz_files/large", "fuzz_files/list",
  "fuzz_files/fifo", "fuzz_files", "fuzz_files/missing", "fuzz_files/secret/below", "/proc/self/environ", "/dev/null", ""
};

static void make_file(const char *path, const char *text, size_t length, off_t size)
{
  int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

  expect(file >= 0 && write(file, text, length) == (ssize_t)length && ftruncate(file, size) == 0, "%s cannot be made", path);
  close(file);
}

static void make_files(void)
{
  static const char secret[] = "correct horse Zq7 battery\n", list[] = "a=b,c=d\r\n";

  mkdir("fuzz_files", 0700);
  make_file(files[0], secret, sizeof secret - 1, sizeof secret - 1);
  make_file(files[1], "", 0, 0);
  make_file(files[2], "\r\n", 2, 2);
  make_file(files[3], "a\0b", 3, 3);
  make_file(files[4], "", 0, (1 << 20) + 1);
  make_file(files[5], list, sizeof list - 1, sizeof list - 1);
  mkfifo(files[6], 0600);
}

/* ---- The environment that an input asks for ---- */

enum { MOST_ENTRIES = 512 };
struct trial {
  const char *prefix;            /* of the options, "" for none */
  char *entries[MOST_ENTRIES + 1];
  size_t count, shift;
  bool scrub;
};

static bool is_file_name(const char *name, size_t length) { return length > 5 && memcmp(name + length - 5, "_FILE", 5) == 0; }

static char *make_entry(const char *prefix, const char *text, size_t length)
{
  unsigned char first = (unsigned char)*text;
  char name[128];
  size_t named;

  if (first >= 1 && first <= known_count) {
    snprintf(name, sizeof name, "%s%s=", prefix, known[first - 1].name);
    text++, length--;
  } else {
    const char *equals = memchr(text, '=', length);
    size_t size = equals ? (size_t)(equals - text) + 1 : 0;

    if (size == 0 || size >= sizeof name) return exact_copy("", text, length);
    snprintf(name, sizeof name, "%.*s", (int)size, text);
    text += size, length -= size;
  }
  named = strlen(name) - 1;
  if (!is_file_name(name, named)) return exact_copy(name, text, length);
  text = files[length ? (unsigned char)*text % (sizeof files / sizeof *files) : 0];
  return exact_copy(name, text, strlen(text));
}

static void make_trial(struct trial *trial, const uint8_t *data, size_t size)
{
  const char *text = (const char *)data + 3, *end = (const char *)data + size;

  trial->prefix = data[0] & 1 ? "LIB_" : "";
  trial->scrub = (data[0] & 6) == 6;
  trial->shift = data[1] % 32;
  trial->count = 0;
  while (text < end && trial->count < MOST_ENTRIES) {
    size_t length = strnlen(text, (size_t)(end - text));

    if (length) trial->entries[trial->count++] = make_entry(trial->prefix, text, length);
    text += length + 1;
  }
  trial->entries[trial->count] = NULL;
}

static size_t name_length(const char *entry)
{
  size_t length = strcspn(entry, "=");

  return entry[length] ? length : 0;
}

/* The known name of an entry, or NULL. */
static const struct known *known_as(const struct trial *trial, const char *entry)
{
  size_t length = name_length(entry), prefix = strlen(trial->prefix);

  if (length <= prefix || strncmp(entry, trial->prefix, prefix) != 0) return NULL;
  for (size_t i = 0; i < known_count; i++)
    if (strlen(known[i].name) == length - prefix && strncmp(known[i].name, entry + prefix, length - prefix) == 0) return &known[i];
  return NULL;
}

/* ---- Loading ---- */

struct outcome {
  const void *config;
  char *memory;
  uint64_t fingerprint;
  char *shown;
  struct sightings sightings;
};

/* capacity 0: in pages of its own. */
static void load(struct trial *trial, struct outcome *outcome, size_t capacity)
{
  envtab_options options = {
    .environment = (const char *const *)trial->entries, .prefix = *trial->prefix ? trial->prefix : NULL, .sink = see,
    .context = &outcome->sightings
  };
  size_t size;
  FILE *out;

  memset(&outcome->sightings, 0, offsetof(struct sightings, seen));
  outcome->memory = NULL;
  outcome->shown = NULL;
  if (capacity) {
    outcome->memory = malloc(trial->shift + capacity);
    memset(outcome->memory, 0xa5, trial->shift + capacity);
    options.memory = outcome->memory + trial->shift;
    options.capacity = capacity;
  }
  outcome->config = envtab_load(&schema, &options);
  if (!outcome->config) return;
  outcome->fingerprint = envtab_fingerprint(outcome->config);
  out = open_memstream(&outcome->shown, &size);
  envtab_show(outcome->config, out);
  fclose(out);
}

static void unload(struct outcome *outcome)
{
  envtab_free(outcome->config);
  free(outcome->memory);
  free(outcome->shown);
}

static void compare(const struct outcome *one, const struct outcome *other)
{
  size_t count = one->sightings.count < MOST_SEEN ? one->sightings.count : MOST_SEEN;

  expect(!one->config == !other->config && one->sightings.count == other->sightings.count, "one fails, the other does not");
  for (size_t i = 0; i < count; i++) {
    const struct seen *a = &one->sightings.seen[i], *b = &other->sightings.seen[i];

    expect(a->code == b->code && a->field == b->field && a->at == b->at && a->source == b->source,
           "two problems: %s, %s", a->reason, b->reason);
    expect(!strcmp(a->name, b->name) && !strcmp(a->value, b->value) && !strcmp(a->reason, b->reason) && !strcmp(a->hint, b->hint),
           "two texts: %s %s %s; %s %s %s", a->name, a->reason, a->hint, b->name, b->reason, b->hint);
  }
  if (!one->config) return;
  expect(one->fingerprint == other->fingerprint, "two fingerprints");
  expect(strcmp(one->shown, other->shown) == 0, "two configs: %s and %s", one->shown, other->shown);
}

/* ---- What a load may report ---- */

/* A file's byte order mark in front of the first name does not hide whose it is. */
static bool is_owned(const struct trial *trial, const char *entry)
{
  char whole[64];

  if (strncmp(entry, "\xEF\xBB\xBF", 3) == 0) entry += 3;
  for (size_t i = 0; owned[i]; i++) {
    size_t length = (size_t)snprintf(whole, sizeof whole, "%s%s", trial->prefix, owned[i]);

    if (name_length(entry) > length && strncmp(entry, whole, length) == 0) return true;
  }
  return false;
}

/* The row that a problem is of; row_count: none. */
static size_t row_of(const struct trial *trial, const struct seen *seen)
{
  size_t prefix = strlen(trial->prefix);

  expect(strncmp(seen->name, trial->prefix, prefix) == 0, "the name lacks the prefix: %s", seen->name);
  for (size_t i = 0; i < known_count; i++)
    if (!known[i].other && known[i].field == seen->field && strcmp(known[i].name, seen->name + prefix) == 0) return known[i].row;
  return row_count;
}

/* The name of an entry as far as it is one, and blanks after it. */
static void show_name(char *out, size_t capacity, const char *entry)
{
  static const char bytes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  size_t length = strncmp(entry, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  length += strspn(entry + length, bytes);
  length += strspn(entry + length, " ");
  show_escaped(out, capacity, entry, length, true);
  if (length < name_length(entry)) strncat(out, "...", capacity - strlen(out) - 1);
}

/* Rows in table order, unknown names in the environment's, rules, the summary. */
static void check_order(const struct trial *trial, const struct sightings *sightings)
{
  size_t stage = 0, next = 0, entry = 0;

  for (size_t i = 0; i < sightings->count && i < MOST_SEEN; i++) {
    const struct seen *seen = &sightings->seen[i];
    size_t now = seen->code == ENVTAB_PROBLEM_SUMMARY   ? 3
                 : seen->code == ENVTAB_PROBLEM_RULE    ? 2
                 : seen->code == ENVTAB_PROBLEM_UNKNOWN ? 1
                                                        : 0;

    expect(now >= stage, "%s %s stands too late", seen->name, seen->reason);
    stage = now;
    if (now == 0) {
      size_t row = row_of(trial, seen);

      expect(seen->code != ENVTAB_PROBLEM_SCHEMA && seen->code != ENVTAB_PROBLEM_MISUSE, "%s %s", seen->name, seen->reason);
      expect(row < row_count && row >= next, "%s %s: not in the order of the table", seen->name, seen->reason);
      next = row + 1;
    } else if (now == 1) {
      char shown[320] = "";

      for (; entry < trial->count; entry++) {
        if (known_as(trial, trial->entries[entry]) || !is_owned(trial, trial->entries[entry])) continue;
        show_name(shown, sizeof shown, trial->entries[entry]);
        if (strcmp(shown, seen->name) == 0) break;
      }
      expect(entry++ < trial->count, "%s is unknown, but none is called so", seen->name);
    }
  }
}

static bool is_reported(const struct sightings *sightings, const char *name, envtab_code code)
{
  for (size_t i = 0; i < sightings->count && i < MOST_SEEN; i++) {
    const struct seen *seen = &sightings->seen[i];

    if (seen->code == code && strcmp(seen->name, name) == 0) return true;
    if (code == ENVTAB_PROBLEM_UNKNOWN && seen->code == ENVTAB_PROBLEM_MISSING && strstr(seen->hint, name)) return true;
  }
  return sightings->count > MOST_SEEN;
}

static bool is_service_link(const char *name)
{
  static regex_t links;
  static bool compiled;

  if (!compiled)
    regcomp(&links, "._SERVICE_HOST$|._SERVICE_PORT(_.*)?$|._PORT(_[0-9]+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)?$",
            REG_EXTENDED | REG_NOSUB);
  compiled = true;
  return regexec(&links, name, 0, NULL, 0) == 0;
}

/* What stands twice, and what is not known, must be told, whatever else is wrong. */
static void check_told(const struct trial *trial, const struct sightings *sightings)
{
  for (size_t i = 0; i < trial->count; i++) {
    const char *entry = trial->entries[i];
    size_t length = name_length(entry);
    const struct known *as = known_as(trial, entry);
    char name[LONGEST_TEXT], shown[320];

    if (!length) continue;
    if (as && !as->other) {
      bool twice = false, told = false;

      for (size_t j = 0; j < i; j++) twice = twice || known_as(trial, trial->entries[j]) == as;
      for (size_t j = 0; twice && j < known_count; j++) {
        snprintf(name, sizeof name, "%s%s", trial->prefix, known[j].name);
        told = told || (known[j].row == as->row && is_reported(sightings, name, ENVTAB_PROBLEM_TWICE));
      }
      expect(told == twice || told, "%s stands twice", as->name);
    } else if (!as && is_owned(trial, entry)) {
      show_name(shown, sizeof shown, entry);
      snprintf(name, sizeof name, "%.*s", (int)length, entry);
      expect(is_reported(sightings, shown, ENVTAB_PROBLEM_UNKNOWN) || is_service_link(name), "%s is not known", shown);
    }
  }
}

static void check_outcome(const struct trial *trial, const struct outcome *outcome)
{
  const struct sightings *sightings = &outcome->sightings;

  expect((outcome->config == NULL) == (sightings->errors > 0), "%zu errors", sightings->errors);
  check_order(trial, sightings);
  check_told(trial, sightings);
  for (size_t i = 0; i < sightings->count && i < MOST_SEEN; i++) {
    const struct seen *seen = &sightings->seen[i];

    expect((seen->code == ENVTAB_PROBLEM_SUMMARY) == (!outcome->config && i + 1 == sightings->count), "a summary");
    for (size_t j = 0; j < known_count; j++)
      if (known[j].field == seen->field && known[j].hidden) expect(!seen->has_value, "a secret's value: %s", seen->value);
  }
  if (!outcome->config && sightings->count <= MOST_SEEN)
    expect(sightings->seen[sightings->count - 1].count == sightings->errors, "%zu errors", sightings->errors);
}

/* ---- Memory ---- */

/* With less memory than envtab_capacity() says, a load does the same or says how much is enough. */
static void check_small(struct trial *trial, const struct outcome *first, size_t capacity)
{
  static struct outcome outcome;
  const struct seen *seen = &outcome.sightings.seen[0];
  size_t enough, ignored;

  if (!capacity) return;
  load(trial, &outcome, capacity);
  if (outcome.sightings.count == 2 && seen->code == ENVTAB_PROBLEM_MEMORY) {
    expect(outcome.sightings.errors == 1 && !outcome.config, "more than a lack of memory");
    if (sscanf(seen->hint, "Its capacity is %zu bytes; %zu", &ignored, &enough) == 2) {
      unload(&outcome);
      load(trial, &outcome, enough);
      compare(first, &outcome);
    }
  } else {
    compare(first, &outcome);
  }
  unload(&outcome);
}

/* ---- Scrubbing ---- */

static void check_scrubbed(const struct trial *trial, char *const *kept)
{
  size_t left = 0;

  for (size_t i = 0; i < trial->count; i++) {
    const char *entry = trial->entries[i];
    const struct known *as = known_as(trial, entry);
    bool secret = as && !as->other && as->hidden;
    size_t length = name_length(entry) + 1;

    if (secret) expect(!entry[length], "the bytes of %s remain", as->name);
    else expect(kept[left++] == entry, "%s is gone", entry);
  }
  expect(!kept[left], "%s remains", kept[left]);
}

static void scrub(const struct trial *trial)
{
  static struct outcome outcome;
  envtab_options options = { .prefix = *trial->prefix ? trial->prefix : NULL, .sink = see, .context = &outcome.sightings, .scrub = true };
  char **saved = environ, **entries = malloc((trial->count + 1) * sizeof *entries);

  memcpy(entries, trial->entries, (trial->count + 1) * sizeof *entries);
  memset(&outcome.sightings, 0, offsetof(struct sightings, seen));
  environ = entries;
  outcome.config = envtab_load(&schema, &options);
  environ = saved;
  if (outcome.config) check_scrubbed(trial, entries);
  else expect(memcmp(entries, trial->entries, trial->count * sizeof *entries) == 0, "a load that failed scrubs");
  envtab_free(outcome.config);
  free(entries);
}

/* ---- The target ---- */

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
  envtab_options options = { .context = stderr };

  (void)count, (void)arguments;
  expect(envtab_check_schema(&schema, &options), "the table is wrong");
  know_schema(&schema, "", false);
  know_schema(&worker_schema, "", true);
  make_files();
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static struct trial trial;
  static struct outcome first, second;
  size_t room;

  if (size < 3) return 0;
  make_trial(&trial, data, size);
  room = envtab_capacity(&schema, (const char *const *)trial.entries);
  expect(room > sizeof(struct config), "a room of %zu bytes", room);
  load(&trial, &first, *trial.prefix || data[0] & 8 ? 0 : room);
  check_outcome(&trial, &first);
  load(&trial, &second, *trial.prefix || data[0] & 16 ? 0 : room + 64);
  compare(&first, &second);
  unload(&second);
  if (data[0] & 32) check_small(&trial, &first, data[2] < 8 ? room - data[2] : room * data[2] / 256);
  unload(&first);
  if (trial.scrub) scrub(&trial);
  for (size_t i = 0; i < trial.count; i++) free(trial.entries[i]);
  return 0;
}
