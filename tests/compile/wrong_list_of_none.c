/* expect: member (reference|named|.items.)|not a structure or union */
/* A list that is none. */
#include <envtab.h>

struct config { int member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB_LIST(struct config, member, "NAME", "Help.") };
