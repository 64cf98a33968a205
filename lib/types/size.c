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
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/format.h"
#include "base/similar.h"
#include "types/quantity.h"

/* For each prefix two, in the order of size_prefixes. */
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

/* What a word such as K, Mi, kb or MIB may mean: the first of two units. NULL: nothing. */
static const struct envtab__unit *units_of_prefix(const char *word, size_t length)
{
  static const char *const rests[] = { "", "b", "i", "ib" };
  const char *prefix = length ? strchr(size_prefixes, envtab__to_lower(*word)) : NULL;

  for (size_t i = 0; prefix && i < sizeof rests / sizeof *rests; i++)
    if (envtab__equal_but_case(word + 1, length - 1, rests[i])) return &size_units[2 * (prefix - size_prefixes)];
  return NULL;
}

/* "Write 10MB (10000000 bytes) or 10MiB (10485760 bytes)."; NULL: it is neither. */
static const char *hint_with_both(const struct envtab__measure *measure, const char *number,
                                  const struct envtab__unit *units, char *out, size_t capacity)
{
  const char *lead = "Write";
  size_t used = 0;

  for (int i = 1; i >= 0; i--) {
    char size[ENVTAB__LONGEST_CORRECTED + 8];
    uint64_t bytes;

    snprintf(size, sizeof size, "%s%s", number, units[i].name);
    if (!envtab__is_quantity(measure, size, &bytes)) continue;
    used += (size_t)snprintf(out + used, capacity - used, "%s %s (%" PRIu64 " bytes)", lead, size, bytes);
    lead = " or";
  }
  if (used) envtab__put(out + used, capacity - used, ".");
  return used ? out : NULL;
}

static const char *hint_for_size(const struct envtab__measure *measure, const char *text,
                                 enum envtab__quantity_error error, char *out, size_t capacity)
{
  char corrected[ENVTAB__LONGEST_CORRECTED + 8];
  const char *word = envtab__skip_blanks(text + envtab__correct_number(text, corrected));
  const struct envtab__unit *units = units_of_prefix(word, strlen(word));
  const struct envtab__unit *unit = envtab__find_unit(measure, word, strlen(word));
  uint64_t bytes;

  if (error == ENVTAB__UNIT_MISSING) {
    if (strchr(text, '.')) snprintf(out, capacity, "Write %skB or %sMB: the unit is missing.", text, text);
    else snprintf(out, capacity, "Write %sB, %skB or %sMB: the unit is missing.", text, text, text);
    return out;
  }
  if (word == text) return NULL;
  if (envtab__is_word_for(&size_units[SIZE_UNITS - 1], word, strlen(word))) unit = &size_units[SIZE_UNITS - 1];
  if (!unit) return units ? hint_with_both(measure, corrected, units, out, capacity) : NULL;
  strcat(corrected, unit->name);
  return envtab__is_quantity(measure, corrected, &bytes) ? envtab__hint_to_write(text, corrected, out, capacity) : NULL;
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
  .hint = hint_for_size,
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
