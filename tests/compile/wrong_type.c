/* expect: not compatible with any (generic )?association */
/* A C type that no type reads. */
#include <envtab.h>

struct config { struct { int a; } member; };
const envtab_field fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
