/*
 * envtab for libpq: connects with a field of type envtab_postgres. SPDX-License-Identifier: MIT
 *
 *   #include <envtab/libpq.h>
 *
 *   PGconn *connection = envtab_postgres_connect(&config->database, config->timeout);
 *   if (PQstatus(connection) != CONNECTION_OK) fputs(PQerrorMessage(connection), stderr);
 *   ...
 *   PQfinish(connection);
 *
 * Link with libpq: pkg-config --cflags --libs envtab libpq. Written against libpq 15; it has every call since 9.0. What
 * is said of libpq here stands in its manual, chapter 34 of PostgreSQL's documentation.
 */
#ifndef ENVTAB_LIBPQ_H
#define ENVTAB_LIBPQ_H

#include <stdio.h>
#include <stdlib.h>

#include <libpq-fe.h>

#include <envtab.h>

/*
 * Connects, and waits or not. seconds: for connect_timeout, which stands in front of the URL's keywords, as libpq takes
 * the last of two that are the same; "": none. The array: the keywords, NULL, the values, NULL; pointers alone.
 */
static inline PGconn *envtab_postgres_open_(const envtab_postgres *postgres, const char *seconds, bool wait)
{
  const char *const *values = envtab_reveal_values(postgres);
  const char **parameters;
  size_t count = 0, at = 0, half;
  PGconn *connection;

  if (!postgres->keywords) return NULL; /* without a host libpq would find a server of its own */
  while (postgres->keywords[count]) count++;
  half = count + 2;
  parameters = (const char **)calloc(2 * half, sizeof *parameters);
  if (!parameters) return NULL;
  if (*seconds) {
    parameters[at] = "connect_timeout";
    parameters[half + at++] = seconds;
  }
  for (size_t i = 0; i < count; i++, at++) {
    parameters[at] = postgres->keywords[i];
    parameters[half + at] = values[i];
  }
  connection = wait ? PQconnectdbParams(parameters, parameters + half, 0)
                    : PQconnectStartParams(parameters, parameters + half, 0);
  free(parameters);
  return connection;
}

/*
 * Connects (PQconnectdbParams), and waits until the connection stands or has failed. libpq gets every parameter of the
 * URL; what the URL leaves out is libpq's to fill, from PGHOST, PGPASSWORD and the like.
 *
 * timeout: for each host and address, in whole seconds, rounded up (libpq before 17 takes 1 for 2), at most 24 days; a
 *   connect_timeout in the URL goes before it. 0: none, but for what PGCONNECT_TIMEOUT says. The look-up of a host's
 *   name is not covered.
 * Returns libpq's connection, to be freed with PQfinish() whether it stands or not: PQstatus() says which, and
 *   PQerrorMessage() why, in libpq's words, into which it puts no password, and the server's. NULL, which these two
 *   take as well: no memory, or the URL is absent (an optional field that is not set).
 *
 * Without sslmode in the URL (or PGSSLMODE) libpq takes "prefer": TLS unverified, or else plain text. Write
 * sslmode=verify-full for a server that is not on a socket.
 */
static inline PGconn *envtab_postgres_connect(const envtab_postgres *postgres, envtab_duration timeout)
{
  int milliseconds = envtab_milliseconds(timeout);
  char seconds[16] = "";

  if (milliseconds > 0) snprintf(seconds, sizeof seconds, "%d", milliseconds / 1000 + (milliseconds % 1000 > 0));
  return envtab_postgres_open_(postgres, seconds, true);
}

/*
 * Begins to connect (PQconnectStartParams), for a program with a poll loop of its own: wait until the socket can be
 * written, then call PQconnectPoll() as libpq's manual has it. How long to wait is for the loop to say: libpq looks at
 * connect_timeout in its own loop alone. The call may wait for the look-up of a host's name, unless the URL has a
 * hostaddr.
 *
 * Returns libpq's connection, to be freed with PQfinish(); PQstatus() is CONNECTION_BAD where it failed at once. NULL:
 *   no memory, or the URL is absent.
 */
static inline PGconn *envtab_postgres_start(const envtab_postgres *postgres)
{
  return envtab_postgres_open_(postgres, "", false);
}

#endif
