/* How do problems get into my log stream? As JSON, one object a line, on stdout (or through a sink of your own). */
#include <envtab.h>

struct config { uint16_t port; envtab_duration timeout; envtab_strings origins; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
  ENVTAB(struct config, timeout, "TIMEOUT", "How long a request may take.", .default_value = "30s", .deprecated = ENVTAB_NAMES("MAX_TIME")),
  ENVTAB_LIST(struct config, origins, "ORIGINS", "Which sites may call.", .example = "https://example.org"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "web");
ENVTAB_LOADER(load_config, struct config, schema);

int main(void)
{
  const envtab_options options = { .sink = envtab_print_json, .context = stdout };
  const struct config *config = load_config_or_exit(&options);

  printf("{\"level\":\"info\",\"message\":\"started\",\"port\":%d}\n", config->port);
  envtab_free(config);
  return 0;
}
