/* What the web process counts of its requests, and how Prometheus reads it. Counters are of this process alone. */
#ifndef ORDERS_METRICS_H
#define ORDERS_METRICS_H

#include <stdatomic.h>
#include <stdint.h>

enum route { ROUTE_ORDERS, ROUTE_ORDER, ROUTE_HEALTH, ROUTE_READINESS, ROUTE_METRICS, ROUTE_OTHER, ROUTES };
enum method { METHOD_GET, METHOD_POST, METHOD_OTHER, METHODS };
enum { STATUSES = 16, BUCKETS = 12 };

/* All zero at the start. */
struct metrics {
  atomic_uint_fast64_t requests[ROUTES][METHODS][STATUSES];
  atomic_uint_fast64_t buckets[ROUTES][BUCKETS + 1]; /* the last: slower than all */
  atomic_uint_fast64_t nanoseconds[ROUTES];
};

/* What is told besides the counters. */
struct state {
  uint64_t fingerprint, published;
  int database, cache, broker;
}; /* 1: up, 0: down */

extern const char *const route_names[ROUTES], *const method_names[METHODS];

void metrics_count(struct metrics *metrics, enum route route, enum method method, unsigned status, int64_t nanoseconds);

/* The text format of Prometheus, version 0.0.4; to be freed. NULL: no memory. */
char *metrics_text(const struct metrics *metrics, const struct state *state);

#endif
