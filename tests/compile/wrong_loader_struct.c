/* expect: the_schema_is_of_another_struct_ */
/* flags: -Wno-error */
/* A loader of another struct than its schema's: it would hand out a struct that is read beyond its end. */
#include <envtab.h>

struct web { int port; };
struct worker { int number[9]; };
ENVTAB_SCHEMA_DECLARE(struct web, web_schema);
ENVTAB_LOADER(load_worker, struct worker, web_schema);
