/* expect: has no member named|does not refer to any field */
/* A slip in an option's name. */
#include <envtab.h>

struct config { int member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.", .falback = "1") };
