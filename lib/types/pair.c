/* pair: one key=value of a list. Key and value stay in the text; the "=" between them becomes the key's NUL. */
#include "base/ascii.h"
#include "base/format.h"

static bool reject_at(envtab_value *value, size_t at, const char *reason, const char *hint)
{
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
}

/* The bytes of labels in Kubernetes, of names of HTTP headers and of paths. */
static bool is_key_byte(char c) { return envtab__is_name_char(c) || c == '.' || c == '/' || c == '-'; }

/* Something else is where the "=" should be, such as a colon, as YAML has it. */
static bool reject_pair(envtab_value *value, const char *text, size_t length, size_t at)
{
  char hint_text[300];
  struct envtab__buffer hint = ENVTAB__BUFFER(hint_text);

  if (at == length) return reject_at(value, at, "has no \"=\"", NULL);
  if (text[at] != ':') return reject_at(value, at, "has a key with more than letters, digits and _ . / -", NULL);
  if (at > 0 && at + 1 < length && length < 200) {
    envtab__append_format(&hint, "Write %.*s=%s.", (int)at, text, text + at + 1);
  } else {
    envtab__append_text(&hint, "Write \"=\" between the key and its value.");
  }
  return reject_at(value, at, "has \":\" in place of \"=\"", hint.text);
}

/* pair = 1*(letter / digit / "_" / "." / "/" / "-") "=" 1*byte */
static bool read_pair(const envtab_type *self, envtab_value *value, void *member)
{
  envtab_pair *pair = member;
  size_t length, at = 0;
  char *text = envtab_value_text(value, &length);

  (void)self;
  while (at < length && is_key_byte(text[at])) at++;
  if (at == length || text[at] != '=') return reject_pair(value, text, length, at);
  if (at == 0) return reject_at(value, at, "has no key before its \"=\"", NULL);
  if (at + 1 == length) return reject_at(value, length, "has no value after its \"=\"", NULL);
  text[at] = '\0';
  pair->key = text;
  pair->value = text + at + 1;
  return true;
}

static const char *key_of_pair(const envtab_type *self, const void *member)
{
  (void)self;
  return ((const envtab_pair *)member)->key;
}

static size_t show_pair(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                        size_t capacity)
{
  const envtab_pair *pair = member;
  struct envtab__buffer text = envtab__buffer(out, capacity);

  (void)self, (void)field;
  envtab__append_text(&text, pair->key);
  envtab__append_text(&text, "=");
  envtab__append_text(&text, pair->value);
  return text.length;
}

const envtab_type envtab_type_pair = {
  .name = "pair",
  .expects = "a pair such as key=value",
  .pattern = "^[A-Za-z0-9_./-]+=.+$",
  .size = sizeof(envtab_pair),
  .read = read_pair,
  .show = show_pair,
  .key = key_of_pair,
};
