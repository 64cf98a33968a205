/* What two C files and a C++ file of a program share: structs, the declarations of schemas, loaders. */
#ifndef SHARED_H
#define SHARED_H
#include <envtab.h>

struct pool { unsigned size; };
struct web { uint16_t port; struct pool pool; };
struct worker { int number; const struct pool *pool; };

ENVTAB_SCHEMA_DECLARE(struct pool, pool_schema);
ENVTAB_SCHEMA_DECLARE(struct web, web_schema);
ENVTAB_SCHEMA_DECLARE(struct worker, worker_schema);
ENVTAB_LOADER(load_web, struct web, web_schema);
ENVTAB_LOADER(load_worker, struct worker, worker_schema);

#endif
