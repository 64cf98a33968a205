/* expect: overw?ritten|overrides prior initiali */
/* An option that is given twice. */
#include <envtab.h>

struct config { int member; };
ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, member, "NAME", "Help.", .default_value = "1", .default_value = "2") };
