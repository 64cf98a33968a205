/* Which types are there? One row of each, and what was read. */
#include <envtab.h>

struct every {
  bool flag;
  int8_t i8; int16_t i16; int32_t i32; int64_t i64; uint8_t u8; uint16_t u16; uint32_t u32; uint64_t u64;
  float real; double precise;
  const char *string; envtab_secret secret;
  envtab_duration duration; envtab_size size; envtab_uuid uuid; envtab_endpoint endpoint; envtab_url url;
  enum level { QUIET, NORMAL, LOUD } level;
  uint16_t port; unsigned features;
  envtab_bytes hex, base64, base64url;
  envtab_strings strings; envtab_pairs pairs;
  ENVTAB_LIST_OF(uint16_t) ports;
};
#define ROW(member, ...) ENVTAB(struct every, member, __VA_ARGS__)
static ENVTAB_TABLE(struct every) fields[] = {
  ROW(flag, "BOOL", "Yes or no.", .default_value = "off"),
  ROW(i8, "INT8", "A whole number.", .default_value = "-128"),
  ROW(i16, "INT16", "A whole number.", .default_value = "-32768"),
  ROW(i32, "INT32", "A whole number.", .default_value = "-2147483648"),
  ROW(i64, "INT64", "A whole number.", .default_value = "-9223372036854775808"),
  ROW(u8, "UINT8", "A whole number.", .default_value = "255"),
  ROW(u16, "UINT16", "A whole number.", .default_value = "65535"),
  ROW(u32, "UINT32", "A whole number.", .default_value = "4294967295"),
  ROW(u64, "UINT64", "A whole number.", .default_value = "18446744073709551615"),
  ROW(real, "FLOAT", "A number.", .default_value = "0.1"),
  ROW(precise, "DOUBLE", "A number.", .default_value = "6.02214076e23"),
  ROW(string, "STRING", "Any text.", .default_value = "Grüße, Welt"),
  ROW(secret, "SECRET", "Text that is never shown."),
  ROW(duration, "DURATION", "A length of time.", .default_value = "90m"),
  ROW(size, "SIZE", "A number of bytes.", .default_value = "10MiB"),
  ROW(uuid, "UUID", "A UUID.", .default_value = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
  ROW(endpoint, "ENDPOINT", "A host and a port.", .default_value = "[2001:db8::1]:53"),
  ROW(url, "URL", "A URL.", .example = "https://user:password@example.org/path?key=value"),
  ROW(level, "LEVEL", "One of some names.", .default_value = "normal",
      .choices = ENVTAB_CHOICES({ "quiet", QUIET }, { "normal", NORMAL }, { "loud", LOUD })),
  ENVTAB_AS(struct every, port, ENVTAB_PORT, "PORT", "A port.", .default_value = "3000"),
  ENVTAB_AS(struct every, features, ENVTAB_FLAGS, "FLAGS", "Some of some names.", .default_value = "read,write",
            .choices = ENVTAB_CHOICES({ "read", 4 }, { "write", 2 }, { "execute", 1 })),
  ENVTAB_AS(struct every, hex, ENVTAB_HEX, "HEX", "A key."),
  ENVTAB_AS(struct every, base64, ENVTAB_BASE64, "BASE64", "A key."),
  ENVTAB_AS(struct every, base64url, ENVTAB_BASE64URL, "BASE64URL", "A key."),
  ENVTAB_LIST(struct every, strings, "STRINGS", "Some texts.", .default_value = "a,b,c"),
  ENVTAB_LIST(struct every, pairs, "PAIRS", "Keys and values.", .default_value = "team=shop,tier=2"),
  ENVTAB_LIST_AS(struct every, ports, ENVTAB_PORT, "PORTS", "Some ports.", .default_value = "80,443"),
};
static ENVTAB_SCHEMA(struct every, schema, fields, "types");
ENVTAB_LOADER(load_every, struct every, schema);

int main(void)
{
  const struct every *every = load_every_or_exit(NULL);
  envtab_show(every, stdout);
  envtab_free(every);
  return 0;
}
