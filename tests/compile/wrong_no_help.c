/* expect: expected expression */
/* A row without help. */
#include <envtab.h>

struct config { int member; };
const envtab_field fields[] = { ENVTAB(struct config, member, "NAME") };
