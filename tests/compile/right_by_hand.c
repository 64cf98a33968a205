/* Tables that are written by hand, or put together at run time: of bare rows, and of rows that the macros write. */
#include <envtab.h>

struct config { int number; const char *text; };
static const envtab_field bare[] = {
  { .type = &envtab_type_int32, .size = sizeof(int), .name = "NUMBER", .help = "A number." },
};
static const envtab_schema bare_schema = {
  .name = "bare", .fields = bare, .count = 1, .field_size = sizeof *bare, .size = sizeof(int), .alignment = _Alignof(int)
};
ENVTAB_SCHEMA_STRUCT(int, bare_schema);
ENVTAB_LOADER(load_bare, int, bare_schema);

const struct config *load_two(const char *name);
const struct config *load_two(const char *name)
{
  envtab_row rows[] = {
    ENVTAB(struct config, number, name, "A number."),
    ENVTAB(struct config, text, "TEXT", "A text."),
  };
  const envtab_schema schema = { .name = "two", .fields = &rows[0].field, .count = 2, .field_size = sizeof *rows,
                                 .size = sizeof(struct config), .alignment = _Alignof(struct config) };

  rows[1].field.optional = *load_bare_or_exit(NULL) == 7;
  return envtab_load(&schema, NULL);
}
