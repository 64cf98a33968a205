/* A connection to PostgreSQL that comes back when it was lost, with the statements that its user prepared. */
#ifndef ORDERS_DATABASE_H
#define ORDERS_DATABASE_H

#include <libpq-fe.h>

#include "backoff.h"
#include "config.h"

/* A statement, prepared on each connection; the last of an array has no name. */
struct statement {
  const char *name, *sql;
};

/* Of one thread. Begin with config and statements, the rest zero; end with database_close(). */
struct database {
  const struct database_config *config;
  const struct statement *statements;
  PGconn *connection; /* NULL: there is none */
  unsigned session;   /* another number for each connection: locks and the like end with one */
  struct backoff backoff;
};

/* Connects, unless it is connected or it is too early to try again. */
bool database_connect(struct database *database);

/*
 * Runs a prepared statement. NULL: the database is away, which is logged; otherwise the result, to be freed with
 * PQclear(). If that is not database_succeeded(), the statement was at fault, which is logged, too.
 */
PGresult *database_run(struct database *database, const char *name, int count, const char *const *values);

/* The same with text that is not prepared, of one or several statements without parameters. */
PGresult *database_run_text(struct database *database, const char *sql);

bool database_succeeded(const PGresult *result);

void database_close(struct database *database);

#endif
