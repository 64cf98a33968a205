/* expect: const struct worker \*. (from incompatible pointer type|with an expression of type) .const struct web \* */
/* flags: -Wno-error -Werror=incompatible-pointer-types */
/* A row of another struct, whose member has the same type: it would fill what lies at the same place. */
#include <envtab.h>

struct web { int port, workers; };
struct worker { int workers, port; };
ENVTAB_TABLE(struct worker) fields[] = {
  ENVTAB(struct worker, workers, "WORKERS", "How many."), ENVTAB(struct web, port, "PORT", "The port."),
};
