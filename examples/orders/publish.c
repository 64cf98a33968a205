/* Publishing with confirms: a message counts as published when the broker says that it has it on its disk. */
#include <stdlib.h>

#include "broker.h"

bool broker_confirms(struct broker *broker)
{
  amqp_confirm_select(broker->connection, CHANNEL);
  return broker_agreed(broker, "confirm.select");
}

/* "mandatory": a message that no queue takes comes back, instead of being confirmed and dropped. */
static int send_letter(struct broker *broker, const struct letter *letter)
{
  amqp_table_entry_t headers[2] = { { .key = amqp_cstring_bytes("x-attempts"), .value.kind = AMQP_FIELD_KIND_I32 },
                                    { .key = amqp_cstring_bytes("x-error"), .value.kind = AMQP_FIELD_KIND_UTF8 } };
  amqp_basic_properties_t properties = { ._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG |
                                                   AMQP_BASIC_HEADERS_FLAG };
  char expiration[16];

  headers[0].value.value.i32 = letter->attempts;
  if (letter->error) headers[1].value.value.bytes = amqp_cstring_bytes(letter->error);
  properties.content_type = amqp_cstring_bytes("application/json");
  properties.delivery_mode = AMQP_DELIVERY_PERSISTENT;
  properties.headers = (amqp_table_t){ .num_entries = letter->error ? 2 : 1, .entries = headers };
  if (letter->delay > 0) {
    snprintf(expiration, sizeof expiration, "%d", letter->delay);
    properties._flags |= AMQP_BASIC_EXPIRATION_FLAG;
    properties.expiration = amqp_cstring_bytes(expiration);
  }
  return amqp_basic_publish(broker->connection, CHANNEL, amqp_cstring_bytes(EXCHANGE),
                            amqp_cstring_bytes(letter->queue), 1, 0, &properties, letter->body);
}

/* Which of the messages of a batch are confirmed; their tags are first and the following. */
struct confirms {
  uint64_t first;
  size_t count, left;
  bool *confirmed;
};

static void confirm(struct confirms *confirms, uint64_t tag, bool and_all_before)
{
  uint64_t from = and_all_before || tag < confirms->first ? confirms->first : tag;

  for (; from <= tag && from < confirms->first + confirms->count; from++) {
    bool *confirmed = &confirms->confirmed[from - confirms->first];

    if (!*confirmed) confirms->left--;
    *confirmed = true;
  }
}

/* Reads one answer. A message that is refused or comes back is a reason to give up: what is to be done is unclear. */
static bool take_confirm(struct broker *broker, struct confirms *confirms, struct timeval *timeout)
{
  amqp_frame_t frame;
  int status;

  amqp_maybe_release_buffers(broker->connection);
  status = amqp_simple_wait_frame_noblock(broker->connection, &frame, timeout);
  if (status != AMQP_STATUS_OK) return broker_lose(broker, "a confirm", amqp_error_string2(status));
  if (frame.frame_type == AMQP_FRAME_HEARTBEAT) return true;
  if (frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
    return broker_lose(broker, "a confirm", "it did not take a message");
  const amqp_basic_ack_t *ack = frame.payload.method.decoded;
  confirm(confirms, ack->delivery_tag, ack->multiple);
  return true;
}

bool broker_publish(struct broker *broker, const struct letter *letters, size_t count)
{
  struct confirms confirms = { .count = count, .left = count };
  struct timeval timeout = envtab_timeval(broker->config->timeout);
  bool alive;

  if (!broker_connect(broker)) return false;
  confirms.first = broker->published + 1;
  confirms.confirmed = calloc(count, sizeof *confirms.confirmed);
  alive = confirms.confirmed != NULL;
  for (size_t i = 0; alive && i < count; i++, broker->published++) {
    int status = send_letter(broker, &letters[i]);

    if (status != AMQP_STATUS_OK) alive = broker_lose(broker, "a message", amqp_error_string2(status));
  }
  while (alive && confirms.left > 0) alive = take_confirm(broker, &confirms, &timeout);
  free(confirms.confirmed);
  return alive;
}
