/*
 * size: a number of bytes.
 *
 *   size   = whole [ "." 1*18DIGIT ] unit    if that is whole bytes
 *   whole  = "0" / %x31-39 *DIGIT
 *   unit   = "B" / "kB" / "MB" / "GB" / "TB" / "PB" / "EB"           powers of 1000 (SI)
 *          / "KiB" / "MiB" / "GiB" / "TiB" / "PiB" / "EiB"           powers of 1024 (IEC 80000-13)
 *
 * With .unit, a whole number alone is one too. K, M or KB are refused: programs differ by up to 15 % on what they mean.
 */
#include "base/ascii.h"
#include "base/format.h"
#include "base/search.h"
#include "base/secret_bytes.h"
#include "base/similar.h"
#include "types/quantity.h"

/* Two for each prefix, in the order of size_prefixes, then the byte. */
static const struct envtab__unit size_units[] = {
  { "EiB", UINT64_C(1) << 60, { NULL } }, { "EB", UINT64_C(1000000000000000000), { NULL } },
  { "PiB", UINT64_C(1) << 50, { NULL } }, { "PB", UINT64_C(1000000000000000), { NULL } },
  { "TiB", UINT64_C(1) << 40, { NULL } }, { "TB", UINT64_C(1000000000000), { NULL } },
  { "GiB", UINT64_C(1) << 30, { NULL } }, { "GB", UINT64_C(1000000000), { NULL } },
  { "MiB", UINT64_C(1) << 20, { NULL } }, { "MB", UINT64_C(1000000), { NULL } },
  { "KiB", UINT64_C(1) << 10, { NULL } }, { "kB", UINT64_C(1000), { NULL } },
  { "B", UINT64_C(1), { "b", "byte" } },
};
enum { SIZE_UNITS = sizeof size_units / sizeof *size_units };
static const char size_prefixes[] = "eptgmk";

/* The first of the two units that K, Mi, kb or MIB may mean; NULL: it is not such a word. */
static const struct envtab__unit *units_of_prefix(const char *word, size_t length)
{
  static const char *const rests[] = { "", "b", "i", "ib" };
  size_t prefix = 0;

  while (size_prefixes[prefix] && size_prefixes[prefix] != envtab__to_lower(*word)) prefix++;
  for (size_t i = 0; size_prefixes[prefix] && i < sizeof rests / sizeof *rests; i++)
    if (envtab__equal_but_case(word + 1, length - 1, rests[i])) return &size_units[2 * prefix];
  return NULL;
}

/* Appends "Write 10MB (10000000 bytes) or 10MiB (10485760 bytes).", or the one of the two that is a size. */
static void append_both_sizes(const struct envtab__measure *measure, const char *number,
                              const struct envtab__unit *units, struct envtab__buffer *hint)
{
  for (int i = 1; i >= 0; i--) {
    char size_text[ENVTAB__LONGEST_CORRECTED + 8];
    struct envtab__buffer size = ENVTAB__BUFFER(size_text);
    uint64_t bytes;

    envtab__append_format(&size, "%s%s", number, units[i].name);
    if (!envtab__is_quantity(measure, size.text, &bytes)) continue;
    envtab__append_format(hint, "%s %s (", hint->length ? " or" : "Write", size.text);
    envtab__append_uint(hint, bytes);
    envtab__append_text(hint, " bytes)");
  }
  if (hint->length) envtab__append_text(hint, ".");
}

static void append_size_hint(const struct envtab__measure *measure, const char *text,
                             enum envtab__quantity_error error, struct envtab__buffer *hint)
{
  char corrected_text[ENVTAB__LONGEST_CORRECTED + 8];
  struct envtab__buffer corrected = ENVTAB__BUFFER(corrected_text);
  const char *word = envtab__skip_blanks(text + envtab__append_number(&corrected, text));
  size_t length = envtab__length_of_secret(word);
  const struct envtab__unit *units = units_of_prefix(word, length);
  const struct envtab__unit *unit = envtab__find_unit(measure, word, length);
  uint64_t bytes;

  if (error == ENVTAB__UNIT_MISSING) {
    if (envtab__search(text, envtab__length_of_secret(text), "."))
      envtab__append_format(hint, "Write %skB or %sMB: the unit is missing.", text, text);
    else envtab__append_format(hint, "Write %sB, %skB or %sMB: the unit is missing.", text, text, text);
    return;
  }
  if (word == text) return;
  if (envtab__is_word_for(&size_units[SIZE_UNITS - 1], word, length)) unit = &size_units[SIZE_UNITS - 1];
  if (!unit) {
    if (units) append_both_sizes(measure, corrected.text, units, hint);
    return;
  }
  envtab__append_text(&corrected, unit->name);
  if (envtab__is_quantity(measure, corrected.text, &bytes)) envtab__append_correction(hint, text, corrected.text);
}

static const struct envtab__measure size_measure = {
  .units = size_units,
  .count = SIZE_UNITS,
  .fraction_digits = 18,
  .most = UINT64_MAX,
  .zero = "0B",
  .greatest = "18446744073709551615B",
  .names = "B kB MB GB TB PB EB KiB MiB GiB TiB PiB EiB",
  .whole = "bytes",
  .append_hint = append_size_hint,
};

const envtab_type envtab_type_size = {
  .name = "size",
  .expects = "a size such as 512B, 64kB or 10MiB",
  .pattern = "^(0|[1-9][0-9]*)((\\.0{1,18})?B|(\\.[0-9]{1,3}0{0,15})?kB|(\\.[0-9]{1,6}0{0,12})?MB|"
             "(\\.[0-9]{1,9}0{0,9})?GB|(\\.[0-9]{1,12}0{0,6})?TB|(\\.[0-9]{1,15}0{0,3})?PB|(\\.[0-9]{1,18})?EB|"
             "(\\.[0-9]{1,18})?[KMGTPE]iB)$",
  .size = sizeof(envtab_size),
  .takes_unit = true,
  .read = envtab__read_quantity,
  .compare = envtab__compare_quantities,
  .show = envtab__show_quantity,
  .user = &size_measure,
};
