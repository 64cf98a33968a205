/* expect: not compatible with any (generic )?association */
/* The named reader fills other items. */
#include <envtab.h>

struct config { ENVTAB_LIST_OF(int) member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB_LIST_AS(struct config, member, ENVTAB_PORT, "NAME", "Help.") };
