/* The address that a server binds, in figures: a name would have to be looked up, and could be several. */
#include "address.h"

#include <arpa/inet.h>
#include <string.h>

static bool read_address(const envtab_type *self, envtab_value *value, void *member)
{
  struct address *address = member;
  const char *text = envtab_value_text(value, NULL);

  (void)self;
  address->is_ipv6 = strchr(text, ':') != NULL;
  if (inet_pton(address->is_ipv6 ? AF_INET6 : AF_INET, text, address->bytes) == 1) return true;
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, "0.0.0.0 binds all, 127.0.0.1 the loopback.");
}

static size_t show_address(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                           size_t capacity)
{
  const struct address *address = member;
  char text[INET6_ADDRSTRLEN];

  (void)self, (void)field;
  inet_ntop(address->is_ipv6 ? AF_INET6 : AF_INET, address->bytes, text, sizeof text);
  return (size_t)snprintf(out, capacity, "%s", text);
}

const envtab_type address_type = { .name = "address",
                                   .expects = "an address such as 0.0.0.0, 127.0.0.1 or ::1",
                                   .size = sizeof(struct address),
                                   .read = read_address,
                                   .show = show_address };
