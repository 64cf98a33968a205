/* A request on its way through libmicrohttpd: its body is collected, it is answered, logged and counted. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "stop.h"

static enum method find_method(const char *name)
{
  for (enum method method = METHOD_GET; method < METHOD_OTHER; method++)
    if (strcmp(name, method_names[method]) == 0) return method;
  return METHOD_OTHER;
}

static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection, const char *path,
                             const char *method, void **context)
{
  struct request *request = calloc(1, sizeof *request);

  if (!request) return MHD_NO;
  *request = (struct request){ .server = server,
                               .connection = connection,
                               .path = path,
                               .route = find_route(path),
                               .method = find_method(method),
                               .began = monotonic_time() };
  server->in_flight++;
  server->last = request->began;
  *context = request;
  return MHD_YES;
}

/* What is too large is read to its end and dropped, so that the client gets to read the answer. */
static void collect(struct request *request, const char *data, size_t size)
{
  char *body = NULL;

  if (!request->too_large && size <= LARGEST_BODY - request->size) body = realloc(request->body, request->size + size);
  if (!body) {
    request->too_large = true;
    return;
  }
  memcpy(body + request->size, data, size);
  request->body = body;
  request->size += size;
}

static enum MHD_Result send_answer(struct request *request, struct answer *answer)
{
  size_t length = answer->body ? strlen(answer->body) : 0;
  struct MHD_Response *response = MHD_create_response_from_buffer(
    length, answer->body, answer->body ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
  enum MHD_Result queued;

  if (!response) {
    free(answer->body);
    return MHD_NO;
  }
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer->type);
  if (answer->header) MHD_add_response_header(response, answer->header, answer->value);
  if (stopping()) MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
  request->status = answer->status;
  queued = MHD_queue_response(request->connection, answer->status, response);
  MHD_destroy_response(response);
  return queued;
}

enum MHD_Result request_handle(void *context, struct MHD_Connection *connection, const char *path, const char *method,
                               const char *version, const char *data, size_t *size, void **pointer)
{
  struct request *request = *pointer;
  struct answer answer = { .type = "application/json" };

  (void)version;
  if (!request) return begin(context, connection, path, method, pointer);
  if (*size > 0) {
    collect(request, data, *size);
    *size = 0;
    return MHD_YES;
  }
  answer_request(request, &answer);
  return send_answer(request, &answer);
}

void request_end(void *context, struct MHD_Connection *connection, void **pointer, enum MHD_RequestTerminationCode why)
{
  struct request *request = *pointer;
  struct server *server = context;
  bool probe;
  int64_t now = monotonic_time();

  (void)connection;
  if (!request) return;
  *pointer = NULL;
  server->last = now;
  server->in_flight--;
  if (request->status) {
    probe = request->route == ROUTE_HEALTH || request->route == ROUTE_READINESS || request->route == ROUTE_METRICS;
    metrics_count(&server->metrics, request->route, request->method, request->status, now - request->began);
    log_event(probe ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO, "request", "{s:s, s:s, s:i, s:f, s:s*, s:b}", "method",
              method_names[request->method], "route", route_names[request->route], "status", (int)request->status,
              "milliseconds", (double)((now - request->began) / 1000) / 1000, "order",
              *request->id ? request->id : NULL, "complete", why == MHD_REQUEST_TERMINATED_COMPLETED_OK);
  }
  free(request->body);
  free(request);
}
