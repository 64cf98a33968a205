/* What the web process counts of its requests, and how Prometheus reads it. */
#include "metrics.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

const char *const route_names[ROUTES] = { "/orders", "/orders/{id}", "/healthz", "/readyz", "/metrics", "other" };
const char *const method_names[METHODS] = { "GET", "POST", "other" };

/* The last is for any other. */
static const unsigned statuses[STATUSES] = { 200, 201, 400, 401, 404, 405, 409, 413, 422, 500, 503, 0 };

static const struct {
  const char *text;
  int64_t nanoseconds;
} bounds[BUCKETS] = {
  { "0.001", 1000000 },  { "0.0025", 2500000 }, { "0.005", 5000000 },  { "0.01", 10000000 },
  { "0.025", 25000000 }, { "0.05", 50000000 },  { "0.1", 100000000 },  { "0.25", 250000000 },
  { "0.5", 500000000 },  { "1", 1000000000 },   { "2.5", 2500000000 }, { "5", 5000000000 },
};

void metrics_count(struct metrics *metrics, enum route route, enum method method, unsigned status, int64_t nanoseconds)
{
  size_t at = 0, bucket = 0;

  while (statuses[at] && statuses[at] != status) at++;
  while (bucket < BUCKETS && nanoseconds > bounds[bucket].nanoseconds) bucket++;
  metrics->requests[route][method][at]++;
  metrics->buckets[route][bucket]++;
  metrics->nanoseconds[route] += (uint64_t)nanoseconds;
}

static void put_requests(FILE *out, const struct metrics *metrics)
{
  fputs("# HELP orders_http_requests_total Requests that were answered.\n"
        "# TYPE orders_http_requests_total counter\n",
        out);
  for (size_t route = 0; route < ROUTES; route++)
    for (size_t method = 0; method < METHODS; method++)
      for (size_t at = 0; at < STATUSES; at++) {
        uint64_t count = metrics->requests[route][method][at];

        if (count > 0)
          fprintf(out, "orders_http_requests_total{method=\"%s\",route=\"%s\",status=\"%u\"} %" PRIu64 "\n",
                  method_names[method], route_names[route], statuses[at], count);
      }
}

static void put_durations(FILE *out, const struct metrics *metrics)
{
  static const char name[] = "orders_http_request_duration_seconds";

  fprintf(out, "# HELP %s How long requests took.\n# TYPE %s histogram\n", name, name);
  for (size_t route = 0; route < ROUTES; route++) {
    uint64_t sum = 0;

    for (size_t bucket = 0; bucket <= BUCKETS; bucket++) {
      sum += metrics->buckets[route][bucket];
      fprintf(out, "%s_bucket{route=\"%s\",le=\"%s\"} %" PRIu64 "\n", name, route_names[route],
              bucket < BUCKETS ? bounds[bucket].text : "+Inf", sum);
    }
    fprintf(out, "%s_sum{route=\"%s\"} %.9f\n%s_count{route=\"%s\"} %" PRIu64 "\n", name, route_names[route],
            (double)metrics->nanoseconds[route] / 1e9, name, route_names[route], sum);
  }
}

static void put_state(FILE *out, const struct state *state)
{
  fprintf(out,
          "# HELP orders_config_info The config: replicas with one fingerprint have one config, secrets aside.\n"
          "# TYPE orders_config_info gauge\n"
          "orders_config_info{process=\"web\",fingerprint=\"%016" PRIx64 "\"} 1\n"
          "# HELP orders_service_up Whether a backing service answers.\n"
          "# TYPE orders_service_up gauge\n"
          "orders_service_up{service=\"database\"} %d\n"
          "orders_service_up{service=\"cache\"} %d\n"
          "orders_service_up{service=\"broker\"} %d\n"
          "# HELP orders_outbox_published_total Messages that the broker has confirmed.\n"
          "# TYPE orders_outbox_published_total counter\n"
          "orders_outbox_published_total %" PRIu64 "\n",
          state->fingerprint, state->database, state->cache, state->broker, state->published);
}

char *metrics_text(const struct metrics *metrics, const struct state *state)
{
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);

  if (!out) return NULL;
  put_requests(out, metrics);
  put_durations(out, metrics);
  put_state(out, state);
  if (fclose(out) == 0) return text;
  free(text);
  return NULL;
}
