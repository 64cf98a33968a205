/* One text read by a type alone, for every type; what is rejected, and what a program's own types may do. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

/* ---- The library's types ---- */

static const struct { const char *type, *right, *wrong;
} texts[] = {
  { "bool", "true", "maybe" },
  { "int8", "-128", "1x" },
  { "int16", "-32768", "1x" },
  { "int32", "7", "1x" },
  { "int64", "-7", "1x" },
  { "uint8", "255", "-1x" },
  { "uint16", "65535", "1x" },
  { "uint32", "7", "1x" },
  { "uint64", "18446744073709551615", "1x" },
  { "float", "1.5", "1,5" },
  { "double", "0.1", "nan" },
  { "string", "a text", "a\x01text" },
  { "secret", "hunter2", "changeme" },
  { "duration", "1h30m", "5" },
  { "size", "64kB", "64K" },
  { "uuid", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "{f81d4fae}" },
  { "endpoint", "[::1]:80", "::1:80" },
  { "pair", "a=b", "a:b" },
  { "url", "https://u:p@h/p?a=b", "//h" },
  { "port", "80", "080" },
  { "hex", "00ff", "0" },
  { "base64", "AAE=", "AAE" },
  { "base64url", "AAE", "A" },
};

static const char *shown_by(const envtab_type *type, const void *value)
{
  const envtab_field field = { .type = type, .size = type->size, .name = type->name };
  size_t length = type->show(type, &field, value, NULL, 0);
  char *text = hold(malloc(length + 1));

  type->show(type, &field, value, text, length + 1);
  return text;
}

static const void *parse(const envtab_type *type, const char *text, struct report *report)
{
  return envtab_parse(type, text, &(envtab_options){ .sink = note, .context = report });
}

START_TEST(right_text_is_read)
{
  const envtab_type *type = type_named(texts[_i].type);
  struct report report = { 0 };
  const void *value = parse(type, texts[_i].right, &report);
  const char *text;

  ck_assert_msg(value != NULL, "%s: %s", texts[_i].type, report.count ? report.notes[0].reason : "");
  ck_assert_uint_eq(report.count, 0);
  ck_assert_uint_eq((uintptr_t)value % _Alignof(max_align_t), 0);
  text = shown_by(type, value);
  if (!type->secret) ck_assert_str_eq(text, texts[_i].right);
  ck_assert_int_eq(envtab_source_of(value, value), ENVTAB_SOURCE_ENVIRONMENT);
  envtab_free(value);
}
END_TEST

START_TEST(wrong_text_is_rejected_under_the_types_name)
{
  const envtab_type *type = type_named(texts[_i].type);
  struct report report = { 0 };
  char problem[64];

  ck_assert_ptr_null(parse(type, texts[_i].wrong, &report));
  snprintf(problem, sizeof problem, "malformed %s", texts[_i].type);
  ck_assert_str_eq(list_problems(&report), problem);
  ck_assert_ptr_null(report.notes[0].problem.schema);
  ck_assert_int_eq(report.notes[0].has_value, !type->secret);
  forget(&report);
}
END_TEST

START_TEST(empty_text_is_empty_unless_the_type_accepts_it)
{
  const envtab_type *type = type_named(texts[_i].type);
  struct report report = { 0 };
  const void *value = parse(type, "", &report);

  ck_assert_int_eq(value != NULL, type->takes_empty);
  if (!value) ck_assert_int_eq(report.notes[0].problem.code, ENVTAB_PROBLEM_EMPTY);
  envtab_free(value);
  forget(&report);
}
END_TEST

START_TEST(url_parts_can_be_used)
{
  const envtab_url *url = envtab_parse(&envtab_type_url, "HTTPS://u:p%40ss@host:8443/a?b=c", NULL);

  ck_assert_str_eq(url->scheme, "https");
  ck_assert_str_eq(envtab_reveal(url->password), "p@ss");
  ck_assert_int_eq(url->port, 8443);
  envtab_free(url);
}
END_TEST

START_TEST(list_cannot_be_read_alone)
{
  struct report report = { 0 };

  ck_assert_ptr_null(parse(&envtab_type_list, "a,b", &report));
  ck_assert_str_eq(list_problems(&report), "schema list");
  forget(&report);
}
END_TEST

START_TEST(group_reads_no_text)
{
  struct report report = { 0 };

  ck_assert_ptr_null(parse(&envtab_type_group, "a", &report));
  ck_assert_str_eq(list_problems(&report), "schema group");
  ck_assert_str_eq(report.notes[0].reason, "is a type that does not read text");
  forget(&report);
}
END_TEST

/* Of a value alone there is nothing to show, and no fingerprint to compare. */
START_TEST(value_alone_has_no_rows)
{
  const int *number = envtab_parse(&envtab_type_int32, "7", NULL), *other = envtab_parse(&envtab_type_int32, "8", NULL);
  char *out = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&out, &length);

  envtab_show(number, file);
  fclose(file);
  ck_assert_uint_eq(length, 0);
  ck_assert_uint_eq(envtab_fingerprint(number), envtab_fingerprint(other));
  ck_assert(envtab_is_set(number, number));
  free(out);
  envtab_free(number);
  envtab_free(other);
}
END_TEST

/* A struct that is filled by hand may hold a number that none of .choices has. */
START_TEST(number_without_a_name_is_shown_as_it_is)
{
  static const envtab_choice levels[] = { { "debug", 0 }, { "info", 1 }, { NULL, 0 } };
  const envtab_field field = { .type = &envtab_type_int32, .size = sizeof(int32_t), .name = "L", .choices = levels };
  const int32_t named = 1, unnamed = -2;
  char text[8];

  ck_assert_uint_eq(envtab_type_int32.show(&envtab_type_int32, &field, &named, text, sizeof text), 4);
  ck_assert_str_eq(text, "info");
  ck_assert_uint_eq(envtab_type_int32.show(&envtab_type_int32, &field, &unnamed, text, sizeof text), 2);
  ck_assert_str_eq(text, "-2");
}
END_TEST

/* ---- Options ---- */

START_TEST(value_may_lie_in_the_callers_memory)
{
  char memory[512];
  const int *number =
    envtab_parse(&envtab_type_int32, "7", &(envtab_options){ .memory = memory, .capacity = sizeof memory });

  ck_assert_int_eq(*number, 7);
  ck_assert((const char *)number > memory && (const char *)number < memory + sizeof memory);
  envtab_free(number);
}
END_TEST

START_TEST(too_little_memory_is_reported)
{
  char memory[16];
  struct report report = { 0 };
  const envtab_options options = { .memory = memory, .capacity = sizeof memory, .sink = note, .context = &report };

  ck_assert_ptr_null(envtab_parse(&envtab_type_int32, "7", &options));
  ck_assert_str_eq(list_problems(&report), "memory int32");
  forget(&report);
}
END_TEST

static void expect_misuse(const envtab_options *wrong)
{
  struct report report = { 0 };
  envtab_options options = *wrong;

  options.sink = note;
  options.context = &report;
  ck_assert_ptr_null(envtab_parse(&envtab_type_int32, "7", &options));
  ck_assert_str_eq(list_problems(&report), "misuse");
  forget(&report);
}

START_TEST(options_that_a_load_rejects_are_misuse)
{
  static char memory[4096];

  expect_misuse(&(envtab_options){ .environment = NOTHING, .scrub = true });
  expect_misuse(&(envtab_options){ .capacity = sizeof memory });
  expect_misuse(&(envtab_options){ .memory = memory, .capacity = sizeof memory, .permanent = true });
  expect_misuse(&(envtab_options){ .prefix = "1_" });
  for (size_t i = 0; i < 4; i++) {
    envtab_options options = { 0 };

    options.reserved[i] = memory;
    expect_misuse(&options);
  }
}
END_TEST

START_TEST(errno_stays)
{
  struct report report = { 0 };

  errno = 4711;
  envtab_free(parse(&envtab_type_int32, "7", &report));
  ck_assert_ptr_null(parse(&envtab_type_double, "1e999", &report));
  ck_assert_int_eq(errno, 4711);
  forget(&report);
}
END_TEST

/* ---- A type of the program's own ---- */

struct pair_of_words { const char *first, *second; size_t length; };

/* words = word "/" word */
static bool read_words(const envtab_type *self, envtab_value *value, void *member)
{
  struct pair_of_words *words = member;
  char *text = envtab_value_text(value, NULL), *slash = strchr(text, '/'), *copy;

  (void)self;
  ck_assert(!envtab_value_from_program(value));
  ck_assert_ptr_null(envtab_value_choice(value));
  ck_assert_str_eq(envtab_value_field(value)->name, "words");
  ck_assert_ptr_null(words->first);
  if (!slash) return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, 3, "has no slash", "Write a/b.");
  if (slash[1] == '!') return false; /* a reader that says nothing */
  if (slash[1] == '?') {
    envtab_value_reject(value, ENVTAB_PROBLEM_RANGE, 1, "came first", NULL);
    return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, 2, "came second", NULL);
  }
  if (slash[1] == '#') return envtab_value_reject(value, (envtab_code)99, SIZE_MAX, NULL, NULL);
  copy = envtab_value_alloc(value, strlen(slash), 64);
  ck_assert_uint_eq((uintptr_t)copy % 64, 0);
  words->second = strcpy(copy, slash + 1);
  *slash = '\0';
  words->first = text;
  return true;
}

static size_t show_words(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                         size_t capacity)
{
  const struct pair_of_words *words = member;

  (void)self, (void)field;
  return (size_t)snprintf(out, capacity, "%s/%s", words->first, words->second);
}

static const envtab_type words_type = {
  .name = "words", .expects = "two words, such as a/b", .size = sizeof(struct pair_of_words), .capacity = 64, .capacity_per_byte = 1,
  .read = read_words, .show = show_words
};

START_TEST(own_type_points_into_its_text_and_what_it_stores)
{
  char text[] = "left/right";
  const struct pair_of_words *words = envtab_parse(&words_type, text, NULL);

  memset(text, 'x', sizeof text - 1);
  ck_assert_str_eq(words->first, "left");
  ck_assert_str_eq(words->second, "right");
  envtab_free(words);
}
END_TEST

static void expect_rejection(const char *text, envtab_code code, size_t at, const char *words)
{
  struct report report = { 0 };

  ck_assert_ptr_null(parse(&words_type, text, &report));
  ck_assert_uint_eq(report.errors, 1);
  ck_assert_int_eq(report.notes[0].problem.code, code);
  ck_assert_uint_eq(report.notes[0].problem.at, at);
  ck_assert_msg(strstr(message_of(&report.notes[0]), words) != NULL, "no \"%s\" in: %s", words,
                message_of(&report.notes[0]));
  forget(&report);
}

START_TEST(own_type_rejects_in_its_own_words)
{
  expect_rejection("none", ENVTAB_PROBLEM_MALFORMED, 3, "words \"none\" has no slash. Write a/b.");
  expect_rejection("a/!", ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, "is not two words, such as a/b");
  expect_rejection("a/?", ENVTAB_PROBLEM_RANGE, 1, "came first");
  expect_rejection("a/#", ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, "is not two words");
}
END_TEST

/* Words of a reader may quote a value that holds a credential. */
START_TEST(reason_of_a_reader_is_hidden_where_the_value_is)
{
  expect_rejection("u:hunter2@h", ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, "words is not two words");
}
END_TEST

/* ---- A type of the program's own that keeps a part as a secret ---- */

struct token { const char *user; envtab_secret secret; };

/* token = user separator secret; .user of the type says the separator */
static bool read_token(const envtab_type *self, envtab_value *value, void *member)
{
  struct token *token = member;
  size_t length, user;
  char *text = envtab_value_text(value, &length);

  user = strcspn(text, self->user);
  if (user == length) return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, "has no secret", NULL);
  text[user] = '\0';
  token->user = text;
  token->secret = envtab_value_secret(value, text + user + 1, length - user - 1);
  memset(text + user + 1, 'x', length - user - 1);
  return true;
}

static size_t show_token(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                         size_t capacity)
{
  const struct token *token = member;

  (void)field;
  return (size_t)snprintf(out, capacity, "%s%s%s", token->user, (const char *)self->user, token->secret.masked);
}

static size_t length_of_token(const envtab_type *self, const void *member)
{
  ck_assert_ptr_nonnull(self->user);
  return ((const struct token *)member)->secret.length;
}

static int compare_tokens(const envtab_type *self, const void *a, const void *b)
{
  ck_assert_ptr_nonnull(self->user);
  return strcmp(((const struct token *)a)->user, ((const struct token *)b)->user);
}

static const char *key_of_token(const envtab_type *self, const void *member)
{
  ck_assert_ptr_nonnull(self->user);
  return ((const struct token *)member)->user;
}

#define TOKEN(separator) {                                                                                        \
    .name = "token", .expects = "a token", .size = sizeof(struct token), .capacity = ENVTAB_SECRET_CAPACITY,      \
    .capacity_per_byte = 1, .secret = true, .length_hint = "Make a new one.", .user = (separator),                \
    .read = read_token, .show = show_token, .length = length_of_token, .compare = compare_tokens, .key = key_of_token \
  }
static const envtab_type colon_type = TOKEN(":"), slash_type = TOKEN("/");
struct tokens { struct token one; ENVTAB_LIST_OF(struct token) many; };
static ENVTAB_TABLE(struct tokens) token_rows[] = {
  ENVTAB_AS(struct tokens, one, struct token, &colon_type, "ONE", "A token.", .min = "b:", .min_length = 3),
  ENVTAB_LIST_AS(struct tokens, many, struct token, &slash_type, "MANY", "Tokens.", .optional = true),
};
static ENVTAB_SCHEMA(struct tokens, token_schema, token_rows, "tokens");

START_TEST(own_type_stores_a_part_as_a_secret)
{
  struct report report = { 0 };
  const struct tokens *tokens = load_noting(&token_schema, ENVIRONMENT("ONE=c:secret", "MANY=a/1,b/"), &report);

  ck_assert_str_eq(tokens->one.user, "c");
  ck_assert_str_eq(envtab_reveal(tokens->one.secret), "secret");
  ck_assert_uint_eq(tokens->one.secret.length, 6);
  ck_assert_str_eq(shown_by(&colon_type, &tokens->one), "c:<secret>");
  ck_assert_str_eq(envtab_reveal(tokens->many.items[0].secret), "1");
  ck_assert_str_eq(envtab_reveal(tokens->many.items[1].secret), "");
  ck_assert_str_eq(shown_by(&slash_type, &tokens->many.items[1]), "b/<secret>");
  envtab_free(tokens);
  forget(&report);
}
END_TEST

START_TEST(functions_of_a_type_get_the_type)
{
  static const struct { const char *one, *many, *words; } wrong[] = {
    { "ONE=c:ab", "MANY=", "is shorter than 3 bytes. Make a new one." },
    { "ONE=a:secret", "MANY=", "is less than b:" },
    { "ONE=c:secret", "MANY=a/1,b/2,a/3", "has item 3, whose key" },
    { "ONE=c/secret", "MANY=", "has no secret" },
  };

  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct report report = { 0 };

    ck_assert_ptr_null(load_noting(&token_schema, ENVIRONMENT(wrong[i].one, wrong[i].many), &report));
    ck_assert_msg(strstr(message_of(&report.notes[0]), wrong[i].words) != NULL, "%s", message_of(&report.notes[0]));
    forget(&report);
  }
}
END_TEST

START_TEST(secret_beyond_the_declared_capacity_is_absent)
{
  envtab_type type = colon_type;
  struct report report = { 0 };

  type.capacity = type.capacity_per_byte = 0;
  ck_assert_ptr_null(parse(&type, "a:a secret of many bytes", &report));
  ck_assert_int_eq(report.notes[0].problem.code, ENVTAB_PROBLEM_SCHEMA);
  forget(&report);
}
END_TEST

/* Accepts every text, and warns about most; one after "!" is rejected, which a warning does not change. */
static bool read_suspicious(const envtab_type *self, envtab_value *value, void *member)
{
  const char *text = envtab_value_text(value, NULL);

  (void)self;
  *(int *)member = 1;
  if (*text == '!') {
    envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, 0, "is refused", NULL);
    envtab_value_warn(value, 0, "comes too late", NULL);
    return false;
  }
  if (*text == '.') return true;
  if (*text == '?') envtab_value_warn(value, SIZE_MAX, NULL, NULL);
  else envtab_value_warn(value, 1, "begins oddly", "Begin it with a dot.");
  envtab_value_warn(value, 2, "comes second", NULL);
  return true;
}

static size_t show_suspicious(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                              size_t capacity)
{
  (void)self, (void)field;
  return (size_t)snprintf(out, capacity, "%d", *(const int *)member);
}

static const envtab_type suspicious_type = {
  .name = "suspicious", .expects = "anything", .size = sizeof(int), .read = read_suspicious, .show = show_suspicious
};
struct doubts { int plain, hidden; };
static ENVTAB_TABLE(struct doubts) doubt_rows[] = {
  ENVTAB_AS(struct doubts, plain, int, &suspicious_type, "PLAIN", "A value.", .default_value = "."),
  ENVTAB_AS(struct doubts, hidden, int, &suspicious_type, "HIDDEN", "A secret one.", .optional = true, .secret = true),
};
static ENVTAB_SCHEMA(struct doubts, doubt_schema, doubt_rows, "doubts");

/* The one problem, as an operator reads it; the config loads all the same if it is a warning. */
static const char *one_doubt(const char *entry)
{
  struct report report = { 0 };
  const void *config = load_noting(&doubt_schema, ENVIRONMENT(entry), &report);
  const char *message = message_of(&report.notes[0]);

  ck_assert(report.notes[0].problem.warning == (config != NULL));
  ck_assert_uint_eq(report.count, config ? 1 : 2); /* a summary, too */
  if (config) ck_assert_int_eq(report.notes[0].problem.code, ENVTAB_PROBLEM_SUSPICIOUS);
  envtab_free(config);
  forget(&report);
  return message;
}

START_TEST(own_type_warns_once_about_a_value)
{
  envtab_free(expect_config(&doubt_schema, ENVIRONMENT("PLAIN=.")));
  ck_assert_ptr_nonnull(strstr(one_doubt("PLAIN=x"), "begins oddly. Begin it with a dot."));
  ck_assert_ptr_nonnull(strstr(one_doubt("PLAIN=?"), "may not be what you meant"));
  ck_assert_ptr_nonnull(strstr(one_doubt("PLAIN=!"), "is refused"));
  ck_assert_ptr_nonnull(strstr(one_doubt("HIDDEN=hunter2"), "The reason is not shown, because it could reveal the value."));
  ck_assert_ptr_null(strstr(one_doubt("HIDDEN=hunter2"), "oddly"));
}
END_TEST

/* The words may quote a value that was meant for another variable: of such a one they are not told, as if refused. */
START_TEST(warning_about_a_credential_does_not_quote_it)
{
  static const char *const entries[] = { "PLAIN=token=hunter2", "PLAIN=me:hunter2@db", "PLAIN=https://h/hooks/hunter2" };

  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
    ck_assert_str_eq(one_doubt(entries[i]),
                     "PLAIN may not be what you meant. The reason is not shown, because it could reveal the value.");
}
END_TEST

static Suite *make_suite(void)
{
  enum { TEXTS = sizeof texts / sizeof *texts };
  Suite *suite = suite_create("parse");
  TCase *types = tcase_create("types"), *options = tcase_create("options"), *own = tcase_create("own");

  tcase_add_loop_test(types, right_text_is_read, 0, TEXTS);
  tcase_add_loop_test(types, wrong_text_is_rejected_under_the_types_name, 0, TEXTS);
  tcase_add_loop_test(types, empty_text_is_empty_unless_the_type_accepts_it, 0, TEXTS);
  tcase_add_test(types, url_parts_can_be_used);
  tcase_add_test(types, list_cannot_be_read_alone);
  tcase_add_test(types, group_reads_no_text);
  tcase_add_test(types, value_alone_has_no_rows);
  tcase_add_test(types, number_without_a_name_is_shown_as_it_is);
  tcase_add_test(options, value_may_lie_in_the_callers_memory);
  tcase_add_test(options, too_little_memory_is_reported);
  tcase_add_test(options, options_that_a_load_rejects_are_misuse);
  tcase_add_test(options, errno_stays);
  tcase_add_test(own, own_type_points_into_its_text_and_what_it_stores);
  tcase_add_test(own, own_type_rejects_in_its_own_words);
  tcase_add_test(own, own_type_stores_a_part_as_a_secret);
  tcase_add_test(own, functions_of_a_type_get_the_type);
  tcase_add_test(own, secret_beyond_the_declared_capacity_is_absent);
  tcase_add_test(own, own_type_warns_once_about_a_value);
  tcase_add_test(own, warning_about_a_credential_does_not_quote_it);
  tcase_add_test(own, reason_of_a_reader_is_hidden_where_the_value_is);
  suite_add_tcase(suite, types);
  suite_add_tcase(suite, options);
  suite_add_tcase(suite, own);
  return suite;
}

int main(void)
{
  return run(make_suite());
}
