/* How the process is told to stop: by SIGTERM or SIGINT, after which it may finish what it does. */
#include "stop.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

static struct {
  int descriptor;
  envtab_duration grace;
} stop = { .descriptor = -1 };

/* A thread: what does not finish in time is ended. Nothing is lost by it: all that must be kept is in the database. */
static void *watch(void *unused)
{
  struct timespec grace = { .tv_sec = stop.grace.nanoseconds / 1000000000,
                            .tv_nsec = stop.grace.nanoseconds % 1000000000 };

  (void)unused;
  while (!stop_wait(-1)) continue;
  log_event(LOG_LEVEL_INFO, "stopping", NULL);
  while (nanosleep(&grace, &grace) != 0) continue;
  log_event(LOG_LEVEL_ERROR, "SHUTDOWN_GRACE has passed", NULL);
  _exit(EXIT_GRACE_PASSED);
}

bool stop_begin(envtab_duration grace)
{
  pthread_t thread;
  sigset_t set;

  stop.grace = grace;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  signal(SIGPIPE, SIG_IGN); /* a peer that went away is an error of the call that wrote to it */
  if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) return false;
  stop.descriptor = signalfd(-1, &set, SFD_CLOEXEC);
  if (stop.descriptor < 0) return false;
  errno = pthread_create(&thread, NULL, watch, NULL);
  return errno == 0 && pthread_detach(thread) == 0;
}

bool stop_wait(int milliseconds)
{
  struct pollfd descriptor = { .fd = stop.descriptor, .events = POLLIN };

  return poll(&descriptor, 1, milliseconds) > 0;
}

bool stopping(void) { return stop_wait(0); }

int stop_descriptor(void) { return stop.descriptor; }
