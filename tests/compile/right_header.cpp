// The header in C++: the functions and values; the table is written in C.
#include <envtab.h>

extern "C" const envtab_schema schema;
struct config {
  uint16_t port;
  envtab_secret key;
};

static void count(void *context, const envtab_problem *problem)
{
  *static_cast<size_t *>(context) += !problem->warning;
}

size_t problems()
{
  size_t found = 0;
  envtab_options options = {};
  options.sink = count;
  options.context = &found;
  const config *loaded = static_cast<const config *>(envtab_load(&schema, &options));
  if (loaded) found += envtab_reveal(loaded->key) == nullptr;
  envtab_free(loaded);
  return found + static_cast<size_t>(envtab_milliseconds(envtab_duration()));
}
