/*
 * bool: true false yes no on off, in lower, Title or UPPER case; 1 0. Nothing that somebody could read as the opposite:
 * other texts that certainly mean one of the two get a hint.
 */
#include "base/ascii.h"
#include "base/format.h"
#include "base/similar.h"

static const struct bool_name {
  char text[6];
  uint8_t length;
  bool value;
} bool_names[] = { { "true", 4, true }, { "false", 5, false }, { "yes", 3, true }, { "no", 2, false },
                   { "on", 2, true },   { "off", 3, false },   { "1", 1, true },   { "0", 1, false } };

/* Whether text, of the name's length, is the name in lower, Title or UPPER case; tRuE is a typo, if anything. */
static bool is_cased(const char *text, const struct bool_name *name)
{
  size_t upper = 0;

  for (size_t i = 0; i < name->length; i++) {
    if (envtab__to_lower(text[i]) != name->text[i]) return false;
    upper += text[i] != name->text[i];
  }
  return upper == 0 || upper == name->length || (upper == 1 && *text != *name->text);
}

/* For what people write for true and false elsewhere; NULL: for anything else. */
static const char *hint_for_bool(const char *text, size_t length)
{
  static const char *const yes[] = { "true", "yes", "on", "t", "y", "enable", "enabled", "active" };
  static const char *const no[] = { "false", "no", "off", "f", "n", "disable", "disabled", "inactive" };

  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
    if (envtab__equal_but_case(text, length, yes[i])) return "Write true.";
    if (envtab__equal_but_case(text, length, no[i])) return "Write false.";
  }
  return NULL;
}

static bool read_bool(const envtab_type *self, envtab_value *value, void *member)
{
  size_t length;
  const char *text = envtab_value_text(value, &length);

  (void)self;
  for (size_t i = 0; i < sizeof bool_names / sizeof *bool_names; i++)
    if (length == bool_names[i].length && is_cased(text, &bool_names[i])) {
      *(bool *)member = bool_names[i].value;
      return true;
    }
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, hint_for_bool(text, length));
}

static size_t show_bool(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                        size_t capacity)
{
  (void)self, (void)field;
  return envtab__put(out, capacity, *(const bool *)member ? "true" : "false");
}

const envtab_type envtab_type_bool = {
  .name = "bool", .expects = "one of true, false, yes, no, on, off, 1 or 0",
  .pattern = "^(true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|1|0)$",
  .size = sizeof(bool), .read = read_bool, .show = show_bool
};
