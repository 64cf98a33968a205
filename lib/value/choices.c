/* The names of .choices as a piece of a sentence: what is accepted, as an operator reads it. */
#include "value/choices.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "base/similar.h"

ENVTAB_INTERNAL void envtab__append_choices(struct envtab__buffer *buffer, const envtab_choice *choices,
                                            const char *last)
{
  static const char more[] = ", ...";
  size_t end = buffer->length + ENVTAB__CHOICES_SIZE;

  for (size_t i = 0; choices[i].name; i++) {
    bool is_last = !choices[i + 1].name;
    const char *between = i == 0 ? "" : is_last ? last : ", ";
    size_t length = envtab__length_of_secret(between) + envtab__length_of_secret(choices[i].name);

    /* After a name that others follow there must be space for the mark that some are left out. */
    if (buffer->length + length + (is_last ? 0 : sizeof more - 1) >= end) {
      envtab__append_text(buffer, i == 0 ? "..." : more);
      return;
    }
    envtab__append_text(buffer, between);
    envtab__append_text(buffer, choices[i].name);
  }
}

/*
 * Whether one of the two, of three bytes or more, is the beginning of the other, which is a little longer: warn and
 * warning are more edits apart than a typo, but mean the same.
 */
static bool begins_alike(const char *text, size_t length, const char *name)
{
  size_t size = envtab__length_of_secret(name), same = 0;
  size_t least = length < size ? length : size, most = length < size ? size : length;

  while (same < least && text[same] == name[same]) same++;
  return same >= 3 && same == least && most - least <= 4;
}

/* The first of the most similar choices; one that differs in case alone wins at once. NULL: none is similar. */
static const char *nearest_choice(const envtab_choice *choices, const char *text, size_t length)
{
  const struct envtab__spelling spelling = { text, length };
  size_t best = envtab__typo_distance(length) + 1, steps = 0;
  const char *nearest = NULL;

  for (; choices->name; choices++) {
    const struct envtab__spelling other = { choices->name, envtab__length_of_secret(choices->name) };
    size_t distance = envtab__distance(spelling, other, best - 1, &steps);

    if (distance < best) {
      best = distance;
      nearest = choices->name;
    }
    if (envtab__equal_but_case(text, length, choices->name)) return choices->name;
    if (!nearest && begins_alike(text, length, choices->name)) nearest = choices->name;
  }
  return nearest;
}

ENVTAB_INTERNAL bool envtab__append_near_choice(struct envtab__buffer *buffer, const envtab_choice *choices,
                                                const char *text, size_t length)
{
  const char *near = nearest_choice(choices, text, length);

  if (!near) return false;
  envtab__append_format(buffer, "Did you mean %.*s?%s", 200, near,
                        envtab__equal_but_case(text, length, near) ? " Upper and lower case matter." : "");
  return true;
}
