/* expect: expected expression */
/* A row without help. */
#include <envtab.h>

struct config { uint16_t member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB_AS(struct config, member, ENVTAB_PORT, "NAME") };
