/*
 * Any URL with an authority: read strictly, so that no two programs take it for two things, and kept in parts that a
 * program can use at once. A URL counts as a secret: no problem tells more of it than the byte where it went wrong.
 */
#include <stdio.h>

#include "base/ascii.h"
#include "base/format.h"
#include "base/similar.h"
#include "base/unique.h"
#include "value/choices.h"
#include "value/value.h"
#include "types/integer.h"
#include "url/host.h"
#include "url/redaction.h"
#include "url/service.h"
#include "url/uri.h"
#include "url/url_parts.h"

/* Sections 3.2.1, 3.3 and 3.4 of the RFC. */
#define URL_IN_PASSWORD (ENVTAB__NAMED | ENVTAB__COLON)
#define URL_IN_PATH (URL_IN_PASSWORD | ENVTAB__AT | ENVTAB__SLASH)
static const struct envtab__place url_user = { "user", ENVTAB__NAMED, false, false, false };
static const struct envtab__place url_password = { "password", URL_IN_PASSWORD, false, false, false };
static const struct envtab__place url_path = { "path", URL_IN_PATH, false, false, true };
static const struct envtab__place url_query = { "query", URL_IN_PATH | ENVTAB__QUESTION, false, false, false };

struct url_parts {               /* of a text that is sound; nothing is decoded yet */
  struct envtab__uri uri;
  struct envtab__host host;
  uint16_t port;
  size_t parameters, values;     /* of the query: how many, and how many have a "=" */
};

static bool bad_url(struct envtab__url_error *flaw, size_t at, const char *reason, const char *hint)
{
  return envtab__flawed(flaw, ENVTAB_PROBLEM_MALFORMED, at, reason, hint);
}

/* ---- Checks, in the order of the text ---- */

static bool check_scheme(const char *text, size_t length, struct envtab__uri *uri, struct envtab__url_error *flaw)
{
  if (envtab__split_uri(text, length, ENVTAB__SLASH | ENVTAB__QUESTION | ENVTAB__HASH, uri)) return true;
  /* What looks like host=name is a connection string of another kind, for which the library has a hint of its own. */
  return bad_url(flaw, SIZE_MAX, "has no scheme in front",
                 text[uri->scheme.length] == '=' ? NULL : "Write it whole, such as https://host:443/path.");
}

/* Rejects a scheme that is none of .choices; the names are the program's, so they may be told. */
static bool check_scheme_choice(envtab_value *value, const char *text, const struct envtab__part *scheme)
{
  const envtab_choice *choices = envtab_value_field(value)->choices;
  char reason_text[256], hint_text[256];
  struct envtab__buffer reason = ENVTAB__BUFFER(reason_text), hint = ENVTAB__BUFFER(hint_text);
  bool near;

  if (!choices) return true;
  for (size_t i = 0; choices[i].name; i++)
    if (envtab__equal_but_case(text, scheme->length, choices[i].name)) return true;
  envtab__append_text(&reason, "has a scheme that is not ");
  envtab__append_choices(&reason, choices, " or ");
  near = envtab__append_near_choice(&hint, choices, text, scheme->length);
  return envtab_value_reject(value, ENVTAB_PROBLEM_CHOICE, 0, reason_text, near ? hint_text : NULL);
}

static bool check_user(const char *text, const struct envtab__uri *uri, struct envtab__url_error *flaw)
{
  if (uri->user.present && uri->user.length + uri->password.length == 0)
    return bad_url(flaw, uri->user.at, "has nothing in front of its \"@\"",
                   "Write user:password@ in full, or no @ at all.");
  return envtab__check_part(text, &uri->user, &url_user, flaw) &&
         envtab__check_part(text, &uri->password, &url_password, flaw);
}

static bool check_host_and_port(const char *text, struct url_parts *parts, struct envtab__url_error *flaw)
{
  const struct envtab__host *host = &parts->host;

  if (!envtab__check_host(text, host, flaw)) return false;
  if (host->zone.present)
    return bad_url(flaw, host->zone.at, "has a zone in its host", "Write the address without it.");
  return !host->port.present || envtab__read_port(text, host, &parts->port, flaw);
}

/* Whether a segment is "." or "..", escaped or not: clients and servers differ in what then remains of the path. */
static bool is_dot_segment(const char *text, size_t at, size_t end)
{
  size_t dots = 0;

  for (; at < end && dots < 3; dots++) {
    if (text[at] == '.') at++;
    else if (end - at >= 3 && text[at] == '%' && text[at + 1] == '2' && envtab__to_lower(text[at + 2]) == 'e') at += 3;
    else return false;
  }
  return dots == 1 || dots == 2;
}

static bool check_path(const char *text, const struct envtab__part *path, struct envtab__url_error *flaw)
{
  size_t at = path->at, end = envtab__end_of(path);

  if (!envtab__check_part(text, path, &url_path, flaw)) return false;
  while (at < end) {
    size_t stop = envtab__find_mark(text, at + 1, end, ENVTAB__SLASH); /* a segment follows a "/" */

    if (is_dot_segment(text, at + 1, stop))
      return bad_url(flaw, at + 1, "has a . or .. in its path", "Write the path that is meant.");
    at = stop;
  }
  return true;
}

static bool check_query(const char *text, struct url_parts *parts, struct envtab__url_error *flaw)
{
  const struct envtab__part *query = &parts->uri.query;
  struct envtab__part name, value;
  size_t next = query->at;

  while (envtab__next_parameter(text, query, &next, &name, &value)) {
    size_t at = envtab__find_mark(text, name.at, envtab__end_of(&name), ENVTAB__AT);

    if (name.length == 0)
      return bad_url(flaw, name.at, "has a parameter without a name", "Remove the ? or & that stands in front of it.");
    if (at < envtab__end_of(&name))
      return bad_url(flaw, at, "has a \"@\" in a parameter's name",
                     "In a user or password, write ? as %3F; in a name, write @ as %40.");
    if (!envtab__check_part(text, &name, &url_query, flaw)) return false;
    if (!envtab__check_part(text, &value, &url_query, flaw)) return false;
    parts->parameters++;
    parts->values += value.present;
  }
  return true;
}

/* ---- Keeping ---- */

/* The text without its password (or a user that stands alone, a token most often) and the values of its query. */
static const char *redact_url(envtab_value *value, const char *text, size_t length, const struct url_parts *parts)
{
  const struct envtab__uri *uri = &parts->uri;
  struct envtab__redaction redaction;
  const char *redacted = envtab__begin_redaction(&redaction, value, text, length, 1 + parts->values);
  struct envtab__part name, part;
  size_t next = uri->query.at;

  if (uri->user.present) envtab__redact(&redaction, uri->password.present ? &uri->password : &uri->user);
  while (envtab__next_parameter(text, &uri->query, &next, &name, &part))
    if (part.present) envtab__redact(&redaction, &part);
  envtab__show_up_to(&redaction, length);
  return redacted;
}

static const char *name_of_parameter(const void *item) { return ((const envtab_pair *)item)->key; }

static bool take_query(envtab_value *value, char *text, const struct url_parts *parts, envtab_pairs *query,
                       struct envtab__url_error *flaw)
{
  envtab_pair *pairs = envtab_value_alloc(value, parts->parameters * sizeof *pairs, _Alignof(envtab_pair));
  struct envtab__unique_node *nodes =
    envtab_value_alloc(value, parts->parameters * sizeof *nodes, _Alignof(struct envtab__unique_node));
  struct envtab__part name, part;
  size_t next = parts->uri.query.at, repeated;

  for (size_t i = 0; envtab__next_parameter(text, &parts->uri.query, &next, &name, &part); i++) {
    pairs[i].key = envtab__extract_part(text, &name, name.at);
    if (part.present) pairs[i].value = envtab__extract_part(text, &part, part.at);
  }
  repeated = envtab__first_duplicate(nodes, pairs, parts->parameters, sizeof *pairs, name_of_parameter);
  if (repeated < parts->parameters)
    return bad_url(flaw, (size_t)(pairs[repeated].key - text), "has a parameter a second time",
                   "Write each parameter once.");
  query->items = pairs;
  query->count = parts->parameters;
  return true;
}

/*
 * The parts stay in the text, each ended with a NUL. A user and a host move over the delimiter before them, so that
 * there is a byte for it. Of the password and of the whole one copy each remains.
 */
static bool take_url(envtab_value *value, char *text, size_t length, const struct url_parts *parts, envtab_url *url,
                     struct envtab__url_error *flaw)
{
  const struct envtab__uri *uri = &parts->uri;

  url->text = envtab__hide(value, text, length);
  for (size_t i = 0; i < uri->scheme.length; i++) text[i] = envtab__to_lower(text[i]);
  url->redacted = redact_url(value, text, length, parts);
  text[uri->scheme.length] = '\0';
  url->scheme = text;
  if (uri->password.present) url->password = envtab__extract_secret(value, text, &uri->password);
  if (uri->user.present) url->user = envtab__extract_part(text, &uri->user, uri->user.at - 1);
  url->host = envtab__extract_part(text, &parts->host.name, parts->host.name.at - 1);
  url->port = parts->port;
  text[envtab__end_of(&uri->path)] = '\0';
  url->path = text + uri->path.at;
  return !uri->query.present || take_query(value, text, parts, &url->query, flaw);
}

/* ---- The type ---- */

/* url = scheme "://" [user [":" password] "@"] host [":" port] [path] ["?" query], as RFC 3986 has them */
static bool read_url(envtab_value *value, void *member)
{
  struct url_parts parts = { .port = 0 };
  struct envtab__url_error flaw;
  size_t length;
  char *text = envtab_value_text(value, &length);

  if (!check_scheme(text, length, &parts.uri, &flaw)) return envtab__reject_flaw(value, &flaw);
  if (!check_scheme_choice(value, text, &parts.uri.scheme)) return false;
  if (!envtab__split_uri_host(text, &parts.uri, &parts.host, &flaw) ||
      !envtab__check_delimiters(text, length, &parts.uri, &parts.host, &flaw) || !check_user(text, &parts.uri, &flaw) ||
      !check_host_and_port(text, &parts, &flaw) || !check_path(text, &parts.uri.path, &flaw) ||
      !check_query(text, &parts, &flaw))
    return envtab__reject_flaw(value, &flaw);
  if (parts.uri.password.present && envtab_value_from_program(value))
    return envtab__refuse_credential(value, parts.uri.password.at);
  if (!take_url(value, text, length, &parts, member, &flaw)) return envtab__reject_flaw(value, &flaw);
  return true;
}

static size_t show_url(const envtab_field *field, const void *member, char *out, size_t capacity)
{
  (void)field;
  return envtab__put(out, capacity, ((const envtab_url *)member)->redacted);
}

#define URL_PATTERN_ESCAPE "|%(?![01]|7[fF])[0-9A-Fa-f]{2})" /* of no control character */
#define URL_PATTERN_NAMED "A-Za-z0-9._~!$'()*+,;"
#define URL_PATTERN_USER                                                \
  "((?!:?@)([" URL_PATTERN_NAMED "&=-]" URL_PATTERN_ESCAPE "*"          \
  "(:([" URL_PATTERN_NAMED "&=:-]" URL_PATTERN_ESCAPE "*)?@)?"
#define URL_PATTERN_PATH "(/(?!(\\.|%2[eE]){1,2}([/?]|$))([" URL_PATTERN_NAMED "&=:@-]" URL_PATTERN_ESCAPE "*)*"
#define URL_PATTERN_PARAMETER                                           \
  "([" URL_PATTERN_NAMED ":/?-]" URL_PATTERN_ESCAPE "+(=([" URL_PATTERN_NAMED "=:@/?-]" URL_PATTERN_ESCAPE "*)?"

const envtab_type envtab_type_url = {
  .name = "url",
  .expects = "a URL such as https://host:443/path",
  .pattern = "^[A-Za-z][A-Za-z0-9+.-]*://" URL_PATTERN_USER ENVTAB__PATTERN_HOST "(:" ENVTAB__PATTERN_PORT ")?"
             URL_PATTERN_PATH "(\\?" URL_PATTERN_PARAMETER "(&" URL_PATTERN_PARAMETER ")*)?$",
  .size = sizeof(envtab_url),
  /*
   * Of a text of N bytes: the secret text N, the password N; redacted N, and <secret> for the password and for each
   * value, which are N / 3 at most ("?a="); a pair and a node for each parameter, which are N / 2 at most ("?a").
   */
  .capacity = 2 * ENVTAB__SECRET_OVERHEAD + sizeof ENVTAB__SHOWN_SECRET + _Alignof(envtab_pair) + _Alignof(struct envtab__unique_node),
  .capacity_per_byte = 1 + 1 + 1 + (sizeof ENVTAB__SHOWN_SECRET + 1) / 3 +
                   (sizeof(envtab_pair) + sizeof(struct envtab__unique_node)) / 2,
  .secret = true,
  .own_choices = true,
  .is_url = true,
  .read = read_url,
  .show = show_url,
};
