/* How does a service connect to PostgreSQL? With the adapter for libpq, which hands on every parameter of the URL. */
#include <envtab/libpq.h>

struct config { envtab_postgres database; envtab_duration timeout; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, database, "DATABASE_URL", "Where the orders are kept.",
         .example = "postgres://app:secret@db:5432/orders?sslmode=verify-full"),
  ENVTAB(struct config, timeout, "DATABASE_TIMEOUT", "How long to wait for it at the start.", .default_value = "5s"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "orders");
ENVTAB_LOADER(load_config, struct config, schema);

/* Asks the server who and where it is; returns the program's exit status. */
static int greet(PGconn *connection)
{
  PGresult *result = PQexec(connection, "SELECT current_user, current_database()");
  bool answered = PQresultStatus(result) == PGRES_TUPLES_OK;

  if (answered) printf("%s is in %s\n", PQgetvalue(result, 0, 0), PQgetvalue(result, 0, 1));
  else fprintf(stderr, "%s", PQerrorMessage(connection));
  PQclear(result);
  return answered ? 0 : 1;
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);
  PGconn *connection = envtab_postgres_connect(&config->database, config->timeout);
  int status = 69; /* EX_UNAVAILABLE */

  if (PQstatus(connection) == CONNECTION_OK) status = greet(connection);
  else fprintf(stderr, "cannot use %s: %s", config->database.redacted, PQerrorMessage(connection));
  PQfinish(connection);
  envtab_free(config);
  return status;
}
