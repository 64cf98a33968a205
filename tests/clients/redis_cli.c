/*
 * The rule by which redis-cli 7.0 reads the URL of its option -u, as the specification of envtab's type has it:
 *
 * - The scheme in any case of letters. The first "@" of all that follows ends the userinfo; the first ":" in front of
 * it ends the user. Without a ":" all of it is the password. Both are decoded; a "%" without two hex digits is refused.
 * - The host goes from there to the first ":" or "/", whichever the text has: a ":" is looked for up to the end. It is
 *   not decoded, and brackets are letters. What follows the ":" is the port, by atoi().
 * - What follows the first "/" is the database, by atoi().
 *
 * Nothing is refused but another scheme and a bad escape. A "%00" ends what it stands in, as all are texts of C.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clients.h"

struct redis_cli redis_cli;

bool teach_redis_cli(const char *class)
{
  static const struct {
    const char *class;
    struct redis_cli knows;
  } lessons[] = { { "empty-user", { false, true, false } },
                  { "brackets", { true, true, false } },
                  { "zone", { true, true, true } } };

  for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++)
    if (strcmp(lessons[i].class, class) == 0) {
      redis_cli = lessons[i].knows;
      return true;
    }
  return false;
}

/* Decodes what stands up to end to *to, which moves behind it; NULL: an escape is none. */
static const char *decode(const char *text, const char *end, char **to)
{
  char *start = *to;

  for (; text < end; text++) {
    unsigned byte = (unsigned char)*text;

    if (*text == '%') {
      if (!isxdigit((unsigned char)text[1]) || !isxdigit((unsigned char)text[2])) return NULL;
      sscanf(text + 1, "%2x", &byte);
      text += 2;
    }
    *(*to)++ = (char)byte;
  }
  *(*to)++ = '\0';
  return start;
}

/* Moves *text behind the "@", if there is one. */
static bool read_userinfo(const char **text, char **to, struct reading *reading)
{
  const char *at = strchr(*text, '@'), *colon = strchr(*text, ':'), *part;

  if (!at) return true;
  if (colon && colon < at) {
    part = decode(*text, colon, to);
    if (!part) return false;
    if (colon > *text || !redis_cli.drops_empty) put_field(reading, "user", part);
    *text = colon + 1;
  }
  part = decode(*text, at, to);
  if (!part) return false;
  if (at > *text || !redis_cli.drops_empty) put_field(reading, "password", part);
  *text = at + 1;
  return true;
}

static void read_host(const char *text, char **to, const char **host, int *port)
{
  bool brackets = redis_cli.knows_brackets && *text == '[';
  const char *end = strchr(text, '/'), *colon = strchr(text, ':'), *close = brackets ? strchr(text, ']') : NULL;

  if (!*text || *text == '/') return;
  if (!end) end = text + strlen(text);
  if (brackets) {
    text++;
    if (close) end = close;
    if (close && close[1] == ':') *port = atoi(close + 2);
  } else if (colon) {
    end = colon;
    *port = atoi(colon + 1);
  }
  *host = *to;
  for (; text < end; text++) {
    *(*to)++ = *text;
    if (brackets && redis_cli.decodes_zone && strncmp(text, "%25", 3) == 0) text += 2;
  }
  *(*to)++ = '\0';
}

void ask_redis_cli_rule(const char *url, struct reading *reading)
{
  const char *host = "127.0.0.1", *slash;
  char *to;
  int port = 6379;
  bool tls = strncasecmp(url, "rediss://", 9) == 0;

  begin_reading(reading);
  if (!tls && strncasecmp(url, "redis://", 8) != 0) {
    bool socket = strncmp(url, "unix://", 7) == 0 || strncmp(url, "redis+unix://", 13) == 0;

    refuse(reading, socket ? "takes no URL of a socket" : "Invalid URI scheme");
    return;
  }
  url += tls ? 9 : 8;
  to = reading->text = malloc(2 * strlen(url) + 8);
  if (!read_userinfo(&url, &to, reading)) {
    reading->count = 0;
    refuse(reading, "Illegal character in URI encoding");
    return;
  }
  slash = strchr(url, '/');
  read_host(url, &to, &host, &port);
  reading->accepted = true;
  put_field(reading, "host", host);
  put_number(reading, 0, "port", port);
  put_number(reading, 1, "database", slash && slash[1] ? atoi(slash + 1) : 0);
  put_number(reading, 2, "tls", tls);
}
