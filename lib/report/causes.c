/*
 * Where values go wrong, and what to do about it: one table, one row a cause, each with what recognises it and its
 * sentence. A "~" in a sentence stands for the variable's name. The first row that fits is given, when a value was
 * rejected and its reader knew no better.
 */
#include <stdio.h>
#include <string.h>

#include "report/causes.h"
#include "base/ascii.h"
#include "base/format.h"
#include "value/service_link.h"

static bool begins(const struct envtab__context *clue, const char *with)
{
  size_t length = strlen(with);

  return clue->length >= length && memcmp(clue->text, with, length) == 0;
}

static const char *find(const char *text, size_t length, const char *what)
{
  size_t size = strlen(what);

  for (; length >= size; text++, length--)
    if (*text == *what && memcmp(text, what, size) == 0) return text;
  return NULL;
}

static bool has(const struct envtab__context *clue, const char *what)
{
  return find(clue->text, clue->length, what) != NULL;
}
static bool ends(const struct envtab__context *clue, char with) { return clue->text[clue->length - 1] == with; }

/* ---- What recognises a cause ---- */

static bool is_service_link_value(const struct envtab__context *clue)
{
  return envtab__is_link_value(clue->text);
}

static bool is_byte_order_mark(const struct envtab__context *clue) { return begins(clue, "\xef\xbb\xbf"); }
static bool ends_in_newline(const struct envtab__context *clue) { return ends(clue, '\n'); }
static bool ends_in_return(const struct envtab__context *clue) { return ends(clue, '\r'); }
static bool has_no_break_space(const struct envtab__context *clue)
{
  return has(clue, "\xc2\xa0") && !(clue->type->takes_any_text && !clue->type->secret);
}

static bool has_curly_quotes(const struct envtab__context *clue)
{
  return has(clue, "\xe2\x80\x9c") || has(clue, "\xe2\x80\x9d") || has(clue, "\xe2\x80\x98") ||
         has(clue, "\xe2\x80\x99");
}

static bool is_quoted(const struct envtab__context *clue)
{
  return clue->length > 1 && (*clue->text == '"' || *clue->text == '\'') && ends(clue, *clue->text);
}

static bool has_blank_at_end(const struct envtab__context *clue) { return *clue->text == ' ' || ends(clue, ' '); }
static bool has_shell_reference(const struct envtab__context *clue) { return has(clue, "${"); }
static bool has_kubernetes_reference(const struct envtab__context *clue) { return has(clue, "$("); }
static bool has_template(const struct envtab__context *clue) { return has(clue, "{{") && has(clue, "}}"); }

static bool has_windows_reference(const struct envtab__context *clue)
{
  size_t length = clue->length;

  if (length < 3 || *clue->text != '%' || clue->text[length - 1] != '%') return false;
  for (size_t i = 1; i + 1 < length; i++)
    if (!envtab__is_name_char(clue->text[i])) return false;
  return true;
}

static bool repeats_name(const struct envtab__context *clue)
{
  size_t length = strlen(clue->name);

  return begins(clue, clue->name) && clue->length > length && clue->text[length] == '=';
}

static bool is_path(const struct envtab__context *clue) { return clue->field->from_file && *clue->text == '/'; }

static bool is_json_list(const struct envtab__context *clue)
{
  return clue->field->element && (*clue->text == '[' || *clue->text == '{');
}

/* jdbc:postgresql://..., and SQLAlchemy's postgresql+psycopg2://... */
static bool is_driver_url(const struct envtab__context *clue)
{
  return clue->type->is_url && (begins(clue, "jdbc:") || begins(clue, "postgresql+") || begins(clue, "postgres+"));
}

/* scheme://, in a field that takes no URL at all. */
static bool is_url_elsewhere(const struct envtab__context *clue)
{
  size_t i = 0;

  while (i < clue->length && (envtab__is_name_char(clue->text[i]) || clue->text[i] == '+')) i++;
  return i > 1 && clue->length > i + 3 && memcmp(clue->text + i, "://", 3) == 0 && !clue->type->is_url;
}

/* host=db port=5432, Host=db;Port=5432 where a URL belongs. */
static bool is_conninfo(const struct envtab__context *clue)
{
  size_t i = 0;

  while (i < clue->length && (envtab__is_name_char(clue->text[i]) || clue->text[i] == ' ')) i++;
  return clue->type->is_url && i > 0 && i < clue->length && clue->text[i] == '=' && !has(clue, "://");
}

static bool is_number_with(const struct envtab__context *clue, char between)
{
  size_t i = *clue->text == '-', digits = i;

  while (i < clue->length && (envtab__is_digit(clue->text[i]) || clue->text[i] == '.')) i++;
  return i > digits && i + 1 < clue->length && clue->text[i] == between;
}

static bool has_decimal_comma(const struct envtab__context *clue)
{
  return !clue->field->element && is_number_with(clue, ',');
}

static bool has_blank_before_unit(const struct envtab__context *clue)
{
  return clue->type->takes_unit && is_number_with(clue, ' ');
}

/* Between the scheme and the last "@" stands what must be escaped there. A service's own reader tells what it is. */
static bool is_raw_in_url(const struct envtab__context *clue)
{
  const char *user = find(clue->text, clue->length, "://"), *at = strrchr(clue->text, '@');

  return clue->type->choices_are == ENVTAB_CHOICES_ARE_SCHEMES && user && at > user && strcspn(user + 3, "@/?#%") < (size_t)(at - user) - 3;
}

/* A piece in angle brackets, as documentation has it, that nobody replaced. */
static bool has_placeholder(const struct envtab__context *clue)
{
  const char *open = find(clue->text, clue->length, "<");

  return open && strchr(open, '>') && clue->type->secret;
}

static bool is_pem(const struct envtab__context *clue) { return begins(clue, "-----BEGIN "); }

/* ---- The table ---- */

static const struct {
  bool (*fits)(const struct envtab__context *);
  bool certain;                   /* so plain that it comes before what the reader says */
  bool raw_lifts;                /* no cause where .raw is set; a string or secret may be meant so */
  const char *sentence;
} causes[] = {
  { repeats_name, true, false, "The value repeats \"~=\": leave that out." },
  { is_byte_order_mark, true, false,
    "It begins with a byte order mark: save the file that it comes from as UTF-8 without one." },
  { ends_in_newline, true, true, "A Secret made with echo ends with a newline: use echo -n, or printf %s." },
  { ends_in_return, true, true,
    "The file that it comes from has Windows line ends (CRLF): convert it, with dos2unix for example." },
  { has_blank_at_end, true, true, "Remove the blanks at its ends." },
  { is_quoted, true, true, "Remove the quotes: docker --env-file keeps them." },
  { has_curly_quotes, false, false, "It holds curly quotes, as word processors make them: write it without quotes." },
  { has_no_break_space, false, false, "It holds a no-break space, as web pages have them: type the value by hand." },
  { is_service_link_value, true, false,
    "Kubernetes gives such a value for a Service: rename the Service, or set enableServiceLinks: false." },
  { has_shell_reference, true, true,
    "Nothing expands ${NAME} here: write the value itself. docker --env-file and systemd pass it on as it stands." },
  { has_kubernetes_reference, true, true,
    "Kubernetes expands $(NAME) only when NAME stands above ~ in the container's env." },
  { has_template, false, false, "A template was not filled in: {{ }} stands in it." },
  { has_windows_reference, false, false, "Windows' %NAME% is not expanded here: write the value itself." },
  { is_pem, true, true, "A key in PEM has line breaks." },
  { has_placeholder, true, false, "A placeholder was not replaced: something in angle brackets stands in it." },
  { is_json_list, true, false, "Write the items with commas between them, without brackets and quotes." },
  { is_path, false, false, "It looks like a file's path: to read the value from a file, set ~_FILE to the path." },
  { is_driver_url, true, false, "Write the URL without the driver's name: postgres://..." },
  { is_conninfo, true, false,
    "It is a list of keyword=value: write it as a URL, scheme://user:password@host:port/name." },
  { is_raw_in_url, false, false,
    "In a user or password, write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25." },
  { is_url_elsewhere, false, false, "It is a URL, of another variable perhaps: this one takes none." },
  { has_decimal_comma, false, false,
    "Write a point, not a comma, before the decimals, and nothing between thousands." },
  { has_blank_before_unit, false, false, "Write the unit right behind the number, without a blank." },
};

/* Writes the sentence, with the variable's name for "~". */
static size_t write_sentence(char *out, size_t capacity, const char *sentence, const char *name)
{
  const char *gap = strchr(sentence, '~');

  if (!gap) return envtab__put(out, capacity, sentence);
  return (size_t)snprintf(out, capacity, "%.*s%s%s", (int)(gap - sentence), sentence, name, gap + 1);
}

ENVTAB_INTERNAL bool envtab__hint(const struct envtab__context *clue, bool certain, char *out, size_t capacity)
{
  for (size_t i = 0; i < sizeof causes / sizeof *causes && clue->length; i++) {
    size_t used;

    if ((certain && !causes[i].certain) || (causes[i].raw_lifts && clue->field->raw) || !causes[i].fits(clue)) continue;
    used = write_sentence(out, capacity, causes[i].sentence, clue->name);
    if (causes[i].raw_lifts && !clue->field->choices && clue->type->takes_any_text)
      envtab__append(out, capacity, used, " If it belongs to the value, the program must declare the field .raw.");
    return true;
  }
  return false;
}
