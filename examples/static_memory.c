/* How do I load without an allocator? Into an array of the program's own. */
#include <envtab.h>

struct config { uint16_t port; envtab_strings hosts; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the server binds.", .default_value = "3000"),
  ENVTAB_LIST(struct config, hosts, "HOSTS", "Which names it answers to.", .default_value = "localhost", .max_length = 16),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "device");
ENVTAB_LOADER(load_config, struct config, schema);

static unsigned char memory[4096];

int main(void)
{
  const envtab_options options = { .memory = memory, .capacity = sizeof memory };
  const struct config *config;

  /* A load says how much is enough when it is not; this is how to ask before, for memory that is made to measure. */
  if (envtab_capacity(&schema, NULL) > sizeof memory) fprintf(stderr, "device: the environment is too large\n");
  config = load_config_or_exit(&options);
  for (size_t i = 0; i < config->hosts.count; i++) printf("%s:%d\n", config->hosts.items[i], config->port);
  envtab_free(config); /* wipes the array; the program may use it again */
  return 0;
}
