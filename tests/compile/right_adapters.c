/* All adapters in one file, and what their functions take and return. */
#include <envtab/hiredis.h>
#include <envtab/libpq.h>
#include <envtab/rabbitmq.h>

PGconn *(*const postgres_connect)(const envtab_postgres *, envtab_duration) = envtab_postgres_connect;
PGconn *(*const postgres_start)(const envtab_postgres *) = envtab_postgres_start;
redisContext *(*const redis_connect)(const envtab_redis *, envtab_duration, char *, size_t) = envtab_redis_connect;
amqp_connection_state_t (*const amqp_connect)(const envtab_amqp *, const char *, envtab_duration, char *, size_t) =
  envtab_amqp_connect;
size_t (*const amqp_reply_text)(amqp_rpc_reply_t, char *, size_t) = envtab_amqp_reply_text;
