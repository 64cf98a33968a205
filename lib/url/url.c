/*
 * url: any URL with an authority: read strictly, so that no other program reads it differently, and split into parts
 * that a program can use at once. A URL counts as a secret, since it may contain one: a message gives only the number
 * of the byte where something is wrong.
 */
#include "base/ascii.h"
#include "base/format.h"
#include "base/secret_bytes.h"
#include "base/similar.h"
#include "base/unique.h"
#include "value/choices.h"
#include "value/credential.h"
#include "value/disclosure.h"
#include "types/integer.h"
#include "url/host.h"
#include "url/redaction.h"
#include "url/service.h"
#include "url/uri.h"
#include "url/url_parts.h"

/* What each part may contain: RFC 3986, sections 3.2.1, 3.3 and 3.4. */
#define URL_IN_PASSWORD (ENVTAB__NAMED | ENVTAB__COLON)
#define URL_IN_PATH (URL_IN_PASSWORD | ENVTAB__AT | ENVTAB__SLASH)
static const struct envtab__place url_user = { "user", ENVTAB__NAMED, false, false, false };
static const struct envtab__place url_password = { "password", URL_IN_PASSWORD, false, false, false };
static const struct envtab__place url_path = { "path", URL_IN_PATH, false, false, true };
static const struct envtab__place url_query = { "query", URL_IN_PATH | ENVTAB__QUESTION, false, false, false };

/* ---- Checks, in the order of the text ---- */

/* Rejects a scheme that is not one of .choices; the names are the program's, so they may be shown. */
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
  return envtab_value_reject(value, ENVTAB_PROBLEM_CHOICE, 0, reason.text, near ? hint.text : NULL);
}

static bool check_user(struct envtab__url *url)
{
  if (url->user.present && url->user.length + url->password.length == 0)
    return envtab__url_fail(&url->error, url->user.at, "has nothing before its \"@\"",
                            "Write user:password@ in full, or no @ at all.");
  return envtab__check_part(url, &url->user, &url_user) && envtab__check_part(url, &url->password, &url_password);
}

/* Whether a segment is "." or "..", escaped or not: clients and servers differ in what they then make of the path. */
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

static bool check_path(struct envtab__url *url)
{
  size_t at = url->path.at, end = envtab__end_of(&url->path);

  if (!envtab__check_part(url, &url->path, &url_path)) return false;
  while (at < end) {
    size_t stop = envtab__find_mark(url->text, at + 1, end, ENVTAB__SLASH); /* a segment follows a "/" */

    if (is_dot_segment(url->text, at + 1, stop))
      return envtab__url_fail(&url->error, at + 1, "has a . or .. in its path", "Write the path without it.");
    at = stop;
  }
  return true;
}

/* *parameters: zero; it is set to how many there are. */
static bool check_query(struct envtab__url *url, size_t *parameters)
{
  struct envtab__part name, value;
  size_t next = url->query.at;

  while (envtab__next_parameter(url, &next, &name, &value)) {
    size_t at = envtab__find_mark(url->text, name.at, envtab__end_of(&name), ENVTAB__AT);

    if (name.length == 0)
      return envtab__url_fail(&url->error, name.at, "has a parameter without a name", "Remove the ? or & before it.");
    if (at < envtab__end_of(&name))
      return envtab__url_fail(&url->error, at, "has a \"@\" in a parameter's name",
                              "In a user or password, write ? as %3F; in a name, write @ as %40.");
    if (!envtab__check_part(url, &name, &url_query) || !envtab__check_part(url, &value, &url_query)) return false;
    ++*parameters;
  }
  return true;
}

/* ---- The member ---- */

/* Whether the password is empty, or one that services ignore: the user is then a token, as GitHub and Stripe do it. */
static bool is_dummy_password(const char *text, const struct envtab__part *password)
{
  static const char dummies[] = "x X xx xxx xxxx - 1 x-oauth-basic x-oauth-token x-token-auth oauth2 api_token footastic "
    "nopass NOPASS none unused ignored";

  return password->length == 0 || envtab__is_in_list(dummies, text + password->at, password->length);
}

/*
 * Hides the password, and a user that looks like one; or the whole of both, where the user is a token. Without them, a
 * "@" in the path may end what was meant as such, with a raw "/" in it: all before it is hidden, what was read as the
 * host too.
 */
static void redact_userinfo(struct envtab__url *url)
{
  struct envtab__part hidden = url->password;
  size_t end = envtab__end_of(&url->path);

  if (!url->user.present) {
    while (end > url->path.at && url->text[end - 1] != '@') end--;
    if (end == url->path.at) return;
    hidden = envtab__part(url->authority.at, end - 1);
  } else if (is_dummy_password(url->text, &url->password)) {
    hidden = envtab__part(url->user.at, url->authority.at - 1);
  } else {
    envtab__hide_credential(url, &url->user, true);
  }
  envtab__redact(url, &hidden);
}

/* Whether a parameter has a value, more than "=": a token is the name in ?TOKEN, and in ?TOKEN==, as base64 ends. */
static bool has_value(const char *value, size_t length)
{
  while (length && *value == '=') value++, length--;
  return length > 0;
}

/* Hides the value; or the whole parameter where there is none. */
static void redact_parameter(struct envtab__url *url, const struct envtab__part *name,
                             const struct envtab__part *value)
{
  struct envtab__part hidden = *value;

  if (!has_value(url->text + value->at, value->length))
    hidden = envtab__part(name->at, value->present ? envtab__end_of(value) : envtab__end_of(name));
  envtab__redact(url, &hidden);
}

/*
 * Hides a path with a credential in it, such as ;token=x: what of it was not hidden yet, but for its first byte.
 * Returns whether something of it is hidden.
 */
static bool redact_path(struct envtab__url *url)
{
  const bool begun = url->shown > url->path.at;
  size_t at = (begun ? url->shown : url->path.at) + 1, end = envtab__end_of(&url->path);
  struct envtab__part rest = envtab__part(at < end ? at : end, end);

  return envtab__hide_credential(url, &rest, false) || begun;
}

/* Moves the path out of the text where something of it is hidden. */
static const char *extract_path(struct envtab__url *url, bool hidden)
{
  size_t length = url->path.length;
  char *path = url->text + url->path.at, *copy;

  path[length] = '\0';
  if (!hidden) return path;
  copy = envtab__value_alloc_apart(url->value, length + 1);
  envtab__copy_secret(copy, path, length + 1);
  envtab__wipe(path, length);
  return copy;
}

/* The text without what may be secret before its host, in its path, and in its query. *path: whether it is in the path. */
static const char *redact_url(struct envtab__url *url, size_t parameters, bool *path)
{
  const char *redacted = envtab__begin_redaction(url, 3 + parameters);
  struct envtab__part name, value;
  size_t next = url->query.at;

  redact_userinfo(url);
  *path = redact_path(url);
  while (envtab__next_parameter(url, &next, &name, &value)) redact_parameter(url, &name, &value);
  envtab__show_up_to(url, url->length);
  return redacted;
}

static const char *name_of_parameter(const void *context, const void *item)
{
  (void)context;
  return ((const envtab_pair *)item)->key;
}

/* Moves the values, and names without one, out of the text: they may be secret, and lie apart from all other parts. */
static void move_query(struct envtab__url *url, envtab_pair *pairs, size_t count)
{
  char *to = envtab__value_alloc_apart(url->value, url->query.length + 1);

  for (size_t i = 0; i < count; i++) {
    const char *value = pairs[i].value, **moved = &pairs[i].key;
    size_t length;

    if (value && has_value(value, envtab__length_of_secret(value))) moved = &pairs[i].value;
    length = envtab__length_of_secret(*moved);

    envtab__copy_secret(to, *moved, length + 1);
    envtab__wipe(url->text + (*moved - url->text), length);
    *moved = to;
    to += length + 1;
  }
}

/* Keys are compared once they are decoded: a and %61 are the same key. */
static bool extract_query(struct envtab__url *url, size_t parameters, envtab_pairs *query)
{
  envtab_pair *pairs = envtab_value_alloc(url->value, parameters * sizeof *pairs, _Alignof(envtab_pair));
  struct envtab__unique_node *nodes =
    envtab_value_alloc(url->value, parameters * sizeof *nodes, _Alignof(struct envtab__unique_node));
  struct envtab__part name, value;
  size_t next = url->query.at, repeated;

  for (size_t i = 0; envtab__next_parameter(url, &next, &name, &value); i++) {
    pairs[i].key = envtab__extract_part(url, &name, name.at);
    if (value.present) pairs[i].value = envtab__extract_part(url, &value, value.at);
  }
  repeated = envtab__first_duplicate(nodes, pairs, parameters, sizeof *pairs, name_of_parameter, NULL);
  if (repeated < parameters)
    return envtab__url_fail(&url->error, (size_t)(pairs[repeated].key - url->text), "has a parameter a second time",
                            "Write each parameter once.");
  move_query(url, pairs, parameters);
  query->items = pairs;
  query->count = parameters;
  return true;
}

/*
 * The parts stay in the text, each ended with a NUL. A host moves onto the delimiter before it, to make space for its
 * own. What may be secret is moved out of it: a user is often a token. One copy remains of each, and one of the whole.
 */
static bool extract_url(struct envtab__url *url, size_t parameters, envtab_url *member)
{
  char *text = url->text;
  bool is_path_hidden;

  member->text = envtab_value_secret(url->value, text, url->length);
  for (size_t i = 0; i < url->scheme.length; i++) text[i] = envtab__to_lower(text[i]);
  member->redacted = redact_url(url, parameters, &is_path_hidden);
  text[url->scheme.length] = '\0';
  member->scheme = text;
  if (url->password.present) member->password = envtab__extract_secret(url, &url->password);
  if (url->user.present) member->user = envtab__extract_apart(url, &url->user);
  member->host = envtab__extract_part(url, &url->host.name, url->host.name.at - 1);
  member->path = extract_path(url, is_path_hidden);
  return !url->query.present || extract_query(url, parameters, &member->query);
}

/* ---- The type ---- */

/* url = scheme "://" [user [":" password] "@"] host [":" port] [path] ["?" query], as RFC 3986 has them */
static bool read_url(const envtab_type *self, envtab_value *value, void *member)
{
  struct envtab__url url;
  size_t parameters = 0;
  envtab_url *result = member;

  (void)self;
  if (!envtab__split_url(&url, value, ENVTAB__SLASH | ENVTAB__QUESTION | ENVTAB__HASH)) {
    /* What looks like host=name is a connection string of another kind, for which the report has a hint of its own. */
    envtab__url_fail(&url.error, SIZE_MAX, "has no scheme",
                     url.text[url.scheme.length] == '=' ? NULL : "Write it in full, such as https://host:443/path.");
    return envtab__url_reject(value, &url.error);
  }
  if (!check_scheme_choice(value, url.text, &url.scheme)) return false;
  if (!envtab__check_authority(&url) || !check_user(&url) || !envtab__check_host(url.text, &url.host, &url.error) ||
      !envtab__has_no_zone(&url.host, &url.error) ||
      (url.host.port.present && !envtab__read_port(url.text, &url.host, &result->port, &url.error)) ||
      !check_path(&url) || !check_query(&url, &parameters))
    return envtab__url_reject(value, &url.error);
  if (url.password.present && envtab_value_from_program(value))
    return envtab__refuse_credential(value, url.password.at);
  if (!extract_url(&url, parameters, result)) return envtab__url_reject(value, &url.error);
  return envtab__check_program(&url);
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
   * Of a text of N bytes: the secret text N; password, user, path and query, as no byte is in two of them, N; redacted N,
   * and <secret> for user and password, for the path and for each parameter, of which there are N / 2 at most ("?a"); a
   * pair and a node for each of them.
   */
  .capacity = 2 * ENVTAB_SECRET_CAPACITY + 3 * ENVTAB__APART_CAPACITY + ENVTAB__REDACTED_CAPACITY(0, 3) +
              _Alignof(envtab_pair) + _Alignof(struct envtab__unique_node),
  .capacity_per_byte = 1 + 1 + 1 +
                       (sizeof ENVTAB__SHOWN_SECRET + sizeof(envtab_pair) + sizeof(struct envtab__unique_node)) / 2,
  .secret = true,
  .is_url = true,
  .choices_are = ENVTAB_CHOICES_ARE_SCHEMES,
  .read = read_url,
  .show = envtab__show_redacted,
  .user = &(const size_t){ offsetof(envtab_url, redacted) },
};
