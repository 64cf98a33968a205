/*
 * What a scrub promises: where it cannot be proved that the bytes of a secret are gone, the load fails.
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common.h"

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

#define SECRET "hunter2hunter2"

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
  TCase *pages = tcase_create("pages");

  tcase_add_loop_test(pages, page_that_cannot_be_written_is_no_crash, 0, 1 << PAGES);
  tcase_add_test(pages, failed_scrub_releases_the_config);
  suite_add_tcase(suite, pages);
  return suite;
}

int main(void) { return run(make_suite()); }
