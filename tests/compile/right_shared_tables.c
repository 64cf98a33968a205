/* The tables of what shared.h declares. */
#include "shared.h"

static ENVTAB_TABLE(struct pool) pool_fields[] = { ENVTAB(struct pool, size, "SIZE", "Connections.") };
ENVTAB_SCHEMA(struct pool, pool_schema, pool_fields, "pool");

static ENVTAB_TABLE(struct web) web_fields[] = {
  ENVTAB_AS(struct web, port, ENVTAB_PORT, "PORT", "The port."),
  ENVTAB_GROUP(struct web, pool, pool_schema, "POOL_", "Connections."),
};
ENVTAB_SCHEMA(struct web, web_schema, web_fields, "web", .others = ENVTAB_SCHEMAS(&worker_schema));

static ENVTAB_TABLE(struct worker) worker_fields[] = {
  ENVTAB(struct worker, number, "NUMBER", "How many."),
  ENVTAB_OPTIONAL_GROUP(struct worker, pool, pool_schema, "POOL_", "Connections."),
};
ENVTAB_SCHEMA(struct worker, worker_schema, worker_fields, "worker", .others = ENVTAB_SCHEMAS(&web_schema));
