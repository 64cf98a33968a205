/* expect: expects argument of type|format specifies type */
/* A secret is no string: it cannot be printed as one by mistake. */
#include <envtab.h>

void show(envtab_secret secret);
void show(envtab_secret secret)
{
  printf("%s\n", secret);
}
