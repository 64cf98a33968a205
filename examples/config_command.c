/*
 * A program with a config command: "config check" for a release step or an init container, "config show" for the
 * operator, and one word for each thing that its table writes.
 */
#include <envtab.h>
#include <string.h>

struct replica { envtab_endpoint address; envtab_duration timeout; };
struct config {
  uint16_t              port;
  int                   log_level;
  envtab_duration       cache_ttl;
  uint8_t               workers;
  envtab_secret         session_key;
  envtab_postgres       database;
  envtab_strings        origins;
  const struct replica *replica;
};

static ENVTAB_TABLE(struct replica) replica_fields[] = {
  ENVTAB(struct replica, address, "ADDRESS", "Its host and port.", .example = "replica:5432"),
  ENVTAB(struct replica, timeout, "TIMEOUT", "How long it may take to answer.", .default_value = "2s"),
};
static ENVTAB_SCHEMA(struct replica, replica_schema, replica_fields, "replica");

#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
  ROW(log_level, "LOG_LEVEL", "How much is logged.", .default_value = "info",
      .choices = ENVTAB_CHOICES({ "debug", 7 }, { "info", 6 }, { "error", 3 })),
  ROW(cache_ttl, "CACHE_TTL", "How long an order stays in the cache.", .default_value = "5m", .unit = "s", .max = "1h"),
  ROW(workers, "ORDERS_WORKERS", "How many orders are worked on at once.", .default_value = "4", .min = "1", .max = "64"),
  ROW(session_key, "SESSION_KEY", "Signs the session cookie.", .min_length = 32, .from_file = true),
  ROW(database, "DATABASE_URL", "Where the orders are kept.", .example = "postgres://orders:secret@db:5432/orders"),
  ENVTAB_LIST(struct config, origins, "ALLOWED_ORIGINS", "Who may call from a browser.", .optional = true,
              .deprecated = ENVTAB_NAMES("CORS_ORIGINS"), .example = "https://shop.example,https://m.shop.example"),
  ENVTAB_OPTIONAL_GROUP(struct config, replica, replica_schema, "REPLICA_", "A copy of the database to read from."),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders", .about = "Keeps the orders of a shop.",
                     .reserved_prefix = "ORDERS_");
ENVTAB_LOADER(load_config, struct config, schema);

int main(int argc, char **argv)
{
  const struct config *config;

  if (argc > 1 && strcmp(argv[1], "config") == 0) return envtab_command(&schema, argc - 1, argv + 1, NULL, stdout);
  config = load_config_or_exit(NULL);
  printf("listening on port %d\n", config->port);
  envtab_free(config);
  return 0;
}
