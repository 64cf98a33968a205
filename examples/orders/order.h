/* An order: what a client may ask for, and how it is kept. */
#ifndef ORDERS_ORDER_H
#define ORDERS_ORDER_H

#include "database.h"

enum { LONGEST_KEY = 255 };

/* What the functions below found; in each case they leave nothing to free but what is said. */
enum outcome {
  OUTCOME_DONE,        /* the order was made, or found */
  OUTCOME_DONE_BEFORE, /* with the same key and the same content */
  OUTCOME_KEY_TAKEN,   /* the key belongs to another order */
  OUTCOME_NO_JSON,
  OUTCOME_NO_ORDER, /* JSON, but not that of an order */
  OUTCOME_NONE,     /* there is no such order */
  OUTCOME_AWAY      /* the database is away: nothing is known */
};

/* An order that was asked for, checked. */
struct wish {
  char *customer, *items;
}; /* items: JSON */

/* Reads a wish from JSON. On success it is to be released; else reason says what is wrong with it: a static string. */
enum outcome wish_read(struct wish *wish, const char *text, size_t length, const char **reason);
void wish_release(struct wish *wish);

/* An order as it is shown: its JSON text. */
struct order {
  char *id, *text;
  bool is_final;
};
void order_release(struct order *order);

/* Prepared on each connection that the functions below are given. */
extern const struct statement order_statements[];

/* Makes the order and the message about it, or neither. order is filled where it was done, now or before. */
enum outcome order_place(struct database *database, const char *key, const struct wish *wish, struct order *order);

/* id: a UUID. */
enum outcome order_find(struct database *database, const char *id, struct order *order);

/* Whether the text is a UUID, as orders are named: in lower case. */
bool is_order_id(const char *text);

#endif
