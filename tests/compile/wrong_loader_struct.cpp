// expect: (cannot convert|cannot initialize return object of type) .const (web_schema_struct_|struct worker) ?\*
// A loader of another struct than its schema's, in C++.
#include <envtab.h>

struct web { int port; };
struct worker { int number[9]; };
ENVTAB_SCHEMA_DECLARE(struct web, web_schema);
ENVTAB_LOADER(load_worker, struct worker, web_schema);
