/* expect: the_schema_is_of_another_struct_ */
/* flags: -Wno-error */
/* An optional group whose member is the struct itself, not a pointer to it. */
#include <envtab.h>

struct pool { unsigned size; };
struct config { struct pool pool; };
ENVTAB_SCHEMA_DECLARE(struct pool, pool_schema);
ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_OPTIONAL_GROUP(struct config, pool, pool_schema, "POOL_", "Connections."),
};
