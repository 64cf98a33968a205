/* expect: bit-?field */
/* A bit-field has no address. */
#include <envtab.h>

struct config { unsigned member : 3; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.") };
