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
 * Link with hiredis: pkg-config --cflags --libs envtab hiredis. Tested with hiredis 0.14; what it calls is the same in
 * 1.x. What is said of hiredis here stands in its README and in hiredis.h; of AUTH and SELECT, on redis.io.
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

/* What hiredis says of a call that failed, but for its words for a timeout: "Resource temporarily unavailable". */
static inline void envtab_redis_explain_(const redisContext *context, int error, struct envtab_words_ *words)
{
  if (context->err == REDIS_ERR_IO && error == EAGAIN) envtab_put_(words, "no answer in time");
  else envtab_put_(words, context->errstr);
}

/*
 * Sends a command of two or three words, each with its length, and takes the answer. False: it is not OK, and words say
 * why, but for what repeats the secret.
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
  if (redis->tls) return "rediss: asks for TLS, which plain hiredis has not: nothing was sent";
  return NULL;
}

/*
 * Connects by TCP or the Unix socket, logs in where the URL has a password (AUTH with its user, or without one), and
 * selects its database, where that is not 0. With neither, nothing is sent: whether the server takes commands is seen
 * at the first.
 *
 * timeout: for the connection, to each address of the host, and from then on for each wait for the server, commands of
 *   the program's included (redisSetTimeout); rounded up to milliseconds, at most 24 days. 0: none. The look-up of a
 *   host's name is not covered.
 * error: on failure the words of hiredis, or of the server, behind what was tried ("AUTH: WRONGPASS ..."), in printable
 *   ASCII, any other byte as \xNN; cut to capacity, ended by a NUL. Never the password: an answer that holds four bytes
 *   in a row of it is kept back. On success "". May be NULL where capacity is 0.
 * Returns a context that is logged in, to be freed with redisFree(). NULL on failure; nothing is left open then. A
 *   rediss: URL always fails, before anything is sent: no plain connection is made in its place.
 *
 * hiredis does not wipe the memory of what it sent, and its writes to a closed connection raise SIGPIPE: ignore that.
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
