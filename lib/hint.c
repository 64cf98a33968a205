/*
 * Where values go wrong, and what to do about it: one table, one row a cause, each with what recognises it and its
 * sentence. A "~" in a sentence stands for the variable's name. The first row that fits is given, when a value was
 * rejected and its reader knew no better.
 */
#include <string.h>

#include "engine.h"

static bool begins(const struct envtab__clue *clue, const char *with)
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

static bool has(const struct envtab__clue *clue, const char *what) { return find(clue->text, clue->length, what) != NULL; }
static bool ends(const struct envtab__clue *clue, char with) { return clue->length && clue->text[clue->length - 1] == with; }
static bool is_type(const struct envtab__clue *clue, const char *name) { return strcmp(clue->type->name, name) == 0; }
static bool takes_url(const struct envtab__clue *clue) { return is_type(clue, "url"); }

ENVTAB_INTERNAL bool envtab__looks_secret(const char *text, size_t length)
{
  return find(text, length, "://") && find(text, length, "@");
}

/* ---- What recognises a cause ---- */

static bool is_service_link_value(const struct envtab__clue *clue)
{
  return begins(clue, "tcp://") || begins(clue, "udp://") || begins(clue, "sctp://");
}

static bool is_byte_order_mark(const struct envtab__clue *clue) { return begins(clue, "\xef\xbb\xbf"); }
static bool ends_in_newline(const struct envtab__clue *clue) { return ends(clue, '\n'); }
static bool ends_in_return(const struct envtab__clue *clue) { return ends(clue, '\r'); }
static bool has_no_break_space(const struct envtab__clue *clue) { return has(clue, "\xc2\xa0") && !is_type(clue, "string"); }

static bool has_curly_quotes(const struct envtab__clue *clue)
{
  return has(clue, "\xe2\x80\x9c") || has(clue, "\xe2\x80\x9d") || has(clue, "\xe2\x80\x98") || has(clue, "\xe2\x80\x99");
}

static bool is_quoted(const struct envtab__clue *clue)
{
  return clue->length > 1 && (*clue->text == '"' || *clue->text == '\'') && ends(clue, *clue->text);
}

static bool has_blank_at_end(const struct envtab__clue *clue) { return *clue->text == ' ' || ends(clue, ' '); }
static bool has_shell_reference(const struct envtab__clue *clue) { return has(clue, "${"); }
static bool has_kubernetes_reference(const struct envtab__clue *clue) { return has(clue, "$("); }
static bool has_template(const struct envtab__clue *clue) { return has(clue, "{{") && has(clue, "}}"); }

static bool has_windows_reference(const struct envtab__clue *clue)
{
  size_t length = clue->length;

  if (length < 3 || *clue->text != '%' || clue->text[length - 1] != '%') return false;
  for (size_t i = 1; i + 1 < length; i++)
    if (!envtab__is_word(clue->text[i])) return false;
  return true;
}

static bool repeats_name(const struct envtab__clue *clue)
{
  size_t length = clue->name ? strlen(clue->name) : 0;

  return length && begins(clue, clue->name) && clue->length > length && clue->text[length] == '=';
}

static bool is_path(const struct envtab__clue *clue) { return clue->field->from_file && *clue->text == '/'; }

static bool is_json_list(const struct envtab__clue *clue)
{
  return clue->field->element && (*clue->text == '[' || *clue->text == '{');
}

/* jdbc:postgresql://..., and SQLAlchemy's postgresql+psycopg2://... */
static bool is_driver_url(const struct envtab__clue *clue)
{
  const char *scheme = find(clue->text, clue->length, "://");

  return begins(clue, "jdbc:") || (scheme && takes_url(clue) && memchr(clue->text, '+', (size_t)(scheme - clue->text)));
}

/* scheme://, in a field that takes no URL at all. */
static bool is_url_elsewhere(const struct envtab__clue *clue)
{
  size_t i = 0;

  while (i < clue->length && (envtab__is_word(clue->text[i]) || clue->text[i] == '+')) i++;
  return i > 1 && clue->length > i + 3 && memcmp(clue->text + i, "://", 3) == 0 && !takes_url(clue);
}

/* host=db port=5432, Host=db;Port=5432 where a URL belongs. */
static bool is_conninfo(const struct envtab__clue *clue)
{
  size_t i = 0;

  while (i < clue->length && (envtab__is_word(clue->text[i]) || clue->text[i] == ' ')) i++;
  return takes_url(clue) && i > 0 && i < clue->length && clue->text[i] == '=' && !has(clue, "://");
}

static bool is_number_with(const struct envtab__clue *clue, char between)
{
  size_t i = *clue->text == '-', digits = i;

  while (i < clue->length && (envtab__is_digit(clue->text[i]) || clue->text[i] == '.')) i++;
  return i > digits && i + 1 < clue->length && clue->text[i] == between;
}

static bool has_decimal_comma(const struct envtab__clue *clue)
{
  return !clue->field->element && is_number_with(clue, ',');
}

static bool has_blank_before_unit(const struct envtab__clue *clue)
{
  return clue->type->takes_unit && is_number_with(clue, ' ');
}

static bool is_raw_in_url(const struct envtab__clue *clue)
{
  const char *rest = find(clue->text, clue->length, "://");
  size_t length = rest ? clue->length - (size_t)(rest - clue->text) : 0;

  return takes_url(clue) && rest && find(rest, length, "@");
}

/* ---- The table ---- */

static const struct {
  bool (*fits)(const struct envtab__clue *);
  const char *sentence;
} causes[] = {
  { repeats_name, "The value repeats \"~=\": leave that out." },
  { is_byte_order_mark, "It begins with a byte order mark: save the file that it comes from as UTF-8 without one." },
  { ends_in_newline, "A Secret made with echo holds a newline: use echo -n, or printf %s. If it is meant, the field needs .raw." },
  { ends_in_return, "The file that it comes from has Windows line ends (CRLF): convert it, with dos2unix for example." },
  { has_blank_at_end, "Remove the blanks at its ends. If they are meant, the field needs .raw." },
  { is_quoted, "Remove the quotes: docker --env-file keeps them. If they are meant, the field needs .raw." },
  { has_curly_quotes, "It holds curly quotes, as word processors make them: write it without quotes." },
  { has_no_break_space, "It holds a no-break space, as web pages have them: type the value by hand." },
  { is_service_link_value,
    "Kubernetes sets it for a Service named like this one: rename the Service, or set enableServiceLinks: false." },
  { has_shell_reference, "It was to be expanded before the program starts: docker --env-file, systemd and .env readers differ in what they expand. "
    "If it is meant as text, the field needs .raw." },
  { has_kubernetes_reference, "Kubernetes leaves $(NAME) as it is when NAME is not declared before ~. If it is meant as text, the field needs .raw." },
  { has_template, "A template was not filled in: {{ }} stands in it." },
  { has_windows_reference, "Windows' %NAME% is not expanded here: write the value itself." },
  { is_json_list, "Write the items with commas between them, without brackets and quotes: a,b,c." },
  { is_path, "It looks like a file's path: to read the value from a file, set ~_FILE to the path." },
  { is_driver_url, "Write the URL without the driver's name: postgres://..." },
  { is_conninfo, "It is a list of keyword=value: write it as a URL, scheme://user:password@host:port/name." },
  { is_raw_in_url, "In a user or password, write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25." },
  { is_url_elsewhere, "It is a URL, of another variable perhaps: this one takes none." },
  { has_decimal_comma, "Write a point, not a comma, before the decimals, and nothing between thousands." },
  { has_blank_before_unit, "Write the unit right behind the number, without a blank." },
};

/* Writes the sentence, with the variable's name for "~". */
static void write_sentence(char *out, size_t capacity, const char *sentence, const char *name)
{
  const char *gap = strchr(sentence, '~');

  if (!gap) envtab__put(out, capacity, sentence);
  else snprintf(out, capacity, "%.*s%s%s", (int)(gap - sentence), sentence, name ? name : "NAME", gap + 1);
}

ENVTAB_INTERNAL bool envtab__hint(const struct envtab__clue *clue, char *out, size_t capacity)
{
  if (clue->length == 0) return false;
  for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
    if (causes[i].fits(clue)) {
      write_sentence(out, capacity, causes[i].sentence, clue->name);
      return true;
    }
  return false;
}
