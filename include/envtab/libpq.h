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
 * Link with libpq: pkg-config --cflags --libs envtab libpq. Written for libpq 15; every function that it calls exists
 * since 9.0. Source: chapter 34 of PostgreSQL's manual.
 */
#ifndef ENVTAB_LIBPQ_H
#define ENVTAB_LIBPQ_H

#include <stdio.h>
#include <stdlib.h>

#include <libpq-fe.h>

#include <envtab.h>

/*
 * Connects, and waits if asked to. seconds: for connect_timeout, which comes before the URL's keywords, as libpq uses
 * the last of two equal keywords; "": none. One array holds the keywords, NULL, the values, NULL: pointers only.
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
 * Connects (PQconnectdbParams), and waits until the connection is made or has failed. libpq gets every parameter of the
 * URL, and fills in what the URL leaves out, from PGHOST, PGPASSWORD and the like.
 *
 * timeout: for each host and address, in whole seconds, rounded up (libpq before 17 makes 2 of 1), at most 24 days. A
 *   connect_timeout in the URL has precedence. 0: none, except for what PGCONNECT_TIMEOUT says. It does not cover the
 *   look-up of the host's name.
 * Returns libpq's connection, to be freed with PQfinish() even if it failed: PQstatus() says whether, and
 *   PQerrorMessage() why, in the words of libpq, which never include the password, and of the server. NULL, which these
 *   functions accept: no memory, or the URL is absent (an optional field that is not set).
 *
 * Without sslmode in the URL (or PGSSLMODE) libpq uses "prefer": unverified TLS, or plain text if the server has
 * no TLS.
 * Use sslmode=verify-full for a server that is not on a Unix socket.
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
 * written, then call PQconnectPoll() as libpq's manual describes. The loop must limit the time itself: libpq applies
 * connect_timeout only in its own loop. The call may wait for the look-up of the host's name, unless the URL has a
 * hostaddr.
 *
 * Returns libpq's connection, to be freed with PQfinish(); PQstatus() is CONNECTION_BAD if it failed at once. NULL:
 *   no memory, or the URL is absent.
 */
static inline PGconn *envtab_postgres_start(const envtab_postgres *postgres)
{
  return envtab_postgres_open_(postgres, "", false);
}

#endif
