/* The socket that the HTTP server listens on. */
#ifndef ORDERS_LISTENER_H
#define ORDERS_LISTENER_H

#include "config.h"

/* Listens on BIND and PORT. -1: errno says why. */
int listener_open(const struct http_config *http);

/*
 * Lets nobody connect any more, while those that are connecting get through. To close a socket that listens ends the
 * connections that wait in it, and one more may come between the last accept() and the close(): its client would have
 * sent a request that nobody answers. What is turned away is refused when the client tries again.
 */
void listener_turn_away(int descriptor);

#endif
