/*
 * What is printed: problems for people, into a file and on terminals of several widths, with colour and without; and
 * for a log stream, one JSON object a line, which python reads back. Linked with --wrap for ioctl(2).
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common.h"

struct config {
  uint16_t port;
  int workers;
  envtab_secret key;
  const char *color;
};
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the server binds."),
  ENVTAB(struct config, workers, "SHOP_WORKERS", "How many at once.", .default_value = "4", .deprecated = ENVTAB_NAMES("SHOP_THREADS")),
  ENVTAB(struct config, key, "SESSION_KEY", "Signs the \"cookie\" \\ größer.", .min_length = 32),
  ENVTAB(struct config, color, "COLOR", "A color.", .optional = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "shop", .reserved_prefix = "SHOP_");
ENVTAB_LOADER(load, struct config, schema);

static const char *const broken[] = {
  "PORT=tcp://10.0.0.7:80", "SHOP_THREADS=8", "COLOR=\"red\"", "SHOP_WROKERS=1", "SHOP_\x1b[2J=1", NULL
};
static const char golden[] =
  "shop: PORT          \"tcp://10.0.0.7:80\" is not a port (a whole number from 1 to 65535).\n"
  "                    Kubernetes sets such a value for a Service. Rename the Service, or set enableServiceLinks: false.\n"
  "shop: SHOP_THREADS  (warning) is the old name of SHOP_WORKERS. It is still read.\n"
  "                    Rename it to SHOP_WORKERS.\n"
  "shop: SESSION_KEY   is not set. It is required: signs the \"cookie\" \\ größer.\n"
  "                    It must be a secret, of at least 32 bytes.\n"
  "shop: COLOR         \"\\\"red\\\"\" has quotes around it.\n"
  "                    Remove the quotes. docker --env-file keeps them. If it belongs to the value, the program must "
  "declare the field .raw.\n"
  "shop: SHOP_WROKERS  is not known.\n"
  "                    Did you mean SHOP_WORKERS?\n"
  "shop: SHOP_...      is not known.\n"
  "                    Names with its prefix belong to shop, and none of them is similar. Remove or rename it.\n"
  "shop: 5 problems in the environment; nothing was loaded.\n";

static char *printed(envtab_sink *sink, const char *const *environment)
{
  char *out = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&out, &length);

  envtab_free(load(&(envtab_options){ .environment = environment, .sink = sink, .context = file }));
  fclose(file);
  return hold(out);
}

START_TEST(into_a_file_each_problem_is_a_line_and_its_hint_another)
{
  ck_assert_str_eq(printed(envtab_print, broken), golden);
}
END_TEST

/* A quote or backslash of the value's cannot be taken for one of the line's. */
START_TEST(value_is_quoted_so_that_its_end_is_seen)
{
  const char *out = printed(envtab_print, ENVIRONMENT("PORT=80\" is fine. shop: all \\good",
                                                      "SESSION_KEY=0123456789abcdef0123456789abcdef"));

  ck_assert_msg(strstr(out, "\"80\\\" is fine. shop: all \\\\good\" is not a port") != NULL, "%s", out);
}
END_TEST

START_TEST(what_is_printed_is_short_whatever_the_value_is)
{
  static char long_value[131000] = "PORT=", long_name[3000] = "SHOP_";
  const char *const environment[] = { long_value, long_name, "SESSION_KEY=0123456789abcdef0123456789abcdef", NULL };
  char *out;

  memset(long_value + 5, 'x', sizeof long_value - 6);
  memset(long_name + 5, 'Y', sizeof long_name - 8);
  strcat(long_name, "=1");
  out = printed(envtab_print, environment);
  ck_assert_uint_lt(strlen(out), 1000);
  ck_assert_ptr_nonnull(strstr(out, "xxx... (130994 bytes)\" is not a port"));
  ck_assert_msg(strstr(out, "YYY... (2997 bytes) is not known") != NULL, "%s", out);
}
END_TEST

/* ---- A terminal ---- */

static bool sizeless;            /* the terminal does not say how wide it is */

int __real_ioctl(int file, unsigned long request, ...);
int __wrap_ioctl(int file, unsigned long request, ...);

int __wrap_ioctl(int file, unsigned long request, ...)
{
  va_list arguments;
  void *argument;

  va_start(arguments, request);
  argument = va_arg(arguments, void *);
  va_end(arguments);
  if (!sizeless || request != TIOCGWINSZ) return __real_ioctl(file, request, argument);
  errno = ENOTTY;
  return -1;
}

static void load_broken(FILE *file) { load(&(envtab_options){ .environment = broken, .context = file }); }
static char *on_terminal(unsigned short width, char **entries) { return read_terminal(width, entries, load_broken); }

START_TEST(terminal_wraps_at_its_width)
{
  static const unsigned short widths[] = { 200, 120, 80, 60, 40 };
  char term[] = "TERM=xterm", no_color[] = "NO_COLOR=1";
  char *entries[] = { term, no_color, NULL }, *out = on_terminal(widths[_i], entries);

  ck_assert_uint_le(widest_line(out), widths[_i]);
  ck_assert_ptr_null(strchr(out, '\033'));
  ck_assert_ptr_null(strstr(out, " \n"));
  ck_assert_ptr_nonnull(strstr(out, "shop: PORT          \"tcp://10.0.0.7:80\""));
  ck_assert_ptr_nonnull(strstr(out, "SHOP_THREADS"));
}
END_TEST

START_TEST(colour_is_for_terminals_that_want_it)
{
  char term[] = "TERM=xterm", dumb[] = "TERM=dumb", no_color[] = "NO_COLOR=1", empty[] = "NO_COLOR=";
  char *plain[] = { term, NULL }, *asked[] = { term, no_color, NULL }, *not_asked[] = { term, empty, NULL };
  char *simple[] = { dumb, NULL }, terminal[] = "TERMINAL=dumb", colors[] = "NO_COLORS=1";
  char *others[] = { terminal, colors, NULL }; /* names that only begin like those that are asked for */

  ck_assert_ptr_nonnull(strstr(on_terminal(80, others), "\033[1;31m"));
  ck_assert_ptr_nonnull(strstr(on_terminal(80, plain), "\033[1;31mPORT\033[0m"));
  ck_assert_ptr_nonnull(strstr(on_terminal(80, plain), "\033[1;33mSHOP_THREADS\033[0m"));
  ck_assert_ptr_nonnull(strstr(on_terminal(80, not_asked), "\033[1;31m"));
  ck_assert_ptr_null(strchr(on_terminal(80, asked), '\033'));
  ck_assert_ptr_null(strchr(on_terminal(80, simple), '\033'));
}
END_TEST

START_TEST(terminal_without_a_size_counts_as_80_columns)
{
  char no_color[] = "NO_COLOR=1";
  char *entries[] = { no_color, NULL };

  ck_assert_uint_le(widest_line(on_terminal(0, entries)), 80);
  ck_assert_str_eq(on_terminal(0, entries), on_terminal(80, entries));
  sizeless = true;
  ck_assert_str_eq(on_terminal(40, entries), on_terminal(80, entries));
  sizeless = false;
}
END_TEST

/* ---- JSON ---- */

START_TEST(json_is_one_object_a_line)
{
  char path[] = "/tmp/envtab-json-XXXXXX", command[256];
  char *out = printed(envtab_print_json, broken);
  int file = mkstemp(path);

  ck_assert_int_eq((int)write(file, out, strlen(out)), (int)strlen(out));
  close(file);
  snprintf(command, sizeof command,
           "python3 -c 'import json,sys\n"
           "rows=[json.loads(line) for line in open(sys.argv[1], encoding=\"utf-8\")]\n"
           "assert [row[\"problem\"] for row in rows] == "
           "\"malformed former_name missing malformed unknown unknown summary\".split(), rows' %s", path);
  ck_assert_int_eq(system(command), 0);
  unlink(path);
  ck_assert_ptr_nonnull(strstr(out, "{\"level\":\"error\",\"program\":\"shop\",\"problem\":\"malformed\",\"code\":3,"
                                    "\"variable\":\"PORT\",\"value\":\"tcp://10.0.0.7:80\",\"reason\":\"is not a port"));
  ck_assert_ptr_nonnull(strstr(out, "\"level\":\"warning\",\"program\":\"shop\",\"problem\":\"former_name\",\"code\":9"));
  ck_assert_ptr_nonnull(strstr(out, "signs the \\\"cookie\\\" \\\\ größer"));
  ck_assert_ptr_nonnull(strstr(out, "\"at\":0}\n"));
  ck_assert_ptr_nonnull(strstr(out, "\"problems\":5}\n"));
}
END_TEST

/* A sink may be called with a problem of the program's own making: no schema, no name, text that is not one line. */
START_TEST(sinks_take_a_problem_with_little_in_it)
{
  const envtab_problem problem = { .code = ENVTAB_PROBLEM_RULE, .reason = "is odd: \xff\nx", .at = 70, .value = "x" };
  char *out = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&out, &length);

  envtab_print(file, &problem);
  envtab_print_json(file, &problem);
  fclose(file);
  ck_assert_str_eq(out, "\"x\" is odd: ??x, at byte 70.\n"
                        "{\"level\":\"error\",\"problem\":\"rule\",\"code\":10,\"value\":\"x\","
                        "\"reason\":\"is odd: \xef\xbf\xbd\\u000ax\",\"at\":70}\n");
  free(out);
}
END_TEST

static char *printed_one(envtab_sink *sink, const envtab_problem *problem)
{
  char *out = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&out, &length);

  sink(file, problem);
  fclose(file);
  return hold(out);
}

/* Control characters of all kinds, and those that turn the text around; a log may be read on a terminal. */
START_TEST(json_escapes_what_a_terminal_obeys)
{
  const envtab_problem problem = {
    .code = ENVTAB_PROBLEM_RULE, .reason = "a\xc2\x9b" "31m\x7f\xe2\x80\xae\xc3\xa4", .at = SIZE_MAX
  };

  ck_assert_str_eq(printed_one(envtab_print_json, &problem),
                   "{\"level\":\"error\",\"problem\":\"rule\",\"code\":10,"
                   "\"reason\":\"a\\u009b31m\\u007f\\u202e\xc3\xa4\"}\n");
}
END_TEST

START_TEST(long_reasons_are_printed_in_full)
{
  static char words[1800], expected[6000];
  const envtab_problem problem = {
    .code = ENVTAB_PROBLEM_RULE, .name = "V", .longest = 1, .reason = words, .hint = words, .at = SIZE_MAX
  };

  for (size_t i = 0; i + 1 < sizeof words; i++) words[i] = i % 9 == 8 ? ' ' : (char)('a' + i % 7);
  snprintf(expected, sizeof expected, "V  %s.\n   %s\n", words, words);
  ck_assert(strcmp(printed_one(envtab_print, &problem), expected) == 0); /* too long for a message of check's own */
  snprintf(expected, sizeof expected,
           "{\"level\":\"error\",\"problem\":\"rule\",\"code\":10,\"variable\":\"V\",\"reason\":\"%s\","
           "\"hint\":\"%s\"}\n",
           words, words);
  ck_assert(strcmp(printed_one(envtab_print_json, &problem), expected) == 0);
}
END_TEST

START_TEST(sentence_ends_with_one_stop)
{
  static const struct { const char *reason, *line; } sentences[] = {
    { "is odd", "V  is odd.\n" }, { "is odd.", "V  is odd.\n" }, { "is it odd?", "V  is it odd?\n" },
    { "is odd!", "V  is odd!\n" }, { "", "V  .\n" },
  };

  for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
    const envtab_problem problem = {
      .code = ENVTAB_PROBLEM_RULE, .name = "V", .longest = 1, .reason = sentences[i].reason
    };

    ck_assert_str_eq(printed_one(envtab_print, &problem), sentences[i].line);
  }
}
END_TEST

/* The position of the wrong byte is printed where that byte was cut from what is shown. */
START_TEST(position_is_printed_where_the_value_is_cut)
{
  static const struct { size_t at; const char *line; } places[] = {
    { SIZE_MAX, "\"x\" is odd.\n" }, { 59, "\"x\" is odd.\n" }, { 60, "\"x\" is odd, at byte 60.\n" },
  };

  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    const envtab_problem problem = {
      .code = ENVTAB_PROBLEM_RULE, .value = "x", .reason = "is odd", .at = places[i].at
    };

    ck_assert_str_eq(printed_one(envtab_print, &problem), places[i].line);
  }
}
END_TEST

START_TEST(without_a_context_problems_go_to_stderr)
{
  envtab_sink *sink = _i ? envtab_print_json : envtab_print;
  const char *out;

  begin_capture(stderr);
  load(&(envtab_options){ .environment = broken, .sink = _i ? envtab_print_json : NULL });
  out = end_capture();
  ck_assert_str_eq(out, printed(sink, broken));
}
END_TEST

START_TEST(printing_leaves_errno_as_it_was)
{
  const envtab_problem problem = { .code = ENVTAB_PROBLEM_RULE, .reason = "is odd", .at = SIZE_MAX };
  FILE *full = fopen("/dev/full", "w");

  ck_assert_ptr_nonnull(full);
  errno = 42;
  (_i ? envtab_print_json : envtab_print)(full, &problem);
  ck_assert_int_eq(errno, 42);
  ck_assert(ferror(full)); /* so a write did fail */
  fclose(full);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("print");
  TCase *files = tcase_create("files"), *terminals = tcase_create("terminals"), *json = tcase_create("json");

  tcase_add_test(files, into_a_file_each_problem_is_a_line_and_its_hint_another);
  tcase_add_test(files, value_is_quoted_so_that_its_end_is_seen);
  tcase_add_test(files, what_is_printed_is_short_whatever_the_value_is);
  tcase_add_test(files, sinks_take_a_problem_with_little_in_it);
  tcase_add_test(files, long_reasons_are_printed_in_full);
  tcase_add_test(files, json_escapes_what_a_terminal_obeys);
  tcase_add_test(files, sentence_ends_with_one_stop);
  tcase_add_test(files, position_is_printed_where_the_value_is_cut);
  tcase_add_loop_test(files, without_a_context_problems_go_to_stderr, 0, 2);
  tcase_add_loop_test(files, printing_leaves_errno_as_it_was, 0, 2);
  tcase_add_loop_test(terminals, terminal_wraps_at_its_width, 0, 5);
  tcase_add_test(terminals, colour_is_for_terminals_that_want_it);
  tcase_add_test(terminals, terminal_without_a_size_counts_as_80_columns);
  tcase_add_test(json, json_is_one_object_a_line);
  suite_add_tcase(suite, files);
  suite_add_tcase(suite, terminals);
  suite_add_tcase(suite, json);
  return run(suite);
}
