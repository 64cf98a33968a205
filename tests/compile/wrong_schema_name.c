/* expect: expected expression */
/* A schema without the program's name. */
#include <envtab.h>

struct config { int number; };
static const envtab_field fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
const envtab_schema schema = ENVTAB_SCHEMA(struct config, fields);
