/* What holds for every URL of a service that was accepted: no second reading of it, which differ.c has from the
 * clients. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "oracle.h"

bool is_service(const char *type)
{
  return strcmp(type, "postgres") == 0 || strcmp(type, "redis") == 0 || strcmp(type, "amqp") == 0;
}

void ask_service(const struct question *question, struct answer *answer)
{
  answer->accepted = strstr(question->text, "://") != NULL;
  answer->unsure = answer->accepted; /* without "://" it is surely refused */
}

/* ---- Fields, in an order of their own: name and value ---- */

struct fields {
  size_t count;
  const char *names[64], *values[64];
  char numbers[4][24];
};

static void put(struct fields *fields, const char *name, const char *value)
{
  if (!value) return;
  expect(fields->count < 64, "too many fields");
  fields->names[fields->count] = name;
  fields->values[fields->count++] = value;
}

static void put_number(struct fields *fields, size_t which, const char *name, unsigned long long number)
{
  snprintf(fields->numbers[which], sizeof fields->numbers[which], "%llu", number);
  put(fields, name, fields->numbers[which]);
}

static void take_postgres(const envtab_postgres *postgres, struct fields *fields)
{
  const char *const *values = envtab_reveal_values(postgres);
  const char *password = envtab_reveal(postgres->password);

  for (size_t i = 0; postgres->keywords[i]; i++) {
    expect(values[i] != NULL, "%s has no value", postgres->keywords[i]);
    put(fields, postgres->keywords[i], values[i]);
    if (password && strcmp(postgres->keywords[i], "password") == 0)
      expect(strcmp(password, values[i]) == 0, "two passwords");
  }
  expect(postgres->hosts.count > 0, "no host");
  for (size_t i = 0; i < postgres->hosts.count; i++) {
    const char *host = postgres->hosts.items[i].host;

    expect(!host || *host, "an empty host");
    expect(host || postgres->hosts.count == 1, "a host of a list is absent");
  }
  put(fields, "the user", postgres->user);
  put(fields, "the database", postgres->database);
}

static void take_redis(const envtab_redis *redis, struct fields *fields)
{
  expect(!redis->host != !redis->socket, "a host and a socket, or neither");
  expect(!redis->socket == (redis->port != 0), "a port with a socket, or none with a host");
  put(fields, "host", redis->host);
  put(fields, "socket", redis->socket);
  put(fields, "user", redis->user);
  put(fields, "password", envtab_reveal(redis->password));
  put_number(fields, 0, "port", redis->port);
  put_number(fields, 1, "database", redis->database);
  put_number(fields, 2, "tls", redis->tls);
}

static void take_amqp(const envtab_amqp *amqp, struct fields *fields)
{
  expect(amqp->host && *amqp->host && amqp->port, "no host, or no port");
  expect(amqp->user && amqp->vhost && amqp->password.masked, "something that has a default is absent");
  put(fields, "host", amqp->host);
  put(fields, "user", amqp->user);
  put(fields, "password", envtab_reveal(amqp->password));
  put(fields, "vhost", amqp->vhost);
  put(fields, "ca_file", amqp->ca_file);
  put(fields, "certificate_file", amqp->certificate_file);
  put(fields, "key_file", amqp->key_file);
  put(fields, "server_name", amqp->server_name);
  put_number(fields, 0, "port", amqp->port);
  put_number(fields, 1, "numbers", amqp->heartbeat + 65536ull * amqp->channel_max);
  put_number(fields, 2, "frame_max", amqp->frame_max);
  put_number(fields, 3, "flags", amqp->tls + 2u * amqp->verify_peer + 4u * amqp->external);
}

static const char *take(const char *type, const void *member, struct fields *fields, envtab_secret *text)
{
  fields->count = 0;
  if (*type == 'p') take_postgres(member, fields);
  else if (*type == 'r') take_redis(member, fields);
  else take_amqp(member, fields);
  *text = *type == 'p'   ? ((const envtab_postgres *)member)->text
          : *type == 'r' ? ((const envtab_redis *)member)->text
                         : ((const envtab_amqp *)member)->text;
  return *type == 'p'   ? ((const envtab_postgres *)member)->redacted
         : *type == 'r' ? ((const envtab_redis *)member)->redacted
                        : ((const envtab_amqp *)member)->redacted;
}

/*
 * Whether a value may look like a credential: each that does has one of these bytes. That such a one is hidden, the
 * tables say.
 */
static bool may_look_secret(const char *value) { return strpbrk(value, ":=> -") != NULL; }

static bool is_secret(const char *name)
{
  static const char *const secrets[] = { "password", "sslpassword", "scram_client_key", "scram_server_key",
                                         "oauth_client_secret" };

  for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
    if (strcmp(secrets[i], name) == 0) return true;
  return false;
}

/* Whether hosts are hidden for what they look like. */
static bool hides_hosts(const char *redacted, const struct fields *fields)
{
  const char *hosts = strstr(redacted, "host=<secret>"), *end = strstr(redacted, "://") + 3;

  for (size_t i = 0; i < fields->count; i++)
    if (strcmp(fields->names[i], "host") == 0 && may_look_secret(fields->values[i]))
      return hosts || strncmp(end + strcspn(end, "@/?") - 8, "<secret>", 8) == 0 || strstr(end, "@<secret>");
  return false;
}

/* ---- What must hold ---- */

static const envtab_type *type_of(const char *type)
{
  return *type == 'p' ? &envtab_type_postgres : *type == 'r' ? &envtab_type_redis : &envtab_type_amqp;
}

void compare_service(const struct question *question, const void *member)
{
  static struct fields fields, shown;
  static struct sightings sightings;
  envtab_secret text;
  const char *redacted = take(question->type, member, &fields, &text);
  const void *again;

  expect(strcmp(envtab_reveal(text), question->text) == 0 && text.length == question->length, "another text: %s",
         question->text);
  if (!is_clean(question->text, question->length)) return; /* with .raw: what is shown does not read back without it */
  sightings.count = sightings.errors = 0;
  if (hides_hosts(redacted, &fields)) return; /* their number must be that of the ports */
  again = envtab_parse(type_of(question->type), redacted, &(envtab_options){ .sink = see, .context = &sightings });
  expect(again != NULL, "%s does not read back: %s", redacted, sightings.seen[0].reason);
  redacted = take(question->type, again, &shown, &text);
  expect(strcmp(redacted, envtab_reveal(text)) == 0, "%s is shown as %s", envtab_reveal(text), redacted);
  expect(shown.count == fields.count, "%zu fields are shown as %zu", fields.count, shown.count);
  for (size_t i = 0; i < fields.count; i++) {
    bool same = strcmp(fields.values[i], shown.values[i]) == 0;

    expect(strcmp(fields.names[i], shown.names[i]) == 0, "%s is shown as %s", fields.names[i], shown.names[i]);
    expect(same || ((is_secret(fields.names[i]) || may_look_secret(fields.values[i])) &&
                    strcmp(shown.values[i] + (*shown.values[i] == '/'), "<secret>") == 0),
           "%s is shown as %s", fields.names[i], shown.values[i]);
    expect(!same || strcmp(fields.names[i], "user") != 0 || !strchr(fields.values[i], ':'),
           "a user with \":\" is shown");
  }
  envtab_free(again);
}

bool is_mark_secret(const char *type, const void *member, const char *mark)
{
  static struct fields fields;
  envtab_secret text;

  if (!is_service(type)) return false;
  take(type, member, &fields, &text);
  for (size_t i = 0; i < fields.count; i++)
    if (is_secret(fields.names[i]) && strstr(fields.values[i], mark)) return true;
  return false;
}
