/* expect: not compatible with any (generic )?association */
/* The named reader fills another C type. */
#include <envtab.h>

struct config { int member; };
const envtab_field fields[] = { ENVTAB_AS(struct config, member, ENVTAB_PORT, "NAME", "Help.") };
