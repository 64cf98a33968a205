/* A connection to PostgreSQL that comes back when it was lost. */
#include "database.h"

#include <envtab/libpq.h>
#include <string.h>

#include "log.h"

void database_close(struct database *database)
{
  PQfinish(database->connection);
  database->connection = NULL;
}

/* Gives the connection up. libpq puts no password into its words. */
static void lose(struct database *database, const char *what, const char *why)
{
  log_event(LOG_LEVEL_WARNING, what, "{s:s, s:s}", "database", database->config->url.redacted, "error", why);
  database_close(database);
  backoff_after_failure(&database->backoff);
}

bool database_succeeded(const PGresult *result)
{
  ExecStatusType status = PQresultStatus(result);

  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

/* No statement may take longer than the timeout: a thread that waits for ever serves nobody. */
static bool limit_statements(PGconn *connection, envtab_duration timeout)
{
  char milliseconds[16];
  const char *values[] = { milliseconds };
  PGresult *result;
  bool succeeded;

  snprintf(milliseconds, sizeof milliseconds, "%d", envtab_milliseconds(timeout));
  result =
    PQexecParams(connection, "SELECT set_config('statement_timeout', $1, false)", 1, NULL, values, NULL, NULL, 0);
  succeeded = database_succeeded(result);
  PQclear(result);
  return succeeded;
}

static bool prepare(PGconn *connection, const struct statement *statements)
{
  bool prepared = true;

  for (const struct statement *next = statements; next && next->name && prepared; next++) {
    PGresult *result = PQprepare(connection, next->name, next->sql, 0, NULL);

    prepared = database_succeeded(result);
    PQclear(result);
  }
  return prepared;
}

bool database_connect(struct database *database)
{
  if (database->connection) return true;
  if (backoff_left(&database->backoff) > 0) return false;
  database->connection = envtab_postgres_connect(&database->config->url, database->config->timeout);
  if (PQstatus(database->connection) != CONNECTION_OK || PQsetClientEncoding(database->connection, "UTF8") != 0 ||
      !limit_statements(database->connection, database->config->timeout) ||
      !prepare(database->connection, database->statements)) {
    lose(database, "cannot use the database", PQerrorMessage(database->connection));
    return false;
  }
  backoff_after_success(&database->backoff);
  database->session++;
  log_event(LOG_LEVEL_DEBUG, "connected to the database", NULL);
  return true;
}

/*
 * Whether an error is of the server and not of the statement: by its class (PostgreSQL's manual, appendix A), a
 * transaction that must be run again, a server that became a standby, one without resources, that shuts down or fails.
 */
static bool is_of_server(const PGresult *result)
{
  static const char *const classes[] = { "40", "25", "53", "57", "58", "XX" };
  const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

  for (size_t i = 0; state && i < sizeof classes / sizeof *classes; i++)
    if (strncmp(state, classes[i], 2) == 0) return true;
  return false;
}

static PGresult *judge(struct database *database, PGresult *result)
{
  const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

  if (database_succeeded(result)) return result;
  if (PQstatus(database->connection) != CONNECTION_OK || is_of_server(result)) {
    lose(database, "lost the database", words ? words : PQerrorMessage(database->connection));
    PQclear(result);
    return NULL;
  }
  log_event(LOG_LEVEL_ERROR, "a statement failed", "{s:s}", "error",
            words ? words : PQerrorMessage(database->connection));
  return result;
}

PGresult *database_run(struct database *database, const char *name, int count, const char *const *values)
{
  if (!database_connect(database)) return NULL;
  return judge(database, PQexecPrepared(database->connection, name, count, values, NULL, NULL, 0));
}

PGresult *database_run_text(struct database *database, const char *sql)
{
  if (!database_connect(database)) return NULL;
  return judge(database, PQexec(database->connection, sql));
}
