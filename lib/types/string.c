/*
 * string: whatever the checks of all texts let through. The member points at the value's own copy of the text, so that
 * it is there for as long as the struct is, whatever becomes of the environment.
 */
#include "base/format.h"
#include "base/secret_bytes.h"

static bool read_string(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self;
  *(const char **)member = envtab_value_text(value, NULL);
  return true;
}

static size_t length_of_string(const envtab_type *self, const void *member)
{
  (void)self;
  return envtab__length_of_secret(*(const char *const *)member); /* with .secret it is one */
}

static size_t show_string(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                          size_t capacity)
{
  (void)self, (void)field;
  return envtab__put(out, capacity, *(const char *const *)member);
}

const envtab_type envtab_type_string = {
  .name = "string",
  .expects = "a text",
  .size = sizeof(const char *),
  .takes_any_text = true,
  .takes_empty = true,
  .read = read_string,
  .length = length_of_string,
  .show = show_string,
};
