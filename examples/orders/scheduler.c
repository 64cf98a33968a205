/*
 * The scheduler: asks for a report once in each interval. Several may run: the one that has the lock leads, the others
 * stand by. The lock is of a session of PostgreSQL and ends with it, however the leader ends.
 */
#include <stdlib.h>

#include "database.h"
#include "log.h"
#include "process.h"
#include "stop.h"

enum { TICK = 500 }; /* milliseconds: less than the least interval */

/*
 * The report and its message in one statement, so that neither is without the other. The row is there for the second
 * that asks, whoever that is: a leader that lost its connection and does not know it yet does no harm.
 */
static const struct statement statements[] = {
  { "lead", "SELECT pg_try_advisory_lock(hashtext('orders scheduler'))" },
  { "enqueue", "WITH made AS (INSERT INTO reports (due)"
               "   VALUES (date_bin(make_interval(secs => $1::double precision), now(), timestamptz 'epoch'))"
               "   ON CONFLICT (due) DO NOTHING RETURNING due)"
               " INSERT INTO outbox (kind, subject)"
               " SELECT 'report', to_char(due AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM made"
               " RETURNING subject" },
  { NULL, NULL },
};

/* The session in which it leads; 0: it does not. */
struct leader {
  struct database database;
  unsigned session;
};

static bool leads(struct leader *leader)
{
  PGresult *answer;

  if (leader->session && leader->session == leader->database.session && leader->database.connection) return true;
  answer = database_run(&leader->database, "lead", 0, NULL);
  leader->session = 0;
  if (answer && database_succeeded(answer) && *PQgetvalue(answer, 0, 0) == 't') {
    leader->session = leader->database.session;
    log_event(LOG_LEVEL_INFO, "leading", NULL);
  }
  PQclear(answer);
  return leader->session != 0;
}

static void enqueue(struct leader *leader, const char *interval)
{
  PGresult *made = database_run(&leader->database, "enqueue", 1, &interval);

  if (made && database_succeeded(made) && PQntuples(made) == 1)
    log_event(LOG_LEVEL_INFO, "asked for a report", "{s:s}", "due", PQgetvalue(made, 0, 0));
  PQclear(made);
}

int scheduler_run(const void *config)
{
  const struct scheduler *scheduler = config;
  struct leader leader = { .database = { .config = &scheduler->database, .statements = statements } };
  char interval[32];

  snprintf(interval, sizeof interval, "%.9f", (double)scheduler->schedule.report_interval.nanoseconds / 1e9);
  do {
    if (leads(&leader)) enqueue(&leader, interval);
  } while (!stop_wait(TICK));
  database_close(&leader.database);
  return 0;
}
