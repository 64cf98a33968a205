/* expect: read-only|const-qualified */
/* What is loaded is not written to. */
#include <envtab.h>

struct config { int number; };
static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static ENVTAB_SCHEMA(struct config, schema, fields, "store");
ENVTAB_LOADER(load, struct config, schema);

int main(void)
{
  const struct config *config = load(NULL);

  config->number = 1;
  return 0;
}
