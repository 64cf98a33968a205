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

/* ---- Splitting ---- */

/* scheme = letter *(letter / digit / "+" / "-" / "."); returns its length, 0: there is none. */
static size_t scan_scheme(const char *text, size_t length)
{
  size_t at = 0;

  if (!envtab__is_alpha(text[0])) return 0;
  while (at < length && (envtab__marks_of(text[at]) & ENVTAB__IN_SCHEME)) at++;
  return at;
}

/* userinfo = user [":" password] "@"; returns where the host begins. */
static size_t split_userinfo(const char *text, size_t at, size_t length, unsigned barriers, struct envtab__uri *uri)
{
  struct envtab__part user = envtab__scan_part(text, at, length, barriers | ENVTAB__AT | ENVTAB__COLON);
  struct envtab__part password = { envtab__end_of(&user), 0, 0, false };

  if (text[password.at] == ':') password = envtab__scan_part(text, password.at + 1, length, barriers | ENVTAB__AT);
  if (text[envtab__end_of(&password)] != '@') return at;
  uri->user = user;
  uri->password = password;
  return envtab__end_of(&password) + 1;
}

ENVTAB_INTERNAL bool envtab__split_uri(const char *text, size_t length, unsigned barriers, struct envtab__uri *uri)
{
  const unsigned behind_path = ENVTAB__QUESTION | ENVTAB__HASH;
  size_t scheme = scan_scheme(text, length), at = scheme + 3;
  const char *behind = text + scheme;

  *uri = (struct envtab__uri){ .scheme = envtab__part(0, scheme) };
  if (scheme == 0 || behind[0] != ':' || behind[1] != '/' || behind[2] != '/') return false;
  at = split_userinfo(text, at, length, barriers, uri);
  uri->name = envtab__scan_part(text, at, length, behind_path | ENVTAB__SLASH | ENVTAB__COLON);
  uri->host = envtab__scan_part(text, envtab__end_of(&uri->name), length, behind_path | ENVTAB__SLASH);
  uri->host = (struct envtab__part){ at, envtab__end_of(&uri->host) - at, uri->host.holds | uri->name.holds, true };
  at = envtab__end_of(&uri->host);
  if (text[at] == '/') uri->path = envtab__scan_part(text, at + 1, length, behind_path);
  uri->path = (struct envtab__part){ at, text[at] == '/' ? uri->path.length + 1 : 0, uri->path.holds, true };
  at = envtab__end_of(&uri->path);
  if (text[at] == '?') {
    uri->query = envtab__scan_part(text, at + 1, length, ENVTAB__HASH);
    at = envtab__end_of(&uri->query);
  }
  if (at < length) uri->fragment = envtab__scan_part(text, at + 1, length, 0);
  return true;
}

ENVTAB_INTERNAL bool envtab__split_uri_host(const char *text, const struct envtab__uri *uri, struct envtab__host *host,
                                            struct envtab__url_error *flaw)
{
  size_t end = envtab__end_of(&uri->host), colon = envtab__end_of(&uri->name);

  if (text[uri->host.at] == '[') return envtab__split_host(text, uri->host.at, end, host, flaw);
  *host = (struct envtab__host){ .name = uri->name };
  if (colon < end) host->port = envtab__part(colon + 1, end);
  return true;
}

/* query = parameter *("&" parameter); parameter = name ["=" value] */
ENVTAB_INTERNAL bool envtab__next_parameter(const char *text, const struct envtab__part *query, size_t *next,
                                            struct envtab__part *name, struct envtab__part *value)
{
  size_t end = envtab__end_of(query), at;

  if (!query->present || *next > end) return false;
  *name = envtab__scan_part(text, *next, end, ENVTAB__AMPERSAND | ENVTAB__EQUALS);
  at = envtab__end_of(name);
  *value = (struct envtab__part){ 0 };
  if (at < end && text[at] == '=') {
    *value = envtab__scan_part(text, at + 1, end, ENVTAB__AMPERSAND);
    at = envtab__end_of(value);
  }
  *next = at + 1;
  return true;
}

/* ---- Checking ---- */

/* The byte for which %XX stands at text; -1: it is no escape. */
static int escaped_byte(const char *text, size_t length)
{
  int high, low;

  if (length < 3 || text[0] != '%') return -1;
  high = envtab__hex_digit(text[1]);
  low = envtab__hex_digit(text[2]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* The length of the escapes at text that make one character of UTF-8; 0: they make none, or none that may be shown. */
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

static bool bad_byte(struct envtab__url_error *flaw, size_t at, const char *part, const char *reason, const char *hint)
{
  envtab__flawed(flaw, ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
  flaw->part = part;
  return false;
}

/* One escape, or as many as make a character; *size is their length. */
static bool check_escape(const char *text, size_t at, size_t end, const struct envtab__place *place, size_t *size,
                         struct envtab__url_error *flaw)
{
  int byte = escaped_byte(text + at, end - at);

  if (byte < 0)
    return bad_byte(flaw, at, place->name, "has a % without two hex digits", "Write a % itself as %25.");
  if (!place->any && (byte < 0x20 || byte == 0x7f))
    return bad_byte(flaw, at, place->name, "has an escape for a control character", NULL);
  if (byte == 0) return bad_byte(flaw, at, place->name, "has an escape for a NUL byte", NULL);
  *size = byte < 0x80 || place->undecoded ? 3 : escaped_character(text + at, end - at, !place->any);
  if (*size) return true;
  return bad_byte(flaw, at, place->name,
                  place->any ? "has escapes for what is no UTF-8" : "has escapes for what is no printable UTF-8",
                  "Escape the bytes of the character in UTF-8, such as %C3%BC.");
}

static bool refuse_byte(char c, size_t at, const struct envtab__place *place, struct envtab__url_error *flaw)
{
  static const struct { char byte; const char *reason, *hint; } delimiters[] = {
    { '#', "has a raw \"#\"", "Write # as %23." },
    { '@', "has a raw \"@\"", "Write @ as %40." },
    { ':', "has a raw \":\"", "Write : as %3A." },
    { '/', "has a raw \"/\"", "Write / as %2F." },
    { '?', "has a raw \"?\"", "Write ? as %3F." },
    { '[', "has a raw \"[\"", "Write [ as %5B." },
    { ']', "has a raw \"]\"", "Write ] as %5D." },
  };

  for (size_t i = 0; i < sizeof delimiters / sizeof *delimiters; i++)
    if (c == delimiters[i].byte) return bad_byte(flaw, at, place->name, delimiters[i].reason, delimiters[i].hint);
  if ((unsigned char)c >= 0x80)
    return bad_byte(flaw, at, place->name, "has a character that is not ASCII",
                    "Write each of its bytes as % and two hex digits, such as %C3%BC.");
  return bad_byte(flaw, at, place->name, "has a character that must be escaped",
                  "Write it as % and its two hex digits, such as %20 for a blank.");
}

ENVTAB_INTERNAL bool envtab__check_part(const char *text, const struct envtab__part *part,
                                        const struct envtab__place *place, struct envtab__url_error *flaw)
{
  size_t at = part->at, end = envtab__end_of(part);

  if (!(part->holds & ~(place->stands | ENVTAB__ASIDE))) return true;
  for (;;) {
    size_t size = 1;

    while (at < end && (envtab__marks_of(text[at]) & place->stands)) at++;
    if (at == end) return true;
    if (text[at] == '%') {
      if (!check_escape(text, at, end, place, &size, flaw)) return false;
    } else {
      if (place->wide && (unsigned char)text[at] >= 0x80) size = envtab__utf8(text + at, end - at);
      else size = 0;
      if (!size) return refuse_byte(text[at], at, place, flaw);
    }
    at += size;
  }
}

/* ---- Delimiters that are not where they belong, most of them raw in a password ---- */

/*
 * Whether the host ended too early, within what was meant as a password: a "@" stands behind it. In the value of a
 * parameter it is at home, and in a path too where nothing in front of the path can be a piece of a password.
 */
static bool cuts_password(const char *text, size_t length, const struct envtab__uri *uri, const struct envtab__host *host)
{
  struct envtab__url_error flaw;
  uint16_t port;
  size_t at;

  if (!((uri->path.holds | uri->query.holds | uri->fragment.holds) & ENVTAB__AT)) return false;
  if (!(uri->user.present || host->port.present)) return false;
  at = envtab__find_mark(text, envtab__end_of(&uri->host), length, ENVTAB__AT);
  if (host->port.present && !envtab__read_port(text, host, &port, &flaw)) return true;
  return !uri->query.present || envtab__find_mark(text, uri->query.at, at, ENVTAB__EQUALS) == at;
}

ENVTAB_INTERNAL bool envtab__check_delimiters(const char *text, size_t length, const struct envtab__uri *uri,
                                              const struct envtab__host *host, struct envtab__url_error *flaw)
{
  size_t end = envtab__end_of(&uri->host);

  if (uri->host.holds & ENVTAB__AT)
    return bad_byte(flaw, envtab__find_mark(text, uri->host.at, end, ENVTAB__AT), NULL, "has a second \"@\"",
                                     "In a user or password, write each @ as %40; the one in front of the host stays.");
  if (cuts_password(text, length, uri, host)) {
    if (text[end] == '/')
      return bad_byte(flaw, end, NULL, "has a \"/\" in front of a \"@\"",
                      "In a password, write / as %2F; behind the host, write @ as %40.");
    if (text[end] == '?')
      return bad_byte(flaw, end, NULL, "has a \"?\" in front of a \"@\"",
                      "In a password, write ? as %3F; behind the host, write @ as %40.");
    return bad_byte(flaw, end, NULL, "has a \"#\" in front of a \"@\"", "In a password, write # as %23.");
  }
  if (!uri->fragment.present) return true;
  return bad_byte(flaw, uri->fragment.at - 1, NULL, "has a fragment",
                  "Write it without # and what follows; a # itself is %23.");
}

/* ---- Decoding ---- */

ENVTAB_INTERNAL size_t envtab__decode(char *to, const char *from, size_t length)
{
  volatile char *byte = to;
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
