/* expect: member (reference|named|.items.)|not a structure or union */
/* A list that is none. */
#include <envtab.h>

struct config { int member; };
const envtab_field fields[] = { ENVTAB_LIST(struct config, member, "NAME", "Help.") };
