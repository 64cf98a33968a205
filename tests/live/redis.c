/*
 * Connects with REDIS_URL, as a service does, stores a value and reads it back, and prints who and where it is, as the
 * server sees it.
 */
#include <stdlib.h>

#include <envtab/hiredis.h>

#include "live.h"

struct config { envtab_redis redis; envtab_duration timeout; size_t capacity; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, redis, "REDIS_URL", "Whom to ask.", .optional = true),
  ENVTAB(struct config, timeout, "TIMEOUT", "How long to wait for it.", .default_value = "30s"),
  ENVTAB(struct config, capacity, "CAPACITY", "How much room there is for words.", .default_value = "400", .max = "400"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "redis");
ENVTAB_LOADER(load_config, struct config, schema);

/* Sends a command; prints its answer, or one word of it that begins with the prefix. */
static bool ask(redisContext *context, const char *prefix, const char *command)
{
  redisReply *reply = (redisReply *)redisCommand(context, command);
  char *word = NULL;

  if (!reply) printf("%s: %s\n", command, context->errstr);
  else if (reply->str) word = *prefix ? strstr(reply->str, prefix) : reply->str;
  if (word) printf("%.*s\n", (int)strcspn(word, " \n"), word);
  if (reply) freeReplyObject(reply);
  return word != NULL;
}

int main(void)
{
  const struct config *config = load_config_or_exit(NULL);
  char *error = config->capacity ? malloc(config->capacity) : NULL; /* so that a byte too many is seen */
  redisContext *context = envtab_redis_connect(&config->redis, config->timeout, error, config->capacity);
  int status;

  if (context)
    status = ask(context, "", "SET envtab stored") && ask(context, "", "GET envtab") &&
             ask(context, "user=", "CLIENT INFO") && ask(context, "db=", "CLIENT INFO") ? 0 : 2;
  else
    status = failed(error ? error : "no room for words", config->redis.password);
  if (context && *error) status = 4; /* words where nothing failed */
  if (context) redisFree(context);
  free(error);
  envtab_free(config);
  return status;
}
