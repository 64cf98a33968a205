/* expect: not compatible with any (generic )?association */
/* A string is const. */
#include <envtab.h>

struct config { char *member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
