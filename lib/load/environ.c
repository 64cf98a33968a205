/*
 * One pass over the environment. Most variables are passed over at their first bytes; the others' names are looked up.
 * Names are scanned byte by byte: the C library's vector functions would read on into the values, and leave bytes of
 * secrets in registers.
 */
#include "load/environ.h"
#include "base/entry.h"
#include "schema/name_index.h"
#include "schema/names.h"

/* Whether the entry begins with a reserved prefix, if need be after the byte order mark of a file, and goes on. */
static ENVTAB_COLD bool is_reserved(const struct envtab__names *names, const char *entry)
{
  if (envtab__begins_with_mark(entry)) entry += 3;
  for (size_t i = 0; i < names->reserved_count; i++) {
    const struct envtab__reserved *reserved = &names->reserved[i];
    size_t same = 0;

    while (same < reserved->length && entry[same] == reserved->text[same]) same++;
    if (same == reserved->length && entry[same] != '=') return true;
  }
  return false;
}

ENVTAB_INTERNAL bool envtab__is_unknown(const struct envtab__names *names, const char *entry, size_t length)
{
  return is_reserved(names, entry) && !envtab__find(&names->index, entry, length);
}

/* Whether a name of the table, or a reserved prefix, may begin as this entry does. No name begins with a NUL. */
static inline bool may_be_known(const struct envtab__index *index, const char *entry)
{
  uint8_t follow = index->starts[(unsigned char)entry[0]];

  return follow && (follow & envtab__start_bit(entry[1]));
}

/*
 * Where the name ends, which goes on to at least its second byte; beyond longest: anywhere. Four bytes in each round.
 */
static inline size_t end_of_name(const char *entry, size_t longest)
{
  size_t end = 1;

  for (; end <= longest; end += 4) {
    if (envtab__ends_name(entry[end])) return end;
    if (envtab__ends_name(entry[end + 1])) return end + 1;
    if (envtab__ends_name(entry[end + 2])) return end + 2;
    if (envtab__ends_name(entry[end + 3])) return end + 3;
  }
  return end;
}

ENVTAB_INTERNAL size_t envtab__scan(struct envtab__names *names, const char *const *environment)
{
  const struct envtab__index *index = &names->index;
  const size_t longest = index->longest;
  size_t unknown = 0;

  for (const char *entry; (entry = *environment) != NULL; environment++) {
    struct envtab__name *name;
    size_t length;

    if (!may_be_known(index, entry)) continue;
    length = end_of_name(entry, longest);
    name = length <= longest && entry[length] ? envtab__look_up(index, entry, length) : NULL;
    if (!name) {
      if (names->reserved_count && is_reserved(names, entry) && (length = envtab__name_length(entry)) != 0)
        unknown++;
    } else if (name->value) {
      name->twice = true;
    } else {
      name->value = entry + length + 1;
    }
  }
  return unknown;
}
