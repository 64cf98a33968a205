/* expect: not compatible with any (generic )?association */
/* The load could not write it. */
#include <envtab.h>

struct config { const int member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
