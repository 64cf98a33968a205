/* What each route answers: see openapi.yaml. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "order.h"
#include "request.h"
#include "stop.h"

enum route find_route(const char *path)
{
  for (enum route route = ROUTE_ORDERS; route < ROUTE_OTHER; route++)
    if (route != ROUTE_ORDER && strcmp(path, route_names[route]) == 0) return route;
  return strncmp(path, "/orders/", 8) == 0 && !strchr(path + 8, '/') ? ROUTE_ORDER : ROUTE_OTHER;
}

/* ---- Answers ---- */

static void answer_json(struct answer *answer, unsigned status, json_t *json)
{
  answer->status = status;
  answer->body = json_dumps(json, JSON_COMPACT);
  json_decref(json);
}

static void answer_error(struct answer *answer, unsigned status, const char *error)
{
  answer_json(answer, status, json_pack("{s:s}", "error", error));
}

static void add_header(struct answer *answer, const char *name, const char *value)
{
  answer->header = name;
  answer->value = value;
}

static void answer_away(struct answer *answer)
{
  answer_error(answer, MHD_HTTP_SERVICE_UNAVAILABLE, "the database is away: try again, with the same key");
  add_header(answer, MHD_HTTP_HEADER_RETRY_AFTER, "1");
}

/* Every byte is looked at, so that the time does not tell how many are right. */
static bool is_allowed(const struct request *request)
{
  static const char scheme[] = "Bearer ";
  const char *sent = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION);
  envtab_secret token = request->server->config->http.token;
  const char *expected = envtab_reveal(token);
  unsigned difference = 0;

  if (!sent || strncmp(sent, scheme, sizeof scheme - 1) != 0) return false;
  sent += sizeof scheme - 1;
  if (strlen(sent) != token.length) return false;
  for (size_t i = 0; i < token.length; i++) difference |= (unsigned)(sent[i] ^ expected[i]);
  return difference == 0;
}

/* ---- Orders ---- */

/* The key of the request, or NULL. */
static const char *find_key(const struct request *request)
{
  const char *key = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Idempotency-Key");
  size_t length = key ? strlen(key) : 0;

  if (length < 1 || length > LONGEST_KEY) return NULL;
  for (size_t i = 0; i < length; i++)
    if (key[i] < '!' || key[i] > '~') return NULL;
  return key;
}

static void show_order(struct request *request, struct answer *answer, unsigned status, struct order *order)
{
  snprintf(request->id, sizeof request->id, "%s", order->id);
  snprintf(answer->location, sizeof answer->location, "/orders/%s", order->id);
  answer->status = status;
  answer->body = order->text;
  order->text = NULL;
}

static void place(struct request *request, struct answer *answer, const char *key, const struct wish *wish)
{
  struct desk *desk = server_desk(request->server);
  struct order order = { 0 };
  enum outcome outcome = desk ? order_place(&desk->database, key, wish, &order) : OUTCOME_AWAY;

  if (outcome == OUTCOME_KEY_TAKEN) {
    answer_error(answer, MHD_HTTP_CONFLICT, "the Idempotency-Key belongs to another order");
  } else if (outcome == OUTCOME_AWAY) {
    answer_away(answer);
  } else {
    show_order(request, answer, outcome == OUTCOME_DONE ? MHD_HTTP_CREATED : MHD_HTTP_OK, &order);
    add_header(answer, MHD_HTTP_HEADER_LOCATION, answer->location);
  }
  order_release(&order);
}

static void place_order(struct request *request, struct answer *answer)
{
  const char *key = find_key(request), *reason;
  enum outcome outcome;
  struct wish wish;

  if (!key) {
    answer_error(answer, MHD_HTTP_BAD_REQUEST, "Idempotency-Key is missing: 1 to 255 visible characters");
    return;
  }
  outcome = wish_read(&wish, request->body ? request->body : "", request->size, &reason);
  if (outcome == OUTCOME_NO_JSON) answer_error(answer, MHD_HTTP_BAD_REQUEST, reason);
  else if (outcome == OUTCOME_NO_ORDER) answer_error(answer, MHD_HTTP_UNPROCESSABLE_CONTENT, reason);
  else place(request, answer, key, &wish);
  wish_release(&wish);
}

static void look_up_order(struct request *request, struct answer *answer, struct desk *desk, const char *id)
{
  struct order order = { 0 };
  enum outcome outcome = order_find(&desk->database, id, &order);

  if (outcome == OUTCOME_AWAY) {
    answer_away(answer);
  } else if (outcome == OUTCOME_NONE) {
    answer_error(answer, MHD_HTTP_NOT_FOUND, "there is no such order");
  } else {
    if (order.is_final) cache_put(&desk->cache, id, order.text);
    show_order(request, answer, MHD_HTTP_OK, &order);
    add_header(answer, "X-Cache", "miss");
  }
  order_release(&order);
}

static void find_order(struct request *request, struct answer *answer)
{
  const char *id = request->path + strlen("/orders/");
  struct desk *desk = server_desk(request->server);

  if (!is_order_id(id)) {
    answer_error(answer, MHD_HTTP_NOT_FOUND, "there is no such order");
    return;
  }
  if (!desk) {
    answer_away(answer);
    return;
  }
  answer->body = cache_get(&desk->cache, id);
  if (!answer->body) {
    look_up_order(request, answer, desk, id);
    return;
  }
  answer->status = MHD_HTTP_OK;
  add_header(answer, "X-Cache", "hit");
  snprintf(request->id, sizeof request->id, "%s", id);
}

/* ---- Operation ---- */

static struct state ask_services(struct server *server)
{
  struct desk *desk = server_desk(server);
  PGresult *answer = desk ? database_run(&desk->database, "ask", 0, NULL) : NULL;
  struct state state = { .fingerprint = envtab_fingerprint(server->config),
                         .published = server->outbox.published,
                         .database = answer && database_succeeded(answer),
                         .cache = desk && cache_answers(&desk->cache),
                         .broker = server->outbox.broker_is_up };

  PQclear(answer);
  return state;
}

static void answer_health(struct request *request, struct answer *answer)
{
  (void)request;
  answer_json(answer, MHD_HTTP_OK, json_pack("{s:s}", "status", "ok"));
}

/*
 * The database alone decides: without the cache and the broker orders are taken and shown as before, and to send
 * requests nowhere because one of them is down would make its failure ours.
 */
static void answer_readiness(struct request *request, struct answer *answer)
{
  struct state state = ask_services(request->server);
  bool stops = stopping(), ready = state.database && !stops;

  answer_json(answer, ready ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE,
              json_pack("{s:b, s:b, s:s, s:s, s:s}", "ready", ready, "stopping", stops, "database",
                        state.database ? "up" : "down", "cache", state.cache ? "up" : "down", "broker",
                        state.broker ? "up" : "down"));
}

static void answer_metrics(struct request *request, struct answer *answer)
{
  struct state state = ask_services(request->server);

  answer->status = MHD_HTTP_OK;
  answer->type = "text/plain; version=0.0.4; charset=utf-8";
  answer->body = metrics_text(&request->server->metrics, &state);
}

/* ---- Routing ---- */

static const struct {
  enum method method; /* the only one that it takes */
  bool secured;       /* it asks for the token */
  void (*answer)(struct request *request, struct answer *answer);
} handlers[ROUTE_OTHER] = {
  [ROUTE_ORDERS] = { METHOD_POST, true, place_order },     [ROUTE_ORDER] = { METHOD_GET, true, find_order },
  [ROUTE_HEALTH] = { METHOD_GET, false, answer_health },   [ROUTE_READINESS] = { METHOD_GET, false, answer_readiness },
  [ROUTE_METRICS] = { METHOD_GET, false, answer_metrics },
};

void answer_request(struct request *request, struct answer *answer)
{
  enum route route = request->route;

  if (route == ROUTE_OTHER) {
    answer_error(answer, MHD_HTTP_NOT_FOUND, "there is nothing here");
  } else if (request->method != handlers[route].method) {
    answer_error(answer, MHD_HTTP_METHOD_NOT_ALLOWED, "another method is needed: see Allow");
    add_header(answer, MHD_HTTP_HEADER_ALLOW, method_names[handlers[route].method]);
  } else if (handlers[route].secured && !is_allowed(request)) {
    answer_error(answer, MHD_HTTP_UNAUTHORIZED, "the bearer token is missing or wrong");
    add_header(answer, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
  } else if (request->too_large) {
    answer_error(answer, MHD_HTTP_CONTENT_TOO_LARGE, "the body has more than 64 KiB");
  } else {
    handlers[route].answer(request, answer);
  }
}
