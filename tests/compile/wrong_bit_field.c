/* expect: bit-?field */
/* A bit-field has no address. */
#include <envtab.h>

struct config { unsigned member : 3; };
const envtab_field fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
