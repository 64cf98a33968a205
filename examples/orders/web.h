/* The web process: what its threads share, and what each has of its own. */
#ifndef ORDERS_WEB_H
#define ORDERS_WEB_H

#include <microhttpd.h>
#include <pthread.h>

#include "cache.h"
#include "config.h"
#include "database.h"
#include "metrics.h"
#include "outbox.h"

struct server {
  const struct web *config;
  struct metrics metrics;
  struct outbox outbox;
  pthread_key_t desk;       /* of a thread */
  atomic_int in_flight;     /* requests that began and have not ended */
  atomic_int_fast64_t last; /* when the last request began or ended: monotonic_time() */
};

/* The connections of one thread: a request is answered by one thread from its start to its end. */
struct desk {
  struct database database;
  struct cache cache;
};

/* This thread's, made when it is first asked for. NULL: no memory. */
struct desk *server_desk(struct server *server);

/* The callbacks of libmicrohttpd for a request, in request.c; context: the server. */
enum MHD_Result request_handle(void *context, struct MHD_Connection *connection, const char *path, const char *method,
                               const char *version, const char *data, size_t *size, void **request);
void request_end(void *context, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode why);

#endif
