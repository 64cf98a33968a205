/*
 * The tables: what each process type reads from its environment, and nothing else.
 *
 * Backing services and what every platform sets have the names that people know (DATABASE_URL, PORT). What is the
 * program's own begins with ORDERS_, so that a slip in such a name is an error and not a default.
 */
#include "config.h"

#define CHOICES ENVTAB_CHOICES

/* ---- Groups ---- */

static ENVTAB_TABLE(struct process_config) process_fields[] = {
  ENVTAB(struct process_config, log_level, "LOG_LEVEL", "How much is logged.", .default_value = "info",
         .choices = CHOICES({ "debug", LOG_LEVEL_DEBUG }, { "info", LOG_LEVEL_INFO }, { "warning", LOG_LEVEL_WARNING },
                            { "error", LOG_LEVEL_ERROR })),
  ENVTAB(struct process_config, grace, "SHUTDOWN_GRACE", "How long it may finish what it does after SIGTERM.",
         .default_value = "10s", .min = "1s", .max = "10m"),
};
static ENVTAB_SCHEMA(struct process_config, process_schema, process_fields, "process");

static ENVTAB_TABLE(struct database_config) database_fields[] = {
  ENVTAB(struct database_config, url, "URL", "Where the orders are kept.", .from_file = true,
         .example = "postgres://orders:secret@db:5432/orders?sslmode=verify-full"),
  ENVTAB(struct database_config, timeout, "TIMEOUT", "How long a connection or a statement may take.", .default_value = "5s",
         .min = "1s", .max = "5m"),
};
static ENVTAB_SCHEMA(struct database_config, database_schema, database_fields, "database");

static ENVTAB_TABLE(struct broker_config) broker_fields[] = {
  ENVTAB(struct broker_config, url, "URL", "Where orders wait for a worker.", .from_file = true,
         .example = "amqps://orders:secret@queue:5671/orders"),
  ENVTAB(struct broker_config, timeout, "TIMEOUT", "How long to wait for its answers.", .default_value = "5s",
         .min = "100ms", .max = "5m"),
  ENVTAB(struct broker_config, ca_file, "CA_FILE", "Whom amqps: trusts.",
         .default_value = "/etc/ssl/certs/ca-certificates.crt"),
};
static ENVTAB_SCHEMA(struct broker_config, broker_schema, broker_fields, "broker");

static ENVTAB_TABLE(struct cache_config) cache_fields[] = {
  ENVTAB(struct cache_config, url, "REDIS_URL", "Where finished orders are cached.", .from_file = true,
         .example = "redis://orders:secret@cache:6379/0"),
  ENVTAB(struct cache_config, timeout, "REDIS_TIMEOUT", "How long to wait for its answers.", .default_value = "250ms",
         .min = "10ms", .max = "10s"),
  ENVTAB(struct cache_config, ttl, "CACHE_TTL", "How long an order stays there.", .default_value = "5m", .unit = "s",
         .min = "1s", .max = "24h"),
};
static ENVTAB_SCHEMA(struct cache_config, cache_schema, cache_fields, "cache");

static ENVTAB_TABLE(struct http_config) http_fields[] = {
  /* All addresses: in a container the port is published on an address that is not the loopback's. */
  ENVTAB_AS(struct http_config, bind, ADDRESS, "BIND", "Address that the HTTP server binds.", .default_value = "0.0.0.0"),
  ENVTAB_AS(struct http_config, port, ENVTAB_PORT, "PORT", "Port that it binds.", .default_value = "8080"),
  ENVTAB(struct http_config, threads, "ORDERS_THREADS",
         "How many threads answer requests; each has a connection to the database and to the cache.", .default_value = "16",
         .min = "1", .max = "256"),
  ENVTAB(struct http_config, token, "API_TOKEN", "What clients send as their bearer token.", .min_length = 16,
         .from_file = true),
  ENVTAB(struct http_config, outbox_interval, "ORDERS_OUTBOX_INTERVAL",
         "How often the outbox is looked at while it is empty.", .default_value = "100ms", .min = "10ms", .max = "1m"),
};
static ENVTAB_SCHEMA(struct http_config, http_schema, http_fields, "http");

static ENVTAB_TABLE(struct work_config) work_fields[] = {
  ENVTAB(struct work_config, prefetch, "PREFETCH", "How many messages the broker hands out ahead.", .default_value = "50",
         .min = "1"),
  ENVTAB(struct work_config, attempts, "ATTEMPTS", "After how many failures a message is put aside as dead.",
         .default_value = "3", .min = "1", .max = "100"),
  ENVTAB(struct work_config, retry_delay, "RETRY_DELAY", "How long a message waits after a failure.", .default_value = "1s",
         .min = "10ms", .max = "1h"),
};
static ENVTAB_SCHEMA(struct work_config, work_schema, work_fields, "work");

static ENVTAB_TABLE(struct schedule_config) schedule_fields[] = {
  ENVTAB(struct schedule_config, report_interval, "REPORT_INTERVAL", "How often the orders are counted for a report.",
         .default_value = "1m", .min = "1s", .max = "24h"),
};
static ENVTAB_SCHEMA(struct schedule_config, schedule_schema, schedule_fields, "schedule");

/* A process's rows for the groups that it shares. */
#define PROCESS(S) ENVTAB_GROUP(S, process, process_schema, "", "The process.")
#define DATABASE(S) ENVTAB_GROUP(S, database, database_schema, "DATABASE_", "PostgreSQL.")
#define BROKER(S) ENVTAB_GROUP(S, broker, broker_schema, "AMQP_", "RabbitMQ.")
#define CACHE(S) ENVTAB_GROUP(S, cache, cache_schema, "", "Redis.")
#define HTTP(S) ENVTAB_GROUP(S, http, http_schema, "", "The HTTP server.")
#define WORK(S) ENVTAB_GROUP(S, work, work_schema, "ORDERS_", "The worker.")
#define SCHEDULE(S) ENVTAB_GROUP(S, schedule, schedule_schema, "ORDERS_", "The scheduler.")

/* ---- Process types: they may share one environment, so each knows the names of all ---- */

static const envtab_schema *const processes[] = { &web_schema, &worker_schema, &scheduler_schema, &migrate_schema,
                                                  NULL };

static ENVTAB_TABLE(struct web) web_fields[] = {
  PROCESS(struct web), DATABASE(struct web), BROKER(struct web), CACHE(struct web), HTTP(struct web),
};
ENVTAB_SCHEMA(struct web, web_schema, web_fields, "orders web",
              .about = "Takes orders by HTTP, and hands them to the workers.", .reserved_prefix = "ORDERS_",
              .others = processes);

static ENVTAB_TABLE(struct worker) worker_fields[] = {
  PROCESS(struct worker),
  DATABASE(struct worker),
  BROKER(struct worker),
  WORK(struct worker),
};
ENVTAB_SCHEMA(struct worker, worker_schema, worker_fields, "orders worker",
              .about = "Works on the orders that were taken.", .reserved_prefix = "ORDERS_", .others = processes);

static ENVTAB_TABLE(struct scheduler) scheduler_fields[] = {
  PROCESS(struct scheduler),
  DATABASE(struct scheduler),
  SCHEDULE(struct scheduler),
};
ENVTAB_SCHEMA(struct scheduler, scheduler_schema, scheduler_fields, "orders scheduler",
              .about = "Asks for a report on an interval.", .reserved_prefix = "ORDERS_", .others = processes);

static ENVTAB_TABLE(struct migrate) migrate_fields[] = { PROCESS(struct migrate), DATABASE(struct migrate) };
ENVTAB_SCHEMA(struct migrate, migrate_schema, migrate_fields, "orders migrate",
              .about = "Brings the database's tables up to date.", .reserved_prefix = "ORDERS_", .others = processes);

static ENVTAB_TABLE(struct program) program_fields[] = {
  PROCESS(struct program), DATABASE(struct program), BROKER(struct program),   CACHE(struct program),
  HTTP(struct program),    WORK(struct program),     SCHEDULE(struct program),
};
ENVTAB_SCHEMA(struct program, program_schema, program_fields, "orders",
              .about = "Takes the orders of a shop, and works on each once.", .reserved_prefix = "ORDERS_");
