/* Every macro, every C type, every option. */
#include <envtab.h>

enum level { LEVEL_LOW, LEVEL_HIGH };
struct pool { unsigned size; };
struct config {
  bool yes;
  char signed tiny;
  short small;
  int number;
  long large;
  long long larger;
  unsigned char utiny;
  unsigned short usmall;
  unsigned unumber;
  unsigned long ularge;
  unsigned long long ularger;
  int8_t i8;
  int16_t i16;
  int32_t i32;
  int64_t i64;
  uint8_t u8;
  uint16_t u16;
  uint32_t u32;
  uint64_t u64;
  size_t bytes;
  float ratio;
  double factor;
  const char *text;
  envtab_secret key;
  envtab_duration wait;
  envtab_size room;
  envtab_uuid id;
  envtab_endpoint peer;
  envtab_pair label;
  envtab_url url;
  enum level level;
  uint16_t port;
  unsigned flags;
  envtab_bytes hex, base64, base64url;
  envtab_strings words;
  envtab_endpoints peers;
  envtab_pairs labels;
  ENVTAB_LIST_OF(int) numbers;
  ENVTAB_LIST_OF(envtab_secret) keys;
  ENVTAB_LIST_OF(uint16_t) ports;
  struct pool primary, *replica;
};

#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct pool) pool_fields[] = { ENVTAB(struct pool, size, "SIZE", "Connections.", .default_value = "4") };
static ENVTAB_SCHEMA(struct pool, pool_schema, pool_fields, "pool");

static ENVTAB_TABLE(struct config) fields[] = {
  ROW(yes, "YES", "A bool."),
  ROW(tiny, "TINY", "A signed char."), ROW(small, "SMALL", "A short."), ROW(number, "NUMBER", "An int."),
  ROW(large, "LARGE", "A long."), ROW(larger, "LARGER", "A long long."),
  ROW(utiny, "UTINY", "An unsigned char."), ROW(usmall, "USMALL", "An unsigned short."),
  ROW(unumber, "UNUMBER", "An unsigned."), ROW(ularge, "ULARGE", "An unsigned long."),
  ROW(ularger, "ULARGER", "An unsigned long long."),
  ROW(i8, "I8", "8 bits."), ROW(i16, "I16", "16 bits."), ROW(i32, "I32", "32 bits."), ROW(i64, "I64", "64 bits."),
  ROW(u8, "U8", "8 bits."), ROW(u16, "U16", "16 bits."), ROW(u32, "U32", "32 bits."), ROW(u64, "U64", "64 bits."),
  ROW(bytes, "BYTES", "A size_t."), ROW(ratio, "RATIO", "A float."), ROW(factor, "FACTOR", "A double."),
  ROW(text, "TEXT", "A string.", .default_value = "a", .deprecated = ENVTAB_NAMES("OLD_TEXT"), .empty = ENVTAB_EMPTY_IS_VALUE, .raw = true),
  ROW(key, "KEY", "A secret.", .min_length = 8, .max_length = 64, .from_file = true, .example = "0123456789"),
  ROW(wait, "WAIT", "A duration.", .min = "1s", .max = "1h", .unit = "s", .optional = true),
  ROW(room, "ROOM", "A size.", .default_value = "1MiB"), ROW(id, "ID", "A UUID.", .secret = true),
  ROW(peer, "PEER", "An endpoint."), ROW(label, "LABEL", "A pair."), ROW(url, "URL", "A URL."),
  ENVTAB_AS(struct config, level, enum level, &envtab_type_uint32, "LEVEL", "An enum.",
            .choices = ENVTAB_CHOICES({ "low", LEVEL_LOW }, { "high", LEVEL_HIGH })),
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "A port."),
  ENVTAB_AS(struct config, flags, ENVTAB_FLAGS, "FLAGS", "Flags.", .choices = ENVTAB_CHOICES({ "a", 1 }, { "b", 2 })),
  ENVTAB_AS(struct config, hex, ENVTAB_HEX, "HEX", "A key."),
  ENVTAB_AS(struct config, base64, ENVTAB_BASE64, "BASE64", "A key."),
  ENVTAB_AS(struct config, base64url, ENVTAB_BASE64URL, "BASE64URL", "A key."),
  ENVTAB_LIST(struct config, words, "WORDS", "Words."), ENVTAB_LIST(struct config, peers, "PEERS", "Peers."),
  ENVTAB_LIST(struct config, labels, "LABELS", "Labels."), ENVTAB_LIST(struct config, numbers, "NUMBERS", "Numbers."),
  ENVTAB_LIST(struct config, keys, "KEYS", "Keys."),
  ENVTAB_LIST_AS(struct config, ports, ENVTAB_PORT, "PORTS", "Ports.", .min = "1024"),
  ENVTAB_GROUP(struct config, primary, pool_schema, "PRIMARY_", "The first."),
  ENVTAB_OPTIONAL_GROUP(struct config, replica, pool_schema, "REPLICA_", "The second."),
};

static void check(const void *config, envtab_rules *rules)
{
  const struct config *loaded = config;

  if (loaded->small > loaded->number) envtab_rules_reject(rules, &loaded->small, "is more than NUMBER", NULL);
}

static ENVTAB_SCHEMA(struct config, schema, fields, "table", .about = "All there is.", .reserved_prefix = "T_",
                     .others = ENVTAB_SCHEMAS(&pool_schema), .check = check);
ENVTAB_LOADER(load_table, struct config, schema);

int main(void)
{
  const struct config by_hand = { .key = ENVTAB_SECRET_OF("0123"), .numbers = { (const int[]){ 1, 2 }, 2 } };
  const struct config *config = load_table(&(envtab_options){ .privileged = true });

  if (!config) config = load_table_or_exit(NULL);
  envtab_free(config);
  return (int)by_hand.numbers.count;
}
