/* expect: the_schema_is_of_another_struct_ */
/* flags: -Wno-error */
/* A group whose schema fills another struct of the same size. */
#include <envtab.h>

struct pool { unsigned size; };
struct limits { unsigned requests; };
struct config { struct pool pool; };
ENVTAB_SCHEMA_DECLARE(struct limits, limits_schema);
ENVTAB_TABLE(struct config) fields[] = { ENVTAB_GROUP(struct config, pool, limits_schema, "POOL_", "Connections.") };
