// The loaders of shared.h in C++.
#include "shared.h"

extern "C" int port()
{
  const char *const environment[] = { "PORT=80", "POOL_SIZE=7", nullptr };
  envtab_options options = {};
  options.environment = environment;
  const web *loaded = load_web(&options);
  return loaded ? loaded->port : -1;
}
