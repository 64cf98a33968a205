/*
 * What a table writes, in each format: the same bytes whatever the environment is, no secret, each variable once; and
 * nothing at all where the table is wrong. tests/checks/write.sh has the tools read it that it is for.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"

enum { FORMATS = ENVTAB_FORMAT_SYSTEMD + 1 };

/* What is written, in memory that is held; NULL: the table or the format is wrong, and nothing was written. */
static char *written(const envtab_schema *schema, int format)
{
  char *out = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&out, &length);
  envtab_write_result result = envtab_write(schema, (envtab_format)format, file);

  fclose(file);
  hold(out);
  ck_assert_uint_eq(strlen(out), length);
  if (result == ENVTAB_WRITE_OK) return out;
  ck_assert_int_eq(result, format >= 0 && format < FORMATS ? ENVTAB_WRITE_SCHEMA : ENVTAB_WRITE_FORMAT);
  ck_assert_str_eq(out, "");
  return NULL;
}

static size_t count_of(const char *text, const char *piece)
{
  size_t count = 0;

  for (; (text = strstr(text, piece)) != NULL; text++) count++;
  return count;
}

static void expect_piece(const envtab_schema *schema, int format, const char *piece)
{
  const char *out = written(schema, format);

  ck_assert_ptr_nonnull(out);
  ck_assert_msg(strstr(out, piece) != NULL, "format %d: no \"%s\" in:\n%s", format, piece, out);
}

static void expect_none(const envtab_schema *schema, int format, const char *piece)
{
  const char *out = written(schema, format);

  ck_assert_ptr_nonnull(out);
  ck_assert_msg(strstr(out, piece) == NULL, "format %d: \"%s\" in:\n%s", format, piece, out);
}

/* How often the format has the variable. */
static size_t times_told(const envtab_schema *schema, int format, const char *name)
{
  static const char *const starts[FORMATS][4] = {
    /* %: the name */
    [ENVTAB_FORMAT_HELP] = { "\n  %\n", "\n  % " },
    [ENVTAB_FORMAT_DOTENV] = { "\n%=", "\n# %=" },
    [ENVTAB_FORMAT_MARKDOWN] = { "\n| `%` |" },
    [ENVTAB_FORMAT_JSON_SCHEMA] = { "\n    \"%\": {" },
    [ENVTAB_FORMAT_ENV_SCHEMA] = { "\n%=" },
    [ENVTAB_FORMAT_KUBERNETES] = { "\n  %: ", "\n  # %: " },
    [ENVTAB_FORMAT_COMPOSE] = { "\n      %:", "\n      %_FILE:" },
    [ENVTAB_FORMAT_SYSTEMD] = { "\n# %\n", "\nEnvironment=%_FILE=", "\n# Environment=%_FILE=" },
  };
  const char *out = written(schema, format);
  size_t count = 0;

  ck_assert_ptr_nonnull(out);
  for (size_t i = 0; i < 4 && starts[format][i]; i++) {
    const char *start = starts[format][i], *gap = strchr(start, '%');
    char piece[128];

    snprintf(piece, sizeof piece, "%.*s%s%s", (int)(gap - start), start, name, gap + 1);
    count += count_of(out, piece);
  }
  return count;
}

/* ---- A table with something of everything ---- */

struct tls {
  envtab_secret key;
  const char *mode;
};
struct server {
  envtab_endpoint address;
  envtab_duration timeout;
  const struct tls *tls;
};
struct config {
  uint16_t port;
  int level;
  unsigned rights;
  envtab_url site;
  envtab_strings tags;
  envtab_bytes pepper;
  struct server main;
  const struct server *spare;
  const struct tls *plain;
  envtab_secret salt;
};
#define ROW(member, ...) ENVTAB(struct config, member, __VA_ARGS__)
static ENVTAB_TABLE(struct tls) tls_fields[] = {
  ENVTAB(struct tls, key, "KEY", "Its key.", .from_file = true, .deprecated = ENVTAB_NAMES("CERT")),
  ENVTAB(struct tls, mode, "MODE", "How strict it is.", .default_value = "strict", .empty = ENVTAB_EMPTY_IS_ERROR),
};
static ENVTAB_SCHEMA(struct tls, tls_schema, tls_fields, "tls", .reserved_prefix = "TLS_");
static ENVTAB_TABLE(struct server) server_fields[] = {
  ENVTAB(struct server, address, "ADDRESS", "Its host and port.", .example = "db:5432"),
  ENVTAB(struct server, timeout, "TIMEOUT", "How long it may take.", .default_value = "2s", .min = "1s", .max = "1m"),
  ENVTAB_OPTIONAL_GROUP(struct server, tls, tls_schema, "TLS_", "How it is secured."),
};
static ENVTAB_SCHEMA(struct server, server_schema, server_fields, "server");
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port to listen on.", .default_value = "3000"),
  ROW(level, "LEVEL", "How much to log.", .default_value = "info", .choices = ENVTAB_CHOICES({ "info", 1 }, { "debug", 2 })),
  ENVTAB_AS(struct config, rights, ENVTAB_FLAGS, "RIGHTS", "What is allowed.", .optional = true,
            .choices = ENVTAB_CHOICES({ "read", 1 }, { "write", 2 })),
  ROW(site, "SITE", "Where it is.", .choices = ENVTAB_CHOICES({ "https", 0 }), .example = "https://u:pw@h/",
      .min_length = 0),
  ENVTAB_LIST(struct config, tags, "TAGS", "For the metrics.", .empty = ENVTAB_EMPTY_IS_VALUE, .max_length = 3,
              .example = "a,b"),
  ENVTAB_AS(struct config, pepper, ENVTAB_HEX, "PEPPER", "Goes into each hash.", .from_file = true, .raw = true),
  ENVTAB_GROUP(struct config, main, server_schema, "MAIN_", "The server."),
  ENVTAB_OPTIONAL_GROUP(struct config, spare, server_schema, "SPARE_", "Another server"),
  ENVTAB_OPTIONAL_GROUP(struct config, plain, tls_schema, "", ""),
  ROW(salt, "SALT", "Salts it.", .optional = true, .from_file = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "shop", .about = "Sells things.", .reserved_prefix = "SHOP_");
static const char *const names[] = { "PORT",          "LEVEL",          "RIGHTS",        "SITE",
                                     "TAGS",          "PEPPER",         "MAIN_ADDRESS",  "MAIN_TIMEOUT",
                                     "MAIN_TLS_KEY",  "MAIN_TLS_MODE",  "SPARE_ADDRESS", "SPARE_TIMEOUT",
                                     "SPARE_TLS_KEY", "SPARE_TLS_MODE", "KEY",           "MODE",
                                     "SALT" };

START_TEST(each_variable_is_written_once)
{
  ck_assert(envtab_check_schema(&schema, NULL));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    ck_assert_msg(times_told(&schema, _i, names[i]) == 1, "format %d: %s %zu times in:\n%s", _i, names[i],
                  times_told(&schema, _i, names[i]), written(&schema, _i));
}
END_TEST

START_TEST(bytes_are_the_same_whatever_the_environment_is)
{
  static char hostile[][40] = { "PORT=mark",         "SITE=https://mark:mark@mark/",
                                "MAIN_TLS_KEY=mark", "KEY_FILE=/mark",
                                "SHOP_X=mark",       "TERM=xterm",
                                "COLUMNS=20",        "LC_ALL=mark",
                                "CLICOLOR_FORCE=1",  "FORCE_COLOR=1",
                                "PORT=mark" };
  char *entries[sizeof hostile / sizeof *hostile + 1] = { NULL }, *nothing[] = { NULL }, *first, *second;

  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) entries[i] = hostile[i];
  use_environ(nothing);
  first = written(&schema, _i);
  use_environ(entries);
  second = written(&schema, _i);
  restore_environ();
  ck_assert_str_eq(first, second);
  ck_assert_str_eq(first, written(&schema, _i));
  ck_assert_ptr_null(strstr(first, "mark"));
  ck_assert_ptr_null(strchr(first, '\033'));
  ck_assert_int_eq(first[strlen(first) - 1], '\n');
}
END_TEST

START_TEST(stdout_is_written_to_where_nothing_else_is_named)
{
  envtab_write_result result;
  const char *out;

  begin_capture(stdout);
  result = envtab_write(&schema, (envtab_format)_i, NULL);
  out = end_capture();
  ck_assert_int_eq(result, ENVTAB_WRITE_OK);
  ck_assert_str_eq(out, written(&schema, _i));
}
END_TEST

START_TEST(what_is_required_in_an_optional_group_is_not_always)
{
  expect_piece(&schema, ENVTAB_FORMAT_HELP, "Required\n                  where any SPARE_ variable is set.");
  expect_piece(&schema, ENVTAB_FORMAT_HELP, "Another server: its host and port.");
  expect_piece(&schema, ENVTAB_FORMAT_DOTENV, "\n# Required where any MAIN_TLS_ variable is set.\n# MAIN_TLS_KEY=\n");
  expect_piece(&schema, ENVTAB_FORMAT_DOTENV, "\n# Required where any variable of its group is set.\n# KEY=\n");
  expect_piece(&schema, ENVTAB_FORMAT_DOTENV, "\nMAIN_ADDRESS=\n");
  expect_piece(&schema, ENVTAB_FORMAT_DOTENV, "\n# SPARE_ADDRESS=\n");
  expect_piece(&schema, ENVTAB_FORMAT_MARKDOWN, "| `MAIN_ADDRESS` | **required** |");
  expect_piece(&schema, ENVTAB_FORMAT_MARKDOWN, "| `SPARE_ADDRESS` | Required where any SPARE\\_ variable is set. |");
  expect_piece(&schema, ENVTAB_FORMAT_JSON_SCHEMA, "\"required\": [\"SITE\", \"TAGS\", \"MAIN_ADDRESS\"]");
  expect_piece(&schema, ENVTAB_FORMAT_JSON_SCHEMA, "\"if\": { \"anyOf\": [{ \"required\": [\"SPARE_ADDRESS\"]");
  expect_piece(&schema, ENVTAB_FORMAT_JSON_SCHEMA, "^(?!SHOP_|MAIN_TLS_TLS_|SPARE_TLS_TLS_|TLS_)");
  expect_piece(&schema, ENVTAB_FORMAT_KUBERNETES, "\n  MAIN_ADDRESS: \"\"\n");
  expect_piece(&schema, ENVTAB_FORMAT_KUBERNETES, "\n  # SPARE_ADDRESS: \"\"\n");
  expect_piece(&schema, ENVTAB_FORMAT_COMPOSE, "MAIN_ADDRESS: \"${MAIN_ADDRESS:?The server: its host and port.}\"");
  expect_piece(&schema, ENVTAB_FORMAT_COMPOSE, "\n      SPARE_ADDRESS:\n");
  expect_piece(&schema, ENVTAB_FORMAT_COMPOSE, "\n      PEPPER_FILE: /run/secrets/PEPPER\n");
  expect_piece(&schema, ENVTAB_FORMAT_SYSTEMD, "\nEnvironment=PEPPER_FILE=%d/PEPPER\n");
  expect_piece(&schema, ENVTAB_FORMAT_SYSTEMD, "\n# LoadCredential=SPARE_TLS_KEY:/etc/shop/SPARE_TLS_KEY\n");
  expect_piece(&schema, ENVTAB_FORMAT_HELP, "Formerly MAIN_TLS_CERT.");
}
END_TEST

/* ---- Several processes ---- */

struct web {
  uint16_t port;
  const char *shared;
  envtab_secret key;
};
struct worker {
  const char *shared, *own;
  envtab_secret key;
};
struct outer {
  const struct worker *inner;
  int nothing;
};
static ENVTAB_TABLE(struct web) web_fields[] = {
  ENVTAB(struct web, port, "PORT", "Port of the web.", .default_value = "80"),
  ENVTAB(struct web, shared, "SHARED", "What the web does with it.", .default_value = "x"),
  ENVTAB(struct web, key, "IN_KEY", "The web's key."),
};
static ENVTAB_TABLE(struct worker) worker_fields[] = {
  ENVTAB(struct worker, shared, "SHARED", "What the worker does with it."),
  ENVTAB(struct worker, own, "OWN", "The worker's alone.", .optional = true),
  ENVTAB(struct worker, key, "KEY", "The worker's key."),
};
static ENVTAB_SCHEMA(struct worker, worker_schema, worker_fields, "The Worker 2!", .reserved_prefix = "WORK_");
static ENVTAB_TABLE(struct outer) outer_fields[] = {
  ENVTAB_OPTIONAL_GROUP(struct outer, inner, worker_schema, "IN_", "Inside."),
  ENVTAB(struct outer, nothing, "PORT", "The outer one's port.", .default_value = "81"),
};
static ENVTAB_SCHEMA(struct outer, outer_schema, outer_fields, "?");
static ENVTAB_SCHEMA(struct web, web_schema, web_fields, "web",
                     .others = ENVTAB_SCHEMAS(&worker_schema, &outer_schema));
static ENVTAB_SCHEMA(struct outer, first_schema, outer_fields, "first", .others = ENVTAB_SCHEMAS(&web_schema));

START_TEST(variable_of_several_processes_is_written_once)
{
  static const char *const shared[] = { "PORT", "SHARED", "OWN", "KEY", "IN_SHARED", "IN_OWN", "IN_KEY" };

  for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
    ck_assert_msg(times_told(&web_schema, _i, shared[i]) == 1, "%s: %s", shared[i], written(&web_schema, _i));
}
END_TEST

/* One list of all processes may serve each of them. */
START_TEST(table_in_its_own_others_is_written_once)
{
  const envtab_schema *others[] = { &worker_schema, NULL, &outer_schema, NULL };
  envtab_schema own = web_schema;

  own.others = others;
  others[1] = &own;
  ck_assert_str_eq(written(&own, _i), written(&web_schema, _i));
}
END_TEST

/* "# @required" and "# ---" are varlock's own. */
START_TEST(line_of_help_never_begins_with_a_decorator_of_varlock)
{
  struct texts {
    const char *text;
  };
  static const char mail[] = "Mail for @oncall --- all of it @required goes to @sensitive --- people.";

  for (size_t i = 0; i < 40; i++) {
    char help[sizeof mail + 40];
    ENVTAB_TABLE(struct texts) rows[] = { ENVTAB(struct texts, text, "TEXT", help) };
    ENVTAB_SCHEMA(struct texts, texts, rows, "texts");
    const char *out;

    memset(help, 'x', i);
    strcpy(help + i, mail);
    out = written(&texts, ENVTAB_FORMAT_ENV_SCHEMA);
    ck_assert_uint_eq(count_of(out, "\n# @required\n"), 1);
    ck_assert_uint_eq(count_of(out, "\n# @"), 3); /* the title's, the type's, that one */
    ck_assert_uint_eq(count_of(out, "\n# -"), 1);
  }
}
END_TEST

START_TEST(strictest_row_describes_the_variable)
{
  expect_piece(&web_schema, ENVTAB_FORMAT_MARKDOWN, "| `SHARED` | **required** | What the worker does with it.");
  expect_piece(&web_schema, ENVTAB_FORMAT_MARKDOWN, "| `PORT` | `80` | Port of the web.");
  expect_piece(&web_schema, ENVTAB_FORMAT_JSON_SCHEMA, "\"required\": [\"SHARED\", \"IN_KEY\", \"KEY\"]");
  /* In an optional group first, then without one. */
  expect_piece(&first_schema, ENVTAB_FORMAT_MARKDOWN, "| `IN_KEY` | **required** | The web's key.");
  expect_piece(&first_schema, ENVTAB_FORMAT_JSON_SCHEMA, "\"required\": [\"IN_KEY\"]");
}
END_TEST

START_TEST(each_process_has_a_service)
{
  expect_piece(&web_schema, ENVTAB_FORMAT_COMPOSE, "\n  web:\n    image: web\n    environment: &environment\n");
  expect_piece(&web_schema, ENVTAB_FORMAT_COMPOSE,
               "\n  the-worker-2:\n    image: web\n    environment: *environment\n");
  expect_piece(&web_schema, ENVTAB_FORMAT_COMPOSE, "\n  service:\n    image: web\n");
  ck_assert_uint_eq(count_of(written(&web_schema, ENVTAB_FORMAT_KUBERNETES), "kind: Deployment"), 3);
  expect_piece(&web_schema, ENVTAB_FORMAT_KUBERNETES, "  name: the-worker-2\n");
}
END_TEST

/* A rename that only one process has followed: the name is described once, by the table that still has it. */
START_TEST(deprecated_name_of_one_process_may_be_the_variable_of_another)
{
  struct half {
    const char *renamed;
  };
  static ENVTAB_TABLE(struct half) old_rows[] = { ENVTAB(struct half, renamed, "OLD", "It has the old name.") };
  static ENVTAB_SCHEMA(struct half, old, old_rows, "old");
  ENVTAB_TABLE(struct half) new_rows[] = {
    ENVTAB(struct half, renamed, "NEW", "It has the new name.", .deprecated = ENVTAB_NAMES("OLD")),
  };
  ENVTAB_SCHEMA(struct half, renamed, new_rows, "new", .reserved_prefix = "O", .others = ENVTAB_SCHEMAS(&old));
  const char *out = written(&renamed, ENVTAB_FORMAT_JSON_SCHEMA);

  ck_assert_uint_eq(count_of(out, "    \"OLD\": {"), 1);
  ck_assert_ptr_nonnull(strstr(out, "It has the old name."));
  ck_assert_uint_eq(count_of(out, "{ \"enum\": [\"NEW\", \"OLD\"] }"), 1);
}
END_TEST

/* The texts of a number with choices are their names, and those of a secret are not written. */
START_TEST(hidden_choices_of_a_number_may_be_any_text)
{
  struct one { int number; };
  ENVTAB_TABLE(struct one) rows[] = {
    ENVTAB(struct one, number, "NUMBER", "A number.", .secret = true, .choices = ENVTAB_CHOICES({ "low", 1 }, { "high", 2 })),
  };
  ENVTAB_SCHEMA(struct one, table, rows, "one");
  const char *out = written(&table, ENVTAB_FORMAT_JSON_SCHEMA);

  ck_assert_ptr_null(strstr(out, "[1-9]"));
  ck_assert_ptr_null(strstr(out, "low"));
  expect_piece(&table, ENVTAB_FORMAT_HELP, "one of its choices; never shown.");
}
END_TEST

START_TEST(all_deprecated_names_are_written)
{
  struct renamed { envtab_secret key; int level; };
  ENVTAB_TABLE(struct renamed) rows[] = {
    ENVTAB(struct renamed, key, "KEY", "A key.", .from_file = true, .deprecated = ENVTAB_NAMES("OLD", "OLDER")),
    ENVTAB(struct renamed, level, "LEVEL", "A level.", .deprecated = ENVTAB_NAMES("A", "B", "C")),
  };
  ENVTAB_SCHEMA(struct renamed, table, rows, "renamed", .reserved_prefix = "OLD");
  static const int told[] = { ENVTAB_FORMAT_HELP, ENVTAB_FORMAT_DOTENV, ENVTAB_FORMAT_MARKDOWN, ENVTAB_FORMAT_ENV_SCHEMA,
                              ENVTAB_FORMAT_COMPOSE, ENVTAB_FORMAT_KUBERNETES, ENVTAB_FORMAT_SYSTEMD };
  const char *out = written(&table, ENVTAB_FORMAT_JSON_SCHEMA);

  for (size_t i = 0; i < sizeof told / sizeof *told; i++) expect_piece(&table, told[i], "OLDER.");
  expect_piece(&table, ENVTAB_FORMAT_MARKDOWN, "Formerly OLD and OLDER. |");
  expect_piece(&table, ENVTAB_FORMAT_MARKDOWN, "Formerly A, B and C. |");
  ck_assert_ptr_nonnull(strstr(out, "\"enum\": [\"KEY\", \"KEY_FILE\", \"OLD\", \"OLD_FILE\", \"OLDER\", "
                                    "\"OLDER_FILE\", \"LEVEL\", \"A\", \"B\", \"C\"]"));
  ck_assert_uint_eq(count_of(out, "\"deprecated\": true"), 7);
  ck_assert_uint_eq(count_of(out, "{ \"not\": {"), 12); /* of 15 pairs, those with a file */
  ck_assert_uint_eq(count_of(out, "\"required\": [\"OLDER_FILE\"]"), 6); /* one in what is required */
  ck_assert_uint_eq(count_of(out, "\"required\": [\"C\"]"), 1);
}
END_TEST

START_TEST(what_may_be_empty_is_required_all_the_same)
{
  struct text {
    const char *text;
  };
  static ENVTAB_TABLE(struct text) rows[] = {
    ENVTAB(struct text, text, "TEXT", "A text.", .empty = ENVTAB_EMPTY_IS_VALUE),
  };
  static ENVTAB_SCHEMA(struct text, table, rows, "texts");

  expect_piece(&table, ENVTAB_FORMAT_COMPOSE, "TEXT: \"${TEXT?A text.}\"\n");
  ck_assert_ptr_null(strstr(written(&table, ENVTAB_FORMAT_ENV_SCHEMA), "# @required\n"));
  expect_piece(&table, ENVTAB_FORMAT_JSON_SCHEMA, "\"required\": [\"TEXT\"]");
}
END_TEST

START_TEST(odd_choices_are_written)
{
  struct odd_choices { int quoted; envtab_strings list; const char *text; };
  static char example[5000];
  ENVTAB_TABLE(struct odd_choices) rows[] = {
    ENVTAB(struct odd_choices, quoted, "QUOTED", "A number.", .choices = ENVTAB_CHOICES({ "a\"b", 1 }, { "c", 2 })),
    ENVTAB_LIST(struct odd_choices, list, "LIST", "Texts.", .choices = ENVTAB_CHOICES({ "x", 1 }, { "y", 2 })),
    ENVTAB(struct odd_choices, text, "TEXT", "A text.", .example = example),
  };
  ENVTAB_SCHEMA(struct odd_choices, table, rows, "odd");

  memset(example, 'e', sizeof example - 1);
  expect_piece(&table, ENVTAB_FORMAT_JSON_SCHEMA, "\"enum\": [\"a\\\"b\", \"c\"]");
  expect_piece(&table, ENVTAB_FORMAT_ENV_SCHEMA, "matches=regex(\"^(?:a\\x22b|c)$\")");
  expect_piece(&table, ENVTAB_FORMAT_ENV_SCHEMA, "(?:x|y)(?:,(?!$)|$))+$\")");
  expect_piece(&table, ENVTAB_FORMAT_JSON_SCHEMA, "(?:x|y)(?:,(?!$)|$))+$\"");
  ck_assert_ptr_null(strstr(written(&table, ENVTAB_FORMAT_MARKDOWN), "eee")); /* cut, it would be no example */
}
END_TEST

/* compose stops where the file of a secret is missing, so only what is required comes as one. */
START_TEST(optional_secret_is_not_a_secret_of_compose)
{
  struct keys { envtab_secret key, spare; };
  static ENVTAB_TABLE(struct keys) rows[] = {
    ENVTAB(struct keys, key, "KEY", "A key.", .from_file = true),
    ENVTAB(struct keys, spare, "SPARE", "Another.", .from_file = true, .optional = true),
  };
  static ENVTAB_SCHEMA(struct keys, table, rows, "keys");

  expect_piece(&table, ENVTAB_FORMAT_COMPOSE, "      KEY_FILE: /run/secrets/KEY\n");
  expect_piece(&table, ENVTAB_FORMAT_COMPOSE, "      SPARE:\n");
  expect_piece(&table, ENVTAB_FORMAT_COMPOSE, "\nsecrets:\n  KEY:\n    file: ./KEY\n");
  ck_assert_ptr_null(strstr(written(&table, ENVTAB_FORMAT_COMPOSE), "secrets/SPARE"));
}
END_TEST

/* What is too long for a line of help is left out, not cut. */
START_TEST(default_is_written_in_full_or_not_at_all)
{
  struct text {
    const char *text;
  };
  static char default_value[3000];
  envtab_row row = ENVTAB(struct text, text, "TEXT", "A text.", .default_value = default_value);
  const envtab_schema table = { .name = "texts",
                                .fields = &row.field,
                                .count = 1,
                                .field_size = sizeof row,
                                .size = sizeof(struct text),
                                .alignment = _Alignof(struct text) };

  memset(default_value, 'x', 1024);
  expect_piece(&table, ENVTAB_FORMAT_HELP, default_value);
  memset(default_value, 'x', 1025);
  ck_assert_ptr_null(strstr(written(&table, ENVTAB_FORMAT_HELP), "xx"));
  expect_piece(&table, ENVTAB_FORMAT_HELP, "It has a default.");
  expect_piece(&table, ENVTAB_FORMAT_DOTENV, default_value);
  strcpy(default_value, "a\\|b|c");
  expect_piece(&table, ENVTAB_FORMAT_MARKDOWN, "| a\\\\\\|b\\|c |");
  strcpy(default_value, "");
  expect_piece(&table, ENVTAB_FORMAT_HELP, "Default: (empty)");
}
END_TEST

START_TEST(name_of_a_service_is_text_to_yaml)
{
  static const char *const services[][2] = {
    { "Null", "\n  service-null:\n" }, { "on", "\n  service-on:\n" },   { "1e3", "\n  service-1e3:\n" },
    { "one", "\n  one:\n" },           { "nothing", "\n  nothing:\n" },
  };
  envtab_schema named = worker_schema;

  named.name = services[_i][0];
  expect_piece(&named, ENVTAB_FORMAT_COMPOSE, services[_i][1]);
}
END_TEST

/* ---- Secrets ---- */

#define MARK "hunter2"
#define MARK_HEX "68756e7465723268756e746572326875"
struct secrets {
  envtab_secret word, choice, numbered;
  const char *text, *webhook, *plain_url, *dsn;
  envtab_strings hidden_list;
  ENVTAB_LIST_OF(envtab_secret) words;
  envtab_bytes key;
  envtab_url url, hidden_url, long_url, open;
  envtab_postgres postgres;
  envtab_redis redis;
  envtab_amqp amqp;
  unsigned flags;
  char own;
};
struct vault {
  struct secrets inner;
  const struct secrets *spare;
};
static bool read_secret_word(const envtab_type *self, envtab_value *value, void *member) { return self && value && member; }
static size_t show_secret_word(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                               size_t capacity)
{
  (void)self, (void)field, (void)member;
  return (size_t)snprintf(out, capacity, "<secret>");
}

/* It looks at .choices itself, which are values of it. */
static const envtab_type secret_word = { .name = "secret word", .size = 1, .secret = true, .choices_are = ENVTAB_CHOICES_ARE_NAMES,
                                         .read = read_secret_word, .show = show_secret_word };
#define SECRET_WORD char, &secret_word
#define SECRET(member, ...) ENVTAB(struct secrets, member, __VA_ARGS__)
#define LONG_TEXT "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
static ENVTAB_TABLE(struct secrets) secret_fields[] = {
  SECRET(word, "WORD", "A word.", .default_value = MARK, .example = MARK, .empty = ENVTAB_EMPTY_IS_VALUE),
  SECRET(choice, "CHOICE", "One of two.", .choices = ENVTAB_CHOICES({ MARK "-a", 1 }, { MARK "-b", 2 })),
  SECRET(numbered, "NUMBERED", "Of a length.", .min_length = 7, .max_length = 40),
  SECRET(text, "TEXT", "A text.", .secret = true, .example = MARK, .choices = ENVTAB_CHOICES({ MARK, 1 })),
  SECRET(webhook, "WEBHOOK", "A webhook.", .default_value = "https://h/hook?key=" MARK, .example = "https://u:" MARK "@h/"),
  SECRET(plain_url, "PLAIN_URL", "A place.", .default_value = "https://h/path"),
  SECRET(dsn, "DSN", "A database.", .secret = true, .example = "host=db password=" MARK),
  ENVTAB_LIST(struct secrets, hidden_list, "HIDDEN_LIST", "Hidden.", .secret = true, .example = MARK ",b"),
  ENVTAB_LIST(struct secrets, words, "WORDS", "Several.", .default_value = MARK ",b", .example = "b," MARK,
              .choices = ENVTAB_CHOICES({ MARK, 1 })),
  ENVTAB_AS(struct secrets, key, ENVTAB_HEX, "PEPPER", "A key.", .default_value = MARK_HEX, .example = MARK_HEX),
  SECRET(url, "URL", "A URL.", .default_value = "https://u:" MARK "@h/?k=" MARK, .example = "https://u:" MARK "@h/?k=" MARK),
  ENVTAB_AS(struct secrets, own, SECRET_WORD, "OWN", "A word.", .choices = ENVTAB_CHOICES({ MARK "-a", 1 })),
  SECRET(hidden_url, "HIDDEN_URL", "Hidden.", .secret = true, .example = "https://" MARK "/",
         .choices = ENVTAB_CHOICES({ "https", 0 })),
  SECRET(long_url, "LONG_URL", "Long.",
         .example = "https://u:" MARK "@h/" LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT),
  SECRET(open, "OPEN", "Holds no secret.", .default_value = "https://catalog:8443/v1"),
  SECRET(postgres, "POSTGRES", "A database.", .default_value = "postgres://u:" MARK "@h/d",
         .example = "postgres://u:" MARK "@h/d"),
  SECRET(redis, "REDIS", "A cache.", .default_value = "redis://:" MARK "@h", .example = "redis://:" MARK "@h"),
  SECRET(amqp, "AMQP", "A queue.", .default_value = "amqp://u:" MARK "@h", .example = "amqp://u:" MARK "@h"),
  ENVTAB_AS(struct secrets, flags, ENVTAB_FLAGS, "FLAGS", "Hidden.", .secret = true, .example = MARK,
            .choices = ENVTAB_CHOICES({ MARK, 1 })),
};
static ENVTAB_SCHEMA(struct secrets, secret_schema, secret_fields, "secrets");
static ENVTAB_TABLE(struct vault) vault_fields[] = {
  ENVTAB_GROUP(struct vault, inner, secret_schema, "IN_", "Inside."),
  ENVTAB_OPTIONAL_GROUP(struct vault, spare, secret_schema, "SPARE_", NULL),
};
static ENVTAB_SCHEMA(struct vault, vault, vault_fields, "vault");

START_TEST(no_secret_of_the_table_is_written)
{
  expect_none(&vault, _i, MARK);
  expect_none(&vault, _i, MARK_HEX);
  ck_assert_uint_eq(times_told(&vault, _i, "IN_HIDDEN_URL"), 1);
}
END_TEST

START_TEST(url_is_written_without_its_secrets)
{
  expect_piece(&schema, ENVTAB_FORMAT_MARKDOWN, "For example: `https://u:<secret>@h/`");
  expect_piece(&secret_schema, ENVTAB_FORMAT_DOTENV, "\n# OPEN=https://catalog:8443/v1\n");
  expect_piece(&secret_schema, ENVTAB_FORMAT_DOTENV, "\n# PLAIN_URL=https://h/path\n");
  expect_piece(&secret_schema, ENVTAB_FORMAT_ENV_SCHEMA, "\nWEBHOOK=\n");
  expect_piece(&secret_schema, ENVTAB_FORMAT_MARKDOWN, "| `URL` | (not shown) |");
}
END_TEST

/* ---- Odd texts ---- */

struct odd {
  const char *lines, *quotes, *money, *bars, *empty, *apostrophe;
  int choice, many;
  float ratio;
  int other;
  const char *silent;
};
#define ODD(member, ...) ENVTAB(struct odd, member, __VA_ARGS__)
static ENVTAB_TABLE(struct odd) odd_fields[] = {
  ODD(lines, "LINES_OF", "One.\nTwo:\ttab.\r\n\x1b[31mred \xff", .default_value = "a\nb", .raw = true, .example = "c\nd"),
  ODD(quotes, "QUOTES", "Say \"it\" \\ 'so', # or %i 100%", .default_value = "say \"it\" \\n", .example = "x"),
  ODD(money, "MONEY", "Costs ${PRICE} or $(PRICE), größer \xe2\x82\xac", .default_value = "5 # \xe2\x82\xac"),
  ODD(bars, "BARS", "a | b ` c * d _ e [f](g) <h> ~i~ &amp;", .default_value = "a|``b`"),
  ODD(empty, "EMPTY", "May be empty?", .default_value = "", .empty = ENVTAB_EMPTY_IS_VALUE),
  ODD(apostrophe, "APOSTROPHE", "It's!", .default_value = "it's"),
  ODD(choice, "CHOICE", "A choice.", .optional = true,
      .choices = ENVTAB_CHOICES({ "say \"a\"", 1 }, { "b\nc", 2 }, { "ü.|", 3 })),
  ODD(many, "MANY", "Of ${many}."),
  ODD(ratio, "RATIO", "", .min = "0.5", .optional = true, .example = "1"),
  ODD(other, "OTHER", "Another.", .optional = true, .choices = ENVTAB_CHOICES({ "b\nc", 1 }, { "\xff", 2 })),
  ODD(silent, "SILENT", NULL, .optional = true, .min_length = 70000),
};
static ENVTAB_SCHEMA(struct odd, odd, odd_fields, "Odd & Söhne", .about = "Has 100% \"odd\" texts\nand ends in a \\");

START_TEST(odd_texts_stay_in_their_place)
{
  expect_piece(&odd, ENVTAB_FORMAT_HELP, "One.?Two:?tab.??\?[31mred ?");
  expect_piece(&odd, ENVTAB_FORMAT_HELP, "It has a default.");
  expect_piece(&odd, ENVTAB_FORMAT_DOTENV, "\n# One.?Two:?tab.??\?[31mred ?\n");
  expect_piece(&odd, ENVTAB_FORMAT_DOTENV, "\n# Default: 5 # \xe2\x82\xac\n# MONEY=\n");
  expect_piece(&odd, ENVTAB_FORMAT_DOTENV, "\n# Default: it's\n# APOSTROPHE=\n");
  expect_piece(&odd, ENVTAB_FORMAT_MARKDOWN, "# The environment of Odd \\& Söhne\n");
  expect_piece(&odd, ENVTAB_FORMAT_MARKDOWN,
               "| ```"
               " a\\|``b` ``` | a \\| b \\` c \\* d \\_ e \\[f\\](g) \\<h\\> \\~i\\~ \\&amp;.");
  expect_piece(&odd, ENVTAB_FORMAT_MARKDOWN, "| `LINES_OF` | (not shown) |");
  expect_piece(&odd, ENVTAB_FORMAT_MARKDOWN, "| `EMPTY` | (empty) | May be empty? Takes");
  expect_piece(&odd, ENVTAB_FORMAT_JSON_SCHEMA, "\"default\": \"say \\\"it\\\" \\\\n\"");
  expect_piece(&odd, ENVTAB_FORMAT_JSON_SCHEMA, "\"enum\": [\"say \\\"a\\\"\", \"b\\u000ac\", \"ü.|\"]");
  expect_piece(&odd, ENVTAB_FORMAT_ENV_SCHEMA,
               "# @type=string(matches=regex(\"^(?:say\\x20\\x22a\\x22|b\\x0ac|ü\\x2e\\x7c)$\"))");
  expect_piece(&odd, ENVTAB_FORMAT_ENV_SCHEMA, "\n# Default: it's\n");
  expect_piece(&odd, ENVTAB_FORMAT_ENV_SCHEMA, "\nAPOSTROPHE=\n");
  expect_piece(&odd, ENVTAB_FORMAT_ENV_SCHEMA, "\nQUOTES='say \"it\" \\n'\n");
  expect_piece(&odd, ENVTAB_FORMAT_KUBERNETES, "  # QUOTES: \"say \\\"it\\\" \\\\n\"\n");
  expect_piece(&odd, ENVTAB_FORMAT_COMPOSE, "MANY: \"${MANY:?Of many.}\"");
  expect_piece(&odd, ENVTAB_FORMAT_COMPOSE, "\n  odd-s-hne:\n");
  expect_piece(&odd, ENVTAB_FORMAT_SYSTEMD, "Description=Has 100%% \"odd\" texts?and ends in a \nWants=");
}
END_TEST

/* What is put together may be of any length; lines of comments are of at most 80 columns, but for single words. */
START_TEST(long_texts_are_written)
{
  static char help[10000], names_of[300][8];
  static envtab_choice choices[301];
  envtab_row row = { .field = odd_fields[7].field };
  envtab_schema one = odd;
  char *out;

  for (size_t i = 0; i + 1 < sizeof help; i++) help[i] = i % 7 == 6 ? ' ' : 'w';
  for (size_t i = 0; i < 300; i++) {
    snprintf(names_of[i], sizeof names_of[i], "c%zu", i);
    choices[i] = (envtab_choice){ names_of[i], (int64_t)i };
  }
  row.field.help = help;
  row.field.choices = choices;
  one.fields = &row.field;
  one.count = 1;
  one.about = help;
  if (_i != ENVTAB_FORMAT_MARKDOWN) one.name = help;
  out = written(&one, _i);
  ck_assert_ptr_nonnull(out);
  ck_assert_ptr_nonnull(strstr(out, "wwwwww wwwwww"));
  ck_assert_uint_lt(strlen(out), 30000);
  if (_i == ENVTAB_FORMAT_JSON_SCHEMA) ck_assert_ptr_nonnull(strstr(out, "\"c298\", \"c299\"]"));
  if (_i == ENVTAB_FORMAT_HELP || _i == ENVTAB_FORMAT_DOTENV) ck_assert_uint_le(widest_line(out), 80);
}
END_TEST

/* ---- Patterns of a type of the program's own ---- */

static bool read_nothing(const envtab_type *self, envtab_value *value, void *member) { return self && value && member; }
static size_t show_nothing(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                           size_t capacity)
{
  (void)self;
  return (size_t)snprintf(out, capacity, "%s", field && member ? "" : "x");
}

/* The rule for all texts is left out only where the pattern already excludes what it forbids. */
static const struct {
  const char *pattern, *told, *item;
  bool narrow;
} patterns[] = {
  { "^[a-z]+$", "^(?:[a-z]+)$", "(?:[a-z]+)", true },
  { "[A-Z0-9_-]+$", "^(?:[A-Z0-9_-]+)$", "(?:[A-Z0-9_-]+)", true },
  { "^[.]a\\.b$", "^(?:[.]a\\\\.b)$", "(?:[.]a\\\\.b)", true },
  { "^[-a]$", "^(?:[-a])$", "(?:[-a])", true },
  { "^[ -~]+$", "^(?:[ -~]+)$", "(?:[ -~]+)", false },
  { "^[!-a]$", "^(?:[!-a])$", "(?:[!-a])", false },
  { "^[a-~]$", "^(?:[a-~])$", "(?:[a-~])", false },
  { "^.+$", "^(?:.+)$", "(?:[^,]+)", false },
  { "^[^a]$", "^(?:[^a])$", "(?:[^a])", false },
  { "^\\d+$", "^(?:\\\\d+)$", "(?:\\\\d+)", false },
  { "^(?!a$)[a-z]+$", "^(?:(?!a$)[a-z]+)$", "(?:(?!a(?![^,]))[a-z]+)", false },
  { "^[a$]$", "^(?:[a$])$", "(?:[a$])", false },
  { "^ü$", "^(?:ü)$", "(?:ü)", false },
  { "^\x01$", "^(?:\\u0001)$", "(?:\\u0001)", false },
  { "^\x7f$", "^(?:\\u007f)$", "(?:\\u007f)", false },
  { "^a", "^(?:a[\\\\s\\\\S]*)$", "(?:a[^,]*)", false },
  { "^a\\$", "^(?:a\\\\$[\\\\s\\\\S]*)$", "(?:a\\\\$[^,]*)", false },
  { "$", "^(?:)$", "(?:)", true },
  { "", "^(?:[\\\\s\\\\S]*)$", "(?:[^,]*)", false },
};

START_TEST(pattern_of_a_type_is_written)
{
  const envtab_type own = {
    .name = "own", .pattern = patterns[_i].pattern, .size = 1, .read = read_nothing, .show = show_nothing, .least = "1"
  };
  envtab_field field = { .type = &own, .size = 1, .name = "V", .help = "A value." };
  envtab_schema one = {
    .name = "own", .fields = &field, .count = 1, .field_size = sizeof field, .size = 16, .alignment = 8
  };
  char piece[200];

  snprintf(piece, sizeof piece, "\"pattern\": \"%s\"", patterns[_i].told);
  expect_piece(&one, ENVTAB_FORMAT_JSON_SCHEMA, piece);
  ck_assert_int_eq(strstr(written(&one, ENVTAB_FORMAT_JSON_SCHEMA), "\"$ref\": \"#/$defs/text\"") == NULL,
                   patterns[_i].narrow);
  field.type = &envtab_type_list;
  field.size = envtab_type_list.size;
  field.element = &own;
  field.element_size = 1;
  expect_piece(&one, ENVTAB_FORMAT_JSON_SCHEMA, patterns[_i].item);
}
END_TEST

START_TEST(odd_rows_are_written)
{
  const envtab_choice schemes[] = { { "own+1", 0 }, { NULL, 0 } };
  const envtab_type own = { .name = "own",
                            .size = 1,
                            .read = read_nothing,
                            .show = show_nothing,
                            .least = "1",
                            .choices_are = ENVTAB_CHOICES_ARE_SCHEMES,
                            .is_url = true,
                            .secret = true };
  envtab_field field = { .type = &own, .size = 1, .name = "V", .help = "A value.", .choices = schemes };
  envtab_schema one = {
    .name = "own", .fields = &field, .count = 1, .field_size = sizeof field, .size = 16, .alignment = 8
  };

  expect_piece(&one, ENVTAB_FORMAT_JSON_SCHEMA, "^(?=(?:[oO][wW][nN]\\\\x2b1)://)[\\\\s\\\\S]*$");
  field.choices = NULL;
  field.min = "1";
  expect_piece(&one, ENVTAB_FORMAT_MARKDOWN, "Takes own, at least 1; never shown.");
  field.type = &envtab_type_int8; /* a range that holds no number */
  field.max = "-5";
  expect_piece(&one, ENVTAB_FORMAT_JSON_SCHEMA, "^(?=(?:[2-9]|1|[1-9][0-9]+)(?![0-9]))(?:-(?:[6-9]|5|[1-9][0-9]+))$");
}
END_TEST

START_TEST(secrets_alone_have_no_config_map)
{
  envtab_schema one = vault;

  one.fields = &tls_fields[0].field;
  one.count = 1;
  expect_none(&one, ENVTAB_FORMAT_KUBERNETES, "onfigMap");
  expect_piece(&one, ENVTAB_FORMAT_KUBERNETES, "secretRef");
}
END_TEST

START_TEST(json_schema_is_json)
{
  static const envtab_schema *const schemas[] = { &schema, &web_schema, &vault, &odd };
  char path[] = "/tmp/envtab-json-XXXXXX", command[128];
  int file = mkstemp(path);
  FILE *out = fdopen(file, "w");
  envtab_write_result result = envtab_write(schemas[_i], ENVTAB_FORMAT_JSON_SCHEMA, out);

  fclose(out);
  snprintf(command, sizeof command, "python3 -c 'import json,sys; json.load(open(sys.argv[1], encoding=\"utf-8\"))' %s",
           path);
  ck_assert_int_eq(result, ENVTAB_WRITE_OK);
  ck_assert_int_eq(system(command), 0);
  unlink(path);
}
END_TEST

/* ---- What cannot be written ---- */

START_TEST(nothing_is_written_of_a_wrong_table)
{
  static char long_name[65536];
  const envtab_row good = { .field = odd_fields[7].field };
  envtab_row rows[] = { good, good, good, good, good, good };
  envtab_schema wrong[11];

  memset(long_name, 'N', sizeof long_name - 1);
  for (size_t i = 0; i < 11; i++) wrong[i] = odd;
  wrong[0].name = NULL;
  wrong[1].fields = NULL;
  wrong[2].field_size = 8;
  wrong[3].others = (const envtab_schema *const[]){ &web_schema, &wrong[0], NULL };
  rows[0].field.type = NULL;
  rows[1].field.name = "A \"B";
  rows[2].field.name = NULL;
  rows[3].field.deprecated = ENVTAB_NAMES("A-B");
  rows[4].field.name = long_name;
  rows[5].field.default_value = "1", rows[5].field.secret = true;
  for (size_t i = 0; i < 6; i++) wrong[4 + i].fields = &rows[i].field, wrong[4 + i].count = 1;
  wrong[10].fields = &rows[4].field;
  wrong[10].count = 1;
  for (size_t i = 0; i < 11; i++) ck_assert_msg(!written(&wrong[i], _i), "%zu", i);
}
END_TEST

START_TEST(table_without_rows_is_written)
{
  envtab_schema empty = odd;

  empty.count = 0;
  empty.fields = NULL;
  empty.about = NULL;
  ck_assert_ptr_nonnull(written(&empty, _i));
}
END_TEST

START_TEST(full_disk_is_reported)
{
  FILE *full = fopen("/dev/full", "w");

  ck_assert_ptr_nonnull(full);
  ck_assert_int_eq(envtab_write(&schema, (envtab_format)_i, full), ENVTAB_WRITE_OUTPUT);
  fclose(full);
}
END_TEST

START_TEST(unknown_format_is_rejected)
{
  ck_assert_ptr_null(written(&schema, FORMATS));
  ck_assert_ptr_null(written(&schema, -1));
}
END_TEST

/* ---- Help on a terminal ---- */

static void print_help(FILE *file) { ck_assert_int_eq(envtab_write(&server_schema, ENVTAB_FORMAT_HELP, file), ENVTAB_WRITE_OK); }

START_TEST(help_fits_its_terminal)
{
  static const unsigned short widths[] = { 80, 120, 50 };
  char term[] = "TERM=xterm", no_color[] = "NO_COLOR=1";
  char *entries[] = { term, no_color, NULL }, *out = read_terminal(widths[_i], entries, print_help);

  ck_assert_uint_le(widest_line(out), widths[_i]);
  ck_assert_uint_gt(widest_line(out), widths[_i] - 20u);
  ck_assert_ptr_null(strchr(out, '\033'));
  if (widths[_i] == 80) ck_assert_str_eq(out, written(&server_schema, ENVTAB_FORMAT_HELP));
}
END_TEST

START_TEST(help_is_coloured_on_terminals_that_want_it)
{
  char term[] = "TERM=xterm", dumb[] = "TERM=dumb", no_color[] = "NO_COLOR=1";
  char *plain[] = { term, NULL }, *asked[] = { term, no_color, NULL }, *simple[] = { dumb, NULL };

  ck_assert_ptr_nonnull(strstr(read_terminal(80, plain, print_help), "  \033[1mADDRESS\033[0m "));
  ck_assert_ptr_null(strchr(read_terminal(80, asked, print_help), '\033'));
  ck_assert_ptr_null(strchr(read_terminal(80, simple, print_help), '\033'));
}
END_TEST

/* A name that is wider than the column has a line of its own. */
START_TEST(long_name_has_its_own_line)
{
  static const char name[] = "A_NAME_OF_MORE_THAN_TWENTY_EIGHT_BYTES";
  envtab_row rows[] = { { .field = odd_fields[7].field }, { .field = odd_fields[4].field } };
  envtab_schema two = odd;

  rows[0].field.name = name;
  two.fields = &rows[0].field;
  two.count = 2;
  expect_piece(&two, ENVTAB_FORMAT_HELP, "\n  A_NAME_OF_MORE_THAN_TWENTY_EIGHT_BYTES\n         Of ${many}.\n");
  expect_piece(&two, ENVTAB_FORMAT_HELP, "\n  EMPTY  May be empty?\n");
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("write");
  TCase *formats = tcase_create("formats"), *words = tcase_create("words"), *terminals = tcase_create("terminals");

  tcase_add_loop_test(formats, each_variable_is_written_once, 0, FORMATS);
  tcase_add_loop_test(formats, bytes_are_the_same_whatever_the_environment_is, 0, FORMATS);
  tcase_add_loop_test(formats, stdout_is_written_to_where_nothing_else_is_named, 0, FORMATS);
  tcase_add_loop_test(formats, variable_of_several_processes_is_written_once, 0, FORMATS);
  tcase_add_loop_test(formats, table_in_its_own_others_is_written_once, 0, FORMATS);
  tcase_add_loop_test(formats, name_of_a_service_is_text_to_yaml, 0, 5);
  tcase_add_test(formats, line_of_help_never_begins_with_a_decorator_of_varlock);
  tcase_add_loop_test(formats, no_secret_of_the_table_is_written, 0, FORMATS);
  tcase_add_loop_test(formats, long_texts_are_written, 0, FORMATS);
  tcase_add_loop_test(formats, nothing_is_written_of_a_wrong_table, 0, FORMATS);
  tcase_add_loop_test(formats, table_without_rows_is_written, 0, FORMATS);
  tcase_add_loop_test(formats, full_disk_is_reported, 0, FORMATS);
  tcase_add_test(formats, unknown_format_is_rejected);
  tcase_add_test(words, what_is_required_in_an_optional_group_is_not_always);
  tcase_add_test(words, strictest_row_describes_the_variable);
  tcase_add_test(words, each_process_has_a_service);
  tcase_add_test(words, deprecated_name_of_one_process_may_be_the_variable_of_another);
  tcase_add_test(words, hidden_choices_of_a_number_may_be_any_text);
  tcase_add_test(words, all_deprecated_names_are_written);
  tcase_add_test(words, what_may_be_empty_is_required_all_the_same);
  tcase_add_test(words, optional_secret_is_not_a_secret_of_compose);
  tcase_add_test(words, default_is_written_in_full_or_not_at_all);
  tcase_add_test(words, odd_choices_are_written);
  tcase_add_test(words, url_is_written_without_its_secrets);
  tcase_add_test(words, odd_texts_stay_in_their_place);
  tcase_add_loop_test(words, pattern_of_a_type_is_written, 0, sizeof patterns / sizeof *patterns);
  tcase_add_test(words, odd_rows_are_written);
  tcase_add_test(words, secrets_alone_have_no_config_map);
  tcase_add_loop_test(words, json_schema_is_json, 0, 4);
  tcase_add_loop_test(terminals, help_fits_its_terminal, 0, 3);
  tcase_add_test(terminals, help_is_coloured_on_terminals_that_want_it);
  tcase_add_test(terminals, long_name_has_its_own_line);
  suite_add_tcase(suite, formats);
  suite_add_tcase(suite, words);
  suite_add_tcase(suite, terminals);
  return run(suite);
}
