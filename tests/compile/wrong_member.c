/* expect: no member named */
/* A slip in the member's name. */
#include <envtab.h>

struct config { int member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, menber, "NAME", "Help.") };
