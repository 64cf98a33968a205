/*
 * The grammar of URLs (RFC 3986), without knowledge of any service: a text is split at its delimiters into parts, each
 * part is checked for the characters of its place, then decoded, once. All loops go byte by byte, since a password may
 * pass through them.
 */
#include "url/uri.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "url/host.h"
#include "url/url_parts.h"

/* ---- Splitting: the text ends with a NUL, so that text[length] can be looked at ---- */

/* scheme = letter *(letter / digit / "+" / "-" / "."); returns its length; 0: there is no scheme. */
static size_t scan_scheme(const char *text, size_t length)
{
  size_t at = 0;

  if (!envtab__is_alpha(text[0])) return 0;
  while (at < length && (envtab__marks_of(text[at]) & ENVTAB__IN_SCHEME)) at++;
  return at;
}

/* userinfo = user [":" password] "@"; returns where the host begins. */
static size_t split_userinfo(struct envtab__url *url, size_t at, unsigned barriers)
{
  struct envtab__part user = envtab__scan_part(url->text, at, url->length, barriers | ENVTAB__AT | ENVTAB__COLON);
  struct envtab__part password = { envtab__end_of(&user), 0, 0, false };

  if (url->text[password.at] == ':')
    password = envtab__scan_part(url->text, password.at + 1, url->length, barriers | ENVTAB__AT);
  if (url->text[envtab__end_of(&password)] != '@') return at;
  url->user = user;
  url->password = password;
  return envtab__end_of(&password) + 1;
}

ENVTAB_INTERNAL bool envtab__split_url(struct envtab__url *url, envtab_value *value, unsigned barriers)
{
  const unsigned after_path = ENVTAB__QUESTION | ENVTAB__HASH;
  size_t length, scheme, at;
  char *text = envtab_value_text(value, &length);

  *url = (struct envtab__url){ .value = value, .text = text, .length = length };
  scheme = scan_scheme(text, length);
  url->scheme = envtab__part(0, scheme);
  if (scheme == 0 || text[scheme] != ':' || text[scheme + 1] != '/' || text[scheme + 2] != '/') return false;
  at = split_userinfo(url, scheme + 3, barriers);
  url->name = envtab__scan_part(text, at, length, after_path | ENVTAB__SLASH | ENVTAB__COLON);
  url->authority = envtab__scan_part(text, envtab__end_of(&url->name), length, after_path | ENVTAB__SLASH);
  url->authority.holds |= url->name.holds;
  url->authority.length += url->authority.at - at;
  url->authority.at = at;
  at = envtab__end_of(&url->authority);
  if (text[at] == '/') url->path = envtab__scan_part(text, at + 1, length, after_path);
  url->path = (struct envtab__part){ at, text[at] == '/' ? url->path.length + 1 : 0, url->path.holds, true };
  at = envtab__end_of(&url->path);
  if (text[at] == '?') {
    url->query = envtab__scan_part(text, at + 1, length, ENVTAB__HASH);
    at = envtab__end_of(&url->query);
  }
  if (at < length) url->fragment = envtab__scan_part(text, at + 1, length, 0);
  return true;
}

ENVTAB_INTERNAL bool envtab__split_authority(struct envtab__url *url)
{
  size_t end = envtab__end_of(&url->authority), colon = envtab__end_of(&url->name);

  if (url->text[url->authority.at] == '[')
    return envtab__split_host(url->text, url->authority.at, end, &url->host, &url->error);
  url->host.name = url->name;
  if (colon < end) url->host.port = envtab__part(colon + 1, end);
  return true;
}

/* query = parameter *("&" parameter); parameter = name ["=" value] */
ENVTAB_INTERNAL bool envtab__next_parameter(const struct envtab__url *url, size_t *next, struct envtab__part *name,
                                            struct envtab__part *value)
{
  size_t end = envtab__end_of(&url->query), at;

  if (!url->query.present || *next > end) return false;
  *name = envtab__scan_part(url->text, *next, end, ENVTAB__AMPERSAND | ENVTAB__EQUALS);
  at = envtab__end_of(name);
  *value = (struct envtab__part){ 0 };
  if (at < end && url->text[at] == '=') {
    *value = envtab__scan_part(url->text, at + 1, end, ENVTAB__AMPERSAND);
    at = envtab__end_of(value);
  }
  *next = at + 1;
  return true;
}

/* ---- Checking ---- */

/* The byte that %XX at text is an escape of; -1: it is not an escape. */
static int escaped_byte(const char *text, size_t length)
{
  int high, low;

  if (length < 3 || text[0] != '%') return -1;
  high = envtab__hex_digit(text[1]);
  low = envtab__hex_digit(text[2]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* The length of the escapes at text that make one character of UTF-8, and with shown one that may be shown; 0: none. */
static size_t escaped_character(const char *text, size_t length, bool shown)
{
  char bytes[4];
  size_t count = 0;

  for (; count < sizeof bytes && 3 * count < length; count++) {
    int byte = escaped_byte(text + 3 * count, length - 3 * count);

    if (byte < 0) break;
    bytes[count] = (char)byte;
  }
  return 3 * (shown ? envtab__printable(bytes, count) : envtab__utf8(bytes, count));
}

/* The length of the escapes at a "%" that make one character; 0: they do not make one, which fills the error. */
static size_t check_escape(const char *text, size_t at, size_t end, const struct envtab__place *place,
                           struct envtab__url_error *error)
{
  int byte = escaped_byte(text + at, end - at);
  const char *reason, *hint = NULL;
  size_t size;

  if (byte < 0) {
    reason = "has a % without two hex digits in its ";
    hint = "Write a % itself as %25.";
  } else if (!place->any && (byte < 0x20 || byte == 0x7f)) {
    reason = "has an escape for a control character in its ";
  } else if (byte == 0) {
    reason = "has an escape for a NUL byte in its ";
  } else {
    size = byte < 0x80 || place->undecoded ? 3 : escaped_character(text + at, end - at, !place->any);
    if (size) return size;
    reason = place->any ? "has escapes that are not UTF-8 in its " : "has escapes that are not printable UTF-8 in its ";
    hint = "Escape the bytes of the character in UTF-8, such as %C3%BC.";
  }
  envtab__url_fail_named(error, at, reason, place->name, NULL, hint);
  return 0;
}

/* Fails for a byte that must be escaped. The hint for a delimiter spells it out: most of them are in passwords. */
static bool fail_byte(struct envtab__url_error *error, char c, size_t at, const struct envtab__place *place)
{
  static const struct { char byte; const char *reason, *hint; } delimiters[] = {
    { '#', "has a raw \"#\" in its ", "Write # as %23." },
    { '@', "has a raw \"@\" in its ", "Write @ as %40." },
    { ':', "has a raw \":\" in its ", "Write : as %3A." },
    { '/', "has a raw \"/\" in its ", "Write / as %2F." },
    { '?', "has a raw \"?\" in its ", "Write ? as %3F." },
    { '[', "has a raw \"[\" in its ", "Write [ as %5B." },
    { ']', "has a raw \"]\" in its ", "Write ] as %5D." },
  };
  const char *reason = "has a character that must be escaped in its ";
  const char *hint = "Write it as % and its two hex digits, such as %20 for a space.";

  for (size_t i = 0; i < sizeof delimiters / sizeof *delimiters; i++)
    if (c == delimiters[i].byte)
      return envtab__url_fail_named(error, at, delimiters[i].reason, place->name, NULL, delimiters[i].hint);
  if ((unsigned char)c >= 0x80) {
    reason = "has a character that is not ASCII in its ";
    hint = "Write each of its bytes as % and two hex digits, such as %C3%BC.";
  }
  return envtab__url_fail_named(error, at, reason, place->name, NULL, hint);
}

ENVTAB_INTERNAL bool envtab__check_part(struct envtab__url *url, const struct envtab__part *part,
                                        const struct envtab__place *place)
{
  const char *text = url->text;
  size_t end = envtab__end_of(part), size;

  if (!(part->holds & ~(place->allowed | ENVTAB__ASIDE))) return true;
  for (size_t at = part->at;; at += size) {
    while (at < end && (envtab__marks_of(text[at]) & place->allowed)) at++;
    if (at == end) return true;
    if (text[at] == '%') {
      size = check_escape(text, at, end, place, &url->error);
      if (!size) return false;
    } else {
      size = place->wide && (unsigned char)text[at] >= 0x80 ? envtab__utf8(text + at, end - at) : 0;
      if (!size) return fail_byte(&url->error, text[at], at, place);
    }
  }
}

/* ---- Delimiters in the wrong place, most of them unescaped in a password ---- */

/*
 * Whether the host ended too early, within what was meant as a password: a "@" comes after it. A "@" is right in the
 * value of a parameter, and in a path where nothing before the path can be a piece of a password. A program that went
 * on would look up a piece of the password as a host's name, for every DNS server on the way to read.
 */
static bool cuts_password(const struct envtab__url *url)
{
  const struct envtab__host *host = &url->host;
  struct envtab__url_error error;
  uint16_t port;
  size_t at;

  if (!((url->path.holds | url->query.holds | url->fragment.holds) & ENVTAB__AT)) return false;
  if (!(url->user.present || host->port.present)) return false;
  at = envtab__find_mark(url->text, envtab__end_of(&url->authority), url->length, ENVTAB__AT);
  if (host->port.present && !envtab__read_port(url->text, host, &port, &error)) return true;
  return !url->query.present || envtab__find_mark(url->text, url->query.at, at, ENVTAB__EQUALS) >= at;
}

ENVTAB_INTERNAL bool envtab__check_authority(struct envtab__url *url)
{
  size_t end = envtab__end_of(&url->authority);

  if (!envtab__split_authority(url)) return false;
  if (url->authority.holds & ENVTAB__AT)
    return envtab__url_fail(&url->error, envtab__find_mark(url->text, url->authority.at, end, ENVTAB__AT),
                            "has a second \"@\"",
                            "In a user or password, write each @ as %40; the one before the host stays.");
  if (cuts_password(url)) {
    if (url->text[end] == '/')
      return envtab__url_fail(&url->error, end, "has a \"/\" before a \"@\"",
                              "In a password, write / as %2F; after the host, write @ as %40.");
    if (url->text[end] == '?')
      return envtab__url_fail(&url->error, end, "has a \"?\" before a \"@\"",
                              "In a password, write ? as %3F; after the host, write @ as %40.");
    return envtab__url_fail(&url->error, end, "has a \"#\" before a \"@\"", "In a password, write # as %23.");
  }
  if (!url->fragment.present) return true;
  return envtab__url_fail(&url->error, url->fragment.at - 1, "has a fragment",
                          "Write it without # and what follows; a # itself is %23.");
}

/* ---- Decoding ---- */

ENVTAB_INTERNAL size_t envtab__decode(char *to, const char *from, size_t length)
{
  volatile char *byte = to; /* so that no piece of a password gets into a vector register */
  size_t count = 0;

  for (size_t i = 0; i < length; i++) {
    char c = from[i];

    if (c == '%') {
      c = (char)escaped_byte(from + i, length - i);
      i += 2;
    }
    byte[count++] = c;
  }
  return count;
}
