/*
 * Preloaded into redis-cli by test_redis.c: what it looks up, a host and a port, is written to descriptor 3, and every
 * host is found at the port ENVTAB_LISTENER of 127.0.0.1, so that no row of the table has to leave the machine.
 */
#include <dlfcn.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **found)
{
  int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
  void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");
  struct addrinfo numeric = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM };

  (void)hints;
  memcpy(&real, &symbol, sizeof real);
  if (write(3, host, strlen(host) + 1) < 0 || write(3, port, strlen(port) + 1) < 0) return EAI_SYSTEM;
  return real("127.0.0.1", getenv("ENVTAB_LISTENER"), &numeric, found);
}
