// The adapters in C++.
#include <envtab/hiredis.h>
#include <envtab/libpq.h>
#include <envtab/rabbitmq.h>

bool connects(const envtab_postgres &postgres, const envtab_redis &redis, const envtab_amqp &amqp)
{
  envtab_duration timeout = { 1000000000 };
  char error[400];
  PGconn *database = envtab_postgres_connect(&postgres, timeout), *other = envtab_postgres_start(&postgres);
  redisContext *cache = envtab_redis_connect(&redis, timeout, error, sizeof error);
  amqp_connection_state_t broker = envtab_amqp_connect(&amqp, nullptr, timeout, error, sizeof error);
  bool all = PQstatus(database) == CONNECTION_OK && PQstatus(other) != CONNECTION_BAD && cache && broker &&
             envtab_amqp_reply_text(amqp_connection_close(broker, AMQP_REPLY_SUCCESS), error, sizeof error) > 0;

  PQfinish(database);
  PQfinish(other);
  if (cache) redisFree(cache);
  if (broker) amqp_destroy_connection(broker);
  return all;
}
