/* The web process: libmicrohttpd with a pool of threads, from its start until what is in flight is finished. */
#include "web.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "listener.h"
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

static void stop_listening(struct MHD_Daemon *daemon, int listener)
{
  listener_turn_away(listener);
  usleep(100000); /* until those are accepted that were half connected */
  if (MHD_quiesce_daemon(daemon) >= 0) take_waiting(daemon, listener);
  close(listener);
}

/*
 * The requests on connections that are open are answered, with "Connection: close". A client that keeps one open and
 * sends nothing is waited for a second at most.
 */
static void drain(struct server *server, struct MHD_Daemon *daemon)
{
  server->last = monotonic_time();
  for (;;) {
    const union MHD_DaemonInfo *open = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
    bool silent = monotonic_time() - server->last > 1000000000;

    if (server->in_flight == 0 && (silent || !open || open->num_connections == 0)) return;
    usleep(10000);
  }
}

/* From the first connection to the last; errno says why where it could not begin. */
static bool serve(struct server *server)
{
  int listener = listener_open(&server->config->http);
  struct MHD_Daemon *daemon = listener < 0 ? NULL : start_daemon(server, listener);
  bool began = daemon && outbox_begin(&server->outbox);

  if (began) {
    log_event(LOG_LEVEL_INFO, "listening", "{s:i}", "port", server->config->http.port);
    while (!stop_wait(-1)) continue;
    stop_listening(daemon, listener);
    drain(server, daemon);
    outbox_end(&server->outbox);
  }
  if (daemon) MHD_stop_daemon(daemon);
  else if (listener >= 0) close(listener);
  return began;
}

int web_run(const void *config)
{
  struct server *server = calloc(1, sizeof *server);
  bool served = false;

  if (server && pthread_key_create(&server->desk, end_desk) == 0) {
    server->config = config;
    server->outbox.config = config;
    served = serve(server);
    if (!served)
      log_event(LOG_LEVEL_ERROR, "cannot listen", "{s:i, s:s}", "port", server->config->http.port, "error",
                strerror(errno));
    pthread_key_delete(server->desk);
  }
  free(server);
  return served ? 0 : EXIT_UNAVAILABLE;
}
