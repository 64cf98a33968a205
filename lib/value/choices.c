/* The names of .choices as a piece of a sentence: what is accepted, as an operator reads it. */
#include <stdio.h>
#include <string.h>

#include "value/choices.h"
#include "base/format.h"
#include "base/similar.h"

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

/* Whether one of the words, of three bytes and more, is the beginning of the other, a little longer one: warn, warning. */
static bool begins_alike(const char *text, size_t length, const char *name)
{
  size_t size = strlen(name), least = length < size ? length : size, most = length < size ? size : length;

  return least >= 3 && most - least <= 4 && memcmp(text, name, least) == 0;
}

static const char *nearest_choice(const envtab_choice *choices, const char *text, size_t length)
{
  struct envtab__spelling word = envtab__spelling(text, length);
  size_t best = envtab__typo_distance(length) + 1;
  const char *nearest = NULL;

  for (; choices->name; choices++) {
    struct envtab__spelling other = envtab__spelling(choices->name, strlen(choices->name));
    size_t distance = envtab__distance(&word, &other, best - 1);

    if (distance < best) {
      best = distance;
      nearest = choices->name;
    }
    if (envtab__equal_but_case(text, length, choices->name)) return choices->name;
    if (!nearest && begins_alike(text, length, choices->name)) nearest = choices->name;
  }
  return nearest;
}

ENVTAB_INTERNAL bool envtab__append_near_choice(char *out, size_t capacity, const envtab_choice *choices, const char *text,
                                      size_t length)
{
  const char *near = nearest_choice(choices, text, length);

  if (!near) return false;
  snprintf(out, capacity, "Is %.200s meant?%s", near,
           envtab__equal_but_case(text, length, near) ? " Upper and lower case matter." : "");
  return true;
}
