/* A program that uses one of the two functions that ENVTAB_LOADER makes is not told about the other. */
#include <envtab.h>

struct config { int number; };
static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static ENVTAB_SCHEMA(struct config, schema, fields, "loader");
ENVTAB_LOADER(load_config, struct config, schema);

int main(void)
{
  return load_config_or_exit(NULL)->number;
}
