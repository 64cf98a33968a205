/* expect: expected expression */
/* A schema without the program's name. */
#include <envtab.h>

struct config { int number; };
static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
ENVTAB_SCHEMA(struct config, schema, fields);
