/* expect: unknown type name .pool_struct_ */
/* flags: -Wno-error */
/* The schema of a group is one that ENVTAB_SCHEMA defined, or that ENVTAB_SCHEMA_DECLARE declared. */
#include <envtab.h>

struct pool { unsigned size; };
struct config { struct pool pool; };
extern const envtab_schema pool;
ENVTAB_TABLE(struct config) fields[] = { ENVTAB_GROUP(struct config, pool, pool, "POOL_", "Connections.") };
