/* expect: incompatible pointer types? */
/* A loader gives its own struct and no other. */
#include <envtab.h>

struct config { int number; };
struct other { int number; };
static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static ENVTAB_SCHEMA(struct config, schema, fields, "loader");
ENVTAB_LOADER(load, struct config, schema);

int main(void)
{
  const struct other *other = load(NULL);

  return other->number;
}
