/* How do I attach other services? Kafka by a list of endpoints; SMTP, S3 and whatever else has a URL by url. */
#include <string.h>

#include <envtab.h>

struct config { envtab_endpoints brokers; envtab_url mail, invoices; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_LIST(struct config, brokers, "KAFKA_BROKERS", "Where events go.", .example = "kafka1:9092,kafka2:9092"),
  ENVTAB(struct config, mail, "SMTP_URL", "Who takes mail.", .choices = ENVTAB_CHOICES({ "smtp", 0 }, { "smtps", 0 }),
         .example = "smtp://shop:secret@mail.example.org:587"),
  ENVTAB(struct config, invoices, "INVOICES_URL", "Where invoices are kept.", .choices = ENVTAB_CHOICES({ "s3", 0 }),
         .example = "s3://invoices/2026"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "shop");
ENVTAB_LOADER(load_config, struct config, schema);

/* Kafka's clients have no URLs: this is librdkafka's bootstrap.servers. An IPv6 address gets its brackets back. */
static void print_brokers(const envtab_endpoints *brokers)
{
  printf("bootstrap.servers=");
  for (size_t i = 0; i < brokers->count; i++) {
    const envtab_endpoint *broker = &brokers->items[i];

    printf(strchr(broker->host, ':') ? "%s[%s]:%d" : "%s%s:%d", i ? "," : "", broker->host, broker->port);
  }
  printf("\n");
}

/* smtps: has TLS from the first byte; smtp: begins without, and is to ask for STARTTLS before it logs in. */
static void print_mail(const envtab_url *mail)
{
  bool tls = strcmp(mail->scheme, "smtps") == 0;

  printf("mail: %s port %d, %s, %s\n", mail->host, mail->port ? mail->port : tls ? 465 : 587, tls ? "TLS" : "STARTTLS",
         mail->user ? mail->user : "no user");
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);

  print_brokers(&config->brokers);
  print_mail(&config->mail);
  printf("invoices: bucket %s, keys begin with \"%s\"\n", config->invoices.host,
         *config->invoices.path ? config->invoices.path + 1 : "");
  envtab_free(config);
  return 0;
}
