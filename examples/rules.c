/* How do I state a rule across fields? TLS needs a certificate and its key; a schema's check says so. */
#include <envtab.h>

struct tls { const char *certificate, *key; };
struct config { uint16_t port; struct tls tls; };

static void check_tls(const void *config, envtab_rules *rules)
{
  const struct tls *tls = config;

  char reason[120];

  if (!tls->certificate == !tls->key) return;
  snprintf(reason, sizeof reason, "is not set, but %s is",
           envtab_rules_name(rules, tls->key ? &tls->key : &tls->certificate));
  envtab_rules_reject(rules, tls->key ? &tls->certificate : &tls->key, reason, "Set both for TLS, or neither.");
}

static void check_config(const void *loaded, envtab_rules *rules)
{
  const struct config *config = loaded;

  if (config->tls.key && config->port == 80)
    envtab_rules_reject(rules, &config->port, "is the port of plain HTTP, but TLS is on", "Take 443, for example.");
}

static ENVTAB_TABLE(struct tls) tls_fields[] = {
  ENVTAB(struct tls, certificate, "CERTIFICATE", "The certificate's file.", .optional = true),
  ENVTAB(struct tls, key, "KEY", "The file of the certificate's key.", .optional = true),
};
static ENVTAB_SCHEMA(struct tls, tls_schema, tls_fields, "tls", .check = check_tls);

static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
  ENVTAB_GROUP(struct config, tls, tls_schema, "TLS_", "For HTTPS."),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "web", .check = check_config);
ENVTAB_LOADER(load_config, struct config, schema);

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);

  printf("%s on port %d\n", config->tls.key ? "https" : "http", config->port);
  envtab_free(config);
  return 0;
}
