/*
 * The grammar of URLs (RFC 3986), without knowledge of any service: a text is split at its delimiters into parts, each
 * part is checked for the characters of its place, then decoded, once. All loops go byte by byte, since a password may
 * pass through them.
 */
#include "internal.h"

ENVTAB_INTERNAL size_t envtab__find_any(const char *text, size_t at, size_t end, const char *bytes)
{
  for (; at < end; at++)
    for (const char *byte = bytes; *byte; byte++)
      if (text[at] == *byte) return at;
  return end;
}

/* ---- Splitting ---- */

/* scheme = letter *(letter / digit / "+" / "-" / "."); returns its length, 0: there is none. */
static size_t scan_scheme(const char *text, size_t length)
{
  size_t at = 0;

  if (!envtab__is_alpha(text[0])) return 0;
  while (at < length && (envtab__is_alpha(text[at]) || envtab__is_digit(text[at]) || text[at] == '+' ||
                         text[at] == '-' || text[at] == '.'))
    at++;
  return at;
}

/* userinfo = user [":" password] "@"; returns where the host begins. */
static size_t split_userinfo(const char *text, size_t at, size_t length, const char *barriers, struct envtab__uri *uri)
{
  size_t end = envtab__find_any(text, at, envtab__find_any(text, at, length, barriers), "@"), colon;

  if (end == length || text[end] != '@') return at;
  colon = envtab__find_any(text, at, end, ":");
  uri->user = envtab__part(at, colon);
  if (colon < end) uri->password = envtab__part(colon + 1, end);
  return end + 1;
}

ENVTAB_INTERNAL bool envtab__split_uri(const char *text, size_t length, const char *barriers, struct envtab__uri *uri)
{
  size_t scheme = scan_scheme(text, length), at = scheme + 3, end;
  const char *behind = text + scheme;

  *uri = (struct envtab__uri){ .scheme = envtab__part(0, scheme) };
  if (scheme == 0 || behind[0] != ':' || behind[1] != '/' || behind[2] != '/') return false;
  at = split_userinfo(text, at, length, barriers, uri);
  end = envtab__find_any(text, at, length, "/?#");
  uri->host = envtab__part(at, end);
  at = end;
  end = envtab__find_any(text, at, length, "?#");
  uri->path = envtab__part(at, end);
  at = end;
  if (at < length && text[at] == '?') {
    end = envtab__find_any(text, at, length, "#");
    uri->query = envtab__part(at + 1, end);
  }
  if (end < length) uri->fragment = envtab__part(end + 1, length);
  return true;
}

/* query = parameter *("&" parameter); parameter = name ["=" value] */
ENVTAB_INTERNAL bool envtab__next_parameter(const char *text, const struct envtab__part *query, size_t *next,
                                            struct envtab__part *name, struct envtab__part *value)
{
  size_t at = *next, end = query->at + query->length, stop, equals;

  if (!query->present || at > end) return false;
  stop = envtab__find_any(text, at, end, "&");
  equals = envtab__find_any(text, at, stop, "=");
  *name = envtab__part(at, equals);
  *value = (struct envtab__part){ 0 };
  if (equals < stop) *value = envtab__part(equals + 1, stop);
  *next = stop + 1;
  return true;
}

/* ---- Characters: section 2 and appendix A of the RFC ---- */

static bool may_stand(char c, enum envtab__place place)
{
  if (envtab__is_word(c)) return true;
  switch (c) {
  case '-': case '.': case '~':                                         /* unreserved */
  case '!': case '$': case '&': case '\'': case '(': case ')':          /* sub-delims */
  case '*': case '+': case ',': case ';': case '=':
    return true;
  case ':':
    return place >= ENVTAB__PASSWORD;
  case '@': case '/':
    return place >= ENVTAB__PATH;
  case '?':
    return place >= ENVTAB__QUERY;
  default:
    return false;
  }
}

static const char *place_name(enum envtab__place place)
{
  static const char *const names[] = { "user", "password", "path", "query" };

  return names[place];
}

/* The byte for which %XX stands at text; -1: it is no escape. */
static int escaped_byte(const char *text, size_t length)
{
  int high, low;

  if (length < 3 || text[0] != '%') return -1;
  high = envtab__hex_digit(text[1]);
  low = envtab__hex_digit(text[2]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* The length in bytes of the escapes at text that make one character; 0: they make none that can be shown. */
static size_t escaped_character(const char *text, size_t length)
{
  char bytes[4];
  size_t count = 0, size;

  for (; count < sizeof bytes; count++) {
    int byte = escaped_byte(text + 3 * count, length - 3 * count);

    if (byte < 0) break;
    bytes[count] = (char)byte;
  }
  size = envtab__printable(bytes, count);
  return 3 * size;
}

/* One escape, or as many as make a character; *size is their length. */
static bool check_escape(const char *text, size_t at, size_t end, bool decoded, size_t *size, struct envtab__flaw *flaw)
{
  int byte = escaped_byte(text + at, end - at);

  if (byte < 0)
    return envtab__flawed(flaw, ENVTAB_PROBLEM_MALFORMED, at, "has a % without two hex digits",
                          "Write a % itself as %25.");
  if (byte < 0x20 || byte == 0x7f)
    return envtab__flawed(flaw, ENVTAB_PROBLEM_MALFORMED, at, "has an escape for a control character", NULL);
  *size = decoded ? escaped_character(text + at, end - at) : 3;
  if (*size) return true;
  return envtab__flawed(flaw, ENVTAB_PROBLEM_MALFORMED, at, "has escapes for what is no printable UTF-8",
                        "Escape the bytes of the character in UTF-8, such as %C3%BC.");
}

static bool check_byte(const char *text, size_t at, enum envtab__place place, struct envtab__flaw *flaw)
{
  if (may_stand(text[at], place)) return true;
  if ((unsigned char)text[at] >= 0x80)
    return envtab__flawed(flaw, ENVTAB_PROBLEM_MALFORMED, at, "has a character that is not ASCII",
                          "Write each of its bytes as % and two hex digits, such as %C3%BC.");
  return envtab__flawed(flaw, ENVTAB_PROBLEM_MALFORMED, at, "has a character that must be escaped",
                        "Write it as % and its two hex digits, such as %20 for a blank.");
}

ENVTAB_INTERNAL bool envtab__check_part(const char *text, const struct envtab__part *part, enum envtab__place place,
                                        bool decoded, struct envtab__flaw *flaw)
{
  size_t at = part->at, end = part->at + part->length;

  while (at < end) {
    size_t size = 1;
    bool escape = text[at] == '%';
    bool sound = escape ? check_escape(text, at, end, decoded, &size, flaw) : check_byte(text, at, place, flaw);

    if (!sound) {
      flaw->part = place_name(place);
      return false;
    }
    at += size;
  }
  return true;
}

ENVTAB_INTERNAL size_t envtab__decode(char *to, const char *from, size_t length)
{
  volatile char *byte = to;
  size_t count = 0;

  for (size_t i = 0; i < length; i++) {
    int escaped = escaped_byte(from + i, length - i);

    byte[count++] = escaped < 0 ? from[i] : (char)escaped;
    if (escaped >= 0) i += 2;
  }
  return count;
}
