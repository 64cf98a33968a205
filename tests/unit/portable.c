/*
 * The main path without a test framework, for targets that have none: musl, 32 bits, Windows. Ends with 0 when all
 * holds. With the word "write" it writes its table in each format instead, to stdout.
 */
#include <string.h>

#include <envtab.h>

struct pool { unsigned size; };
struct config {
  bool verbose;
  int8_t tiny;
  uint64_t large;
  size_t count;
  double ratio;
  const char *name;
  uint16_t port;
  envtab_duration wait;
  envtab_size room;
  envtab_secret key;
  envtab_bytes pepper;
  envtab_uuid id;
  envtab_url site;
  envtab_endpoints peers;
  envtab_pairs labels;
  enum level { LOW = 1, HIGH = 5 } level;
  struct pool pool, *spare;
};

#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static const envtab_field pool_fields[] = { ENVTAB(struct pool, size, "SIZE", "Connections.", .default_value = "4",
                                                   .max = "64") };
static const envtab_schema pool_schema = ENVTAB_SCHEMA(struct pool, pool_fields, "pool");
static const envtab_field fields[] = {
  ROW(verbose, "VERBOSE", "Say more.", .default_value = "no"),
  ROW(tiny, "TINY", "A small number.", .default_value = "-128"),
  ROW(large, "LARGE", "A large number.", .default_value = "18446744073709551615"),
  ROW(count, "COUNT", "A count.", .default_value = "3", .max = "4294967295" /* of 32 bits */),
  ROW(ratio, "RATIO", "A ratio.", .default_value = "0.1"),
  ROW(name, "NAME", "A name.", .optional = true),
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port to listen on.", .default_value = "3000"),
  ROW(wait, "WAIT", "How long to wait.", .default_value = "5m", .unit = "s", .max = "1h"),
  ROW(room, "ROOM", "How much to keep.", .default_value = "64MiB"),
  ROW(key, "KEY", "Signs the cookie.", .min_length = 8),
  ENVTAB_AS(struct config, pepper, ENVTAB_HEX, "PEPPER", "Goes into every hash.", .optional = true),
  ROW(id, "ID", "Who this is.", .optional = true),
  ROW(site, "SITE", "Where it is.", .optional = true),
  ENVTAB_LIST(struct config, peers, "PEERS", "The others.", .optional = true),
  ENVTAB_LIST(struct config, labels, "LABELS", "For the metrics.", .optional = true),
  ENVTAB_AS(struct config, level, enum level, &envtab_type_uint32, "LEVEL", "How much to log.", .default_value = "low",
            .choices = ENVTAB_CHOICES({ "low", LOW }, { "high", HIGH })),
  ENVTAB_GROUP(struct config, pool, &pool_schema, "POOL_", "The pool."),
  ENVTAB_GROUP(struct config, spare, &pool_schema, "SPARE_", "One more.", .optional = true),
};
static const envtab_schema schema = ENVTAB_SCHEMA(struct config, fields, "plain", .reserved_prefix = "PLAIN_");
ENVTAB_LOADER(load_plain, struct config, schema)

static int failures;

#define HOLDS(condition) hold(condition, #condition, __LINE__)
static void hold(bool holds, const char *condition, int line)
{
  if (!holds) fprintf(stderr, "portable.c:%d: %s does not hold\n", line, condition);
  failures += !holds;
}

static void count_codes(void *context, const envtab_problem *problem) { ((size_t *)context)[problem->code]++; }

static void test_defaults(void)
{
  const char *const environment[] = { "KEY=0123456789", NULL };
  const struct config *config = load_plain(&(envtab_options){ .environment = environment });

  HOLDS(config != NULL);
  if (!config) return;
  HOLDS(!config->verbose && config->tiny == -128 && config->large == UINT64_MAX && config->count == 3);
  HOLDS(config->ratio > 0.09999 && config->ratio < 0.10001 && config->name == NULL && config->port == 3000);
  HOLDS(envtab_milliseconds(config->wait) == 300000 && config->room.bytes == 64 * 1024 * 1024);
  HOLDS(strcmp(envtab_reveal(config->key), "0123456789") == 0 && strcmp(config->key.masked, "<secret>") == 0);
  HOLDS(config->level == LOW && config->pool.size == 4 && config->spare == NULL && config->peers.count == 0);
  HOLDS(envtab_source_of(config, &config->wait) == ENVTAB_SOURCE_DEFAULT && envtab_is_set(config, &config->key));
  HOLDS(envtab_fingerprint(config) != 0);
  envtab_free(config);
}

static void check_all(const struct config *config)
{
  HOLDS(config->verbose && config->tiny == 127 && config->port == 65535 && strcmp(config->name, "J\xc3\xbcrgen") == 0);
  HOLDS(config->wait.nanoseconds == INT64_C(90500000000) && config->room.bytes == 1500 && config->level == HIGH);
  HOLDS(config->pepper.length == 2 && config->pepper.data[0] == 0xab && config->pepper.data[1] == 0xcd);
  HOLDS(config->id.octets[0] == 0x55 && config->id.octets[15] == 0x00);
  HOLDS(strcmp(config->site.host, "h") == 0 && config->site.port == 8443 && strcmp(config->site.path, "/a%2Fb") == 0);
  HOLDS(strcmp(envtab_reveal(config->site.password), "p@ss") == 0 && !strstr(config->site.redacted, "p%40ss"));
  HOLDS(config->peers.count == 2 && strcmp(config->peers.items[1].host, "::1") == 0 &&
        config->peers.items[1].port == 2);
  HOLDS(config->labels.count == 1 && strcmp(config->labels.items[0].value, "b=c") == 0);
  HOLDS(config->pool.size == 8 && config->spare && config->spare->size == 4);
}

static void test_all(void)
{
  static const char *const environment[] = { "VERBOSE=yes",
                                             "TINY=127",
                                             "LARGE=0",
                                             "COUNT=4294967295",
                                             "RATIO=1e-3",
                                             "NAME=J\xc3\xbcrgen",
                                             "PORT=65535",
                                             "WAIT=1m30.5s",
                                             "ROOM=1500B",
                                             "KEY=0123456789",
                                             "PEPPER=abCD",
                                             "ID=550e8400-e29b-41d4-a716-446655440000",
                                             "SITE=https://u:p%40ss@h:8443/a%2Fb?q=1",
                                             "PEERS=a:1,[::1]:2",
                                             "LABELS=a=b=c",
                                             "LEVEL=high",
                                             "POOL_SIZE=8",
                                             "SPARE_SIZE=4",
                                             "NOTHING",
                                             "=nothing",
                                             "OTHER=1",
                                             NULL };
  const struct config *config = load_plain(&(envtab_options){ .environment = environment });

  HOLDS(config != NULL);
  if (config) check_all(config);
  envtab_free(config);
}

static void test_problems(void)
{
  static const char *const environment[] = {
    "VERBOSE=maybe", "TINY=128", "PORT=tcp://10.0.0.7:80", "WAIT=2d", "WAIT=1s", "LEVEL=medium", "POOL_SIZE=65", "KEY=",
    "PLAIN_X=1",     NULL
  };
  size_t codes[ENVTAB_PROBLEM_SUSPICIOUS + 1] = { 0 };
  const struct config *config =
    load_plain(&(envtab_options){ .environment = environment, .sink = count_codes, .context = codes });

  HOLDS(config == NULL);
  HOLDS(codes[ENVTAB_PROBLEM_MALFORMED] == 2 && codes[ENVTAB_PROBLEM_RANGE] == 2 && codes[ENVTAB_PROBLEM_TWICE] == 1);
  HOLDS(codes[ENVTAB_PROBLEM_CHOICE] == 1 && codes[ENVTAB_PROBLEM_EMPTY] == 1 && codes[ENVTAB_PROBLEM_UNKNOWN] == 1);
  HOLDS(codes[ENVTAB_PROBLEM_SUMMARY] == 1);
}

static void test_memory(void)
{
  static const char *const environment[] = { "KEY=0123456789", NULL };
  static union { max_align_t alignment; char bytes[16384]; } memory;
  size_t codes[ENVTAB_PROBLEM_SUSPICIOUS + 1] = { 0 }, room = envtab_capacity(&schema, environment);
  envtab_options options = {
    .environment = environment, .sink = count_codes, .context = codes, .memory = &memory, .capacity = 64
  };

  HOLDS(room > 0 && room <= sizeof memory);
  HOLDS(load_plain(&options) == NULL && codes[ENVTAB_PROBLEM_MEMORY] == 1);
  options.capacity = room;
  HOLDS((const char *)load_plain(&options) >= memory.bytes && codes[ENVTAB_PROBLEM_MEMORY] == 1);
}

/* The table in each format, for a comparison of what the targets write. */
static int write_all(void)
{
  for (int format = ENVTAB_FORMAT_HELP; format <= ENVTAB_FORMAT_SYSTEMD; format++)
    HOLDS(envtab_write(&schema, (envtab_format)format, NULL));
  return failures != 0;
}

int main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "write") == 0) return write_all();
  HOLDS(strcmp(envtab_version(), ENVTAB_VERSION) == 0);
  HOLDS(envtab_check_schema(&schema, NULL));
  test_defaults();
  test_all();
  test_problems();
  test_memory();
  return failures != 0;
}
