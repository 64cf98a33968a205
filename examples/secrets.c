/* How do secrets stay secret? Read one from a file, use them by envtab_reveal() alone, scrub the environment. */
#include <stdlib.h>
#include <string.h>

#include <envtab.h>

struct config { envtab_secret api_key, pepper; envtab_url webhook; }; /* whoever knows the webhook may use it */
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, api_key, "API_KEY", "Signs requests to the bank.", .min_length = 16),
  ENVTAB(struct config, pepper, "PEPPER", "Is hashed with the passwords.", .from_file = true), /* or PEPPER_FILE */
  ENVTAB(struct config, webhook, "WEBHOOK", "Who is told of an order.", .secret = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "bank");
ENVTAB_LOADER(load_config, struct config, schema);

/* Whether the bytes are in the environment that others see: ps e, /proc/PID/environ, a child process. */
static bool can_be_seen(const char *text)
{
  static char seen[65536];
  FILE *file = fopen("/proc/self/environ", "rb");
  size_t length = file ? fread(seen, 1, sizeof seen, file) : 0, size = strlen(text);

  if (file) fclose(file);
  for (size_t i = 0; i + size <= length; i++)
    if (memcmp(seen + i, text, size) == 0) return true;
  return false;
}

int main(void)
{
  const envtab_options options = { .scrub = true }; /* before any thread starts, and after every other load */
  const struct config *config;
  bool before = can_be_seen("API_KEY=");

  config = load_config_or_exit(&options);
  printf("a printf by mistake: %s\n", config->api_key.masked);
  printf("what is meant: a key that begins with %.4s\n", envtab_reveal(config->api_key));
  printf("in /proc/self/environ: %s before, %s after\n", before ? "there" : "not there",
         can_be_seen(envtab_reveal(config->api_key)) ? "there" : "gone");
  printf("getenv: %s\n", getenv("API_KEY") ? "there" : "gone");
  envtab_show(config, stdout);
  envtab_free(config); /* overwrites them */
  return 0;
}
