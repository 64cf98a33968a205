/* The address that a server binds: a type of the program's own for envtab. */
#ifndef ORDERS_ADDRESS_H
#define ORDERS_ADDRESS_H

#include <envtab.h>

struct address {
  uint8_t bytes[16];
  bool is_ipv6;
};
extern const envtab_type address_type;

#define ADDRESS struct address, &address_type

#endif
