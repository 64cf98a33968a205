/*
 * The configuration of each process type, as its environment says it. What several processes need is a group, which
 * each of them names; so a variable has one row, one help and one meaning in the whole program.
 */
#ifndef ORDERS_CONFIG_H
#define ORDERS_CONFIG_H

#include <envtab.h>

#include "address.h"

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

/* ---- Groups ---- */

struct process_config {
  enum log_level log_level;
  envtab_duration grace;
};
struct database_config {
  envtab_postgres url;
  envtab_duration timeout;
};
struct broker_config {
  envtab_amqp url;
  envtab_duration timeout;
  const char *ca_file;
};
struct cache_config {
  envtab_redis url;
  envtab_duration timeout, ttl;
};
struct http_config {
  struct address bind;
  uint16_t port;
  unsigned threads;
  envtab_secret token;
  envtab_duration outbox_interval;
};
struct work_config {
  uint16_t prefetch;
  unsigned attempts;
  envtab_duration retry_delay;
};
struct schedule_config {
  envtab_duration report_interval;
};

/* ---- Process types ---- */

struct web {
  struct process_config process;
  struct database_config database;
  struct broker_config broker;
  struct cache_config cache;
  struct http_config http;
};

struct worker {
  struct process_config process;
  struct database_config database;
  struct broker_config broker;
  struct work_config work;
};

struct scheduler {
  struct process_config process;
  struct database_config database;
  struct schedule_config schedule;
};

struct migrate {
  struct process_config process;
  struct database_config database;
};

/* All of them, for the config command: nothing runs with it. */
struct program {
  struct process_config process;
  struct database_config database;
  struct broker_config broker;
  struct cache_config cache;
  struct http_config http;
  struct work_config work;
  struct schedule_config schedule;
};

extern const envtab_schema web_schema, worker_schema, scheduler_schema, migrate_schema, program_schema;

#endif
