/*
 * The one walk of all writers: each variable of a table and of the tables in .others, once, groups flattened. A variable
 * that stands in several tables is told by its first row, or by the first that requires it.
 */
#include <stdlib.h>
#include <string.h>

#include "write/listing.h"

ENVTAB_INTERNAL const envtab_schema *envtab__schema_at(const envtab_schema *root, size_t number)
{
  if (number == 0) return root;
  for (size_t i = 0; i < number; i++)
    if (!root->others || !root->others[i]) return NULL;
  return root->others[number - 1];
}

/* The bytes of the longest name that prefix, groups and fields of a schema make; SIZE_MAX: it cannot be walked. */
static size_t longest_name(const envtab_schema *schema, const char *prefix)
{
  struct envtab__walk walk;
  size_t lengths[ENVTAB__DEEPEST + 2] = { prefix ? strlen(prefix) : 0 }, longest = 0;

  if (envtab__schema_fault(schema)) return SIZE_MAX;
  envtab__walk(&walk, schema);
  while (envtab__next(&walk)) {
    size_t length;

    if (envtab__fault(&walk)) return SIZE_MAX;
    length = envtab__add(lengths[walk.depth], strlen(walk.field->name));
    lengths[walk.depth + 1] = length;
    if (length > longest) longest = length;
  }
  return longest;
}

ENVTAB_INTERNAL bool envtab__begin_listing(struct envtab__listing *listing, const envtab_schema *schema,
                                           const char *prefix)
{
  size_t longest = 0;
  const envtab_schema *each;

  memset(listing, 0, sizeof *listing);
  listing->root = schema;
  listing->prefix = prefix;
  for (size_t i = 0; (each = envtab__schema_at(schema, i)) != NULL; i++) {
    size_t length = longest_name(each, prefix);

    if (length > longest) longest = length;
  }
  if (longest >= SIZE_MAX / 2) return false;
  listing->text = malloc(2 * (longest + 1));
  if (!listing->text) return false;
  listing->other = listing->text + longest + 1;
  envtab__walk(&listing->walk, schema);
  return true;
}

/* Writes the name that the walk stands at; returns the length of its prefix up to a depth. */
static size_t put_listed_name(char *out, const char *prefix, const struct envtab__walk *walk, size_t depth)
{
  size_t used = envtab__put(out, SIZE_MAX, prefix ? prefix : ""), length = 0;

  for (size_t i = 1; i <= walk->depth; i++) {
    used += envtab__put(out + used, SIZE_MAX, envtab__group_at(walk, i)->name);
    if (i == depth) length = used;
  }
  envtab__put(out + used, SIZE_MAX, walk->field->name);
  return length;
}

/* Looks for the listing's name in another of the schemas; NULL: it is not there. */
static const envtab_field *find_listed(struct envtab__listing *listing, size_t number)
{
  struct envtab__walk walk;

  envtab__walk(&walk, envtab__schema_at(listing->root, number));
  while (envtab__next(&walk)) {
    if (walk.field->group) continue;
    put_listed_name(listing->other, listing->prefix, &walk, 0);
    if (strcmp(listing->other, listing->text) == 0) return walk.field;
  }
  return NULL;
}

static bool is_listed_before(struct envtab__listing *listing)
{
  for (size_t i = 0; i < listing->number; i++)
    if (find_listed(listing, i)) return true;
  return false;
}

static bool requires(const envtab_field *field) { return !field->fallback && !field->optional; }

/* Chooses the row, of those that a variable has in the schemas, by which it is told. */
static void choose_row(struct envtab__listing *listing)
{
  listing->field = listing->walk.field;
  for (size_t i = listing->number + 1; !requires(listing->field) && envtab__schema_at(listing->root, i); i++) {
    const envtab_field *other = find_listed(listing, i);

    if (other && requires(other)) listing->field = other;
  }
  listing->required = requires(listing->field);
}

/* The walk's next field, of this schema or of the one behind it. */
static bool next_field(struct envtab__listing *listing)
{
  while (!envtab__next(&listing->walk)) {
    const envtab_schema *schema = envtab__schema_at(listing->root, ++listing->number);

    if (!schema) return false;
    envtab__walk(&listing->walk, schema);
  }
  return true;
}

/* How deep the innermost optional group is; 0: there is none. */
static size_t optional_depth(const struct envtab__walk *walk)
{
  size_t depth = walk->depth;

  while (depth && !envtab__group_at(walk, depth)->optional) depth--;
  return depth;
}

ENVTAB_INTERNAL bool envtab__next_listed(struct envtab__listing *listing)
{
  while (next_field(listing)) {
    size_t depth = optional_depth(&listing->walk);

    if (listing->walk.field->group) continue;
    listing->prefix_length = put_listed_name(listing->text, listing->prefix, &listing->walk, depth);
    if (is_listed_before(listing)) continue;
    choose_row(listing);
    listing->name = listing->text;
    listing->group = listing->walk.depth ? listing->walk.level.group : NULL;
    listing->optional = depth ? envtab__group_at(&listing->walk, depth) : NULL;
    return true;
  }
  free(listing->text);
  return false;
}
