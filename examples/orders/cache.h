/* The cache in Redis: the texts of orders that do not change any more. What is not there is looked up elsewhere. */
#ifndef ORDERS_CACHE_H
#define ORDERS_CACHE_H

#include "backoff.h"
#include "config.h"

/* Of one thread. Begin with config, the rest zero; end with cache_close(). */
struct cache {
  const struct cache_config *config;
  struct redisContext *context;
  struct backoff backoff;
};

/* Whether it answers. */
bool cache_answers(struct cache *cache);

/* The order's text, to be freed; NULL: it is not there, or the cache is away. */
char *cache_get(struct cache *cache, const char *id);

/* Keeps it for the time that the config says; that it could not is logged and no more. */
void cache_put(struct cache *cache, const char *id, const char *text);

void cache_close(struct cache *cache);

#endif
