/* How is this URL read? Prints the parts of DATABASE_URL, REDIS_URL and AMQP_URL, without their secrets. */
#include <envtab.h>

struct config { envtab_postgres postgres; envtab_redis redis; envtab_amqp amqp; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, postgres, "DATABASE_URL", "A Postgres URL.", .optional = true),
  ENVTAB(struct config, redis, "REDIS_URL", "A Redis URL.", .optional = true),
  ENVTAB(struct config, amqp, "AMQP_URL", "An AMQP URL.", .optional = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "check_url");
ENVTAB_LOADER(load_config, struct config, schema);

static void print(const char *part, const char *value) { printf("%-9s %s\n", part, value ? value : "not given"); }
static void print_port(uint16_t port) { if (port) printf("port      %d\n", port); }

static void print_postgres(const envtab_postgres *postgres)
{
  print("postgres", postgres->redacted);
  for (size_t i = 0; i < postgres->hosts.count; i++) {
    print("host", postgres->hosts.items[i].host);
    print_port(postgres->hosts.items[i].port);
  }
  print("user", postgres->user);
  print("password", postgres->password.masked); /* not the password: <secret> */
  print("database", postgres->database);
  for (const char *const *keyword = postgres->keywords; *keyword; keyword++) print("keyword", *keyword);
}

static void print_redis(const envtab_redis *redis)
{
  print("redis", redis->redacted);
  print(redis->socket ? "socket" : "host", redis->socket ? redis->socket : redis->host);
  print_port(redis->port);
  print("TLS", redis->tls ? "yes" : "no");
  print("user", redis->user);
  print("password", redis->password.masked);
  printf("database  %lu\n", (unsigned long)redis->database);
}

static void print_amqp(const envtab_amqp *amqp)
{
  print("amqp", amqp->redacted);
  print("host", amqp->host);
  print_port(amqp->port);
  print("TLS", !amqp->tls ? "no" : amqp->verify_peer ? "yes" : "yes, with any certificate");
  print("user", amqp->user);
  print("password", amqp->password.masked);
  print("vhost", amqp->vhost);
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);
  if (config->postgres.redacted) print_postgres(&config->postgres);
  if (config->redis.redacted) print_redis(&config->redis);
  if (config->amqp.redacted) print_amqp(&config->amqp);
  envtab_free(config);
  return 0;
}
