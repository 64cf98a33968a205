/* How does a service connect to Redis? With the adapter for hiredis, which logs in and selects the database. */
#include <envtab/hiredis.h>

struct config { envtab_redis cache; envtab_duration timeout; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, cache, "REDIS_URL", "Where visits are counted.", .example = "redis://app:secret@cache:6379/1"),
  ENVTAB(struct config, timeout, "REDIS_TIMEOUT", "How long to wait for an answer.", .default_value = "500ms"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "visits");
ENVTAB_LOADER(load_config, struct config, schema);

/* Counts one more; returns the program's exit status. */
static int count(redisContext *redis)
{
  redisReply *reply = redisCommand(redis, "INCR visits");
  bool counted = reply && reply->type == REDIS_REPLY_INTEGER;

  if (counted) printf("visit %lld\n", reply->integer);
  else fprintf(stderr, "%s\n", reply ? reply->str : redis->errstr);
  freeReplyObject(reply);
  return counted ? 0 : 1;
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);
  char error[200];
  redisContext *redis = envtab_redis_connect(&config->cache, config->timeout, error, sizeof error);
  int status = 69; /* EX_UNAVAILABLE */

  if (redis) {
    status = count(redis);
    redisFree(redis);
  } else {
    fprintf(stderr, "cannot use %s: %s\n", config->cache.redacted, error);
  }
  envtab_free(config);
  return status;
}
