/* expect: incompatible pointer types? */
/* A loader gives its own struct and no other. */
#include <envtab.h>

struct config { int number; };
struct other { int number; };
static const envtab_field fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static const envtab_schema schema = ENVTAB_SCHEMA(struct config, fields, "loader");
ENVTAB_LOADER(load, struct config, schema)

int main(void)
{
  const struct other *other = load(NULL);

  return other->number;
}
