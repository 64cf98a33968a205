#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients.h"
/* ---- Fields ---- */

void begin_reading(struct reading *reading)
{
  reading->accepted = reading->has_fields = reading->warned = false;
  *reading->reason = *reading->hint = '\0';
  reading->count = 0;
  reading->at = SIZE_MAX;
  reading->config = NULL;
  reading->text = NULL;
  reading->options = NULL;
}

void put_field(struct reading *reading, const char *name, const char *value)
{
  if (reading->count == MOST_READ) abort();
  reading->fields[reading->count].name = name;
  reading->fields[reading->count++].value = value;
}

void put_number(struct reading *reading, size_t which, const char *name, long number)
{
  snprintf(reading->numbers[which], sizeof reading->numbers[which], "%ld", number);
  put_field(reading, name, reading->numbers[which]);
}

void refuse(struct reading *reading, const char *reason)
{
  reading->accepted = false;
  snprintf(reading->reason, sizeof reading->reason, "%s", reason);
}

void release_reading(struct reading *reading)
{
  envtab_free(reading->config);
  free(reading->text);
  release_libpq(reading->options);
  begin_reading(reading);
}

const char *field_of(const struct reading *reading, const char *name)
{
  for (size_t i = 0; i < reading->count; i++)
    if (strcmp(reading->fields[i].name, name) == 0) return reading->fields[i].value;
  return NULL;
}

static bool has_field(const struct reading *reading, const char *name, const char *value)
{
  const char *other = field_of(reading, name);

  return other && strcmp(value, other) == 0;
}

bool is_same(const struct reading *one, const struct reading *other)
{
  for (size_t i = 0; i < one->count; i++)
    if (!has_field(other, one->fields[i].name, one->fields[i].value)) return false;
  return one->count == other->count;
}

const char *fields_that_differ(const struct reading *one, const struct reading *other)
{
  static char names[512];
  size_t used = 0;

  *names = '\0';
  for (size_t i = 0; i < one->count && used < sizeof names; i++)
    if (!has_field(other, one->fields[i].name, one->fields[i].value))
      used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", one->fields[i].name);
  for (size_t i = 0; i < other->count && used < sizeof names; i++)
    if (!field_of(one, other->fields[i].name))
      used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", other->fields[i].name);
  return names;
}

/* ---- envtab ---- */

static void read_postgres(const envtab_postgres *postgres, struct reading *reading)
{
  const char *const *values = envtab_reveal_values(postgres);

  for (size_t i = 0; postgres->keywords[i]; i++) put_field(reading, postgres->keywords[i], values[i]);
}

static void read_redis(const envtab_redis *redis, struct reading *reading)
{
  if (redis->user) put_field(reading, "user", redis->user);
  if (redis->password.masked) put_field(reading, "password", envtab_reveal(redis->password));
  if (redis->host) put_field(reading, "host", redis->host);
  if (redis->socket) put_field(reading, "socket", redis->socket);
  put_number(reading, 0, "port", redis->port);
  put_number(reading, 1, "database", (long)redis->database);
  put_number(reading, 2, "tls", redis->tls);
}

static void read_amqp(const envtab_amqp *amqp, struct reading *reading)
{
  put_field(reading, "user", amqp->user);
  put_field(reading, "password", envtab_reveal(amqp->password));
  put_field(reading, "host", amqp->host);
  put_number(reading, 0, "port", amqp->port);
  put_field(reading, "vhost", amqp->vhost);
  put_number(reading, 1, "ssl", amqp->tls);
}

void read_fields(const char *service, const void *value, struct reading *reading)
{
  begin_reading(reading);
  reading->accepted = true;
  if (*service == 'p') read_postgres(value, reading);
  else if (*service == 'r') read_redis(value, reading);
  else read_amqp(value, reading);
}

static void note_problem(void *context, const envtab_problem *problem)
{
  struct reading *reading = context;

  if (problem->warning) reading->warned = true;
  else if (*reading->reason) abort(); /* there is one problem at most */
  snprintf(reading->reason, sizeof reading->reason, "%s", problem->reason);
  snprintf(reading->hint, sizeof reading->hint, "%s", problem->hint ? problem->hint : "");
  reading->at = problem->at;
  reading->code = problem->code;
}

void ask_envtab(const char *service, const char *url, void *memory, size_t capacity, struct reading *reading)
{
  const envtab_type *type = *service == 'p'   ? &envtab_type_postgres
                            : *service == 'r' ? &envtab_type_redis
                                              : &envtab_type_amqp;
  envtab_options options = { .memory = memory, .capacity = capacity, .sink = note_problem, .context = reading };
  const void *value;

  begin_reading(reading);
  value = envtab_parse(type, url, &options);
  if (!value) return;
  reading->accepted = true;
  reading->config = value;
  if (*service == 'p') read_postgres(value, reading);
  else if (*service == 'r') read_redis(value, reading);
  else read_amqp(value, reading);
}

void ask_client(const char *service, const char *url, struct reading *reading)
{
  if (*service == 'p') ask_libpq(url, reading);
  else if (*service == 'r') ask_redis_cli_rule(url, reading);
  else ask_librabbitmq(url, reading);
}
