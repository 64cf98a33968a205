/* A request and its answer. */
#ifndef ORDERS_REQUEST_H
#define ORDERS_REQUEST_H

#include "web.h"

enum { LARGEST_BODY = 65536 };

struct request {
  struct server *server;
  struct MHD_Connection *connection;
  const char *path;
  enum route route;
  enum method method;
  int64_t began;
  char *body; /* what has come of it */
  size_t size;
  bool too_large;
  unsigned status; /* of the answer; 0: there is none yet */
  char id[40];     /* of the order; "": none */
};

struct answer {
  unsigned status;
  char *body; /* to be freed */
  const char *type;
  const char *header, *value; /* one more; NULL: none */
  char location[56];          /* room for a value */
};

/* The route that a path takes, in routes.c. */
enum route find_route(const char *path);

/* Answers a request whose body has come, in routes.c. */
void answer_request(struct request *request, struct answer *answer);

#endif
