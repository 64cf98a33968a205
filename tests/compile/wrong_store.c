/* expect: read-only|const-qualified */
/* What is loaded is not written to. */
#include <envtab.h>

struct config { int number; };
static const envtab_field fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static const envtab_schema schema = ENVTAB_SCHEMA(struct config, fields, "store");
ENVTAB_LOADER(load, struct config, schema)

int main(void)
{
  const struct config *config = load(NULL);

  config->number = 1;
  return 0;
}
