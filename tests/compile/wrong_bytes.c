/* expect: not compatible with any (generic )?association */
/* Is it hex or base64? ENVTAB_AS says it. */
#include <envtab.h>

struct config { envtab_bytes member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
