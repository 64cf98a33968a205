/* Hosts and URLs, for the oracle: split as RFC 3986's appendix B does, addresses left to inet_pton(3). */
#include "oracle.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fuzz.h"

static const char digits[] = "0123456789";
static const char hex[] = "0123456789abcdefABCDEF";
static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char host_bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
/* unreserved and sub-delims of RFC 3986, and what an escape is made of */
static const char free_bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=%";

static bool is_made_of(const char *text, const char *set, const char *more)
{
  for (; *text; text++)
    if (!strchr(set, *text) && !strchr(more, *text)) return false;
  return true;
}

/* ---- Hosts ---- */

static bool is_number(const char *label)
{
  if (label[0] == '0' && (label[1] == 'x' || label[1] == 'X')) return strspn(label + 2, hex) == strlen(label + 2);
  return *label && strspn(label, digits) == strlen(label);
}

static bool is_name(const char *host)
{
  char copy[LONGEST_TEXT], *rest = copy, *label, *last = copy;
  struct in_addr address;
  size_t length = strlen(host);

  if (length == 0 || !is_made_of(host, host_bytes, "")) return false;
  strcpy(copy, host);
  if (length > 1 && copy[length - 1] == '.') copy[--length] = '\0';
  if (length > 253) return false;
  while ((label = strsep(&rest, ".")) != NULL) {
    size_t size = strlen(label);

    if (size == 0 || size > 63 || label[0] == '-' || label[size - 1] == '-') return false;
    last = label;
  }
  return !is_number(last) || inet_pton(AF_INET, host, &address) == 1;
}

/* host[:port], the host perhaps in brackets; *port 0: there is none. */
static bool split_host(const char *text, char *host, unsigned *port)
{
  struct in6_addr address;
  bool brackets = *text == '[';
  const char *end = brackets ? strchr(text, ']') : text + strcspn(text, ":"), *behind;

  if (!end) return false;
  behind = brackets ? end + 1 : end;
  snprintf(host, LONGEST_TEXT, "%.*s", (int)(end - text - brackets), text + brackets);
  if (brackets ? !is_made_of(host, hex, ":.") || inet_pton(AF_INET6, host, &address) != 1 : !is_name(host)) return false;
  *port = 0;
  if (!*behind) return true;
  if (*behind++ != ':' || strspn(behind, digits) != strlen(behind) || *behind == '0' || !*behind || strlen(behind) > 5) return false;
  *port = (unsigned)atoi(behind);
  return *port <= 65535;
}

void ask_endpoint(const struct question *question, struct answer *answer)
{
  answer->accepted = split_host(question->text, answer->first, &answer->port) && answer->port != 0;
}

/* ---- URLs ---- */

struct parts {
  char scheme[LONGEST_TEXT], userinfo[LONGEST_TEXT], host[LONGEST_TEXT], path[LONGEST_TEXT], query[LONGEST_TEXT];
  bool has_user, has_query, has_fragment, ambiguous;
  unsigned port;
  size_t authority, after;       /* where the authority begins and ends */
};

static void take(char *to, const char *from, size_t length) { snprintf(to, LONGEST_TEXT, "%.*s", (int)length, from); }

/* ^([^:/?#]+)://([^/?#]*)([^?#]*)(\?([^#]*))?(#(.*))? */
static bool split_url(const char *text, struct parts *parts)
{
  size_t scheme = strcspn(text, ":/?#"), authority, path, query;
  const char *rest = text + scheme, *last;
  char host[LONGEST_TEXT];

  memset(parts, 0, sizeof *parts);
  if (scheme == 0 || strncmp(rest, "://", 3) != 0) return false;
  take(parts->scheme, text, scheme);
  rest += 3;
  parts->authority = (size_t)(rest - text);
  authority = strcspn(rest, "/?#");
  take(host, rest, authority);
  parts->after = parts->authority + authority;
  parts->ambiguous = strchr(rest + authority, '@') != NULL;
  last = strrchr(host, '@');
  parts->has_user = last != NULL;
  if (last) take(parts->userinfo, host, (size_t)(last - host));
  rest += authority;
  path = strcspn(rest, "?#");
  take(parts->path, rest, path);
  rest += path;
  parts->has_query = *rest == '?';
  query = parts->has_query ? strcspn(rest + 1, "#") : 0;
  if (parts->has_query) take(parts->query, rest + 1, query), rest += 1 + query;
  parts->has_fragment = *rest == '#';
  return split_host(last ? last + 1 : host, parts->host, &parts->port);
}

/* Decodes into out; false: a bad escape, or one for a byte below 0x20 or 0x7f; *clean: what comes out can be shown. */
static bool unescape(const char *text, char *out, bool *clean)
{
  size_t used = 0;

  for (; *text; text++) {
    unsigned byte = (unsigned char)*text;

    if (*text == '%') {
      if (!text[1] || !text[2] || !strchr(hex, text[1]) || !strchr(hex, text[2])) return false;
      sscanf(text + 1, "%2x", &byte);
      text += 2;
    }
    if (byte < 0x20 || byte == 0x7f) return false;
    out[used++] = (char)byte;
  }
  out[used] = '\0';
  *clean = true;
  for (size_t i = 0; i < used; i++) /* a character at a time: what surrounds it does not matter here */
    if ((unsigned char)out[i] >= 0x80) {
      char character[8] = "";
      size_t size = (unsigned char)out[i] < 0xe0 ? 2 : (unsigned char)out[i] < 0xf0 ? 3 : 4;

      memcpy(character, out + i, used - i < size ? used - i : size);
      if (strlen(character) != size || !is_clean(character, size)) *clean = false;
      i += size - 1;
    }
  return true;
}

static bool has_dot_segment(const char *path)
{
  char copy[LONGEST_TEXT], *rest = copy, *segment;
  static const char *const dots[] = { ".", "%2e", "..", ".%2e", "%2e.", "%2e%2e" };

  strcpy(copy, path);
  while ((segment = strsep(&rest, "/")) != NULL)
    for (size_t i = 0; i < sizeof dots / sizeof *dots; i++)
      if (strcasecmp(segment, dots[i]) == 0) return true;
  return false;
}

static bool is_part(const char *text, const char *more)
{
  char out[LONGEST_TEXT];
  bool clean = false;

  return is_made_of(text, free_bytes, more) && unescape(text, out, &clean) && clean;
}

static bool is_query(const char *query)
{
  static char decoded[LONGEST_TEXT];
  static const char *names[LONGEST_TEXT];
  char copy[LONGEST_TEXT], *rest = copy, *item, *out = decoded;
  size_t count = 0;
  bool clean = false;

  strcpy(copy, query);
  while ((item = strsep(&rest, "&")) != NULL) {
    char *value = strchr(item, '=');

    if (value) *value++ = '\0';
    if (!*item || strchr(item, '@') || !is_part(item, ":@/?") || (value && !is_part(value, ":@/?"))) return false;
    unescape(item, out, &clean);
    for (size_t i = 0; i < count; i++)
      if (strcmp(names[i], out) == 0) return false;
    names[count++] = out;
    out += strlen(out) + 1;
  }
  return true;
}

static bool is_scheme(const struct question *question, const char *scheme)
{
  if (!strchr(letters, *scheme) || !is_made_of(scheme, letters, "0123456789+-.")) return false;
  for (const envtab_choice *choice = question->choices; choice && choice->name; choice++)
    if (strcasecmp(choice->name, scheme) == 0) return true;
  return !question->choices;
}

void ask_url(const struct question *question, struct answer *answer)
{
  static struct parts parts;
  char *colon, out[LONGEST_TEXT];
  bool clean;

  if (!split_url(question->text, &parts) || !is_scheme(question, parts.scheme) || parts.has_fragment) return;
  answer->unsure = parts.ambiguous;
  colon = strchr(parts.userinfo, ':');
  if (parts.has_user && (!*parts.userinfo || strcmp(parts.userinfo, ":") == 0)) return;
  if (colon) *colon++ = '\0';
  if (!is_part(parts.userinfo, "") || (colon && !is_part(colon, ":"))) return;
  if (!is_made_of(parts.path, free_bytes, ":@/") || !unescape(parts.path, out, &clean) || has_dot_segment(parts.path)) return;
  answer->accepted = !parts.has_query || is_query(parts.query);
}

static void compare_query(const char *query, const envtab_pairs *pairs)
{
  char copy[LONGEST_TEXT], out[LONGEST_TEXT], *rest = copy, *item;
  size_t count = 0;
  bool clean;

  strcpy(copy, query);
  while ((item = strsep(&rest, "&")) != NULL) {
    char *value = strchr(item, '=');

    if (value) *value++ = '\0';
    expect(count < pairs->count, "too few parameters");
    unescape(item, out, &clean);
    expect(strcmp(out, pairs->items[count].key) == 0, "another parameter: %s", item);
    expect(!value == !pairs->items[count].value, "a value where there is none, or none where there is one: %s", item);
    if (value) unescape(value, out, &clean);
    if (value) expect(strcmp(out, pairs->items[count].value) == 0, "another value: %s", value);
    count++;
  }
  expect(count == pairs->count, "too many parameters");
}

/* Whether the user is a token: the password is none, empty, or one that means nothing. */
static bool is_token(const char *password)
{
  static const char *const dummies[] = { "", "x", "X", "xx", "xxx", "x-oauth-basic", "x-oauth-token", "api_token", "nopass",
                                         "NOPASS", "none", "unused", "ignored" };

  for (size_t i = 0; password && i < sizeof dummies / sizeof *dummies; i++)
    if (strcmp(password, dummies[i]) == 0) return true;
  return !password;
}

/* What may be shown, put together from the parts. */
static void compare_redacted(const struct parts *parts, const char *text, const char *redacted)
{
  char whole[8 * LONGEST_TEXT], copy[LONGEST_TEXT], user[LONGEST_TEXT], path[LONGEST_TEXT], *rest = copy, *item;
  bool clean;
  const char *host = text + parts->authority + (parts->has_user ? strlen(parts->userinfo) + 1 : 0);
  const char *password = strchr(parts->userinfo, ':'), *at = strrchr(parts->path, '@');
  size_t used = (size_t)snprintf(whole, sizeof whole, "%s://", parts->scheme);

  unescape(parts->path, path, &clean);
  if (strpbrk(path, "=: >-") && strstr(redacted, "<secret>")) return; /* it may have a credential that is hidden */
  if (parts->has_user && is_token(password ? password + 1 : NULL)) used += (size_t)sprintf(whole + used, "<secret>@");
  else if (parts->has_user) {
    snprintf(copy, sizeof copy, "%.*s", (int)(password - parts->userinfo), parts->userinfo);
    unescape(copy, user, &clean);
    if (strpbrk(user, "=: >-") && strstr(redacted, "<secret>:<secret>@")) strcpy(copy, "<secret>");
    else expect(!strchr(user, ':'), "a user with \":\" is shown: %s", redacted);
    used += (size_t)sprintf(whole + used, "%s:<secret>@", copy);
  }
  if (at && !parts->has_user) used += (size_t)sprintf(whole + used, "<secret>%s", at);
  else used += (size_t)sprintf(whole + used, "%.*s%s", (int)(text + parts->after - host), host, parts->path);
  strcpy(copy, parts->query);
  if (parts->has_query)
    for (const char *lead = "?"; (item = strsep(&rest, "&")) != NULL; lead = "&") {
      size_t name = strcspn(item, "="), sign = strspn(item + name, "=");

      if (item[name + sign]) used += (size_t)snprintf(whole + used, sizeof whole - used, "%s%.*s=<secret>", lead, (int)name, item);
      else used += (size_t)snprintf(whole + used, sizeof whole - used, "%s<secret>", lead);
    }
  expect(strcmp(whole, redacted) == 0, "redacted as %s, not %s", redacted, whole);
}

void compare_url(const struct question *question, const envtab_url *url)
{
  static struct parts parts;
  char *colon, out[LONGEST_TEXT], user[LONGEST_TEXT];
  bool clean;

  expect(split_url(question->text, &parts), "no URL: %s", question->text);
  for (char *c = parts.scheme; *c; c++) *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
  expect(strcmp(parts.scheme, url->scheme) == 0, "another scheme: %s", url->scheme);
  compare_redacted(&parts, question->text, url->redacted);
  strcpy(user, parts.userinfo);
  colon = strchr(user, ':');
  if (colon) *colon++ = '\0';
  expect(parts.has_user == (url->user != NULL), "a user or none: %s", question->text);
  if (url->user) unescape(user, out, &clean), expect(strcmp(out, url->user) == 0, "another user: %s", url->user);
  expect((colon != NULL) == (url->password.masked != NULL), "a password or none: %s", question->text);
  if (colon) {
    unescape(colon, out, &clean);
    expect(strcmp(out, envtab_reveal(url->password)) == 0 && strlen(out) == url->password.length, "another password: %s", colon);
  }
  expect(strcmp(parts.host, url->host) == 0 && parts.port == url->port, "another host or port: %s", question->text);
  expect(strcmp(parts.path, url->path) == 0, "another path: %s", url->path);
  expect(strcmp(envtab_reveal(url->text), question->text) == 0, "another text: %s", question->text);
  expect(url->text.length == question->length, "another length: %s", question->text);
  expect(parts.has_query || url->query.count == 0, "a query: %s", question->text);
  if (parts.has_query) compare_query(parts.query, &url->query);
}
