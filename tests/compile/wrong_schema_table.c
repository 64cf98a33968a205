/* expect: the_table_is_of_another_struct_ */
/* flags: -Wno-error */
/* A schema whose table fills another struct. */
#include <envtab.h>

struct web { int port; };
struct worker { int number; };
static ENVTAB_TABLE(struct web) web_fields[] = { ENVTAB(struct web, port, "PORT", "The port.") };
ENVTAB_SCHEMA(struct worker, worker_schema, web_fields, "worker");
