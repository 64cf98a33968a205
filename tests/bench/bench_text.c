/*
 * One load of one long text, for counting instructions: a reader's must grow as the text does. Arguments: the row, and
 * how many bytes; without: the names of the rows.
 */
#include <stdlib.h>
#include <string.h>

#include <envtab.h>

#define TYPE(name) .type = &envtab_type_##name
#define ITEMS(name) .type = &envtab_type_list, .element = &envtab_type_##name

/* The text is start, then repeated over and over, its "#" a number that counts, then end. */
static const struct row {
  const char *name, *start, *repeated, *end;
  envtab_field field;
} rows[] = {
  { "string", "", "abcdefgh", "", { TYPE(string) } },
  { "string-dollars", "", "${", "", { TYPE(string) } },
  { "string-parentheses", "", "$(A", "", { TYPE(string) } },
  { "string-utf8", "", "\xe2\x82\xac", "", { TYPE(string) } },
  { "string-bad-end", "", "abcdefgh", "\n", { TYPE(string) } },
  { "string-raw", "", "\xff\n ", "", { TYPE(string), .raw = true } },
  { "secret", "", "abcdefgh", "", { TYPE(secret) } },
  { "secret-x", "", "x", "", { TYPE(secret) } },
  { "hex", "", "0f1e2d3c", "", { TYPE(hex) } },
  { "hex-odd", "", "0f1e2d3c", "0", { TYPE(hex) } },
  { "base64", "", "Zm9v", "", { TYPE(base64) } },
  { "base64-equals", "Zm9v", "====", "", { TYPE(base64) } },
  { "base64url", "", "Zm9v", "", { TYPE(base64url) } },
  { "integer", "1", "00000000", "", { TYPE(int64) } },
  { "integer-bad", "1", "00000000", "x", { TYPE(int64) } },
  { "double", "1.", "01234567", "", { TYPE(double) } },
  { "bool", "", "true", "", { TYPE(bool) } },
  { "duration-digits", "", "12345678", "s", { TYPE(duration) } },
  { "duration-parts", "", "1h", "", { TYPE(duration) } },
  { "duration-words", "", "1 hour ", "x", { TYPE(duration) } },
  { "duration-fraction", "1.", "01234567", "s", { TYPE(duration) } },
  { "size-digits", "", "12345678", "MiB", { TYPE(size) } },
  { "size-unit", "1", "MiBMiB", "", { TYPE(size) } },
  { "uuid", "{", "550e8400-", "}", { TYPE(uuid) } },
  { "endpoint", "", "abcdefg.", "com:1", { TYPE(endpoint) } },
  { "endpoint-colons", "[", ":1", "]:1", { TYPE(endpoint) } },
  { "pair", "a=", "abcdefgh", "", { TYPE(pair) } },
  { "pair-colon", "a:", "abcdefgh", "", { TYPE(pair) } },
  { "list", "", "abcdefg,", "x", { ITEMS(string) } },
  { "list-bad-last", "", "1234567,", "x", { ITEMS(int32) } },
  { "list-bounds", "", "1234567,", "1", { ITEMS(int32), .min = "1", .max = "9999999" } },
  { "list-durations", "", "1h30m5s,", "1s", { ITEMS(duration) } },
  { "list-endpoints", "", "db#:5432,", "db:1", { ITEMS(endpoint) } },
  { "list-urls", "", "https://u:p@h/a?b=#,", "https://h", { ITEMS(url) } },
  { "list-secrets", "", "secret#,", "x", { ITEMS(secret) } },
  { "pairs", "", "k#=v,", "z=1", { ITEMS(pair) } },
  { "pairs-alike", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa#=v,", "z=1", { ITEMS(pair) } },
  { "pairs-twice-at-last", "k0=v,", "k#1=v,", "k0=v", { ITEMS(pair) } },
  { "url-parameters", "https://h/?", "p#=v&", "z", { TYPE(url) } },
  { "url-parameters-bare", "https://h/?", "p#&", "z", { TYPE(url) } },
  { "url-parameter-twice", "https://h/?a&", "p#&", "a", { TYPE(url) } },
  { "url-path", "https://h", "/a/b%20c", "", { TYPE(url) } },
  { "url-escapes", "https://u:", "%C3%BC", "@h", { TYPE(url) } },
  { "url-ats", "https://u:p", "@@@@@@@@", "h", { TYPE(url) } },
  { "url-colons", "https://", ":::::::::", "@h", { TYPE(url) } },
  { "url-bad-escape", "https://h/", "abcdefgh", "%2", { TYPE(url) } },
  { "postgres-password", "postgres://u:", "p?#:[w]%40", "@h/d", { TYPE(postgres) } },
  { "postgres-hosts", "postgres://", "h#:5432,", "z:1/d", { TYPE(postgres) } },
  { "postgres-ipv6", "postgres://", "[::#]:5432,", "[::1]:1/d", { TYPE(postgres) } },
  { "postgres-host", "postgres:///d?host=", "h#,", "z", { TYPE(postgres) } },
  { "postgres-hostaddr", "postgres:///d?hostaddr=", "10.0.0.1,", "10.0.0.2&port=1", { TYPE(postgres) } },
  { "postgres-ports", "postgres:///d?port=", "5432,", "1", { TYPE(postgres) } },
  { "postgres-commas", "postgres:///d?host=a", ",", "", { TYPE(postgres) } },
  { "postgres-options", "postgres://h/d?options=", "-c%20a%3Db%20", "", { TYPE(postgres) } },
  { "postgres-methods", "postgres://h/d?require_auth=md5", ",gss", "", { TYPE(postgres) } },
  { "postgres-parameters", "postgres://h/d?", "user=u&", "", { TYPE(postgres) } },
  { "postgres-ats", "postgres://u:p", "@@@@@@@@", "h", { TYPE(postgres) } },
  { "postgres-bad-end", "postgres://h/", "abcdefgh", "%2", { TYPE(postgres) } },
  { "redis-password", "redis://u:", "p:[w]%40", "@h/1", { TYPE(redis) } },
  { "redis-database", "redis://h/", "12345678", "", { TYPE(redis) } },
  { "redis-hosts", "redis://", "h#:6379,", "z:1", { TYPE(redis) } },
  { "redis-socket", "unix:///", "r%20s", ".sock", { TYPE(redis) } },
  { "amqp-password", "amqp://u:", "pw%40", "@h/v", { TYPE(amqp) } },
  { "amqp-vhost", "amqp://h/", "v%2F", "", { TYPE(amqp) } },
  { "amqp-file", "amqps://h?heartbeat=1&cacertfile=", "/a%20b", "", { TYPE(amqp) } },
  { "amqp-parameters", "amqp://h?", "heartbeat=1&", "", { TYPE(amqp) } },
  { "amqp-colons", "amqp://", "::::::::", "", { TYPE(amqp) } },
  { "list-postgres", "", "postgres://u:p@h#/d,", "postgres://h", { ITEMS(postgres) } },
  { "list-redis", "", "redis://:p@h#/1,", "redis://h", { ITEMS(redis) } },
  { "list-amqp", "", "amqp://u:p@h#/v,", "amqp://h", { ITEMS(amqp) } },
};

static char *make_text(const struct row *row, size_t length)
{
  char *text = malloc(length + 256);
  size_t used = (size_t)sprintf(text, "V=%s", row->start), number = 10000;

  while (used < length) {
    const char *gap = strchr(row->repeated, '#');

    if (gap) used += (size_t)sprintf(text + used, "%.*s%zu%s", (int)(gap - row->repeated), row->repeated, number++, gap + 1);
    else used += (size_t)sprintf(text + used, "%s", row->repeated);
  }
  strcpy(text + used, row->end);
  return text;
}

static void ignore(void *context, const envtab_problem *problem) { (void)context, (void)problem; }

static void load(const struct row *row, size_t length)
{
  envtab_field field = row->field;
  envtab_schema schema = { .name = "bench", .fields = &field, .count = 1, .field_size = sizeof field, .alignment = 16 };
  char *text = make_text(row, length);
  const char *const environment[] = { text, NULL };
  envtab_options options = { .environment = environment, .sink = ignore };

  field.name = "V";
  field.help = "A long text.";
  schema.size = field.size = field.type->size;
  if (field.element) field.element_size = field.element->size;
  puts(envtab_load(&schema, &options) ? "accepted" : "refused");
  free(text);
}

int main(int count, char **arguments)
{
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (count != 3) puts(rows[i].name);
    else if (strcmp(rows[i].name, arguments[1]) == 0) load(&rows[i], (size_t)atol(arguments[2]));
  }
  return 0;
}
