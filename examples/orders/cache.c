/* The cache in Redis: the texts of orders that do not change any more. */
#include "cache.h"

#include <envtab/hiredis.h>
#include <stdarg.h>
#include <stdlib.h>

#include "log.h"

void cache_close(struct cache *cache)
{
  if (cache->context) redisFree(cache->context);
  cache->context = NULL;
}

static void lose(struct cache *cache, const char *what, const char *why)
{
  log_event(LOG_LEVEL_WARNING, what, "{s:s, s:s}", "cache", cache->config->url.redacted, "error", why);
  cache_close(cache);
  backoff_after_failure(&cache->backoff);
}

static bool connect_cache(struct cache *cache)
{
  char error[200];

  if (cache->context) return true;
  if (backoff_left(&cache->backoff) > 0) return false;
  cache->context = envtab_redis_connect(&cache->config->url, cache->config->timeout, error, sizeof error);
  if (cache->context) backoff_after_success(&cache->backoff);
  else lose(cache, "cannot use the cache", error);
  return cache->context != NULL;
}

/* The answer to a command, to be freed; NULL: the cache is away, or has refused. */
static redisReply *ask(struct cache *cache, const char *format, ...)
{
  redisReply *reply;
  va_list list;

  if (!connect_cache(cache)) return NULL;
  va_start(list, format);
  reply = redisvCommand(cache->context, format, list);
  va_end(list);
  if (!reply || reply->type == REDIS_REPLY_ERROR) {
    lose(cache, "lost the cache", reply ? reply->str : cache->context->errstr);
    if (reply) freeReplyObject(reply);
    return NULL;
  }
  return reply;
}

bool cache_answers(struct cache *cache)
{
  redisReply *reply = ask(cache, "PING");

  if (reply) freeReplyObject(reply);
  return reply != NULL;
}

char *cache_get(struct cache *cache, const char *id)
{
  redisReply *reply = ask(cache, "GET order:%s", id);
  char *text = reply && reply->type == REDIS_REPLY_STRING ? strdup(reply->str) : NULL;

  if (reply) freeReplyObject(reply);
  return text;
}

void cache_put(struct cache *cache, const char *id, const char *text)
{
  redisReply *reply = ask(cache, "SET order:%s %s PX %d", id, text, envtab_milliseconds(cache->config->ttl));

  if (reply) freeReplyObject(reply);
}
