/* expect: not compatible with any (generic )?association */
/* A string is a pointer into the block, not an array. */
#include <envtab.h>

struct config { char member[16]; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
