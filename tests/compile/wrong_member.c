/* expect: no member named */
/* A slip in the member's name. */
#include <envtab.h>

struct config { int member; };
const envtab_field fields[] = { ENVTAB(struct config, menber, "NAME", "Help.") };
