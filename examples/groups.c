/* How does one table serve two databases? A struct with a table of its own is a group: it can be used twice, and nest. */
#include <envtab.h>

struct retry { unsigned attempts; envtab_duration pause; };
struct pool { envtab_endpoint address; unsigned connections; struct retry retry; };
struct config { struct pool primary; const struct pool *replica; };

static ENVTAB_TABLE(struct retry) retry_fields[] = {
  ENVTAB(struct retry, attempts, "ATTEMPTS", "How often a connection is tried.", .default_value = "3", .min = "1"),
  ENVTAB(struct retry, pause, "PAUSE", "How long to wait before the next attempt.", .default_value = "200ms"),
};
static ENVTAB_SCHEMA(struct retry, retry_schema, retry_fields, "retry");

static ENVTAB_TABLE(struct pool) pool_fields[] = {
  ENVTAB(struct pool, address, "ADDRESS", "Where the database listens.", .example = "db:5432"),
  ENVTAB(struct pool, connections, "CONNECTIONS", "The most connections.", .default_value = "8", .min = "1", .max = "100"),
  ENVTAB_GROUP(struct pool, retry, retry_schema, "RETRY_", "What to do when a connection fails."),
};
static ENVTAB_SCHEMA(struct pool, pool_schema, pool_fields, "pool");

static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_GROUP(struct config, primary, pool_schema, "DB_", "The database."),
  ENVTAB_OPTIONAL_GROUP(struct config, replica, pool_schema, "REPLICA_", "A copy to read from."),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "shop", .reserved_prefix = "DB_");
ENVTAB_LOADER(load_config, struct config, schema);

static void describe(const char *name, const struct pool *pool)
{
  printf("%s: %s port %d, %u connections, %u attempts, %d ms between them\n", name, pool->address.host,
         pool->address.port, pool->connections, pool->retry.attempts, envtab_milliseconds(pool->retry.pause));
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);

  describe("primary", &config->primary);
  if (config->replica) describe("replica", config->replica); /* NULL: none of its variables is set */
  else printf("no replica\n");
  envtab_free(config);
  return 0;
}
