/* expect: not compatible with any (generic )?association */
/* There is no reader for it. */
#include <envtab.h>

struct config { long double member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
