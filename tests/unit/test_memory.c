/*
 * Memory and secrets: the sealed block, the caller's memory, what a core file and /proc/self/environ still hold, and
 * loads that run out of memory at each call for it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

struct config {
  int number;
  const char *text;
  envtab_secret key;
  envtab_strings tags;
};
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, number, "NUMBER", "A number.", .default_value = "7"),
  ENVTAB(struct config, text, "TEXT", "A text.", .default_value = "text"),
  ENVTAB(struct config, key, "KEY", "A key.", .deprecated = ENVTAB_NAMES("OLD_KEY"), .from_file = true),
  ENVTAB_LIST(struct config, tags, "TAGS", "Tags.", .optional = true),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "memory");
ENVTAB_LOADER(load, struct config, schema);

static const char *const good[] = { "KEY=hunter2hunter2", "TAGS=a,b,c", NULL };

/* ---- The sealed block ---- */

static volatile sig_atomic_t faults;
static void *volatile fault_address;

static void on_fault(int signal, siginfo_t *info, void *context)
{
  (void)signal, (void)context;
  faults++;
  _exit(info->si_addr == fault_address ? 42 : 43);
}

/* The exit status of a child that stores one byte there: 42 when the store failed at that address. */
static int store_at(void *address)
{
  pid_t child = fork();
  int status = 0;

  if (child == 0) {
    struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };

    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    fault_address = address;
    *(volatile char *)address = 1;
    _exit(0);
  }
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(store_ends_the_process)
{
  const struct config *config = load(&(envtab_options){ .environment = good });

  ck_assert_ptr_nonnull(config);
  ck_assert_int_eq(store_at((void *)(uintptr_t)&config->number), 42);
  ck_assert_int_eq(store_at((void *)(uintptr_t)config->text), 42);
  ck_assert_int_eq(store_at((void *)(uintptr_t)envtab_reveal(config->key)), 42);
  ck_assert_int_eq(store_at((void *)(uintptr_t)config->tags.items), 42);
  ck_assert_int_eq(config->number, 7);
  envtab_free(config);
}
END_TEST

/* The line of /proc/self/smaps after that of the mapping with the address. */
static bool mapping_has(const void *address, const char *permissions, const char *flag)
{
  FILE *file = fopen("/proc/self/smaps", "r");
  char line[512], rights[8];
  unsigned long start, end;
  bool inside = false, found = false;

  ck_assert_ptr_nonnull(file);
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "%lx-%lx %7s", &start, &end, rights) == 3)
      inside = (unsigned long)(uintptr_t)address >= start && (unsigned long)(uintptr_t)address < end &&
               strcmp(rights, permissions) == 0;
    if (inside && strncmp(line, "VmFlags:", 8) == 0) found = strstr(line, flag) != NULL;
  }
  fclose(file);
  return found;
}

START_TEST(block_is_read_only_and_left_out_of_core_files)
{
  const struct config *config = load(&(envtab_options){ .environment = good });

  ck_assert(mapping_has(config, "r--p", " dd"));
  envtab_free(config);
}
END_TEST

START_TEST(permanent_block_outlives_free)
{
  const struct config *config = load(&(envtab_options){ .environment = good, .permanent = true });

  envtab_free(config);
  ck_assert_str_eq(envtab_reveal(config->key), "hunter2hunter2");
  ck_assert_int_eq(store_at((void *)(uintptr_t)&config->number), 42);
}
END_TEST

/* ---- The caller's memory ---- */

static bool holds(const char *memory, size_t size, const char *text)
{
  return memmem(memory, size, text, strlen(text)) != NULL;
}

START_TEST(free_wipes_the_callers_memory)
{
  static char memory[4096];
  const struct config *config =
    load(&(envtab_options){ .environment = good, .memory = memory, .capacity = sizeof memory });

  ck_assert_ptr_nonnull(config);
  ck_assert((const char *)config > memory && (const char *)config < memory + sizeof memory);
  ck_assert(holds(memory, sizeof memory, "hunter2"));
  envtab_free(config);
  ck_assert(!holds(memory, sizeof memory, "hunter2"));
}
END_TEST

START_TEST(failed_load_leaves_no_secret_in_the_callers_memory)
{
  static char memory[4096];
  static const char *const bad[] = { "KEY=hunter2hunter2", "NUMBER=x", NULL };
  struct report report = { 0 };

  ck_assert_ptr_null(load(&(envtab_options){
    .environment = bad, .memory = memory, .capacity = sizeof memory, .sink = note, .context = &report }));
  ck_assert_uint_eq(report.errors, 1);
  ck_assert(!holds(memory, sizeof memory, "hunter2"));
  forget(&report);
}
END_TEST

static void expect_one_copy(const char *const *environment)
{
  static char memory[4096];
  const struct config *config =
    load(&(envtab_options){ .environment = environment, .memory = memory, .capacity = sizeof memory });
  char *first = memmem(memory, sizeof memory, "hunter2hunter2", 14);

  ck_assert_ptr_nonnull(first);
  ck_assert(!holds(first + 1, sizeof memory - (size_t)(first + 1 - memory), "hunter2hunter2"));
  ck_assert_ptr_eq(envtab_reveal(config->key), first);
  ck_assert_str_eq(config->key.masked, "<secret>");
  envtab_free(config);
}

START_TEST(one_copy_of_a_secret_is_kept)
{
  char path[] = "/tmp/envtab-memory-XXXXXX", entry[64];
  int file = mkstemp(path);

  ck_assert_int_ge(file, 0);
  ck_assert_int_eq(write(file, "hunter2hunter2\n", 15), 15);
  close(file);
  snprintf(entry, sizeof entry, "KEY_FILE=%s", path);
  expect_one_copy(good);
  expect_one_copy(ENVIRONMENT(entry));
  unlink(path);
}
END_TEST

/* ---- Scrubbing ---- */

extern char **environ;

/* Runs this program again as "scrub ..." with an environment; returns what it prints. */
static char *run_again(const char *what, char *const *environment, int *status)
{
  static char out[65536];
  int ends[2];
  size_t used = 0;
  ssize_t got;
  pid_t child;

  ck_assert_int_eq(pipe(ends), 0);
  child = fork();
  if (child == 0) {
    char *arguments[] = { (char *)(uintptr_t)"test_memory", (char *)(uintptr_t)what, NULL };

    dup2(ends[1], 1);
    execve("/proc/self/exe", arguments, environment);
    _exit(127);
  }
  close(ends[1]);
  while ((got = read(ends[0], out + used, sizeof out - 1 - used)) > 0) used += (size_t)got;
  out[used] = '\0';
  close(ends[0]);
  waitpid(child, status, 0);
  return out;
}

#define SECRET "Zq8-marker-91fa77"

/* Literals lie in read-only pages of the program's file, which a core file leaves out; the marker is put together here.
 */
static bool has_marker(const char *text, size_t size)
{
  static const char backwards[] = "77af19-rekram-8qZ";
  char marker[sizeof SECRET];
  bool found;

  for (size_t i = 0; i < sizeof marker - 1; i++) marker[i] = backwards[sizeof marker - 2 - i];
  found = memmem(text, size, marker, sizeof marker - 1) != NULL;
  memset(marker, 0, sizeof marker);
  return found;
}

static int print_environments(void)
{
  const struct config *config = load(&(envtab_options){ .scrub = true });
  size_t length;
  char *own;

  if (!config) return 1;
  own = read_whole("/proc/self/environ", &length);
  printf("own:%s\n", has_marker(own, length) ? "found" : "clean");
  printf("kept:%s\n", getenv("OTHER") ? getenv("OTHER") : "(none)");
  printf("key:%s old:%s file:%s\n", getenv("KEY") ? "set" : "unset", getenv("OLD_KEY") ? "set" : "unset",
         getenv("KEY_FILE") ? "set" : "unset");
  printf("value:%zu\n", config->key.length);
  fflush(stdout);
  free(own);
  return system("env") == 0 ? 0 : 1; /* what a child gets */
}

static void check_scrubbed(char *const *environment, const char *kept)
{
  int status = 0;
  char *out = run_again("environ", environment, &status);

  ck_assert_int_eq(status, 0);
  ck_assert_ptr_nonnull(strstr(out, "own:clean\n"));
  ck_assert_ptr_nonnull(strstr(out, kept));
  ck_assert_ptr_nonnull(strstr(out, "key:unset old:unset file:unset\n"));
  ck_assert_ptr_nonnull(strstr(out, "value:17\n"));
  ck_assert_ptr_null(strstr(out, SECRET));
}

START_TEST(scrub_clears_the_process_and_its_children)
{
  char *environment[] = { "PATH=/usr/bin:/bin", "KEY=" SECRET, "OTHER=kept", NULL };
  char *former[] = { "PATH=/usr/bin:/bin", "OLD_KEY=" SECRET, "OTHER=kept", NULL };

  check_scrubbed(environment, "kept:kept\n");
  check_scrubbed(former, "kept:kept\n");
}
END_TEST

/* A secret that putenv() was given as a literal cannot be overwritten: it is removed, and that is said. Without
 * .scrub_is_best_effort the load fails: test_scrub.c. */
START_TEST(scrub_survives_read_only_memory)
{
  char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char other[] = "OTHER=1";
  char *entries[] = { page, other, NULL };
  struct report report = { 0 };
  const struct config *config;

  strcpy(page, "KEY=" SECRET);
  mprotect(page, 4096, PROT_READ);
  use_environ(entries);
  config = load(&(envtab_options){ .scrub = true, .scrub_is_best_effort = true, .sink = note, .context = &report });
  ck_assert_ptr_nonnull(config);
  ck_assert_str_eq(list_problems(&report), "warning memory KEY");
  ck_assert_ptr_eq(entries[0], other);
  ck_assert_ptr_null(entries[1]);
  restore_environ();
  envtab_free(config);
  forget(&report);
}
END_TEST

/* A URL with a password in any field of this schema is a secret; names of others, and no names, are not touched. */
START_TEST(scrub_wipes_only_secrets_of_this_schema)
{
  struct secrets { envtab_secret key; const char *link, *text; };
  ENVTAB_TABLE(struct secrets) other_fields[] = { ENVTAB(struct secrets, key, "X_KEY", "A key.") };
  ENVTAB_SCHEMA(struct secrets, other, other_fields, "other");
  const envtab_schema *const others[] = { &other, NULL };
  ENVTAB_TABLE(struct secrets) rows[] = {
    ENVTAB(struct secrets, key, "KEY", "A key.", .optional = true),
    ENVTAB(struct secrets, link, "LINK", "A link."),
    ENVTAB(struct secrets, text, "TEXT", "A text."),
  };
  ENVTAB_SCHEMA(struct secrets, table, rows, "secrets", .reserved_prefix = "X_", .others = others);
  char key[] = "KEY=", link[] = "LINK=db://u:" SECRET "@h", text[] = "TEXT=db://h", x_key[] = "X_KEY=" SECRET;
  char odd[] = "=db://u:p@h", alone[] = "KEY", foreign[] = "FOREIGN=db://u:p@h";
  char *entries[] = { odd, key, link, text, alone, x_key, foreign, NULL };
  char *const kept[] = { odd, text, alone, x_key, foreign, NULL };
  struct report report = { 0 };
  const struct secrets *secrets;

  use_environ(entries);
  secrets = envtab_load(&table, &(envtab_options){ .scrub = true, .sink = note, .context = &report });
  restore_environ();
  ck_assert_ptr_nonnull(secrets);
  ck_assert_uint_eq(report.count, 0);
  ck_assert_str_eq(secrets->link, "db://u:" SECRET "@h");
  ck_assert(memcmp(entries, kept, sizeof kept) == 0);
  for (size_t i = strlen("LINK="); i < sizeof link; i++) ck_assert_int_eq(link[i], 0);
  ck_assert_str_eq(x_key, "X_KEY=" SECRET);
  ck_assert_str_eq(foreign, "FOREIGN=db://u:p@h");
  envtab_free(secrets);
}
END_TEST

START_TEST(failed_load_scrubs_nothing)
{
  char key[] = "KEY=" SECRET, number[] = "NUMBER=x";
  char *entries[] = { key, number, NULL };
  struct report report = { 0 };

  use_environ(entries);
  ck_assert_ptr_null(load(&(envtab_options){ .scrub = true, .sink = note, .context = &report }));
  restore_environ();
  ck_assert_ptr_eq(entries[0], key);
  ck_assert_str_eq(key, "KEY=" SECRET);
  forget(&report);
}
END_TEST

/* ---- A core file ---- */

static int dump_core(void)
{
  struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };

  if (setrlimit(RLIMIT_CORE, &all) != 0) return 1;
  signal(SIGABRT, SIG_DFL);
  abort();
}

static int dump_core_after_a_scrub(void)
{
  return load(&(envtab_options){ .scrub = true }) ? dump_core() : 1;
}

/* The file holds another environment, with its secrets. */
static int dump_core_after_a_diff(void)
{
  char *argv[] = { (char[]){ "config" }, (char[]){ "diff" }, getenv("ANOTHER"), NULL };
  FILE *out = tmpfile();

  if (!out || envtab_command(&schema, 3, argv, NULL, out) != 1) return 1;
  fclose(out);
  return dump_core();
}

#ifndef __SANITIZE_ADDRESS__
/* The core file that this program leaves in this mode, read. */
static char *core_of(const char *mode, char *const *environment, size_t *length)
{
  char folder[] = "/tmp/envtab-core-XXXXXX", path[64], pattern[64] = "", *core;
  FILE *file = fopen("/proc/sys/kernel/core_pattern", "r");
  int status = 0;

  ck_assert_ptr_nonnull(file);
  ck_assert_ptr_nonnull(fgets(pattern, sizeof pattern, file));
  fclose(file);
  ck_assert_msg(pattern[0] != '|', "core files are piped to %s: they must go to a file for this test", pattern);
  ck_assert_ptr_nonnull(mkdtemp(folder));
  ck_assert_int_eq(chdir(folder), 0);
  run_again(mode, environment, &status);
  ck_assert_msg(WIFSIGNALED(status) && WCOREDUMP(status), "status %d", status);
  snprintf(path, sizeof path, "%s/core", folder);
  if (access(path, R_OK) != 0) {
    char command[160];

    snprintf(command, sizeof command, "mv %s/core.* %s", folder, path);
    ck_assert_int_eq(system(command), 0);
  }
  core = read_whole(path, length);
  ck_assert_uint_gt(*length, 4096);
  ck_assert(memmem(core, *length, "ZZZ=bbb", 7) != NULL); /* the environment is in it */
  unlink(path);
  rmdir(folder);
  return core;
}
#define ZZZ "ZZZ=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

START_TEST(core_file_holds_no_secret_after_a_scrub)
{
  char *environment[] = { "PATH=/usr/bin:/bin", "BEFORE=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                          "KEY=" SECRET, ZZZ, NULL };
  size_t length;
  char *core = core_of("core", environment, &length);

  ck_assert(!has_marker(core, length));
  free(core);
}
END_TEST

START_TEST(core_file_holds_no_secret_of_a_file_that_was_compared)
{
  static const char dump[] = "BEFORE=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nKEY=" SECRET "\nOTHER=x\n";
  char path[] = "/tmp/envtab-another-XXXXXX", another[64], *core;
  char *environment[] = { "PATH=/usr/bin:/bin", another, "KEY=0123456789-this-one", ZZZ, NULL };
  int file = mkstemp(path);
  size_t length;

  ck_assert_int_eq(write(file, dump, sizeof dump - 1), sizeof dump - 1);
  close(file);
  snprintf(another, sizeof another, "ANOTHER=%s", path);
  core = core_of("diff", environment, &length);
  ck_assert(memmem(core, length, "0123456789-this-one", 19) != NULL); /* its own, which nobody scrubbed */
  ck_assert(!has_marker(core, length));
  free(core);
  unlink(path);
}
END_TEST
#endif

static Suite *make_suite(void)
{
  Suite *suite = suite_create("memory");
  TCase *block = tcase_create("block"), *scrub = tcase_create("scrub");

  tcase_add_test(block, store_ends_the_process);
  tcase_add_test(block, block_is_read_only_and_left_out_of_core_files);
  tcase_add_test(block, permanent_block_outlives_free);
  tcase_add_test(block, free_wipes_the_callers_memory);
  tcase_add_test(block, failed_load_leaves_no_secret_in_the_callers_memory);
  tcase_add_test(block, one_copy_of_a_secret_is_kept);
  tcase_add_test(scrub, scrub_clears_the_process_and_its_children);
  tcase_add_test(scrub, scrub_survives_read_only_memory);
  tcase_add_test(scrub, scrub_wipes_only_secrets_of_this_schema);
  tcase_add_test(scrub, failed_load_scrubs_nothing);
#ifndef __SANITIZE_ADDRESS__ /* which maps terabytes, and would dump them; the suite runs without it too */
  tcase_add_test(scrub, core_file_holds_no_secret_after_a_scrub);
  tcase_add_test(scrub, core_file_holds_no_secret_of_a_file_that_was_compared);
#endif
  suite_add_tcase(suite, block);
  suite_add_tcase(suite, scrub);
  return suite;
}

int main(int count, char **arguments)
{
  if (count == 2 && strcmp(arguments[1], "environ") == 0) return print_environments();
  if (count == 2 && strcmp(arguments[1], "core") == 0) return dump_core_after_a_scrub();
  if (count == 2 && strcmp(arguments[1], "diff") == 0) return dump_core_after_a_diff();
  return run(make_suite());
}
