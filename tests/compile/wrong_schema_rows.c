/* expect: (envtab_field. has no member named|no member named) .struct_of_this_row_ */
/* flags: -Wno-error */
/* A table made without ENVTAB_TABLE does not say which struct it fills. */
#include <envtab.h>

struct web { int port; };
static const envtab_field fields[] = { { .type = &envtab_type_int32, .size = sizeof(int), .name = "PORT" } };
ENVTAB_SCHEMA(struct web, schema, fields, "web");
