/*
 * The outbox: what was written with an order is published from here, by a thread of each web process. The rows of a
 * batch are locked, and deleted in the transaction that began before they were published: they go when the broker has
 * confirmed them all, and stay when anything fails in between. So a message may come twice, but is never lost.
 */
#ifndef ORDERS_OUTBOX_H
#define ORDERS_OUTBOX_H

#include <pthread.h>
#include <stdatomic.h>

#include "config.h"

/* Begin with config, the rest zero. */
struct outbox {
  const struct web *config;
  atomic_bool broker_is_up;
  atomic_uint_fast64_t published; /* messages */
  pthread_t thread;
};

/* Begins to publish, until the process is told to stop. False: there is no thread; errno says why. */
bool outbox_begin(struct outbox *outbox);

/* Waits until it has stopped, so at most for one batch. */
void outbox_end(struct outbox *outbox);

#endif
