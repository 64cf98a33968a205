/*
 * Connects with DATABASE_URL, as a service does, and prints who and where it is, as the server sees it. With START it
 * connects in a poll loop of its own.
 */
#include <poll.h>

#include <envtab/libpq.h>

#include "live.h"

struct config { envtab_postgres database; envtab_duration timeout; bool start; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, database, "DATABASE_URL", "Whom to ask.", .optional = true),
  ENVTAB(struct config, timeout, "TIMEOUT", "How long to wait for it.", .default_value = "30s"),
  ENVTAB(struct config, start, "START", "Whether to wait in a loop.", .default_value = "no"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "postgres");
ENVTAB_LOADER(load_config, struct config, schema);

/* As libpq's manual has it: at first the socket is waited for to be written. */
static PGconn *poll_until_connected(PGconn *connection, int timeout)
{
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  int waits = 0;

  while (PQstatus(connection) != CONNECTION_BAD && next != PGRES_POLLING_OK && next != PGRES_POLLING_FAILED) {
    struct pollfd wait = { PQsocket(connection), next == PGRES_POLLING_READING ? POLLIN : POLLOUT, 0 };

    waits++;
    if (poll(&wait, 1, timeout) != 1) {
      printf("the loop waited long enough\n");
      break;
    }
    next = PQconnectPoll(connection);
  }
  printf("polled: %s\n", waits > 1 ? "yes" : "no");
  return connection;
}

static int ask(PGconn *connection)
{
  PGresult *result = PQexec(connection, "SELECT current_user, current_database(), inet_client_addr() IS NULL, ssl,"
                                        " current_setting('application_name')"
                                        " FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
  bool answered = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;

  if (answered)
    printf("user=%s database=%s socket=%s tls=%s application=%s\n", PQgetvalue(result, 0, 0), PQgetvalue(result, 0, 1),
           PQgetvalue(result, 0, 2), PQgetvalue(result, 0, 3), PQgetvalue(result, 0, 4));
  else
    printf("%s", PQerrorMessage(connection));
  PQclear(result);
  return answered ? 0 : 2;
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);
  PGconn *connection = config->start
    ? poll_until_connected(envtab_postgres_start(&config->database), envtab_milliseconds(config->timeout))
    : envtab_postgres_connect(&config->database, config->timeout);
  int status = PQstatus(connection) == CONNECTION_OK ? ask(connection)
                                                     : failed(PQerrorMessage(connection), config->database.password);

  PQfinish(connection);
  envtab_free(config);
  return status;
}
