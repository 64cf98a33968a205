/* How do I test my own table? Nothing is set or unset: a test hands in an environment as an array. */
#include <envtab.h>
#include <string.h>

struct config { uint16_t port; envtab_duration timeout; envtab_secret key; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
  ENVTAB(struct config, timeout, "TIMEOUT", "How long a request may take.", .default_value = "30s", .max = "5m"),
  ENVTAB(struct config, key, "KEY", "Signs the session cookie.", .min_length = 8),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "web");
ENVTAB_LOADER(load_config, struct config, schema);

static int failed;

static void expect(bool holds, const char *what)
{
  printf("%s: %s\n", holds ? "passed" : "FAILED", what);
  failed += !holds;
}

static void test_defaults(void)
{
  const char *const environment[] = { "KEY=0123456789abcdef", NULL };
  const struct config *config = load_config(&(envtab_options){ .environment = environment });

  expect(config && config->port == 3000, "the port is 3000 when nobody sets it");
  envtab_free(config);
}

int main(void)
{
  const char *const none[] = { NULL };
  const char *const slow[] = { "KEY=0123456789abcdef", "TIMEOUT=10m", NULL };
  const struct config by_hand = { .port = 80, .key = ENVTAB_SECRET_OF("01234567") };

  expect(envtab_check_schema(&schema, NULL), "the table is right: names, defaults, bounds, examples");
  expect(envtab_fails_with(&schema, none, ENVTAB_PROBLEM_MISSING, "KEY"), "there is no start without a key");
  expect(envtab_fails_with(&schema, slow, ENVTAB_PROBLEM_RANGE, "TIMEOUT"), "no request takes ten minutes");
  expect(strcmp(envtab_reveal(by_hand.key), "01234567") == 0, "a config can be written by hand");
  test_defaults();
  return failed != 0;
}
