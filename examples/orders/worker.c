/*
 * The worker: takes messages, does what they ask for, and acknowledges each when it is done and kept. What a message
 * asks for is one transaction that does nothing the second time, as a message may come twice.
 */
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "broker.h"
#include "database.h"
#include "log.h"
#include "process.h"
#include "stop.h"

/* Each says how many rows it changed: 0: it was done before. An order that is not there breaks a reference. */
static const struct statement statements[] = {
  { "order", "WITH first AS (INSERT INTO processed (order_id) VALUES ($1::uuid) ON CONFLICT DO NOTHING"
             "               RETURNING order_id),"
             " shipment AS (INSERT INTO shipments (order_id, pieces) SELECT orders.id,"
             "   (SELECT sum((item->>'quantity')::bigint) FROM jsonb_array_elements(orders.items) AS item)"
             "   FROM orders JOIN first ON orders.id = first.order_id)"
             " UPDATE orders SET status = 'processed' FROM first WHERE orders.id = first.order_id" },
  { "report", "UPDATE reports SET made_at = now(), accepted = (SELECT count(*) FROM orders),"
              " processed = (SELECT count(*) FROM processed) WHERE due = $1::timestamptz AND made_at IS NULL" },
  { NULL, NULL },
};

enum result {
  RESULT_DONE,
  RESULT_FAILED,     /* to be tried again, so many times */
  RESULT_UNREADABLE, /* to be put aside at once */
  RESULT_AWAY        /* no fault of the message: the database is away */
};

struct staff {
  const struct worker *config;
  struct database database;
  struct broker broker;    /* gives out the messages */
  struct broker publisher; /* takes back those that failed: confirms and messages would mix on one connection */
};

/* ---- One message ---- */

static enum result run_statement(struct staff *staff, const char *kind, const char *subject)
{
  PGresult *done = database_run(&staff->database, kind, 1, &subject);
  enum result result = RESULT_AWAY;

  if (done) result = database_succeeded(done) ? RESULT_DONE : RESULT_FAILED;
  if (result == RESULT_DONE)
    log_event(LOG_LEVEL_INFO, *PQcmdTuples(done) == '0' ? "was done before" : "done", "{s:s}", kind, subject);
  PQclear(done);
  return result;
}

static enum result do_work(struct staff *staff, amqp_bytes_t body)
{
  json_t *message = json_loadb(body.bytes, body.len, 0, NULL);
  const char *kind = json_string_value(json_object_get(message, "kind"));
  const char *subject = json_string_value(json_object_get(message, "subject"));
  enum result result = RESULT_UNREADABLE;

  if (kind && subject && (strcmp(kind, "order") == 0 || strcmp(kind, "report") == 0))
    result = run_statement(staff, kind, subject);
  json_decref(message);
  return result;
}

/* How often the message has failed. */
static int count_attempts(const amqp_basic_properties_t *properties)
{
  if (!(properties->_flags & AMQP_BASIC_HEADERS_FLAG)) return 0;
  for (int i = 0; i < properties->headers.num_entries; i++) {
    const amqp_table_entry_t *entry = &properties->headers.entries[i];

    if (entry->key.len != strlen("x-attempts") || memcmp(entry->key.bytes, "x-attempts", entry->key.len) != 0) continue;
    if (entry->value.kind == AMQP_FIELD_KIND_I32) return entry->value.value.i32;
  }
  return 0;
}

/* Puts the message into another queue, to wait or to be looked at. False: it could not be; the broker has it still. */
static bool put_aside(struct staff *staff, const amqp_message_t *message, enum result result)
{
  const struct work_config *work = &staff->config->work;
  int attempts = count_attempts(&message->properties) + 1;
  bool dead = result == RESULT_UNREADABLE || attempts >= (int)work->attempts;
  struct letter letter = { .queue = dead ? QUEUE_DEAD : QUEUE_RETRY, .body = message->body, .attempts = attempts };
  bool published;

  if (dead) letter.error = result == RESULT_UNREADABLE ? "it cannot be read" : "it has failed too often";
  else letter.delay = envtab_milliseconds(work->retry_delay);
  published = broker_publish(&staff->publisher, &letter, 1);
  if (published)
    log_event(dead ? LOG_LEVEL_ERROR : LOG_LEVEL_WARNING, dead ? "put aside as dead" : "failed, is tried again",
              "{s:i}", "attempts", attempts);
  return published;
}

/* Until the message is done or put aside. False: it is neither, and the broker gives it out again. */
static bool finish(struct staff *staff, const amqp_message_t *message)
{
  enum result result;

  while ((result = do_work(staff, message->body)) == RESULT_AWAY)
    if (stop_wait(backoff_left(&staff->database.backoff))) return false;
  return result == RESULT_DONE || put_aside(staff, message, result);
}

/* ---- The stream of messages ---- */

static bool prepare_to_consume(struct broker *broker)
{
  amqp_basic_qos(broker->connection, CHANNEL, 0, broker->prefetch, 0);
  if (!broker_agreed(broker, "basic.qos")) return false;
  amqp_basic_consume(broker->connection, CHANNEL, amqp_cstring_bytes(QUEUE_WORK), amqp_empty_bytes, 0, 0, 0,
                     amqp_empty_table);
  if (!broker_agreed(broker, "basic.consume")) return false;
  log_event(LOG_LEVEL_INFO, "waiting for messages", NULL);
  return true;
}

/* Fetches one message, if there is one. False: there is none, or the broker is lost. */
static bool take_message(struct staff *staff)
{
  struct broker *broker = &staff->broker;
  struct timeval at_once = { 0 };
  amqp_envelope_t envelope;
  amqp_rpc_reply_t reply;
  bool finished;
  int status;

  amqp_maybe_release_buffers(broker->connection);
  reply = amqp_consume_message(broker->connection, &envelope, &at_once, 0);
  if (reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION && reply.library_error == AMQP_STATUS_TIMEOUT) return false;
  if (reply.reply_type != AMQP_RESPONSE_NORMAL)
    return broker_lose(broker, "basic.consume",
                       reply.library_error == AMQP_STATUS_UNEXPECTED_STATE ? "it ended the channel"
                                                                           : amqp_error_string2(reply.library_error));
  finished = finish(staff, &envelope.message);
  status = finished ? amqp_basic_ack(broker->connection, CHANNEL, envelope.delivery_tag, 0) : AMQP_STATUS_OK;
  amqp_destroy_envelope(&envelope);
  if (status != AMQP_STATUS_OK) return broker_lose(broker, "basic.ack", amqp_error_string2(status));
  return finished || stopping() || broker_lose(broker, "a message", "it could not be put aside");
}

/* Waits for something from the broker, or for the signal to stop; now and then it looks by itself, for TLS. */
static void wait_for_message(const struct staff *staff)
{
  struct pollfd either[] = { { .fd = amqp_get_sockfd(staff->broker.connection), .events = POLLIN },
                             { .fd = stop_descriptor(), .events = POLLIN } };

  poll(either, 2, 250);
}

int worker_run(const void *config)
{
  const struct worker *worker = config;
  struct staff staff = {
    .config = worker,
    .database = { .config = &worker->database, .statements = statements },
    .broker = { .config = &worker->broker, .prepare = prepare_to_consume, .prefetch = worker->work.prefetch },
    .publisher = { .config = &worker->broker, .prepare = broker_confirms },
  };

  while (!stopping()) {
    if (!broker_connect(&staff.broker)) stop_wait(backoff_left(&staff.broker.backoff));
    else if (!take_message(&staff) && staff.broker.connection) wait_for_message(&staff);
  }
  broker_close(&staff.broker);
  broker_close(&staff.publisher);
  database_close(&staff.database);
  return 0;
}
