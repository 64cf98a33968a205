/*
 * Every system call and allocation of a load, of what is written and of the config command made to fail in turn,
     once and
 * from then on: it says so, or does without; nothing is leaked, no descriptor stays open,
     errno is as it was. Linked with
 * --wrap for each of the calls.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common.h"

/* ---- The calls ---- */

static long calls, failing = -1;  /* failing: the number of the call that fails; -1: none */
static bool from_then_on, counting, interrupting;
static const char *failed;        /* the call that failed last */

static bool fails(const char *call, int error)
{
  long number;

  if (!counting) return false;
  if (interrupting) { /* a signal comes while a file is opened or read */
    if (strcmp(call, "open") != 0 && strcmp(call, "read") != 0) return false;
    error = EINTR;
  }
  number = calls++;
  if (failing < 0 || number < failing || (number > failing && !from_then_on)) return false;
  failed = call;
  errno = error;
  return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset);
int __real_munmap(void *address, size_t length);
int __real_mprotect(void *address, size_t length, int protection);
int __real_madvise(void *address, size_t length, int advice);
int __real_open(const char *path, int flags, ...);
int __real_fstat(int file, struct stat *status);
ssize_t __real_read(int file, void *to, size_t size);
ssize_t __real_write(int file, const void *from, size_t size);
int __real_pipe(int ends[2]);
long __real_syscall(long number, ...);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset);
int __wrap_munmap(void *address, size_t length);
int __wrap_mprotect(void *address, size_t length, int protection);
int __wrap_madvise(void *address, size_t length, int advice);
int __wrap_open(const char *path, int flags, ...);
int __wrap_fstat(int file, struct stat *status);
ssize_t __wrap_read(int file, void *to, size_t size);
ssize_t __wrap_write(int file, const void *from, size_t size);
int __wrap_pipe(int ends[2]);
long __wrap_syscall(long number, ...);

void *__wrap_calloc(size_t count, size_t size) { return fails("calloc", ENOMEM) ? NULL : __real_calloc(count, size); }
void *__wrap_realloc(void *memory, size_t size) { return fails("realloc", ENOMEM) ? NULL : __real_realloc(memory,
    size); }
void *__wrap_malloc(size_t size) { return fails("malloc", ENOMEM) ? NULL : __real_malloc(size); }
int __wrap_mprotect(void *address, size_t length, int protection)
{
  return fails("mprotect", ENOMEM) ? -1 : __real_mprotect(address, length, protection);
}
int __wrap_madvise(void *address, size_t length, int advice)
{
  return fails("madvise", EINVAL) ? -1 : __real_madvise(address, length, advice);
}
int __wrap_open(const char *path, int flags, ...) { return fails("open", EMFILE) ? -1 : __real_open(path, flags); }
int __wrap_fstat(int file, struct stat *status) { return fails("fstat", EIO) ? -1 : __real_fstat(file, status); }
ssize_t __wrap_read(int file, void *to, size_t size) { return fails("read", EIO) ? -1 : __real_read(file, to, size); }
ssize_t __wrap_write(int file, const void *from, size_t size)
{
  return fails("write", EIO) ? -1 : __real_write(file, from, size);
}
int __wrap_pipe(int ends[2]) { return fails("pipe", EMFILE) ? -1 : __real_pipe(ends); }
long __wrap_syscall(long number, ...) /* of three arguments: getrandom */
{
  va_list arguments;
  void *to;
  size_t size;
  unsigned flags;

  va_start(arguments, number);
  to = va_arg(arguments, void *);
  size = va_arg(arguments, size_t);
  flags = va_arg(arguments, unsigned);
  va_end(arguments);
  return fails("syscall", ENOSYS) ? -1 : __real_syscall(number, to, size, flags);
}
/* Whatever else maps memory here: what the library has mapped, and not unmapped. */
static size_t mapped;

void *__wrap_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
  void *pages = fails("mmap", ENOMEM) ? MAP_FAILED : __real_mmap(address, length, protection, flags, file, offset);

  if (pages != MAP_FAILED) mapped += length;
  return pages;
}
int __wrap_munmap(void *address, size_t length)
{
  mapped -= length;
  return __real_munmap(address, length);
}

/* From the k-th call on, all fail. */
static void fail_from(long k)
{
  calls = 0, failing = k, from_then_on = true, counting = true;
}

static void fail_once(long k)
{
  calls = 0, failing = k, from_then_on = false, counting = true;
}

/* The sink's own calls are not the library's. */
static void note_quietly(void *context, const envtab_problem *problem)
{
  bool before = counting;

  counting = false;
  note(context, problem);
  counting = before;
}

/* ---- A load that needs all of them ---- */

enum { NUMBERS = 400 };          /* so many names that their index does not fit the stack */

struct config {
  envtab_secret key;
  const char *text;
  int numbers[NUMBERS];
};
static envtab_row fields[NUMBERS + 2] = {
  ENVTAB(struct config, key, "KEY", "A key.", .from_file = true),
  ENVTAB(struct config, text, "TEXT", "A text.", .from_file = true, .default_value = "text"),
};
static char names[NUMBERS][16];
static const envtab_schema schema = {
  .name = "failure", .fields = &fields[0].field, .count = NUMBERS + 2, .field_size = sizeof *fields,
  .size = sizeof(struct config), .alignment = _Alignof(struct config)
};
ENVTAB_SCHEMA_STRUCT(struct config, schema);
ENVTAB_LOADER(load, struct config, schema);

static void make_fields(void)
{
  for (size_t i = 0; i < NUMBERS; i++) {
    snprintf(names[i], sizeof names[i], "NUMBER_%zu", i);
    fields[i + 2].field = (envtab_field){ .type = &envtab_type_int32,
                                          .offset = offsetof(struct config, numbers) + i * sizeof(int),
                                          .size = sizeof(int),
                                          .name = names[i],
                                          .help = "A number.",
                                          .default_value = "1" };
  }
}

static size_t open_files(void)
{
  DIR *folder = opendir("/proc/self/fd");
  size_t count = 0;

  ck_assert_ptr_nonnull(folder);
  while (readdir(folder)) count++;
  closedir(folder);
  return count;
}

static char key_path[] = "/tmp/envtab-key-XXXXXX";
static char key_entry[64], number_entry[] = "NUMBER_7=9";

/* One load with the k-th call failing; returns whether any call failed. */
static bool load_failing(long k, bool rest)
{
  char *entries[] = { key_entry, number_entry, NULL };
  struct report report = { 0 };
  const struct config *config;
  size_t files = open_files(), before = mapped;
  envtab_options options = { .scrub = true, .sink = note_quietly, .context = &report };

  snprintf(key_entry, sizeof key_entry, "KEY_FILE=%s", key_path); /* the scrub wipes it */
  use_environ(entries);
  failed = NULL, calls = 0, failing = k, from_then_on = rest, counting = true;
  errno = 12345;
  report.notes = NULL;
  config = load(&options);
  counting = false;
  ck_assert_int_eq(errno, 12345);
  restore_environ();
  if (config) {
    ck_assert_str_eq(envtab_reveal(config->key), "hunter2");
    ck_assert_int_eq(config->numbers[7], 9);
    ck_assert_int_eq(config->numbers[8], 1);
    ck_assert_uint_eq(report.errors, 0);
    envtab_free(config);
  } else {
    ck_assert_ptr_nonnull(failed);
    ck_assert_uint_ge(report.errors, 1);
    ck_assert_int_eq(report.notes[report.count - 1].problem.code, ENVTAB_PROBLEM_SUMMARY);
    ck_assert_msg(report.notes[0].problem.code ==
                      (strcmp(failed, "open") && strcmp(failed, "fstat") && strcmp(failed, "read")
                         ? ENVTAB_PROBLEM_MEMORY
                         : ENVTAB_PROBLEM_FILE) ||
                    rest,
                  "%s: %s", failed, report.notes[0].reason);
  }
  ck_assert_uint_eq(open_files(), files);
  ck_assert_uint_eq(mapped, before);
  forget(&report);
  return failed != NULL;
}

static void prepare(void)
{
  int file;

  strcpy(key_path, "/tmp/envtab-key-XXXXXX");
  file = mkstemp(key_path);

  ck_assert_int_ge(file, 0);
  ck_assert_int_eq((int)write(file, "hunter2\n", 8), 8);
  close(file);
  make_fields();
}

START_TEST(every_call_fails_once)
{
  long k = 0;

  prepare();
  ck_assert(!load_failing(-1, false));
  while (load_failing(k, false)) k++;
  ck_assert_int_ge(k, 6); /* open, fstat, mmap, madvise, read, malloc, mprotect ... */
  unlink(key_path);
}
END_TEST

START_TEST(every_call_fails_from_then_on)
{
  long k = 0;

  prepare();
  while (load_failing(k, true)) k++;
  ck_assert_int_ge(k, 6);
  unlink(key_path);
}
END_TEST

START_TEST(call_that_is_interrupted_is_made_again)
{
  bool last = false;
  long k = 0;

  prepare();
  snprintf(key_entry, sizeof key_entry, "KEY_FILE=%s", key_path);
  for (; !last; k++) {
    const char *const environment[] = { key_entry, NULL };
    struct report report = { 0 };
    const struct config *config;

    failed = NULL;
    interrupting = true;
    fail_once(k);
    config = load(&(envtab_options){ .environment = environment, .sink = note_quietly, .context = &report });
    counting = interrupting = false;
    last = !failed;
    ck_assert_ptr_nonnull(config);
    ck_assert_uint_eq(report.count, 0);
    ck_assert_str_eq(envtab_reveal(config->key), "hunter2");
    envtab_free(config);
  }
  ck_assert_int_ge(k, 3); /* open, read, and none */
  unlink(key_path);
}
END_TEST

/* What asks a loaded config does without memory too: a value that cannot be judged whole is not shown, no row is lost. */
START_TEST(show_and_fingerprint_do_without_memory)
{
  static char text[3000] = "TEXT=";
  const char *const environment[] = { "KEY=hunter2", text, NULL };
  const struct config *config;
  char *out = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&out, &length);

  make_fields();
  memset(text + 5, 'a', sizeof text - 6);
  config = load(&(envtab_options){ .environment = environment });
  ck_assert_ptr_nonnull(config);
  fail_from(0);
  (void)envtab_fingerprint(config);
  envtab_show(config, file);
  counting = false;
  fclose(file);
  ck_assert_ptr_null(strstr(out, "aaaaaaaa"));
  ck_assert_ptr_nonnull(strstr(out, "TEXT        <secret>"));
  ck_assert_ptr_nonnull(strstr(out, "NUMBER_399"));
  free(out);
  envtab_free(config);
}
END_TEST

START_TEST(parse_says_that_a_call_failed)
{
  bool last = false;

  for (long k = 0; !last; k++) {
    struct report report = { 0 };
    const int *number;

    failed = NULL;
    fail_once(k);
    number = envtab_parse(&envtab_type_int32, "5", &(envtab_options){ .sink = note_quietly, .context = &report });
    counting = false;
    last = !failed;
    ck_assert(number ? report.count == 0 && *number == 5 : failed != NULL);
    if (!number) ck_assert_str_eq(list_problems(&report), "memory int32");
    envtab_free(number);
    forget(&report);
  }
}
END_TEST

START_TEST(parse_and_check_say_that_memory_is_missing)
{
  struct report report = { 0 };
  envtab_options options = { .sink = note_quietly, .context = &report };
  const void *value;
  bool right;
  size_t room;

  make_fields();
  fail_from(0);
  value = envtab_parse(&envtab_type_int32, "5", &options);
  counting = false;
  ck_assert_ptr_null(value);
  ck_assert_ptr_nonnull(find_note(&report, ENVTAB_PROBLEM_MEMORY, NULL));
  forget(&report);
  for (long k = 0; k < 2; k++) {
    fail_from(k);
    right = envtab_check_schema(&schema, &options);
    counting = false;
    ck_assert(!right);
    ck_assert_ptr_nonnull(find_note(&report, ENVTAB_PROBLEM_SCHEMA, NULL));
    forget(&report);
  }
  fail_from(0);
  room = envtab_capacity(&schema, NULL);
  counting = false;
  ck_assert_uint_eq(room, 0);
}
END_TEST

/* ---- What is written ---- */

struct shown { envtab_url site; const char *text; envtab_secret key; };
static ENVTAB_TABLE(struct shown) shown_fields[] = {
  ENVTAB(struct shown, site, "SITE", "Where it is.", .optional = true, .example = "https://u:hunter2@h/"),
  ENVTAB(struct shown, text, "LONG", "A text.", .optional = true),
  ENVTAB(struct shown, key, "SECRET", "A key.", .from_file = true),
};
static ENVTAB_SCHEMA(struct shown, shown_schema, shown_fields, "shown");

/* The k-th call fails while fn writes into a file; the status, and what was written, in memory that is held. */
static int write_failing(long k, bool rest, int (*fn)(int which, FILE *out), int which, char **out)
{
  char path[] = "/tmp/envtab-out-XXXXXX";
  int descriptor = mkstemp(path), status;
  FILE *file = fdopen(descriptor, "w");

  setvbuf(file, NULL, _IONBF, 0); /* its own memory is not what is tested */
  failed = NULL, calls = 0, failing = k, from_then_on = rest, counting = true;
  status = fn(which, file);
  counting = false;
  fclose(file);
  *out = hold(read_whole(path, NULL));
  unlink(path);
  return status;
}

static bool is_memory(const char *call) { return strstr(call, "alloc") || strcmp(call, "mmap") == 0; }

static int write_one(int format, FILE *out) { return (int)envtab_write(&shown_schema, (envtab_format)format, out); }

START_TEST(write_is_complete_or_reports_that_it_is_not)
{
  char *whole, *out;
  size_t no_memory = 0;
  long k = 0;

  ck_assert_int_eq(write_failing(-1, false, write_one, _i, &whole), ENVTAB_WRITE_OK);
  for (bool more = true; more; k++) {
    int result = write_failing(k, false, write_one, _i, &out);

    more = failed != NULL;
    if (result == ENVTAB_WRITE_OK) ck_assert_str_eq(out, whole);
    else ck_assert_int_eq(result, failed && is_memory(failed) ? ENVTAB_WRITE_MEMORY : ENVTAB_WRITE_OUTPUT);
    if (result == ENVTAB_WRITE_MEMORY) ck_assert_str_eq(out, "");
    no_memory += result == ENVTAB_WRITE_MEMORY;
  }
  ck_assert_uint_eq(no_memory, 1);
  ck_assert_int_ge(k, 2); /* the memory of the walk, and the file */
}
END_TEST

static char long_entry[3000] = "LONG=", secret_entry[64], other_path[] = "/tmp/envtab-env-XXXXXX";

static int run_command(int which, FILE *out)
{
  static char words[][2][12] = { { "check", "--verbose" }, { "show" }, { "show", "--json" }, { "help" }, { "diff" } };
  const char *const environment[] = { long_entry, secret_entry, "SITE=https://u:hunter2@h/", NULL };
  char name[] = "config", *argv[] = { name, words[which][0], which == 4 ? other_path : words[which][1] };
  struct report report = { 0 };
  envtab_options options = { .environment = environment, .sink = note_quietly, .context = &report };
  int status = envtab_command(&shown_schema, argv[2][0] ? 3 : 2, argv, &options, out);
  bool before = counting;

  counting = false;
  if (status == 78 && which < 3) ck_assert_uint_gt(report.errors, 0);
  forget(&report);
  counting = before;
  return status;
}

/*
 * Whatever fails, the status is one that the header names. Where memory fails,
     0 (of diff: 1) stands for the whole output
 * alone; but show cuts a long value then.
 */
START_TEST(command_is_complete_or_reports_that_it_is_not)
{
  size_t files = open_files(), before = mapped;
  char *whole, *out;
  int right = _i == 4;
  FILE *other;
  long k = 0;

  prepare();
  memset(long_entry + 5, 'x', sizeof long_entry - 6);
  snprintf(secret_entry, sizeof secret_entry, "SECRET_FILE=%s", key_path);
  strcpy(other_path, "/tmp/envtab-env-XXXXXX");
  other = fdopen(mkstemp(other_path), "w");
  fprintf(other, "SECRET=hunter2\nLONG=%.*s\n%0*d", 2990, long_entry + 5, 70000, 0); /* more than is read at once */
  fclose(other);
  ck_assert_int_eq(write_failing(-1, false, run_command, _i, &whole), right);
  for (int rest = 0; rest < 2; rest++) {
    bool more = true;

    for (k = 0; more; k++) {
      int status;

      begin_capture(stderr);
      status = write_failing(k, rest, run_command, _i, &out);
      end_capture();
      more = failed != NULL;
      ck_assert_msg(status == right || status == 74 || status == 78 || (_i == 4 && status == 66), "status %d", status);
      if (status == right && failed && is_memory(failed) && !rest && _i != 1 && _i != 2)
        ck_assert_msg(strcmp(out, whole) == 0, "call %ld, %s: %zu bytes, not %zu", k, failed, strlen(out),
            strlen(whole));
      if (!more) ck_assert_int_eq(status, right);
    }
    ck_assert_int_ge(k, 2);
  }
  ck_assert_uint_eq(open_files(), files);
  ck_assert_uint_eq(mapped, before);
  unlink(key_path);
  unlink(other_path);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("failure");
  TCase *tests = tcase_create("calls");

  tcase_add_test(tests, every_call_fails_once);
  tcase_add_test(tests, every_call_fails_from_then_on);
  tcase_add_test(tests, call_that_is_interrupted_is_made_again);
  tcase_add_test(tests, show_and_fingerprint_do_without_memory);
  tcase_add_test(tests, parse_says_that_a_call_failed);
  tcase_add_test(tests, parse_and_check_say_that_memory_is_missing);
  tcase_add_loop_test(tests, write_is_complete_or_reports_that_it_is_not, 0, ENVTAB_FORMAT_SYSTEMD + 1);
  tcase_add_loop_test(tests, command_is_complete_or_reports_that_it_is_not, 0, 5);
  suite_add_tcase(suite, tests);
  return run(suite);
}
