/* expect: not compatible with any (generic )?association */
/* A string is const. */
#include <envtab.h>

struct config { char *member; };
const envtab_field fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
