/* What may be asked of a loaded config: where a value came from, what it is, and one number for all of it. */
#include <errno.h>
#include <string.h>

#include "engine.h"

/* ---- A walk over the config's rows, with the struct that each lies in ---- */

struct reading {
  const struct envtab__head *head;
  struct envtab__walk walk;
  const char *bases[ENVTAB__DEEPEST + 2]; /* NULL: an optional group that is not there */
  size_t row;                    /* the number of the next row */
  const envtab_field *field;
  const char *member;
  envtab_source source;
};

static void begin_reading(struct reading *reading, const void *config)
{
  reading->head = envtab__head_of(config);
  reading->bases[0] = config;
  reading->row = 0;
  envtab__walk(&reading->walk, reading->head->schema);
}

/* Steps to the next row or group. */
static bool next_member(struct reading *reading)
{
  const char *base;

  if (!envtab__next(&reading->walk)) return false;
  base = reading->bases[reading->walk.depth];
  reading->field = reading->walk.field;
  reading->member = base ? base + reading->field->offset : NULL;
  reading->source = ENVTAB_SOURCE_NONE;
  if (!reading->field->group) {
    reading->source = (envtab_source)reading->head->sources[reading->row++];
  } else {
    const char **inner = &reading->bases[reading->walk.depth + 1];

    *inner = reading->member;
    if (*inner && reading->field->optional) memcpy(inner, reading->member, sizeof *inner);
  }
  return true;
}

/* Whether any row of the group that the reading stands at comes from the environment. */
static bool is_group_set(struct reading reading)
{
  size_t depth = reading.walk.depth;

  while (next_member(&reading) && reading.walk.depth > depth)
    if (reading.source > ENVTAB_SOURCE_FALLBACK) return true;
  return false;
}

envtab_source envtab_source_of(const void *config, const void *member)
{
  struct reading reading;
  envtab_source group = ENVTAB_SOURCE_NONE;

  if (!envtab__head_of(config)->schema) return ENVTAB_SOURCE_ENVIRONMENT;
  begin_reading(&reading, config);
  while (next_member(&reading)) {
    if (!reading.member || reading.member != member) continue;
    if (!reading.field->group) return reading.source; /* a group's first member stands where the group does */
    if (is_group_set(reading)) group = ENVTAB_SOURCE_ENVIRONMENT;
    if (reading.field->optional) return group;
  }
  return group;
}

bool envtab_is_set(const void *config, const void *member)
{
  return envtab_source_of(config, member) > ENVTAB_SOURCE_FALLBACK;
}

/* ---- Names and values as text, handed on in pieces ---- */

struct listener {
  void (*take)(void *context, const char *piece, size_t length);
  void *context;
};

static void tell_text(const struct listener *listener, const char *text)
{
  listener->take(listener->context, text, strlen(text));
}

static void tell_name(const struct listener *listener, const struct reading *reading)
{
  tell_text(listener, reading->head->prefix);
  for (size_t i = 1; i <= reading->walk.depth; i++) tell_text(listener, envtab__group_at(&reading->walk, i)->name);
  tell_text(listener, reading->field->name);
}

/* What a secret type shows is safe; any other text may be a URL with a password. */
static void tell_shown(const struct listener *listener, const envtab_field *field, const char *text)
{
  bool safe = field->type->secret || (field->element && field->element->secret);

  tell_text(listener, !safe && envtab__looks_secret(text, strlen(text)) ? "<secret>" : text);
}

/* A value's text may be of any length: it is made twice then, in memory that is taken for it. */
static void tell_value(const struct listener *listener, const struct reading *reading)
{
  const envtab_field *field = reading->field;
  char text[1024];
  struct envtab__block longer;
  size_t length;

  if (field->secret) {
    tell_text(listener, "<secret>");
    return;
  }
  length = field->type->show(field, reading->member, text, sizeof text);
  if (length < sizeof text || !envtab__map(&longer, length + 1)) {
    tell_shown(listener, field, text);
    return;
  }
  field->type->show(field, reading->member, longer.start, length + 1);
  longer.next = longer.end;
  tell_shown(listener, field, longer.start);
  envtab__release(&longer);
}

/* ---- The fingerprint ---- */

static void hash_piece(void *context, const char *piece, size_t length)
{
  uint64_t hash = *(uint64_t *)context;

  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)piece[i]) * UINT64_C(0x100000001b3);
  *(uint64_t *)context = hash;
}

uint64_t envtab_fingerprint(const void *config)
{
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  struct listener listener = { hash_piece, &hash };
  struct reading reading;
  int error = errno;

  if (!envtab__head_of(config)->schema) return hash;
  begin_reading(&reading, config);
  while (next_member(&reading)) {
    if (reading.field->group) continue;
    tell_name(&listener, &reading);
    hash_piece(&hash, "=", reading.source != ENVTAB_SOURCE_NONE);
    if (reading.source != ENVTAB_SOURCE_NONE) tell_value(&listener, &reading);
    hash_piece(&hash, "\n", 1);
  }
  errno = error;
  return hash;
}

/* ---- Showing ---- */

static void count_piece(void *context, const char *piece, size_t length)
{
  (void)piece;
  *(size_t *)context += length;
}

/* A raw value may hold anything: what a terminal should not get stands as \xNN. */
static void print_piece(void *context, const char *piece, size_t length)
{
  for (size_t i = 0; i < length;) {
    size_t size = envtab__printable(piece + i, length - i);

    if (size) fwrite(piece + i, 1, size, context);
    else fprintf(context, "\\x%02X", (unsigned)(unsigned char)piece[i]);
    i += size ? size : 1;
  }
}

static size_t longest_name(const void *config)
{
  struct reading reading;
  size_t longest = 0;

  begin_reading(&reading, config);
  while (next_member(&reading)) {
    size_t length = 0;
    struct listener listener = { count_piece, &length };

    tell_name(&listener, &reading);
    if (!reading.field->group && length > longest) longest = length;
  }
  return longest;
}

void envtab_show(const void *config, FILE *out)
{
  static const char *const sources[] = { "not set", "fallback", "environment", "former name", "file" };
  struct listener printer = { print_piece, out ? out : stdout };
  struct reading reading;
  size_t longest;
  int error = errno;

  if (!envtab__head_of(config)->schema) return;
  longest = longest_name(config);
  begin_reading(&reading, config);
  while (next_member(&reading)) {
    size_t length = 0;
    struct listener counter = { count_piece, &length };

    if (reading.field->group) continue;
    tell_name(&counter, &reading);
    tell_name(&printer, &reading);
    fprintf(printer.context, "%*s", (int)(longest - length + 2), "");
    if (reading.source != ENVTAB_SOURCE_NONE) tell_value(&printer, &reading);
    fprintf(printer.context, "%s(%s)\n", reading.source != ENVTAB_SOURCE_NONE ? "  " : "", sources[reading.source]);
  }
  errno = error;
}
