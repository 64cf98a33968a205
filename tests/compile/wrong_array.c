/* expect: not compatible with any (generic )?association */
/* A string is a pointer into the block, not an array. */
#include <envtab.h>

struct config { char member[16]; };
const envtab_field fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
