/* The web process: libmicrohttpd with a pool of threads, from its start until what is in flight is finished. */
#include "web.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "log.h"
#include "order.h"
#include "process.h"
#include "stop.h"

/* ---- Desks ---- */

static void end_desk(void *pointer)
{
  struct desk *desk = pointer;

  database_close(&desk->database);
  cache_close(&desk->cache);
  free(desk);
}

struct desk *server_desk(struct server *server)
{
  struct desk *desk = pthread_getspecific(server->desk);

  if (desk) return desk;
  desk = calloc(1, sizeof *desk);
  if (!desk) return NULL;
  desk->database = (struct database){ .config = &server->config->database, .statements = order_statements };
  desk->cache = (struct cache){ .config = &server->config->cache };
  if (pthread_setspecific(server->desk, desk) == 0) return desk;
  free(desk);
  return NULL;
}

/* ---- The HTTP server ---- */

static socklen_t fill_address(const struct http_config *http, struct sockaddr_storage *storage)
{
  struct sockaddr_in *ipv4 = (struct sockaddr_in *)storage;
  struct sockaddr_in6 *ipv6 = (struct sockaddr_in6 *)storage;

  memset(storage, 0, sizeof *storage);
  if (http->bind.is_ipv6) {
    ipv6->sin6_family = AF_INET6;
    ipv6->sin6_port = htons(http->port);
    memcpy(&ipv6->sin6_addr, http->bind.bytes, sizeof ipv6->sin6_addr);
    return sizeof *ipv6;
  }
  ipv4->sin_family = AF_INET;
  ipv4->sin_port = htons(http->port);
  memcpy(&ipv4->sin_addr, http->bind.bytes, sizeof ipv4->sin_addr);
  return sizeof *ipv4;
}

/* A socket that listens on BIND and PORT. -1: errno says why. */
static int listen_on(const struct http_config *http)
{
  struct sockaddr_storage address;
  socklen_t size = fill_address(http, &address);
  int yes = 1, descriptor = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  if (descriptor < 0) return -1;
  if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
      bind(descriptor, (const struct sockaddr *)&address, size) == 0 && listen(descriptor, SOMAXCONN) == 0)
    return descriptor;
  close(descriptor);
  return -1;
}

static struct MHD_Daemon *start_daemon(struct server *server, int listener)
{
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC;
  unsigned threads = server->config->http.threads;

  return MHD_start_daemon(flags, server->config->http.port, NULL, NULL, request_handle, server,
                          MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0,
                          MHD_OPTION_CONNECTION_TIMEOUT, 60U, MHD_OPTION_NOTIFY_COMPLETED, request_end, server,
                          MHD_OPTION_END);
}

/* ---- The end ---- */

/* Hands over the connections that the kernel has made, and that were not accepted before it was told to stop. */
static void take_waiting(struct MHD_Daemon *daemon, int listener)
{
  struct sockaddr_storage address;

  for (;;) {
    socklen_t size = sizeof address;
    int connection = accept4(listener, (struct sockaddr *)&address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (connection < 0 && errno == EINTR) continue;
    if (connection < 0) return;
    MHD_add_connection(daemon, connection, (const struct sockaddr *)&address, size);
  }
}

/*
 * No more connections; the requests on those that are open are answered, with "Connection: close". A client that keeps
 * one open without a request is waited for a while only.
 */
static void drain(struct server *server, struct MHD_Daemon *daemon)
{
  const int64_t quiet = server->config->process.grace.nanoseconds / 4;
  const int64_t longest = quiet < 1000000000 ? quiet : 1000000000;
  int listener = MHD_quiesce_daemon(daemon);

  server->last = monotonic_time();
  if (listener >= 0) {
    take_waiting(daemon, listener);
    close(listener);
  }
  for (;;) {
    const union MHD_DaemonInfo *open = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
    bool idle = server->in_flight == 0;

    if (idle && (!open || open->num_connections == 0 || monotonic_time() - server->last > longest)) return;
    usleep(10000);
  }
}

static int serve(struct server *server)
{
  int listener = listen_on(&server->config->http);
  struct MHD_Daemon *daemon = listener < 0 ? NULL : start_daemon(server, listener);

  if (!daemon) {
    log_event(LOG_LEVEL_ERROR, "cannot listen", "{s:i, s:s}", "port", server->config->http.port, "error",
              strerror(errno));
    if (listener >= 0) close(listener);
    return EXIT_UNAVAILABLE;
  }
  log_event(LOG_LEVEL_INFO, "listening", "{s:i}", "port", server->config->http.port);
  while (!stop_wait(-1)) continue;
  drain(server, daemon);
  MHD_stop_daemon(daemon);
  return 0;
}

int web_run(const void *config)
{
  struct server *server = calloc(1, sizeof *server);
  int status = EXIT_UNAVAILABLE;

  if (!server) return status;
  server->config = config;
  server->outbox.config = config;
  if (pthread_key_create(&server->desk, end_desk) == 0) {
    if (outbox_begin(&server->outbox)) {
      status = serve(server);
      outbox_end(&server->outbox);
    }
    pthread_key_delete(server->desk);
  }
  free(server);
  return status;
}
