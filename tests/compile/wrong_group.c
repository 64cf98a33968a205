/* expect: incompatible type */
/* A group's schema is passed by its address. */
#include <envtab.h>

struct pool { int size; };
static const envtab_field pool_fields[] = { ENVTAB(struct pool, size, "SIZE", "Connections.") };
static const envtab_schema pool = ENVTAB_SCHEMA(struct pool, pool_fields, "pool");
struct config { struct pool pool; };
const envtab_field fields[] = { ENVTAB_GROUP(struct config, pool, pool, "POOL_", "Connections.") };
