/* A service's whole configuration: a struct, a table of its members, one call. */
#include <envtab.h>

struct config {
  uint16_t        port;
  envtab_duration cache_ttl;
  unsigned        workers;
  envtab_secret   session_key;
  envtab_url      catalog;
};

#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
  ROW(cache_ttl, "CACHE_TTL", "How long an order stays in the cache.", .default_value = "5m", .unit = "s", .max = "1h"),
  ROW(workers, "ORDERS_WORKERS", "How many orders are worked on at once.", .default_value = "4", .min = "1", .max = "64"),
  ROW(session_key, "SESSION_KEY", "Signs the session cookie.", .min_length = 32),
  ROW(catalog, "CATALOG_URL", "Where the goods are listed.", .example = "https://orders:secret@catalog:8443/v1"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders", .reserved_prefix = "ORDERS_");
ENVTAB_LOADER(load_config, struct config, schema);

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);

  printf("listening on port %d with %u workers; cache %d ms; catalog %s; key %s\n", config->port, config->workers,
         envtab_milliseconds(config->cache_ttl), config->catalog.redacted, config->session_key.masked);
  envtab_free(config);
  return 0;
}
