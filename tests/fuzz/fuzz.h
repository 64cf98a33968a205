/*
 * What the fuzz targets share: a way to stop, and a sink that judges every string that it is handed, then remembers the
 * problem. The targets use the public interface alone.
 */
#ifndef ENVTAB_FUZZ_H
#define ENVTAB_FUZZ_H

#include <envtab.h>

/* Where it does not hold, the run stops with the words, and libFuzzer keeps the input. */
#define expect(holds, ...) ((holds) ? (void)0 : stop(__FILE__, __LINE__, #holds, __VA_ARGS__))
_Noreturn void stop(const char *file, int line, const char *what, const char *format, ...)
  __attribute__((format(printf, 4, 5)));

/* A problem with copies of its strings; "" where it had NULL. */
struct seen {
  envtab_code code;
  bool warning, has_name, has_value, has_hint;
  const envtab_field *field;
  envtab_source source;
  size_t at, count;
  char name[320], value[320], reason[640], hint[640];
};
enum { MOST_SEEN = 256 };
struct sightings {
  size_t count, errors;          /* all; those that are no warnings and no summary */
  struct seen seen[MOST_SEEN];   /* the first of them */
};
envtab_sink see;                 /* context: a struct sightings *, whose count and errors were zeroed */

/* Whether piece stands in what the sink was handed. */
bool is_told(const struct seen *seen, const char *piece);

/* As a problem shows a value, or a name, in which blanks are escaped too; what is longer than 60 bytes is cut. */
void show_escaped(char *out, size_t capacity, const char *text, size_t length, bool name);

/* A copy that ends where its memory does, so that ASan sees a read beyond it. Ended by a NUL; the caller frees. */
char *exact_copy(const char *before, const char *text, size_t length);

#endif
