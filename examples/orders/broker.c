/* A connection to RabbitMQ that comes back when it was lost, with the queues that the orders go through. */
#include "broker.h"

#include "log.h"

void broker_close(struct broker *broker)
{
  if (!broker->connection) return;
  amqp_connection_close(broker->connection, AMQP_REPLY_SUCCESS);
  amqp_destroy_connection(broker->connection);
  broker->connection = NULL;
}

bool broker_lose(struct broker *broker, const char *what, const char *why)
{
  log_event(LOG_LEVEL_WARNING, "lost the broker", "{s:s, s:s, s:s}", "broker", broker->config->url.redacted, "during",
            what, "error", why);
  amqp_destroy_connection(broker->connection); /* no farewell: it may not be heard, and would be waited for */
  broker->connection = NULL;
  backoff_after_failure(&broker->backoff);
  return false;
}

bool broker_agreed(struct broker *broker, const char *what)
{
  amqp_rpc_reply_t reply = amqp_get_rpc_reply(broker->connection);
  char words[300];

  if (reply.reply_type == AMQP_RESPONSE_NORMAL) return true;
  envtab_amqp_reply_text(reply, words, sizeof words);
  return broker_lose(broker, what, words);
}

/* ---- Queues: all that use them declare them, so it does not matter who comes first ---- */

static bool declare_queue(struct broker *broker, const char *name, amqp_table_t arguments)
{
  amqp_bytes_t queue = amqp_cstring_bytes(name);

  amqp_queue_declare(broker->connection, CHANNEL, queue, 0, 1, 0, 0, arguments);
  if (!broker_agreed(broker, name)) return false;
  amqp_queue_bind(broker->connection, CHANNEL, queue, amqp_cstring_bytes(EXCHANGE), queue, amqp_empty_table);
  return broker_agreed(broker, name);
}

static amqp_table_entry_t text_entry(const char *key, const char *text)
{
  amqp_table_entry_t entry = { .key = amqp_cstring_bytes(key), .value.kind = AMQP_FIELD_KIND_UTF8 };

  entry.value.value.bytes = amqp_cstring_bytes(text);
  return entry;
}

static bool declare_queues(struct broker *broker)
{
  amqp_table_entry_t back[] = { text_entry("x-dead-letter-exchange", EXCHANGE),
                                text_entry("x-dead-letter-routing-key", QUEUE_WORK) };
  amqp_table_t arguments = { .num_entries = 2, .entries = back };

  amqp_exchange_declare(broker->connection, CHANNEL, amqp_cstring_bytes(EXCHANGE), amqp_cstring_bytes("direct"), 0, 1,
                        0, 0, amqp_empty_table);
  return broker_agreed(broker, EXCHANGE) && declare_queue(broker, QUEUE_WORK, amqp_empty_table) &&
         declare_queue(broker, QUEUE_RETRY, arguments) && declare_queue(broker, QUEUE_DEAD, amqp_empty_table);
}

/* ---- Connecting ---- */

static bool open_channel(struct broker *broker)
{
  struct timeval timeout = envtab_timeval(broker->config->timeout);

  amqp_set_rpc_timeout(broker->connection, &timeout);
  amqp_channel_open(broker->connection, CHANNEL);
  return broker_agreed(broker, "channel.open");
}

bool broker_connect(struct broker *broker)
{
  const struct broker_config *config = broker->config;
  char error[400];

  if (broker->connection) return true;
  if (backoff_left(&broker->backoff) > 0) return false;
  broker->connection = envtab_amqp_connect(&config->url, config->ca_file, config->timeout, error, sizeof error);
  if (!broker->connection) {
    log_event(LOG_LEVEL_WARNING, "cannot use the broker", "{s:s, s:s}", "broker", config->url.redacted, "error", error);
    backoff_after_failure(&broker->backoff);
    return false;
  }
  broker->published = 0;
  if (!open_channel(broker) || !declare_queues(broker) || !broker->prepare(broker)) return false;
  backoff_after_success(&broker->backoff);
  log_event(LOG_LEVEL_DEBUG, "connected to the broker", NULL);
  return true;
}

bool broker_answers(struct broker *broker)
{
  struct timeval at_once = { 0 };
  amqp_frame_t frame;
  int status;

  if (!broker_connect(broker)) return false;
  amqp_maybe_release_buffers(broker->connection);
  status = amqp_simple_wait_frame_noblock(broker->connection, &frame, &at_once);
  if (status == AMQP_STATUS_TIMEOUT || (status == AMQP_STATUS_OK && frame.frame_type == AMQP_FRAME_HEARTBEAT))
    return true;
  return broker_lose(broker, "silence", status == AMQP_STATUS_OK ? "it ended the channel" : amqp_error_string2(status));
}
