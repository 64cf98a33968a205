/* expect: not compatible with any (generic )?association */
/* Is it hex or base64? ENVTAB_AS says it. */
#include <envtab.h>

struct config { envtab_bytes member; };
const envtab_field fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
