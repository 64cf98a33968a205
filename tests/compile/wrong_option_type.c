/* expect: incompatible|makes (integer|pointer) from */
/* Bounds are text, read as the variable is. */
#include <envtab.h>

struct config { int member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.", .min = 5) };
