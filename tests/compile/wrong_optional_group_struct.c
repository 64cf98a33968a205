/* expect: the_schema_is_of_another_struct_ */
/* flags: -Wno-error */
/* An optional group whose member points to another struct of the same size. */
#include <envtab.h>

struct pool { unsigned size; };
struct limits { unsigned requests; };
struct config { const struct pool *pool; };
ENVTAB_SCHEMA_DECLARE(struct limits, limits_schema);
ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_OPTIONAL_GROUP(struct config, pool, limits_schema, "POOL_", "Connections."),
};
