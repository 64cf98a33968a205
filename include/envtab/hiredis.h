/*
 * envtab for hiredis: connects with a field of type envtab_redis. SPDX-License-Identifier: MIT
 *
 *   #include <envtab/hiredis.h>
 *
 *   char error[200];
 *   redisContext *redis = envtab_redis_connect(&config->cache, config->timeout, error, sizeof error);
 *   if (!redis) fprintf(stderr, "%s\n", error);
 *   ...
 *   redisFree(redis);
 *
 * Link with hiredis: pkg-config --cflags --libs envtab hiredis. Tested with hiredis 0.14; the functions that it
 * calls are the same in 1.x. Sources: hiredis' README and hiredis.h; for AUTH and SELECT, the commands' pages on
 * redis.io.
 */
#ifndef ENVTAB_HIREDIS_H
#define ENVTAB_HIREDIS_H

#include <errno.h>
#include <stdio.h>
#include <string.h>

#if defined(__has_include)
#if __has_include(<hiredis/hiredis.h>)
#define ENVTAB_HIREDIS_FOLDER_
#endif
#endif
#ifdef ENVTAB_HIREDIS_FOLDER_
#include <hiredis/hiredis.h>
#else
#include <hiredis.h>             /* in the folder that pkg-config names */
#endif

#include <envtab.h>
#include <envtab/adapter.h>

/* The connection alone; timeout: NULL: none. */
static inline redisContext *envtab_redis_open_(const envtab_redis *redis, const struct timeval *timeout)
{
  if (redis->socket)
    return timeout ? redisConnectUnixWithTimeout(redis->socket, *timeout) : redisConnectUnix(redis->socket);
  return timeout ? redisConnectWithTimeout(redis->host, redis->port, *timeout) : redisConnect(redis->host, redis->port);
}

/* hiredis' message for a call that failed, except for a timeout: there it is "Resource temporarily unavailable". */
static inline void envtab_redis_explain_(const redisContext *context, int error, struct envtab_words_ *words)
{
  if (context->err == REDIS_ERR_IO && error == EAGAIN) envtab_put_(words, "no answer in time");
  else envtab_put_(words, context->errstr);
}

/*
 * Sends a command of two or three arguments, and reads the answer. False: it is not OK; words says why, without
 * anything
 * that repeats the secret.
 */
static inline bool envtab_redis_ask_(redisContext *context, int count, const char **arguments, envtab_secret secret,
                                     struct envtab_words_ *words)
{
  size_t lengths[3];
  redisReply *reply;
  int error;
  bool ok;

  for (int i = 0; i < count; i++) lengths[i] = strlen(arguments[i]);
  reply = (redisReply *)redisCommandArgv(context, count, arguments, lengths);
  error = errno;
  ok = reply && reply->type == REDIS_REPLY_STATUS && strcmp(reply->str, "OK") == 0;
  if (!ok) {
    envtab_put_(words, arguments[0]);
    envtab_put_(words, ": ");
    if (!reply) envtab_redis_explain_(context, error, words);
    else if (reply->type == REDIS_REPLY_ERROR) envtab_put_answer_(words, reply->str, (size_t)reply->len, secret);
    else envtab_put_(words, "an answer that is neither OK nor an error");
  }
  if (reply) freeReplyObject(reply);
  return ok;
}

/* AUTH with the user, or the password alone; nothing where there is no password. */
static inline bool envtab_redis_log_in_(redisContext *context, const envtab_redis *redis, struct envtab_words_ *words)
{
  const char *arguments[] = { "AUTH", redis->user, envtab_reveal(redis->password) };

  if (!arguments[2]) return true;
  if (redis->user) return envtab_redis_ask_(context, 3, arguments, redis->password, words);
  arguments[1] = arguments[2];
  return envtab_redis_ask_(context, 2, arguments, redis->password, words);
}

static inline bool envtab_redis_select_(redisContext *context, const envtab_redis *redis, struct envtab_words_ *words)
{
  char number[16];
  const char *arguments[] = { "SELECT", number };

  if (redis->database == 0) return true; /* where each connection begins */
  snprintf(number, sizeof number, "%lu", (unsigned long)redis->database);
  return envtab_redis_ask_(context, 2, arguments, redis->password, words);
}

/* The first reason not to connect at all, or NULL. */
static inline const char *envtab_redis_refusal_(const envtab_redis *redis)
{
  if (!redis->host && !redis->socket) return "there is no URL: the field is optional, and not set";
  if (redis->tls) return "rediss: asks for TLS, which plain hiredis does not have: nothing was sent";
  return NULL;
}

/*
 * Connects by TCP or the Unix socket, logs in if the URL has a password (AUTH, with its user if there is one), and
 * selects its database if that is not 0. Otherwise nothing is sent: the first command of the program shows whether the
 * server accepts it.
 *
 * timeout: for the connection to each address of the host, and later for each wait for the server, also in the
 *   program's own commands (redisSetTimeout). Rounded up to milliseconds, at most 24 days. 0: none. It does not
 *   cover the
 *   look-up of the host's name.
 * error: on failure, what was tried and the message of hiredis or of the server ("AUTH: WRONGPASS ..."), in printable
 *   ASCII, any other byte as \xNN; cut to capacity bytes, ended by a NUL. It never contains the password: an
 *   answer with
 *   four bytes in a row of it is not shown. On success "". May be NULL if capacity is 0.
 * Returns a context that is logged in, to be freed with redisFree(). NULL on failure; nothing is left open then. A
 *   rediss: URL always fails, before anything is sent: there is no plain connection in place of TLS.
 *
 * hiredis does not wipe the memory of what it sent. Its writes to a closed connection raise SIGPIPE, which the program
 * should ignore.
 */
static inline redisContext *envtab_redis_connect(const envtab_redis *redis, envtab_duration timeout, char *error,
                                                 size_t capacity)
{
  struct envtab_words_ words = envtab_begin_words_(error, capacity);
  struct timeval limit = envtab_timeval(timeout), *within = timeout.nanoseconds > 0 ? &limit : NULL;
  const char *refusal = envtab_redis_refusal_(redis);
  redisContext *context = refusal ? NULL : envtab_redis_open_(redis, within);

  if (!context) {
    envtab_put_(&words, refusal ? refusal : "no memory");
  } else if (context->err || (within && redisSetTimeout(context, limit) != REDIS_OK)) {
    envtab_put_(&words, "connect: ");
    envtab_put_(&words, context->errstr);
  } else if (envtab_redis_log_in_(context, redis, &words) && envtab_redis_select_(context, redis, &words)) {
    return context;
  }
  if (context) redisFree(context);
  return NULL;
}

#endif
