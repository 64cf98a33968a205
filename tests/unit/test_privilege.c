/*
 * A privileged process (AT_SECURE): a set-uid copy of this program rejects the environment, unless an option says that
 * its caller is trusted; it never reads a file. Needs root, to make the copy.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

struct config { const char *text; };
static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, text, "TEXT", "A text.", .from_file = true) };
static ENVTAB_SCHEMA(struct config, schema, fields, "privilege");
ENVTAB_LOADER(load, struct config, schema);

/* What the set-uid copy does; prints the first problem's code, or the text. */
static int load_as(const char *how)
{
  static const char *const array[] = { "TEXT=array", NULL };
  struct report report = { 0 };
  envtab_options options = { .sink = note, .context = &report, .privileged = strcmp(how, "trusted") == 0 };
  const struct config *config;

  if (strcmp(how, "array") == 0) options.environment = array;
  config = load(&options);
  printf("%s %s\n", config ? config->text : code_name(report.notes[0].problem.code),
         config || !report.notes[0].has_hint ? "" : report.notes[0].hint);
  envtab_free(config);
  forget(&report);
  return seteuid(getuid()) == 0 ? 0 : 1; /* what a build adds to the exit may need the rights of the caller */
}

static char copy[] = "envtab-setuid-XXXXXX";

static void make_copy(void)
{
  size_t length;
  char *program = read_whole("/proc/self/exe", &length);
  int file = mkstemp(copy);

  ck_assert_int_ge(file, 0);
  ck_assert_int_eq((int)write(file, program, length), (int)length);
  ck_assert_msg(fchown(file, 65534, 65534) == 0, "this test needs root");
  ck_assert_int_eq(fchmod(file, 04755), 0);
  close(file);
  free(program);
}

/* Runs the copy as root, so that its effective user differs from its real one. */
static char *run_copy(const char *how, const char *entry)
{
  static char out[1024];
  char program[64];
  int ends[2], status;
  ssize_t got;
  pid_t child;

  snprintf(program, sizeof program, "./%s", copy);
  ck_assert_int_eq(pipe(ends), 0);
  child = fork();
  if (child == 0) {
    char *arguments[] = { program, (char *)(uintptr_t)how, NULL };
    char *environment[] = { (char *)(uintptr_t)entry, NULL };

    dup2(ends[1], 1);
    execve(program, arguments, environment);
    _exit(127);
  }
  close(ends[1]);
  got = read(ends[0], out, sizeof out - 1);
  out[got > 0 ? got : 0] = '\0';
  close(ends[0]);
  waitpid(child, &status, 0);
  ck_assert_int_eq(status, 0);
  return out;
}

START_TEST(privileged_process_is_rejected_unless_trusted)
{
  make_copy();
  ck_assert_str_eq(run_copy("plain", "TEXT=a"), "privileged Where the caller is trusted, as with setcap on a service, "
                                                "the program must set .privileged in its options.\n");
  ck_assert_str_eq(run_copy("trusted", "TEXT=a"), "a \n");
  ck_assert_str_eq(run_copy("array", "TEXT=a"), "array \n");
  ck_assert_str_eq(run_copy("trusted", "TEXT_FILE=/etc/hostname"), "file \n");
  unlink(copy);
}
END_TEST

START_TEST(ordinary_process_is_not)
{
  char entry[] = "TEXT=a";
  char *entries[] = { entry, NULL };
  const struct config *config;

  use_environ(entries);
  config = load(NULL);
  restore_environ();
  ck_assert_str_eq(config->text, "a");
  envtab_free(config);
}
END_TEST

int main(int count, char **arguments)
{
  Suite *suite;
  TCase *tests;

  if (count == 2) return load_as(arguments[1]);
  suite = suite_create("privilege");
  tests = tcase_create("processes");
  tcase_add_test(tests, privileged_process_is_rejected_unless_trusted);
  tcase_add_test(tests, ordinary_process_is_not);
  suite_add_tcase(suite, tests);
  return run(suite);
}
