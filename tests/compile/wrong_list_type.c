/* expect: not compatible with any (generic )?association */
/* A list of what no type reads. */
#include <envtab.h>

struct config { ENVTAB_LIST_OF(struct config *) member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB_LIST(struct config, member, "NAME", "Help.") };
