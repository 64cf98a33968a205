/* What libpq makes of a URL: its own parser is asked, and where values are in question, its own attempt to connect. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients.h"

void release_libpq(void *options) { PQconninfoFree(options); }

/* ---- What libpq is asked ---- */

static bool parse(const char *url, struct reading *reading)
{
  char *error = NULL;
  PQconninfoOption *options = PQconninfoParse(url, &error);

  reading->options = options;
  for (PQconninfoOption *option = options; option && option->keyword; option++)
    if (option->val) put_field(reading, option->keyword, option->val);
  if (!options) refuse(reading, error ? error : "no memory");
  PQfreemem(error);
  return options != NULL;
}

bool does_libpq_refuse_blanks(void) { return PQlibVersion() >= 180000; }

const char *const *keywords_of_libpq(void)
{
  static const char *names[200];
  PQconninfoOption *all = *names ? NULL : PQconninfoParse("", NULL);

  for (size_t i = 0; all && all[i].keyword && i < 199; i++) names[i] = all[i].keyword; /* these are the library's own */
  PQconninfoFree(all);
  return names;
}

static bool knows(const char *keyword)
{
  const char *const *name = keywords_of_libpq();

  while (*name && strcmp(*name, keyword) != 0) name++;
  return *name != NULL;
}

/* ---- Keywords that it may be too old for ---- */

/* The keyword of this name of 16 to 18; NULL: there is none. */
static const char *newer_keyword(const char *name)
{
  static const char *const newer[] = {
    /* 16, 17, 18: the libpq manual's release notes and section 34.1.2 */
    "sslcertmode",          "require_auth",         "load_balance_hosts",  "gssdelegation",    "sslnegotiation",
    "min_protocol_version", "max_protocol_version", "sslkeylogfile",       "scram_client_key", "scram_server_key",
    "oauth_issuer",         "oauth_client_id",      "oauth_client_secret", "oauth_scope"
  };

  for (size_t i = 0; i < sizeof newer / sizeof *newer; i++)
    if (strcmp(newer[i], name) == 0) return newer[i];
  return NULL;
}

static int hex_digit(char c)
{
  static const char digits[] = "0123456789abcdef0123456789ABCDEF";
  const char *digit = c ? strchr(digits, c) : NULL;

  return digit ? (int)((digit - digits) % 16) : -1;
}

/* Decodes in place; false: there is an escape that is none, or for NUL. */
static bool decode(char *text)
{
  char *to = text;

  for (; *text; text++) {
    if (*text == '%') {
      int high = hex_digit(text[1]), low = high < 0 ? -1 : hex_digit(text[2]);

      if (low < 0 || high + low == 0) return false;
      *to++ = (char)(high * 16 + low);
      text += 2;
    } else {
      *to++ = *text;
    }
  }
  *to = '\0';
  return true;
}

/* Where the parameters begin, by the rule of libpq; NULL: there are none. */
static char *parameters_of(char *url)
{
  char *start = strstr(url, "://"), *end;

  if (!start) return NULL;
  start += 3;
  end = start + strcspn(start, "@/");
  end = strchr(*end == '@' ? end : start, '?');
  return end ? end + 1 : NULL;
}

static void set_newer(struct reading *reading, const char *name, const char *value)
{
  for (size_t i = 0; i < reading->count; i++)
    if (reading->fields[i].name == name) {
      reading->fields[i].value = value;
      return;
    }
  put_field(reading, name, value);
}

/* Takes the newer parameters out of the URL, into the reading; false: there was none. */
static bool take_newer(char *url, char *copy, struct reading *reading)
{
  char *to = parameters_of(url), *rest = parameters_of(copy), *parameter;
  bool found = false;

  while (to && (parameter = strsep(&rest, "&")) != NULL) {
    size_t length = strlen(parameter);
    char *value = strchr(parameter, '=');
    const char *name = NULL;

    if (value && !strchr(value + 1, '=')) {
      *value++ = '\0';
      if (decode(parameter) && decode(value) && !knows(parameter)) name = newer_keyword(parameter);
    }
    if (name) {
      memmove(to, to + length + (rest != NULL), strlen(to + length + (rest != NULL)) + 1);
      set_newer(reading, name, value);
      found = true;
    } else {
      to += length + (rest != NULL);
    }
  }
  return found;
}

static bool has_newer(const struct reading *reading)
{
  for (size_t i = 0; i < reading->count; i++)
    if (newer_keyword(reading->fields[i].name)) return true;
  return false;
}

/* Answers as version 15 does, whatever the version is, so that a row has one class. */
void ask_libpq(const char *url, struct reading *reading)
{
  char first[sizeof reading->reason], *less;

  begin_reading(reading);
  reading->accepted = parse(url, reading);
  if (reading->accepted && has_newer(reading)) {
    reading->has_fields = true;
    refuse(reading, "knows no keyword of newer versions");
  }
  if (reading->accepted || !strstr(reading->reason, "invalid URI query parameter")) return;
  memcpy(first, reading->reason, sizeof first);
  less = strdup(url);
  reading->text = strdup(url);
  if (take_newer(less, reading->text, reading) && parse(less, reading)) {
    reading->has_fields = true;
    refuse(reading, "knows no keyword of newer versions");
  } else {
    refuse(reading, first);
  }
  free(less);
}

/* ---- Connecting ---- */

/* The list with another host for each, which is found nowhere; a long path of a socket stays, as its length matters. */
static char *replace_hosts(const char *list, const char *other)
{
  char *out = malloc(strlen(list) + (strlen(list) + 2) * strlen(other)), *end = out;

  do {
    size_t length = strcspn(list, ",");
    bool stays = length > 60 && strchr("/@", *list);

    end += sprintf(end, "%.*s%s", stays ? (int)length : (int)strlen(other), stays ? list : other,
                   list[length] ? "," : "");
    list += length;
  } while (*list++);
  return out;
}

/* keyword='value', with the backslashes of section 34.1.1.1. */
static char *put_setting(char *out, const char *name, const char *value)
{
  out += sprintf(out, "%s='", name);
  for (; *value; value++) {
    if (*value == '\'' || *value == '\\') *out++ = '\\';
    *out++ = *value;
  }
  return out + sprintf(out, "' ");
}

/* What PQconnectdb() takes for the fields. */
static char *make_conninfo(const struct reading *reading)
{
  static const char *const left_out[] = { "host", "hostaddr", "service", "passfile" };
  const char *host = field_of(reading, "host"), *address = field_of(reading, "hostaddr");
  char *hosts = replace_hosts(host && *host ? host : address ? address : "", "/nonexistent");
  char *addresses = replace_hosts(address ? address : "", "!"), *out, *end;
  size_t size = strlen(hosts) + strlen(addresses) + 64;

  for (size_t i = 0; i < reading->count; i++)
    size += strlen(reading->fields[i].name) + 2 * strlen(reading->fields[i].value) + 8;
  out = malloc(size);
  end = put_setting(out, "host", hosts);
  if (address && *address) end = put_setting(end, "hostaddr", addresses);
  for (size_t i = 0; i < reading->count; i++) {
    const char *name = reading->fields[i].name;
    size_t k = 0;

    while (k < sizeof left_out / sizeof *left_out && strcmp(left_out[k], name) != 0) k++;
    if (k == sizeof left_out / sizeof *left_out && knows(name)) end = put_setting(end, name, reading->fields[i].value);
  }
  free(hosts);
  free(addresses);
  return out;
}

/* Whether the line tells of the hosts that were put in. */
static bool is_expected(const char *line)
{
  if (strncmp(line, "connection to server on socket", 30) == 0)
    return strstr(line, "failed: No such file or directory") || strstr(line, "failed: Connection refused");
  return strstr(line, "Is the server running") || strstr(line, "could not parse network address \"!\"");
}

const char *complaint_of_libpq(const struct reading *reading, char *out, size_t capacity)
{
  char *conninfo = make_conninfo(reading), *message, *rest, *line;
  PGconn *connection = PQconnectStart(conninfo);

  rest = message = strdup(PQerrorMessage(connection));
  *out = '\0';
  while ((line = strsep(&rest, "\n")) != NULL)
    if (*line && !is_expected(line)) snprintf(out + strlen(out), capacity - strlen(out), "%s\n", line);
  PQfinish(connection);
  free(message);
  free(conninfo);
  return out;
}
