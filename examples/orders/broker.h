/* A connection to RabbitMQ that comes back when it was lost, with the queues that the orders go through. */
#ifndef ORDERS_BROKER_H
#define ORDERS_BROKER_H

#include <envtab/rabbitmq.h>

#include "backoff.h"
#include "config.h"

enum { CHANNEL = 1 };

#define EXCHANGE "orders"
#define QUEUE_WORK "orders.work"
#define QUEUE_RETRY "orders.retry" /* back to the work when a message's expiration has passed */
#define QUEUE_DEAD "orders.dead"

/* Of one thread. Begin with config and prepare, the rest zero; end with broker_close(). */
struct broker {
  const struct broker_config *config;
  bool (*prepare)(struct broker *broker); /* what the user of a new connection needs of its channel */
  amqp_connection_state_t connection;     /* NULL: there is none */
  struct backoff backoff;
  uint64_t published; /* messages on this connection: the tag of the last in a confirm */
  uint16_t prefetch;  /* for one that consumes */
};

/* A message to be published, to one of the queues. */
struct letter {
  const char *queue;
  amqp_bytes_t body;
  int attempts;      /* how often it has failed */
  const char *error; /* why it is dead; NULL: it is not */
  int delay;         /* milliseconds, for QUEUE_RETRY */
};

/* Connects and declares the queues, unless it is connected or it is too early to try again. */
bool broker_connect(struct broker *broker);

/* Whether it is connected still; looks at what has come from the broker, so not for one that consumes. */
bool broker_answers(struct broker *broker);

/* For .prepare: the broker confirms each message that it has on its disk. */
bool broker_confirms(struct broker *broker);

/* Publishes all and waits until the broker has confirmed all. False: it has not, so any of them may be lost. */
bool broker_publish(struct broker *broker, const struct letter *letters, size_t count);

/* Gives the connection up, and logs why. False, for the caller to return. */
bool broker_lose(struct broker *broker, const char *what, const char *why);

/* Whether the last call was answered as it should; if not, gives the connection up. */
bool broker_agreed(struct broker *broker, const char *what);

void broker_close(struct broker *broker);

#endif
