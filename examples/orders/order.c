/* An order, as the database keeps it. */
#include "order.h"

#include <stdlib.h>
#include <string.h>

/* id, whether it can still change, the text */
#define SHOWN                                                                                                          \
  " id, status = 'processed', json_build_object('id', id, 'customer', customer, 'items', items, 'status', status,"     \
  " 'created_at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')) "

/*
 * The order and its message in one statement, which is one transaction and one round trip. Where the key is known, the
 * order that has it is shown, and whether it is the same. (No row at all: another transaction made it a moment ago.)
 */
const struct statement order_statements[] = {
  { "place", "WITH made AS (INSERT INTO orders (idempotency_key, customer, items) VALUES ($1, $2, $3::jsonb)"
             "              ON CONFLICT (idempotency_key) DO NOTHING RETURNING *),"
             " message AS (INSERT INTO outbox (kind, subject) SELECT 'order', id FROM made)"
             " SELECT 'made'," SHOWN "FROM made UNION ALL"
             " SELECT CASE WHEN customer = $2 AND items = $3::jsonb THEN 'same' ELSE 'other' END, found.* FROM"
             " (SELECT customer, items FROM orders WHERE idempotency_key = $1) AS content,"
             " LATERAL (SELECT" SHOWN "FROM orders WHERE idempotency_key = $1) AS found" },
  { "find", "SELECT ''," SHOWN "FROM orders WHERE id = $1::uuid" },
  { "ask", "SELECT 1" },
  { NULL, NULL },
};

bool is_order_id(const char *text)
{
  size_t at = 0;

  for (; text[at]; at++) {
    bool hyphen = at == 8 || at == 13 || at == 18 || at == 23;

    if (hyphen ? text[at] != '-' : !strchr("0123456789abcdef", text[at])) return false;
  }
  return at == 36;
}

void order_release(struct order *order)
{
  free(order->id);
  free(order->text);
}

static bool take_row(struct order *order, const PGresult *rows)
{
  order->id = strdup(PQgetvalue(rows, 0, 1));
  order->is_final = *PQgetvalue(rows, 0, 2) == 't';
  order->text = strdup(PQgetvalue(rows, 0, 3));
  if (order->id && order->text) return true;
  order_release(order);
  return false;
}

static enum outcome judge(const char *verdict)
{
  if (strcmp(verdict, "same") == 0) return OUTCOME_DONE_BEFORE;
  if (strcmp(verdict, "other") == 0) return OUTCOME_KEY_TAKEN;
  return OUTCOME_DONE;
}

/* Runs a statement that shows an order. */
static enum outcome ask(struct database *database, const char *name, int count, const char *const *values,
                        struct order *order)
{
  PGresult *rows = database_run(database, name, count, values);
  enum outcome outcome = OUTCOME_AWAY;

  if (rows && database_succeeded(rows)) {
    outcome = PQntuples(rows) == 1 ? judge(PQgetvalue(rows, 0, 0)) : OUTCOME_NONE;
    if ((outcome == OUTCOME_DONE || outcome == OUTCOME_DONE_BEFORE) && !take_row(order, rows)) outcome = OUTCOME_AWAY;
  }
  PQclear(rows);
  return outcome;
}

enum outcome order_place(struct database *database, const char *key, const struct wish *wish, struct order *order)
{
  const char *const values[] = { key, wish->customer, wish->items };
  enum outcome outcome = ask(database, "place", 3, values, order);

  if (outcome == OUTCOME_NONE) outcome = ask(database, "place", 3, values, order); /* now it is seen */
  return outcome == OUTCOME_NONE ? OUTCOME_AWAY : outcome;
}

enum outcome order_find(struct database *database, const char *id, struct order *order)
{
  return ask(database, "find", 1, &id, order);
}
