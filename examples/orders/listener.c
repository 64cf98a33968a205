/* The socket that the HTTP server listens on. */
#include "listener.h"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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

int listener_open(const struct http_config *http)
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

void listener_turn_away(int descriptor)
{
  enum { FLAGS = 13, SYN = 2 }; /* the byte of a TCP header, and the flag in it that asks for a connection */
  struct sock_filter drop_syn[] = {
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, FLAGS),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, SYN, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, 0),
    BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
  };
  struct sock_fprog program = { .len = sizeof drop_syn / sizeof *drop_syn, .filter = drop_syn };

  setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}
