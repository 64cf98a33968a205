/*
 * Connects with AMQP_URL, as a service does; publishes a message and gets it back, and prints what was agreed on, and
 * the words of a broker that closes a channel, which name the vhost.
 */
#include <stdlib.h>

#include <envtab/rabbitmq.h>

#include "live.h"

struct config {
  envtab_amqp amqp;
  envtab_duration timeout;
  const char *ca_file, *user;
  size_t capacity;
};
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, amqp, "AMQP_URL", "Whom to ask.", .optional = true),
  ENVTAB(struct config, timeout, "TIMEOUT", "How long to wait for it.", .default_value = "30s"),
  ENVTAB(struct config, ca_file, "CA_FILE", "Where the certificates of authorities are.", .optional = true),
  ENVTAB(struct config, user, "USER_ID", "Whom the broker must know the connection for.", .default_value = "guest"),
  ENVTAB(struct config, capacity, "CAPACITY", "How much room there is for words.", .default_value = "400", .max = "400"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "amqp");
ENVTAB_LOADER(load_config, struct config, schema);

static bool say(amqp_rpc_reply_t reply)
{
  char words[300];

  envtab_amqp_reply_text(reply, words, sizeof words);
  printf("%s\n", words);
  return reply.reply_type == AMQP_RESPONSE_NORMAL;
}

/* Asks for a queue that is not there: the broker closes the channel, and says in which vhost it looked. */
static bool miss(amqp_connection_state_t broker)
{
  amqp_channel_open(broker, 1);
  if (!say(amqp_get_rpc_reply(broker))) return false;
  amqp_queue_declare(broker, 1, amqp_cstring_bytes("nowhere"), 1, 0, 0, 0, amqp_empty_table);
  return !say(amqp_get_rpc_reply(broker));
}

/* Publishes as the user: a broker that knows the connection for another's closes the channel. */
static bool publish(amqp_connection_state_t broker, const char *user)
{
  amqp_basic_properties_t properties;

  memset(&properties, 0, sizeof properties);
  properties._flags = AMQP_BASIC_USER_ID_FLAG;
  properties.user_id = amqp_cstring_bytes(user);
  amqp_channel_open(broker, 2);
  amqp_queue_declare(broker, 2, amqp_cstring_bytes("envtab"), 0, 0, 1, 1, amqp_empty_table);
  if (amqp_get_rpc_reply(broker).reply_type != AMQP_RESPONSE_NORMAL) return say(amqp_get_rpc_reply(broker));
  return amqp_basic_publish(broker, 2, amqp_empty_bytes, amqp_cstring_bytes("envtab"), 0, 0, &properties,
                            amqp_cstring_bytes("published")) == AMQP_STATUS_OK;
}

/* The message is there when the broker has taken it, which it did not confirm. */
static bool get(amqp_connection_state_t broker)
{
  amqp_message_t message;
  amqp_rpc_reply_t reply;

  do
    reply = amqp_basic_get(broker, 2, amqp_cstring_bytes("envtab"), 1);
  while (reply.reply_type == AMQP_RESPONSE_NORMAL && reply.reply.id == AMQP_BASIC_GET_EMPTY_METHOD);
  if (reply.reply_type != AMQP_RESPONSE_NORMAL) return say(reply);
  reply = amqp_read_message(broker, 2, &message, 0);
  if (reply.reply_type != AMQP_RESPONSE_NORMAL) return say(reply);
  printf("%.*s\n", (int)message.body.len, (const char *)message.body.bytes);
  amqp_destroy_message(&message);
  return true;
}

static int use(amqp_connection_state_t broker, const char *user)
{
  printf("channel_max=%d frame_max=%d heartbeat=%d\n", amqp_get_channel_max(broker), amqp_get_frame_max(broker),
         amqp_get_heartbeat(broker));
  printf("time for the login: %ld.%06ld s\n", (long)amqp_get_handshake_timeout(broker)->tv_sec,
         (long)amqp_get_handshake_timeout(broker)->tv_usec);
  if (!miss(broker) || !publish(broker, user) || !get(broker)) return 2;
  return amqp_connection_close(broker, AMQP_REPLY_SUCCESS).reply_type == AMQP_RESPONSE_NORMAL ? 0 : 2;
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);
  char *error = config->capacity ? malloc(config->capacity) : NULL; /* so that a byte too many is seen */
  amqp_connection_state_t broker = envtab_amqp_connect(&config->amqp, config->ca_file, config->timeout, error,
                                                       config->capacity);
  int status = broker ? use(broker, config->user)
                      : failed(error ? error : "no room for words", config->amqp.password);

  if (broker && *error) status = 4; /* words where nothing failed */
  if (broker) amqp_destroy_connection(broker);
  free(error);
  envtab_free(config);
  return status;
}
