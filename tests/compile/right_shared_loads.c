/* Loads what another file has the table of; so does a C++ file. */
#include "shared.h"

int port(void);
int main(void)
{
  const char *const environment[] = { "NUMBER=3", "POOL_SIZE=7", NULL };
  const struct worker *worker = load_worker(&(envtab_options){ .environment = environment });

  if (!worker) return 1;
  return worker->number == 3 && worker->pool->size == 7 && port() == 80 ? 0 : 2;
}
