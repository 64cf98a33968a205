/* expect: not compatible with any (generic )?association */
/* A list has a macro of its own. */
#include <envtab.h>

struct config { envtab_strings member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
