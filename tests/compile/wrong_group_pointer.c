/* expect: the_schema_is_of_another_struct_ */
/* flags: -Wno-error */
/* A group whose member is a pointer is ENVTAB_OPTIONAL_GROUP's. */
#include <envtab.h>

struct pool { unsigned size; };
struct config { const struct pool *pool; };
ENVTAB_SCHEMA_DECLARE(struct pool, pool_schema);
ENVTAB_TABLE(struct config) fields[] = { ENVTAB_GROUP(struct config, pool, pool_schema, "POOL_", "Connections.") };
