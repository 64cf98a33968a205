/*
 * Texts that look like a credential, whatever field they are in: one list for all that is shown. They may well be one,
 * so they are searched by loops of our own, in one pass: the C library's functions leave pieces of a text in vector
 * registers. What is on the list, and what is ordinary, is in tests/tables/credentials.tsv.
 */
#include "value/credential.h"
#include "base/ascii.h"
#include "base/search.h"
#include "base/secret_bytes.h"

/* How settings end that hold a credential, in lower case; "_" is one of - _ . and a space, or nothing. */
static const char *const secret_settings[] = {
  "password", "passwd", "pass_phrase", "pwd", "pw", "secret", "token", "api_key", "access_key", "account_key",
  "secret_key", "private_key", "auth_key", "access_signature", "authorization", "pass", NULL
};
/* How others end that do not. */
static const char *const ordinary_settings[] = { "by_pass", "compass", NULL };
/* Values that are a switch, nothing, the place of a parameter, or a language model's token. */
static const char *const ordinary_values[] = {
  "true", "false", "yes", "no", "on", "off", "null", "none", "?", "$1", "$2", "$3", "%s",
  "[pad]", "[unk]", "[cls]", "[sep]", "[mask]", NULL
};
/* What keys in text begin with, in PEM, OpenPGP, SSH2, PuTTY and age; and what comes before a token in HTTP. */
static const char *const secret_starts[] = {
  "private key-----", "private key block", "private key ----", "private-lines:", "age-secret-key-1", "bearer ", NULL
};
/* Words before a ":" and an address or a package: no user has these names. */
static const char *const labels[] = {
  "mailto", "sip", "sips", "xmpp", "acct", "cc", "bcc", "group", "serviceaccount", "npm", "go", NULL
};

/* What may be between a setting's name, its sign and its value: blanks, quotes, and backslashes before quotes. */
#define CREDENTIAL_BLANKS " \t\r\n"
#define CREDENTIAL_QUOTES "\"'`"
#define CREDENTIAL_GAP CREDENTIAL_BLANKS CREDENTIAL_QUOTES "\\"

/* A setting in a text: its name, the sign after it, and where its value begins. */
struct setting {
  size_t start, end, value;
  char sign;
};

static bool ends_as(const char *text, size_t end, const char *what)
{
  for (size_t i = envtab__length_of_secret(what); i--;) {
    if (what[i] == '_') end -= end && envtab__is_one_of(text[end - 1], "_-. ");
    else if (!end || envtab__to_lower(text[--end]) != what[i]) return false;
  }
  return true;
}

static bool ends_as_one_of(const char *text, size_t end, const char *const *what)
{
  while (*what && !ends_as(text, end, *what)) what++;
  return *what != NULL;
}

/* Whether a value that is not quoted may end before this place. In YAML blanks are part of it. */
static bool ends_value(const char *text, size_t length, size_t at, char sign)
{
  return at == length || envtab__is_one_of(text[at], ",;&)}]<\r\n") || (sign != ':' && text[at] == ' ');
}

static bool is_ordinary_value(const char *text, size_t length, const struct setting *is)
{
  char quote = text[is->value - 1];
  bool quoted = envtab__is_one_of(quote, CREDENTIAL_QUOTES);

  if (quoted && text[is->value - 2] == quote) return ends_value(text, length, is->value, is->sign);
  for (const char *const *word = ordinary_values; *word; word++) {
    size_t end = is->value + envtab__length_of_secret(*word);

    if (!envtab__begins(text + is->value, length - is->value, *word)) continue;
    if (quoted ? end < length && text[end] == quote : ends_value(text, length, end, is->sign)) return true;
  }
  return false;
}

/* Whether it is a number of tokens or of what passed a test, too short for a PIN. */
static bool is_count(const char *text, size_t length, const struct setting *is)
{
  bool pass = ends_as(text, is->end, "pass") && is->end - is->start == 4 + (size_t)(text[is->start] == '-');
  size_t most = ends_as(text, is->end, "token") ? 5 : pass ? 3 : 0, end = is->value;

  while (end < length && end - is->value <= most && envtab__is_digit(text[end])) end++;
  return end > is->value && end - is->value <= most && ends_value(text, length, end, is->sign);
}

/* Whether it is the shell's directory: in a connection's string, after ";", Pwd is a password. */
static bool is_directory(const char *text, const struct setting *is)
{
  bool pwd = ends_as(text, is->end, "pwd") && is->end - is->start == 3;

  return pwd && text[is->value] == '/' && (!is->start || text[is->start - 1] != ';');
}

/* Whether a user and a password in base64 are here, as far as 16 bytes tell: 8 or more, and not a word. */
static bool is_base64(const char *text, size_t length)
{
  bool lower = false, other = false;
  size_t i = 0;

  for (; i < length && i < 16; i++) {
    char c = text[i];

    if (!envtab__is_alpha(c) && !envtab__is_digit(c) && !envtab__is_one_of(c, "+/=")) break;
    lower = lower || envtab__is_lower(c);
    other = other || (i && !envtab__is_lower(c));
  }
  return i >= 8 && lower && other;
}

/* Whether the setting of this name, whose sign is at this place, has a value that is a credential. */
static bool has_credential(const char *text, size_t length, size_t start, size_t end, size_t at)
{
  struct setting is = { start, end, at + 1, text[at] };

  if (start == end) return false;
  while (is.value < length && envtab__is_one_of(text[is.value], CREDENTIAL_GAP "=>")) is.value++;
  if (is.value == length) return false;
  if (ends_as(text, end, "auth")) return is_base64(text + is.value, length - is.value);
  if (!ends_as_one_of(text, end, secret_settings) || ends_as_one_of(text, end, ordinary_settings)) return false;
  return !is_ordinary_value(text, length, &is) && !is_count(text, length, &is) && !is_directory(text, &is);
}

/* Whether the name before ":" is a piece of an ARN, a path, a URN, an image or a scope, such as token:read. */
static bool is_piece(const char *text, size_t start, size_t end, char after)
{
  char before = start ? text[start - 1] : ' ';

  if (before == '/') return !envtab__is_one_of(after, CREDENTIAL_BLANKS);
  return before == ':' || (before == '=' && (ends_as(text, end, "secret") || ends_as(text, end, "token")));
}

/*
 * Whether the sign at this place sets a credential: password=x, "password": "x", user[password]=x, --password x and
 * ["--password", "x"].
 */
static bool sets_credential(const char *text, size_t length, size_t at)
{
  const char *gap = text[at] == ' ' ? CREDENTIAL_QUOTES "," : CREDENTIAL_GAP "[]+";
  size_t end = at, start;

  while (end && envtab__is_one_of(text[end - 1], gap)) end--;
  start = end;
  while (start && (envtab__is_name_char(text[start - 1]) || envtab__is_one_of(text[start - 1], "-."))) start--;
  if (text[at] == ' ' && text[start] != '-') return false;
  if (text[at] == ':' && at + 1 < length && is_piece(text, start, end, text[at + 1])) return false;
  return has_credential(text, length, start, end, at);
}

/* Whether the tag whose name begins there, and that ends here, is before one: <password>x, <a:password type="b">x. */
static bool opens_credential(const char *text, size_t length, size_t start, size_t at)
{
  size_t end = start;

  while (envtab__is_name_char(text[end]) || envtab__is_one_of(text[end], "-.:")) end++;
  return has_credential(text, length, start, end, at);
}

/* Whether the ":" after a host is before a port, with which the item ends. */
static bool is_before_port(const char *text, size_t length, size_t at)
{
  size_t end = at + 1;

  while (end < length && end - at <= 5 && envtab__is_digit(text[end])) end++;
  return end > at + 1 && (end == length || envtab__is_one_of(text[end], "," CREDENTIAL_BLANKS));
}

/* Whether the ":" may part a user from a password. In "From: a@b" a blank follows; "(?:" is of a pattern. */
static bool parts_userinfo(const char *text, size_t length, size_t at)
{
  size_t start = at;

  while (start && envtab__is_alpha(text[start - 1])) start--;
  if (at + 1 == length || envtab__is_one_of(text[at + 1], CREDENTIAL_BLANKS) || ends_as(text, at, "(?")) return false;
  for (const char *const *label = labels; *label; label++)
    if (at - start == envtab__length_of_secret(*label) && ends_as(text, at, *label)) return false;
  return true;
}

/*
 * Whether the "@" after a user is not before a host: in a log's format "@%t" is another piece; "@timestamp" is a name;
 * and in a URL of Oracle nothing but the driver may be before it.
 */
static bool is_ordinary_at(const char *text, size_t length, size_t at)
{
  if (length - at > 2 && text[at + 1] == '%' && envtab__is_lower(text[at + 2])) return true;
  if (at > 1 && envtab__is_one_of(text[at - 1], "\"'") && envtab__is_one_of(text[at - 2], "{[(,: ")) return true;
  return ends_as(text, at, "jdbc:oracle:thin:") || ends_as(text, at, "jdbc:oracle:oci:");
}

/* Whether a host may follow the "@". In image@sha256:... it is a digest. */
static bool ends_userinfo(const char *text, size_t length, size_t at, bool url)
{
  return !envtab__begins(text + at, length - at, "@sha256:") && (url || !is_ordinary_at(text, length, at));
}

/* Whether a key, or the scheme of a token, begins at this place, as a word of its own, and goes on. */
static bool starts_secret(const char *text, size_t length, size_t at)
{
  size_t rest = length - at;

  if (at && envtab__is_name_char(text[at - 1])) return false;
  if (envtab__begins(text + at, rest, "basic ")) return is_base64(text + at + 6, rest - 6);
  if (envtab__begins(text + at, rest, "bearer realm=")) return false;
  for (const char *const *start = secret_starts; *start; start++)
    if (envtab__begins(text + at, rest, *start)) return rest > envtab__length_of_secret(*start);
  return false;
}

ENVTAB_INTERNAL bool envtab__looks_secret(const char *text, size_t length)
{
  bool url = false, user = false;        /* "://" was there; the ":" after a user */
  bool host = false;                     /* an "@", in this item of a list: after the host may be a port */
  bool pattern = length && *text == '^'; /* a regular expression: in (www\.)? no query begins */
  size_t tag = 0;                        /* where the name of a tag begins, after the "<" */

  for (size_t at = 0; at < length; at++) {
    char c = text[at];

    if (c == '?' && url && !(pattern && envtab__is_one_of(text[at - 1], ")]*"))) return true;
    if (c == '@') {
      if ((url || user) && ends_userinfo(text, length, at, url)) return true;
      host = true;
    }
    if (c == ',' || envtab__is_one_of(c, CREDENTIAL_BLANKS)) host = false;
    if (c == '\\') pattern = true;
    if (c == '<') tag = at + 1;
    if (c == ':') {
      url = url || envtab__begins(text + at, length - at, "://");
      user = user || (parts_userinfo(text, length, at) && !(host && is_before_port(text, length, at)));
    }
    if (c == '>') {
      if (tag && opens_credential(text, length, tag, at)) return true;
      tag = 0;
    }
    if (envtab__is_one_of(c, "=: ") ? sets_credential(text, length, at) : starts_secret(text, length, at)) return true;
  }
  return false;
}

/* After "://" and the host, a path that is not empty: in a webhook's URL that is the secret. */
ENVTAB_INTERNAL bool envtab__may_hold_password(const char *text, size_t length)
{
  const char *end = text + length, *path = envtab__search(text, length, "://");

  if (path) path = envtab__search(path + 3, (size_t)(end - path) - 3, "/");
  return envtab__looks_secret(text, length) || (path && path + 1 < end);
}
