/*
 * What the writers say of a variable, for an operator. All formats say the same: whoever compares the README with the
 * ConfigMap finds the same sentence in both.
 */
#include <string.h>

#include "write/prose.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/output.h"
#include "base/utf8.h"
#include "value/disclosure.h"
#include "report/describe.h"
#include "load/load.h"
#include "write/variables.h"

static const char *end_sentence(struct envtab__buffer *sentence)
{
  size_t length = strlen(sentence->text); /* of what was not cut */

  envtab__make_printable(sentence->text);
  if (length && !strchr(".?!", sentence->text[length - 1])) envtab__append_text(sentence, ".");
  return sentence->text;
}

ENVTAB_INTERNAL const char *envtab__purpose(char text[ENVTAB__TEXT], const struct envtab__variables *variables)
{
  const char *help = variables->field->help ? variables->field->help : "";
  const char *of_group = variables->group && variables->group->help ? variables->group->help : "";
  struct envtab__buffer buffer = envtab__buffer(text, ENVTAB__TEXT);
  size_t length = strlen(of_group);

  if (!length) {
    envtab__append_text(&buffer, help);
    return end_sentence(&buffer);
  }
  envtab__append_bytes(&buffer, of_group, length - (of_group[length - 1] == '.'));
  envtab__append_help(&buffer, help);
  return end_sentence(&buffer);
}

enum { LONGEST_REDACTED = 512, REDACTION_CAPACITY = 16384 };

/*
 * What a secret type shows of a value: the part of it that is not secret. NULL: nothing, or the value is too long.
 * It is read into an array, so that what is written does not depend on how much memory there is.
 */
static const char *redact(char text[ENVTAB__TEXT], const envtab_field *field, const char *whole)
{
  _Alignas(ENVTAB__MAX_ALIGN) char memory[REDACTION_CAPACITY];
  const envtab_options silent = { .sink = envtab__ignore, .memory = memory, .capacity = sizeof memory };
  const void *value = strlen(whole) > LONGEST_REDACTED ? NULL : envtab_parse(field->type, whole, &silent);

  if (!value) return NULL;
  field->type->show(field->type, field, value, text, ENVTAB__TEXT);
  envtab_free(value);
  return envtab__is_masked(text) ? NULL : text;
}

ENVTAB_INTERNAL const char *envtab__shown_default(const envtab_field *field)
{
  const char *default_value = field->default_value, *shown;
  char text[ENVTAB__TEXT];

  if (!default_value || !envtab__is_line(default_value)) return NULL;
  switch (envtab__disclosure(field, default_value, strlen(default_value))) {
  case ENVTAB__SHOW_VALUE: return default_value;
  case ENVTAB__SHOW_NOTHING: return NULL;
  default:
    shown = redact(text, field, default_value);
    return shown && strcmp(shown, default_value) == 0 ? default_value : NULL;
  }
}

ENVTAB_INTERNAL const char *envtab__shown_example(char text[ENVTAB__TEXT], const envtab_field *field)
{
  const char *example = field->example;

  if (!example) return NULL;
  switch (envtab__disclosure(field, example, strlen(example))) {
  case ENVTAB__SHOW_VALUE:
    /* What is cut is not an example. */
    return envtab__is_line(example) && envtab__put(text, ENVTAB__TEXT, example) < ENVTAB__TEXT ? text : NULL;
  case ENVTAB__SHOW_NOTHING: return NULL;
  default: return redact(text, field, example);
  }
}

/* " Formerly OLD, OLDER and OLDEST."; nothing where it had no other name. */
static void append_former_names(struct envtab__buffer *buffer, const struct envtab__variables *variables)
{
  const char *const *former = variables->field->deprecated;
  const char *start = " Formerly ";
  int prefix = (int)(strlen(variables->name) - strlen(variables->field->name));

  if (!former || !*former) return;
  for (; *former; former++) {
    envtab__append_format(buffer, "%s%.*s%s", start, prefix, variables->name, *former);
    start = former[1] && former[2] ? ", " : " and ";
  }
  envtab__append_text(buffer, ".");
}

ENVTAB_INTERNAL const char *envtab__accepted(char text[ENVTAB__TEXT], const struct envtab__variables *variables)
{
  const envtab_field *field = variables->field;
  struct envtab__buffer buffer = envtab__buffer(text, ENVTAB__TEXT);

  envtab__append_text(&buffer, "Takes ");
  envtab__append_accepted(&buffer, field);
  envtab__append_text(&buffer, envtab__is_secret(field) ? "; never shown." : ".");
  if (field->from_file) envtab__append_format(&buffer, " Or %s_FILE names a file that holds it.", variables->name);
  append_former_names(&buffer, variables);
  envtab__make_printable(text);
  return text;
}

enum { LONGEST_DEFAULT = 1024 }; /* bytes of one that is written out */

ENVTAB_INTERNAL const char *envtab__when_unset(char text[ENVTAB__TEXT], const struct envtab__variables *variables)
{
  const char *default_value = envtab__shown_default(variables->field);
  struct envtab__buffer buffer = envtab__buffer(text, ENVTAB__TEXT);

  if (default_value && strlen(default_value) <= LONGEST_DEFAULT)
    envtab__append_format(&buffer, "Default: %s", *default_value ? default_value : "(empty)");
  else if (variables->field->default_value)
    envtab__append_text(&buffer, "It has a default.");
  else if (!variables->required)
    envtab__append_text(&buffer, "Optional.");
  else if (!variables->optional)
    envtab__append_text(&buffer, "Required.");
  else if (!variables->prefix_length)
    envtab__append_text(&buffer, "Required where any variable of its group is set.");
  else
    envtab__append_format(&buffer, "Required where any %.*s variable is set.", (int)variables->prefix_length,
                          variables->name);
  return text;
}

/* In YAML 1.1 these, and what begins with a digit, are not read as text unless they are quoted. */
static bool is_yaml_keyword(const char *text)
{
  static const char *const keywords[] = { "null", "true", "false", "yes", "no", "on", "off", "y", "n" };

  for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
    if (strcmp(text, keywords[i]) == 0) return true;
  return envtab__is_digit(*text);
}

static const char service[] = "service-";
enum { LONGEST_SERVICE = 63 - (sizeof service - 1) }; /* a label has 63 bytes (RFC 1123) */

ENVTAB_INTERNAL const char *envtab__service_name(char text[ENVTAB__TEXT], const envtab_schema *schema)
{
  size_t used = 0;

  for (const char *from = schema->name; *from && used < LONGEST_SERVICE; from++) {
    char c = envtab__to_lower(*from);

    if (envtab__is_lower(c) || envtab__is_digit(c)) text[used++] = c;
    else if (used && text[used - 1] != '-') text[used++] = '-';
  }
  while (used && text[used - 1] == '-') used--;
  text[used] = '\0';
  if (!used) envtab__put(text, ENVTAB__TEXT, "service");
  if (is_yaml_keyword(text)) {
    memmove(text + sizeof service - 1, text, strlen(text) + 1);
    memcpy(text, service, sizeof service - 1);
  }
  return text;
}

/* ---- Comments ---- */

ENVTAB_INTERNAL void envtab__write_comment(struct envtab__sink *out, const char *start, const char *text)
{
  size_t column = 80;

  for (bool first = true; *text; first = false) {
    size_t length = strcspn(text, " "), columns = envtab__columns(text, length);
    bool is_mark = *text == '@' || *text == '-'; /* varlock would interpret it at the start of a line */

    if (first || (column + 1 + columns > 80 && !is_mark)) {
      if (!first) envtab__write(out, "\n");
      envtab__write(out, start);
      column = strlen(start);
    } else {
      envtab__write(out, " ");
      column++;
    }
    envtab__write_bytes(out, text, length);
    column += columns;
    text += length;
    while (*text == ' ') text++;
  }
  envtab__write(out, "\n");
}

ENVTAB_INTERNAL void envtab__write_description(struct envtab__sink *out, const char *start,
                                             const struct envtab__variables *variables, bool with_default)
{
  char text[2 * ENVTAB__TEXT], more[ENVTAB__TEXT]; /* what comes before an example does not cut it */
  struct envtab__buffer terms;

  envtab__write_comment(out, start, envtab__purpose(text, variables));
  envtab__write_comment(out, start, envtab__accepted(text, variables));
  if (envtab__shown_default(variables->field) && !with_default) return;
  terms = ENVTAB__BUFFER(text);
  envtab__append_text(&terms, envtab__when_unset(more, variables));
  if (!variables->field->default_value && envtab__shown_example(more, variables->field))
    envtab__append_format(&terms, " For example: %s", more);
  envtab__write_comment(out, start, text);
}

ENVTAB_INTERNAL const char *envtab__title(char text[ENVTAB__TEXT], const envtab_schema *schema)
{
  struct envtab__buffer buffer = envtab__buffer(text, ENVTAB__TEXT);

  envtab__append_text(&buffer, schema->name);
  envtab__append_help(&buffer, schema->about ? schema->about : "Its environment.");
  return end_sentence(&buffer);
}

ENVTAB_INTERNAL void envtab__write_title(struct envtab__sink *out, const envtab_schema *schema)
{
  char text[ENVTAB__TEXT];

  envtab__write_comment(out, "# ", envtab__title(text, schema));
}
