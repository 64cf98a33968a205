/*
 * What a scrub promises: no byte of a secret is left in the environment that the process was started with, whatever the
 * program did to its environment since; and where that cannot be proved, the load fails. This program runs itself again
 * with an environment, changes it as programs do, loads with .scrub, and prints its /proc/self/environ.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

extern char **environ;

struct config {
  envtab_secret key;
  const char *text;
  int number;
};
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, key, "KEY", "A key.", .optional = true, .from_file = true, .deprecated = ENVTAB_NAMES("OLD_KEY")),
  ENVTAB(struct config, text, "TEXT", "A text.", .optional = true),
  ENVTAB(struct config, number, "NUMBER", "A number.", .default_value = "7"),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "scrub");
ENVTAB_LOADER(load, struct config, schema);

/* ---- What the program does before it loads ---- */

static char **own_arguments, *last_argument; /* and where it was when the program began */
static bool titled;

static void change_nothing(void) {}
static void set_key(void) { setenv("KEY", "new", 1); }
static void set_text(void) { setenv("TEXT", "new", 1); }
static void unset_key(void) { unsetenv("KEY"); }
static void clear(void) { clearenv(); }

static void put_key(void)
{
  static char entry[] = "KEY=new";

  putenv(entry);
}

static void set_again(void)
{
  unsetenv("KEY");
  setenv("KEY", "new", 1);
}

static void rename_key(void)
{
  setenv("KEY", getenv("OLD_KEY"), 1);
  unsetenv("OLD_KEY");
}

/* As programs that name themselves: no pointer leads to the first arguments any more. */
static void replace_arguments(void)
{
  for (size_t i = 0; i < 4; i++) own_arguments[i] = hold(strdup(own_arguments[i]));
  last_argument = own_arguments[3];
}

static void replace_all(void)
{
  replace_arguments();
  set_key();
}

/* As programs that keep their own copy of the environment do. */
static void copy_environment(void)
{
  static char *copy[16];

  for (size_t i = 0; environ[i]; i++) copy[i] = hold(strdup(environ[i]));
  environ = copy;
}

/* As setproctitle() of BSD, nginx and others: over the arguments, and on over the environment, which is copied. */
static void set_title(size_t length)
{
  titled = true;
  copy_environment();
  memset(own_arguments[0], 't', length);
  own_arguments[0][length] = '\0';
}

static size_t length_of_arguments(void)
{
  size_t length = 0;

  for (char **argument = own_arguments; *argument; argument++) length += strlen(*argument) + 1;
  return length;
}

static void set_short_title(void) { set_title(3); }
static void set_long_title(void) { set_title(length_of_arguments() + strlen("AAAAAAA")); }

static void set_title_to_the_end(void)
{
  size_t length = length_of_arguments();

  for (char **entry = environ; *entry; entry++) length += strlen(*entry) + 1;
  set_title(length - 1);
  own_arguments[0][length - 1] = 't'; /* without a NUL */
}

/* As getopt() does. */
static void swap_arguments(void)
{
  char *first = own_arguments[0];

  own_arguments[0] = own_arguments[3];
  own_arguments[3] = first;
}

/* As a program that keeps what it has read where its arguments were. */
static void point_into_environment(void)
{
  own_arguments[2] = getenv("Z");
  set_key();
}

static void point_into_replaced_environment(void)
{
  point_into_environment();
  setenv("Z", "new", 1);
}

/* As a program that wipes what it has read, and leaves a gap of zeros. */
static void wipe_and_set_key(void)
{
  memset(getenv("OLD_KEY"), 0, strlen(getenv("OLD_KEY")));
  unsetenv("OLD_KEY");
  set_key();
}

static void scrub_once_more(void) { (void)!load(&(envtab_options){ .scrub = true }); }

static void leave_no_descriptor(void)
{
  struct rlimit limit = { 0, 0 };

  setrlimit(RLIMIT_NOFILE, &limit);
}

/* Has these system calls fail with EPERM. */
static void forbid(const int *numbers, size_t count)
{
  struct sock_filter filter[32] = { BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)) };
  struct sock_fprog program = { .filter = filter };
  size_t used = 1;

  for (size_t i = 0; i < count; i++) {
    filter[used++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)numbers[i], 0, 1);
    filter[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  }
  filter[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  program.len = (unsigned short)used;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) _exit(2);
}

static const int opening[] = {
#ifdef SYS_open
  SYS_open,
#endif
#ifdef SYS_pipe
  SYS_pipe,
#endif
  SYS_openat, SYS_pipe2, SYS_process_vm_writev
};
static void set_key_and_forbid_files(void)
{
  set_key();
  forbid(opening, sizeof opening / sizeof *opening);
}
static void set_key_and_forbid_getrandom(void)
{
  set_key();
  forbid((const int[]){ SYS_getrandom }, 1);
}
static void forbid_all(void)
{
  forbid(opening, sizeof opening / sizeof *opening);
  forbid((const int[]){ SYS_getrandom }, 1);
}

/* An emulator, perhaps, whose stack looks different. */
static bool lost;
static void lose_environment(void)
{
  set_key();
  lost = true;
}

unsigned long __real_getauxval(unsigned long type);
unsigned long __wrap_getauxval(unsigned long type);
unsigned long __wrap_getauxval(unsigned long type) { return lost && type == AT_RANDOM ? 0 : __real_getauxval(type); }

/* ---- The program, run again ---- */

/* One run: what it changes, the environment that it gets, and the one that it shows when it is scrubbed. */
struct run {
  const char *name;
  void (*change)(void);
  const char *environment[6], *shown;
};

#define SECRET "hunter2hunter2"
#define GONE ".............."
static const struct run runs[] = {
  { "as it came", change_nothing, { "A=1", "KEY=" SECRET, "OTHER=kept" }, "A=1.KEY=" GONE ".OTHER=kept." },
  { "a name of no row", change_nothing, { "KEYS=" SECRET, "=" SECRET, "KEY" }, "KEYS=" SECRET ".=" SECRET ".KEY." },
  { "not a secret", change_nothing, { "NUMBER=12", "TEXT=x" }, "NUMBER=12.TEXT=x." },
  { "setenv(), in the middle", set_key, { "A=1", "KEY=" SECRET, "OTHER=kept" }, "A=1.KEY=" GONE ".OTHER=kept." },
  { "setenv(), at the start", set_key, { "KEY=" SECRET, "OTHER=kept" }, "KEY=" GONE ".OTHER=kept." },
  { "setenv(), at the end", set_key, { "A=1", "KEY=" SECRET }, "A=1.KEY=" GONE "." },
  { "setenv(), alone", set_key, { "KEY=" SECRET }, "KEY=" GONE "." },
  { "setenv() from a former name", rename_key, { "A=1", "OLD_KEY=" SECRET }, "A=1.OLD_KEY=" GONE "." },
  { "setenv() after zeros", wipe_and_set_key, { "A=1", "OLD_KEY=" SECRET, "KEY=" SECRET },
    "A=1.OLD_KEY=" GONE ".KEY=" GONE "." },
  { "putenv()", put_key, { "A=1", "KEY=" SECRET }, "A=1.KEY=" GONE "." },
  { "unsetenv()", unset_key, { "KEY=" SECRET, "A=1" }, "KEY=" GONE ".A=1." },
  { "unsetenv(), setenv()", set_again, { "KEY=" SECRET, "A=1", "KEY=hunter3" }, "KEY=" GONE ".A=1.KEY=........" },
  { "clearenv()", clear, { "A=1", "KEY=" SECRET, "KEY_FILE=/secret" }, "A=1.KEY=" GONE ".KEY_FILE=........" },
  { "an environment of its own", copy_environment, { "A=1", "KEY=" SECRET }, "A=1.KEY=" GONE "." },
  { "a text that looked like a credential", set_text, { "TEXT=db://u:pw@h", "A=1" }, "TEXT=............A=1." },
  { "a text that did not", set_text, { "TEXT=db://h", "A=1" }, "TEXT=db://h.A=1." },
  { "a second scrub", scrub_once_more, { "KEY=" SECRET, "A=1" }, "KEY=" GONE ".A=1." },
  { "no environment", set_key, { NULL }, "" },
  { "a short title", set_short_title, { "A=1", "KEY=" SECRET, "B=2" }, "A=1.KEY=" GONE ".B=2." },
  { "a title that ends in a name", set_long_title, { "AAAAAAA=1", "KEY=" SECRET }, "ttttttt.1.KEY=" GONE "." },
  { "a title to the end", set_title_to_the_end, { "A=1", "KEY=" SECRET }, "ttttttttttttttttttttttt" },
  { "arguments in another order", swap_arguments, { "A=1", "KEY=" SECRET }, "A=1.KEY=" GONE "." },
  { "an argument in the environment", point_into_environment, { "KEY=" SECRET, "Z=z" }, "KEY=" GONE ".Z=z." },
  { "one that is not of the environment any more", point_into_replaced_environment, { "KEY=" SECRET, "Z=z" },
    "KEY=" GONE ".Z=z." },
  { "arguments of its own", replace_arguments, { "KEY=" SECRET, "A=1" }, "KEY=" GONE ".A=1." },
  { "no pointer is left", replace_all, { "KEY=" SECRET }, "KEY=" GONE "." },
  { "no descriptor", leave_no_descriptor, { "A=1", "KEY=" SECRET }, "A=1.KEY=" GONE "." },
  { "no file, no pipe", set_key_and_forbid_files, { "A=1", "KEY=" SECRET }, "A=1.KEY=" GONE "." },
  { "no getrandom()", set_key_and_forbid_getrandom, { "A=1", "KEY=" SECRET }, "A=1.KEY=" GONE "." },
  { "none of these", forbid_all, { "A=1", "KEY=" SECRET }, "A=1.KEY=" SECRET "." },
  { "another stack", lose_environment, { "A=1", "KEY=" SECRET }, "A=1.KEY=" SECRET "." },
};
enum { RUNS = sizeof runs / sizeof *runs, LOST = RUNS - 1, BLIND = RUNS - 2, PROVED = BLIND };

/* "KEY=x" as an argument is not the environment's: it stays. */
#define ARGUMENT "KEY=an-argument"

/* Prints whether it loaded, the environment that the process was started with, and what is wrong. */
static _Noreturn void change_and_scrub(const struct run *run, bool best_effort)
{
  struct report report = { 0 };
  int file = open("/proc/self/environ", O_RDONLY); /* after the change this may be impossible */
  const struct config *config;
  char own[4096];
  ssize_t length;

  run->change();
  config =
    load(&(envtab_options){ .scrub = true, .scrub_is_best_effort = best_effort, .sink = note, .context = &report });
  length = pread(file, own, sizeof own, 0);
  for (ssize_t i = 0; i < length; i++) own[i] = own[i] ? own[i] : '.';
  printf("%s|%.*s|%s", config ? "loaded" : "failed", (int)length, own, list_problems(&report));
  if (getenv("KEY") || getenv("OLD_KEY") || getenv("KEY_FILE")) printf("|the variable is left");
  if (!titled && strcmp(last_argument, ARGUMENT) != 0) printf("|the argument is gone");
  fflush(stdout);
  _exit(0); /* a sanitizer would look for leaks, and needs the calls that are forbidden */
}

static char run_output[8192];

/* What it prints, with these arguments. loader: the program that starts it; NULL: none. */
static const char *run_again(size_t number, const char *mode, const char *loader)
{
  char text[16], self[] = "/proc/self/exe", last[] = ARGUMENT;
  int ends[2], status;
  size_t used = 0;
  ssize_t got;
  pid_t child;

  snprintf(text, sizeof text, "%zu", number);
  ck_assert_int_eq(pipe(ends), 0);
  child = fork();
  if (child == 0) {
    char path[4096];
    ssize_t length = readlink(self, path, sizeof path - 1);
    char *arguments[] = { path, (char *)(uintptr_t)mode, text, last, NULL };
    char *of_loader[] = { (char *)(uintptr_t)loader, path, (char *)(uintptr_t)mode, text, last, NULL };

    path[length] = '\0';
    dup2(ends[1], 1);
    execve(loader ? loader : path, loader ? of_loader : arguments, (char **)(uintptr_t)runs[number].environment);
    _exit(127);
  }
  close(ends[1]);
  while ((got = read(ends[0], run_output + used, sizeof run_output - 1 - used)) > 0) used += (size_t)got;
  run_output[used] = '\0';
  close(ends[0]);
  waitpid(child, &status, 0);
  ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: status %d", runs[number].name, status);
  return run_output;
}

static void check_run(size_t number, const char *loader)
{
  const struct run *run = &runs[number];
  char expected[512];

  snprintf(expected, sizeof expected, "loaded|%s|", run->shown);
  ck_assert_msg(strcmp(run_again(number, "strict", loader), expected) == 0, "%s: %s", run->name, run_output);
}

START_TEST(nothing_is_left_of_a_secret)
{
  check_run((size_t)_i, NULL);
}
END_TEST

/* What is not proved to be gone is not said to be. */
START_TEST(scrub_that_cannot_be_proved_fails_the_load)
{
  ck_assert_str_eq(run_again(BLIND, "strict", NULL), "failed|A=1.KEY=" SECRET ".|memory KEY");
  ck_assert_str_eq(run_again(BLIND, "best effort", NULL), "loaded|A=1.KEY=" SECRET ".|warning memory KEY");
  ck_assert_str_eq(run_again(LOST, "strict", NULL), "failed|A=1.KEY=" SECRET ".|memory");
  ck_assert_str_eq(run_again(LOST, "best effort", NULL), "loaded|A=1.KEY=" SECRET ".|warning memory");
}
END_TEST

/* The loader, started as a program, moves the arguments and changes the auxiliary vector. */
START_TEST(program_is_started_by_its_loader)
{
  char path[256] = "", line[512];
  FILE *maps = fopen("/proc/self/maps", "r");

  ck_assert_ptr_nonnull(maps);
  while (fgets(line, sizeof line, maps)) {
    unsigned long start;
    int at = 0;

    if (sscanf(line, "%lx-%*x %*s %*s %*s %*s %n", &start, &at) == 1 && at && start == getauxval(AT_BASE))
      snprintf(path, sizeof path, "%.*s", (int)strcspn(line + at, "\n"), line + at);
  }
  fclose(maps);
  if (!*path) return; /* a static program */
  for (size_t i = 0; i < PROVED; i++) /* a title is measured from the arguments of the program alone */
    if (!strstr(runs[i].name, "title") && runs[i].change != replace_all) check_run(i, path);
}
END_TEST

/* ---- A value in pages that cannot be written ---- */

enum { PAGES = 4 };

/* "KEY=" and a value over four pages, of which these cannot be written: the load lives, and says so. */
static void check_pages(unsigned read_only, bool best_effort)
{
  const size_t page = (size_t)sysconf(_SC_PAGESIZE), size = PAGES * page;
  char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), other[] = "OTHER=1";
  char *entries[] = { memory, other, NULL };
  struct report report = { 0 };
  const struct config *config;

  ck_assert_ptr_ne(memory, MAP_FAILED);
  memset(memory, 's', size - 1);
  memcpy(memory, "KEY=", 4);
  for (size_t i = 0; i < PAGES; i++)
    if (read_only & 1u << i) ck_assert_int_eq(mprotect(memory + i * page, page, PROT_READ), 0);
  use_environ(entries);
  config =
    load(&(envtab_options){ .scrub = true, .scrub_is_best_effort = best_effort, .sink = note, .context = &report });
  restore_environ();
  ck_assert(best_effort || !read_only ? config != NULL : config == NULL);
  ck_assert_str_eq(list_problems(&report), !read_only ? "" : best_effort ? "warning memory KEY" : "memory KEY");
  if (config) ck_assert_uint_eq(config->key.length, size - 5);
  ck_assert_ptr_eq(entries[0], other);
  ck_assert_ptr_null(entries[1]);
  for (size_t i = 4; i < size - 1; i++) ck_assert_int_eq(memory[i], read_only & 1u << i / page ? 's' : 0);
  envtab_free(config);
  forget(&report);
  munmap(memory, size);
}

START_TEST(page_that_cannot_be_written_is_no_crash)
{
  check_pages((unsigned)_i, false);
  check_pages((unsigned)_i, true);
}
END_TEST

/* Of a config whose scrub failed nothing is left, be it in memory of the caller's or kept for good. */
static void check_released(envtab_options options)
{
  static const char entry[] = "KEY=" SECRET; /* as putenv() of a literal */
  char *entries[] = { (char *)(uintptr_t)entry, NULL };
  struct report report = { 0 };

  options.scrub = true;
  options.sink = note;
  options.context = &report;
  use_environ(entries);
  ck_assert_ptr_null(load(&options));
  restore_environ();
  ck_assert_str_eq(list_problems(&report), "memory KEY");
  ck_assert(is_summed_up(&report));
  forget(&report);
}

static size_t mappings_left_out_of_core_files(void)
{
  FILE *file = fopen("/proc/self/smaps", "r");
  char line[512];
  size_t count = 0;

  ck_assert_ptr_nonnull(file);
  while (fgets(line, sizeof line, file)) count += strncmp(line, "VmFlags:", 8) == 0 && strstr(line, " dd") != NULL;
  fclose(file);
  return count;
}

START_TEST(failed_scrub_releases_the_config)
{
  static char memory[4096];
  size_t before = mappings_left_out_of_core_files();

  check_released((envtab_options){ .permanent = true });
  check_released((envtab_options){ 0 });
  ck_assert_uint_eq(mappings_left_out_of_core_files(), before);
  check_released((envtab_options){ .memory = memory, .capacity = sizeof memory });
  ck_assert_ptr_null(memmem(memory, sizeof memory, SECRET, sizeof SECRET - 1));
}
END_TEST

static Suite *make_suite(void)
{
  Suite *suite = suite_create("scrub");
  TCase *initial = tcase_create("initial"), *pages = tcase_create("pages");

  tcase_add_loop_test(initial, nothing_is_left_of_a_secret, 0, PROVED);
  tcase_add_test(initial, scrub_that_cannot_be_proved_fails_the_load);
  tcase_add_test(initial, program_is_started_by_its_loader);
  tcase_add_loop_test(pages, page_that_cannot_be_written_is_no_crash, 0, 1 << PAGES);
  tcase_add_test(pages, failed_scrub_releases_the_config);
  suite_add_tcase(suite, initial);
  suite_add_tcase(suite, pages);
  return suite;
}

int main(int count, char **arguments)
{
  if (count == 4 && strcmp(arguments[3], ARGUMENT) == 0) {
    own_arguments = arguments;
    last_argument = arguments[3];
    change_and_scrub(&runs[atoi(arguments[2])], strcmp(arguments[1], "best effort") == 0);
  }
  return run(make_suite());
}
