/* expect: not compatible with any (generic )?association */
/* A C type that no type reads. */
#include <envtab.h>

struct config { struct { int a; } member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
