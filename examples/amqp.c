/* How does a service connect to RabbitMQ? With the adapter for librabbitmq, which logs in to the vhost, by TLS too. */
#include <envtab/rabbitmq.h>

struct config { envtab_amqp broker; envtab_duration timeout; const char *authorities; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, broker, "AMQP_URL", "Where orders wait.", .example = "amqps://app:secret@queue:5671/orders"),
  ENVTAB(struct config, timeout, "AMQP_TIMEOUT", "How long to wait for it at the start.", .default_value = "5s"),
  ENVTAB(struct config, authorities, "CA_FILE", "Whom amqps: trusts.",
         .default_value = "/etc/ssl/certs/ca-certificates.crt"), /* librabbitmq has no CAs of its own */
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders");
ENVTAB_LOADER(load_config, struct config, schema);

static bool worked(amqp_rpc_reply_t reply)
{
  char words[200];

  if (reply.reply_type == AMQP_RESPONSE_NORMAL) return true;
  envtab_amqp_reply_text(reply, words, sizeof words);
  fprintf(stderr, "%s\n", words);
  return false;
}

/* Puts an order into the queue; returns the program's exit status. */
static int order(amqp_connection_state_t broker, amqp_bytes_t queue)
{
  amqp_channel_open(broker, 1);
  if (!worked(amqp_get_rpc_reply(broker))) return 1;
  amqp_queue_declare(broker, 1, queue, 0, 0, 0, 1, amqp_empty_table);
  if (!worked(amqp_get_rpc_reply(broker))) return 1;
  if (amqp_basic_publish(broker, 1, amqp_empty_bytes, queue, 0, 0, NULL, amqp_cstring_bytes("a chair"))) return 1;
  if (!worked(amqp_connection_close(broker, AMQP_REPLY_SUCCESS))) return 1;
  printf("ordered\n");
  return 0;
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);
  char error[400];
  amqp_connection_state_t broker =
    envtab_amqp_connect(&config->broker, config->authorities, config->timeout, error, sizeof error);
  int status = broker ? order(broker, amqp_cstring_bytes("orders")) : 69; /* EX_UNAVAILABLE */

  if (broker) amqp_destroy_connection(broker);
  else fprintf(stderr, "cannot use %s: %s\n", config->broker.redacted, error);
  envtab_free(config);
  return status;
}
