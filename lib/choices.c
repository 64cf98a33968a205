/* The names of .choices as a piece of a sentence: what is accepted, as an operator reads it. */
#include <string.h>

#include "internal.h"

ENVTAB_INTERNAL size_t envtab__append_choices(char *out, size_t capacity, const envtab_choice *choices)
{
  static const char more[] = ", ...";
  size_t used = envtab__append(out, capacity, 0, "");

  for (size_t i = 0; choices[i].name; i++) {
    bool last = !choices[i + 1].name;
    const char *between = i == 0 ? "" : last ? " or " : ", ";
    size_t length = strlen(between) + strlen(choices[i].name);

    /* A name that others follow leaves room for the mark that some are left out. */
    if (used + length + (last ? 0 : sizeof more - 1) >= capacity)
      return envtab__append(out, capacity, used, i == 0 ? "..." : more);
    used = envtab__append(out, capacity, used, between);
    used = envtab__append(out, capacity, used, choices[i].name);
  }
  return used;
}
