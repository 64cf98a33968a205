/* expect: conflicting types for .schema_struct_|typedef redefinition with different types \(.struct web. vs .struct worker */
/* flags: -Wno-error */
/* A schema that its header declares for another struct. */
#include <envtab.h>

struct web { int port; };
struct worker { int number; };
ENVTAB_SCHEMA_DECLARE(struct worker, schema);
static ENVTAB_TABLE(struct web) fields[] = { ENVTAB(struct web, port, "PORT", "The port.") };
ENVTAB_SCHEMA(struct web, schema, fields, "web");
