/*
 * Why values go wrong, and what to do about it: a table with a row for each cause, with what recognises it and its
 * sentence, in which "~" is the variable's name. A row that is certain is looked for before the reader's own hint,
 * the others where the reader has none; of several that fit, the first is used. Most rejected values were right when
 * someone wrote them, and were changed on the way by a shell, a template, a file or a word processor: a reader that
 * only says what it expected would leave the operator to find out which.
 *
 * A sentence never quotes the value, so that it can be printed for a secret too. A new row has a line in
 * tests/tables/hints.tsv, and one at the same place in the README, under "Hints".
 */
#include <string.h>

#include "report/causes.h"
#include "base/ascii.h"
#include "base/format.h"
#include "base/search.h"
#include "base/secret_bytes.h"
#include "value/service_link.h"

static bool begins(const struct envtab__context *context, const char *with)
{
  return envtab__begins(context->text, context->length, with);
}

static bool has(const struct envtab__context *context, const char *what)
{
  return envtab__search(context->text, context->length, what) != NULL;
}
static bool ends(const struct envtab__context *context, char with)
{
  return context->text[context->length - 1] == with;
}

/* ---- What recognises a cause ---- */

static bool is_service_link_value(const struct envtab__context *context)
{
  return envtab__is_link_value(context->text);
}

static bool is_byte_order_mark(const struct envtab__context *context) { return begins(context, "\xef\xbb\xbf"); }
static bool ends_in_newline(const struct envtab__context *context) { return ends(context, '\n'); }
static bool ends_in_return(const struct envtab__context *context) { return ends(context, '\r'); }
/* A string may mean one; a secret that is typed from a web page does not. */
static bool has_no_break_space(const struct envtab__context *context)
{
  return has(context, "\xc2\xa0") && !(context->type->takes_any_text && !context->type->secret);
}

static bool has_curly_quotes(const struct envtab__context *context)
{
  return has(context, "\xe2\x80\x9c") || has(context, "\xe2\x80\x9d") || has(context, "\xe2\x80\x98") ||
         has(context, "\xe2\x80\x99");
}

static bool is_quoted(const struct envtab__context *context)
{
  return context->length > 1 && (*context->text == '"' || *context->text == '\'') && ends(context, *context->text);
}

static bool has_blank_at_end(const struct envtab__context *context)
{
  return *context->text == ' ' || ends(context, ' ');
}
static bool has_shell_reference(const struct envtab__context *context) { return has(context, "${"); }
static bool has_kubernetes_reference(const struct envtab__context *context) { return has(context, "$("); }
static bool has_template(const struct envtab__context *context) { return has(context, "{{") && has(context, "}}"); }

static bool has_windows_reference(const struct envtab__context *context)
{
  size_t length = context->length;

  if (length < 3 || *context->text != '%' || context->text[length - 1] != '%') return false;
  for (size_t i = 1; i + 1 < length; i++)
    if (!envtab__is_name_char(context->text[i])) return false;
  return true;
}

static bool repeats_name(const struct envtab__context *context)
{
  size_t length = envtab__length_of_secret(context->name);

  return begins(context, context->name) && context->length > length && context->text[length] == '=';
}

static bool is_path(const struct envtab__context *context)
{
  return context->field->from_file && *context->text == '/';
}

static bool is_json_list(const struct envtab__context *context)
{
  return context->field->element && (*context->text == '[' || *context->text == '{');
}

/* jdbc:postgresql://..., and SQLAlchemy's postgresql+psycopg2://... */
static bool is_driver_url(const struct envtab__context *context)
{
  return context->type->is_url &&
         (begins(context, "jdbc:") || begins(context, "postgresql+") || begins(context, "postgres+"));
}

/* scheme://, in a field whose type is not a URL. */
static bool is_url_elsewhere(const struct envtab__context *context)
{
  size_t i = 0;

  while (i < context->length && (envtab__is_name_char(context->text[i]) || context->text[i] == '+')) i++;
  return i > 1 && context->length > i + 3 && envtab__begins(context->text + i, 3, "://") && !context->type->is_url;
}

/* host=db port=5432, Host=db;Port=5432 where a URL belongs. */
static bool is_conninfo(const struct envtab__context *context)
{
  size_t i = 0;

  while (i < context->length && (envtab__is_name_char(context->text[i]) || context->text[i] == ' ')) i++;
  return context->type->is_url && i > 0 && i < context->length && context->text[i] == '=' && !has(context, "://");
}

static bool is_number_with(const struct envtab__context *context, char between)
{
  size_t i = *context->text == '-', digits = i;

  while (i < context->length && (envtab__is_digit(context->text[i]) || context->text[i] == '.')) i++;
  return i > digits && i + 1 < context->length && context->text[i] == between;
}

static bool has_decimal_comma(const struct envtab__context *context)
{
  return !context->field->element && is_number_with(context, ',');
}

static bool has_blank_before_unit(const struct envtab__context *context)
{
  return context->type->takes_unit && is_number_with(context, ' ');
}

/* There is a character between the scheme and the last "@" that must be escaped. A service's own reader names it. */
static bool is_raw_in_url(const struct envtab__context *context)
{
  const char *user = envtab__search(context->text, context->length, "://");
  const char *end = context->text + context->length;

  if (context->type->choices_are != ENVTAB_CHOICES_ARE_SCHEMES || !user) return false;
  for (user += 3; user < end && !envtab__is_one_of(*user, "@/?#%");) user++;
  return user < end && envtab__search(user + 1, (size_t)(end - user) - 1, "@");
}

/*
 * Something in angle brackets, as in documentation, that was not replaced. Only in secrets: other texts may hold HTML.
 */
static bool has_placeholder(const struct envtab__context *context)
{
  const char *open = envtab__search(context->text, context->length, "<");

  return context->type->secret && open && envtab__search(open, context->length - (size_t)(open - context->text), ">");
}

static bool is_pem(const struct envtab__context *context) { return begins(context, "-----BEGIN "); }

/* ---- The table ---- */

static const struct {
  bool (*fits)(const struct envtab__context *);
  bool certain;                  /* so clear that it replaces the hint of the reader, whatever the type */
  bool raw_lifts;                /* not with .raw; to a string or secret the sentence names .raw as the way out */
  const char *sentence;
} causes[] = {
  { repeats_name, true, false, "The value repeats \"~=\". Remove that part." },
  { is_byte_order_mark, true, false,
    "It starts with a byte order mark. Save the file that it comes from as UTF-8 without one." },
  { ends_in_newline, true, true, "A Secret made with echo ends with a newline. Use echo -n or printf %s." },
  { ends_in_return, true, true,
    "The file that it comes from has Windows line ends (CRLF). Convert it, for example with dos2unix." },
  { has_blank_at_end, true, true, "Remove the spaces before and after it." },
  { is_quoted, true, true, "Remove the quotes. docker --env-file keeps them." },
  { has_curly_quotes, false, false,
    "It contains curly quotes, as word processors make them. Write it without quotes." },
  { has_no_break_space, false, false,
    "It contains a no-break space, often copied from a web page. Type the value by hand." },
  { is_service_link_value, true, false,
    "Kubernetes sets such a value for a Service. Rename the Service, or set enableServiceLinks: false." },
  { has_shell_reference, true, true,
    "Nothing expands ${NAME} here. Write the value itself. docker --env-file and systemd pass it on unchanged." },
  { has_kubernetes_reference, true, true,
    "Kubernetes expands $(NAME) only if NAME is defined before ~ in the container's env." },
  { has_template, false, false, "A template was not filled in: the value still contains {{ }}." },
  { has_windows_reference, false, false, "Nothing expands %NAME% here. Write the value itself." },
  { is_pem, true, true, "A key in PEM format has line breaks." },
  { has_placeholder, true, false, "A placeholder was not replaced: the value still contains text in angle brackets." },
  { is_json_list, true, false, "Write the items with commas between them, without brackets and quotes." },
  { is_path, false, false, "It looks like a file's path. To read the value from a file, set ~_FILE to the path." },
  { is_driver_url, true, false, "Write the URL without the driver's name: postgres://..." },
  { is_conninfo, true, false,
    "It is a list of keyword=value. Write it as a URL: scheme://user:password@host:port/name." },
  { is_raw_in_url, false, false,
    "In a user or password, write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25." },
  { is_url_elsewhere, false, false, "This is a URL. It probably belongs in another variable." },
  { has_decimal_comma, false, false,
    "Write a point, not a comma, before the decimals, and nothing between thousands." },
  { has_blank_before_unit, false, false, "Write the unit directly after the number, without a space." },
};

/* Appends the sentence, with the variable's name for "~". */
static void append_sentence(struct envtab__buffer *hint, const char *sentence, const char *name)
{
  const char *gap = strchr(sentence, '~');

  if (!gap) gap = sentence + strlen(sentence), name = "";
  envtab__append_bytes(hint, sentence, (size_t)(gap - sentence));
  envtab__append_text(hint, name);
  if (*gap) envtab__append_text(hint, gap + 1);
}

ENVTAB_INTERNAL bool envtab__append_cause(struct envtab__buffer *hint, const struct envtab__context *context,
                                          bool certain)
{
  const envtab_field *field = context->field;

  for (size_t i = 0; i < sizeof causes / sizeof *causes && context->length; i++) {
    if ((certain && !causes[i].certain) || (causes[i].raw_lifts && field->raw) || !causes[i].fits(context)) continue;
    append_sentence(hint, causes[i].sentence, context->name);
    if (causes[i].raw_lifts && !field->choices && context->type->takes_any_text)
      envtab__append_text(hint, " If it belongs to the value, the program must declare the field .raw.");
    return true;
  }
  return false;
}
