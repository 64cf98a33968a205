/*
 * Brings the tables up to date: each migration that was not applied yet, in a transaction of its own with the row that
 * says so. A lock keeps a second process waiting until the first is done; then it finds nothing to do.
 */
#include "migrate.h"

#include "database.h"
#include "log.h"
#include "process.h"

static const struct statement statements[] = { { NULL, NULL } };

static bool run(struct database *database, const char *sql)
{
  PGresult *result = database_run_text(database, sql);
  bool succeeded = result && database_succeeded(result);

  PQclear(result);
  return succeeded;
}

/* Whether the migration was applied; also false where that cannot be known: applying it fails then. */
static bool is_applied(struct database *database, const char *name)
{
  PGresult *rows =
    PQexecParams(database->connection, "SELECT 1 FROM migrations WHERE name = $1", 1, NULL, &name, NULL, NULL, 0);
  bool applied = PQntuples(rows) == 1;

  PQclear(rows);
  return applied;
}

static bool note(struct database *database, const char *name)
{
  PGresult *result =
    PQexecParams(database->connection, "INSERT INTO migrations (name) VALUES ($1)", 1, NULL, &name, NULL, NULL, 0);
  bool succeeded = database_succeeded(result);

  PQclear(result);
  return succeeded;
}

static bool apply(struct database *database, const struct migration *migration)
{
  if (is_applied(database, migration->name)) return true;
  if (!run(database, "BEGIN") || !run(database, migration->sql) || !note(database, migration->name) ||
      !run(database, "COMMIT")) {
    log_event(LOG_LEVEL_ERROR, "a migration failed", "{s:s}", "migration", migration->name);
    return false;
  }
  log_event(LOG_LEVEL_INFO, "migrated", "{s:s}", "migration", migration->name);
  return true;
}

/* Migrations take the time that they take, and so does the wait for another's. */
static bool begin(struct database *database)
{
  return run(database, "SET statement_timeout = 0; SET client_min_messages = warning;"
                       " SELECT pg_advisory_lock(hashtext('orders migrate'));"
                       " CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY,"
                       " applied_at timestamptz NOT NULL DEFAULT now())");
}

int migrate_run(const void *config)
{
  struct database database = { .config = &((const struct migrate *)config)->database, .statements = statements };
  int status = EXIT_UNAVAILABLE;

  if (database_connect(&database)) {
    status = begin(&database) ? 0 : EXIT_SOFTWARE;
    for (const struct migration *next = migrations; status == 0 && next->name; next++)
      if (!apply(&database, next)) status = EXIT_SOFTWARE;
  }
  database_close(&database);
  return status;
}
