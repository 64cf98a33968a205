#include "fuzz.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void stop(const char *file, int line, const char *what, const char *format, ...)
{
  va_list arguments;

  fprintf(stderr, "%s:%d: does not hold: %s: ", file, line, what);
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  abort();
}

/* ---- What a sink may be handed ---- */

static void check_ascii(const char *text)
{
  for (; text && *text; text++) expect(*text >= 0x20 && *text < 0x7f, "byte 0x%02x of a name or value", (unsigned char)*text);
}

/* The next character of UTF-8 (RFC 3629), by the widest reading and a check that no shorter form was possible. */
static unsigned long next_character(const char **text)
{
  static const unsigned long least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  const unsigned char *byte = (const unsigned char *)*text;
  int size = *byte < 0x80 ? 1 : *byte >> 5 == 6 ? 2 : *byte >> 4 == 14 ? 3 : *byte >> 3 == 30 ? 4 : 0;
  unsigned long code = size == 1 ? *byte : *byte & (0x7fu >> size);

  expect(size != 0, "no UTF-8: byte 0x%02x", *byte);
  for (int i = 1; i < size; i++) {
    expect(byte[i] >> 6 == 2, "no UTF-8: byte 0x%02x behind 0x%02x", byte[i], *byte);
    code = code << 6 | (byte[i] & 0x3fu);
  }
  expect(code >= least[size] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff), "no UTF-8: U+%04lX", code);
  *text += size;
  return code;
}

static void check_words(const char *text)
{
  while (text && *text) {
    unsigned long code = next_character(&text);

    expect(code >= 0x20 && (code < 0x7f || code > 0x9f), "the control character U+%04lX in a reason or hint", code);
    expect(code != 0x2028 && code != 0x2029 && code != 0xfeff, "U+%04lX in a reason or hint", code);
    expect((code < 0x202a || code > 0x202e) && (code < 0x2066 || code > 0x2069), "U+%04lX turns the line", code);
  }
}

static bool copy(char *to, size_t capacity, const char *from)
{
  size_t length = from ? strlen(from) : 0;

  expect(length < capacity, "%zu bytes: more than a sink has to expect", length);
  memcpy(to, from ? from : "", length + 1);
  return from != NULL;
}

void see(void *context, const envtab_problem *problem)
{
  struct sightings *sightings = context;
  struct seen spare, *seen = sightings->count < MOST_SEEN ? &sightings->seen[sightings->count] : &spare;

  check_ascii(problem->name);
  check_ascii(problem->value);
  check_words(problem->reason);
  check_words(problem->hint);
  expect(problem->reason && *problem->reason, "problem %d has no reason", (int)problem->code);
  expect(problem->code >= ENVTAB_PROBLEM_MISSING && problem->code <= ENVTAB_PROBLEM_SUSPICIOUS, "code %d", (int)problem->code);
  expect(!problem->hint || *problem->hint, "an empty hint behind: %s", problem->reason);
  seen->code = problem->code;
  seen->warning = problem->warning;
  seen->field = problem->field;
  seen->source = problem->source;
  seen->at = problem->at;
  seen->count = problem->count;
  seen->has_name = copy(seen->name, sizeof seen->name, problem->name);
  seen->has_value = copy(seen->value, sizeof seen->value, problem->value);
  copy(seen->reason, sizeof seen->reason, problem->reason);
  seen->has_hint = copy(seen->hint, sizeof seen->hint, problem->hint);
  sightings->count++;
  sightings->errors += !problem->warning && problem->code != ENVTAB_PROBLEM_SUMMARY;
}

bool is_told(const struct seen *seen, const char *piece)
{
  return strstr(seen->name, piece) || strstr(seen->value, piece) || strstr(seen->reason, piece) || strstr(seen->hint, piece);
}

/* ---- Texts ---- */

void show_escaped(char *out, size_t capacity, const char *text, size_t length, bool name)
{
  const unsigned char least = name ? ' ' : 0x1f;
  size_t used = 0;

  for (size_t i = 0; i < length && i < 60; i++) {
    unsigned char c = (unsigned char)text[i];

    used += (size_t)snprintf(out + used, capacity - used, c == '\\' ? "\\\\" : c > least && c < 0x7f ? "%c" : "\\x%02X", c);
  }
  if (length > 60) snprintf(out + used, capacity - used, "... (%zu bytes)", length);
  else if (length == 0) *out = '\0';
}

char *exact_copy(const char *before, const char *text, size_t length)
{
  size_t start = strlen(before);
  char *memory = malloc(start + length + 1);

  expect(memory != NULL, "no memory");
  memcpy(memory, before, start);
  if (length) memcpy(memory + start, text, length);
  memory[start + length] = '\0';
  return memory;
}
