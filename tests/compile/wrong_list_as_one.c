/* expect: not compatible with any (generic )?association */
/* A list has a macro of its own. */
#include <envtab.h>

struct config { envtab_strings member; };
const envtab_field fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
