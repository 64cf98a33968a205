/* expect: expected expression */
/* A row without help. */
#include <envtab.h>

struct config { int member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME") };
