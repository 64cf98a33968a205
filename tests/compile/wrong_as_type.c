/* expect: not compatible with any (generic )?association */
/* The named reader fills another C type. */
#include <envtab.h>

struct config { int member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB_AS(struct config, member, ENVTAB_PORT, "NAME", "Help.") };
