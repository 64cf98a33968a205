/* The outbox: what was written with an order is published from here. */
#include "outbox.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

#include "broker.h"
#include "database.h"
#include "log.h"
#include "stop.h"

enum { BATCH = 500 }; /* and in the statement */

/*
 * Rows that another process has locked are passed over: it publishes them. An array, as that is made once: PostgreSQL
 * may run a query after IN several times, and each time lock other rows.
 */
static const struct statement statements[] = {
  { "take", "DELETE FROM outbox WHERE id = ANY (ARRAY("
            "   SELECT id FROM outbox ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED))"
            " RETURNING json_build_object('kind', kind, 'subject', subject)" },
  { NULL, NULL },
};

/* Runs a command; false: it failed, or the database is away. */
static bool run(struct database *database, const char *command)
{
  PGresult *result = database_run_text(database, command);
  bool succeeded = result && database_succeeded(result);

  PQclear(result);
  return succeeded;
}

static bool publish(struct broker *broker, const PGresult *rows, size_t count)
{
  struct letter *letters = calloc(count, sizeof *letters);
  bool published;

  if (!letters) return false;
  for (size_t i = 0; i < count; i++)
    letters[i] = (struct letter){ .queue = QUEUE_WORK, .body = amqp_cstring_bytes(PQgetvalue(rows, (int)i, 0)) };
  published = broker_publish(broker, letters, count);
  free(letters);
  return published;
}

/* Publishes a batch; returns how many messages it had. */
static int relay(struct outbox *outbox, struct database *database, struct broker *broker)
{
  PGresult *rows;
  int count = 0;
  bool kept;

  if (!run(database, "BEGIN")) return 0;
  rows = database_run(database, "take", 0, NULL);
  if (rows && database_succeeded(rows)) count = PQntuples(rows);
  kept = count == 0 || publish(broker, rows, (size_t)count);
  PQclear(rows);
  if (!kept || !run(database, "COMMIT")) {
    if (database->connection) run(database, "ROLLBACK");
    return 0;
  }
  outbox->published += (uint64_t)count;
  return count;
}

static void *work(void *context)
{
  struct outbox *outbox = context;
  int interval = envtab_milliseconds(outbox->config->http.outbox_interval);
  struct database database = { .config = &outbox->config->database, .statements = statements };
  struct broker broker = { .config = &outbox->config->broker, .prepare = broker_confirms };

  while (!stopping()) {
    int count = 0;

    outbox->broker_is_up = broker_answers(&broker);
    if (outbox->broker_is_up) count = relay(outbox, &database, &broker);
    if (count < BATCH) stop_wait(interval); /* a full batch: there is more */
  }
  broker_close(&broker);
  database_close(&database);
  return NULL;
}

bool outbox_begin(struct outbox *outbox)
{
  errno = pthread_create(&outbox->thread, NULL, work, outbox);
  return errno == 0;
}

void outbox_end(struct outbox *outbox) { pthread_join(outbox->thread, NULL); }
