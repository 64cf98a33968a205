/*
 * One program, several process types:
 *
 *   orders web | worker | scheduler | migrate   runs one of them
 *   orders config WORD                          looks at the environment of all: check, show, help, kubernetes, ...
 *   orders web config WORD                      looks at that of one
 *
 * Each runs on what its environment says, which is checked in full before anything else happens.
 */
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "log.h"
#include "process.h"
#include "stop.h"

static const struct process {
  const char *name;
  const envtab_schema *schema;
  int (*run)(const void *config);
} processes[] = {
  { "web", &web_schema, web_run },
  { "worker", &worker_schema, worker_run },
  { "scheduler", &scheduler_schema, scheduler_run },
  { "migrate", &migrate_schema, migrate_run },
};

static const struct process *find_process(const char *name)
{
  for (size_t i = 0; i < sizeof processes / sizeof *processes; i++)
    if (strcmp(processes[i].name, name) == 0) return &processes[i];
  return NULL;
}

/*
 * envtab keeps its own copy of a secret out of core files, but libpq, hiredis and librabbitmq keep theirs in ordinary
 * memory: so there are none, and other processes of the user cannot read this one's memory or environment.
 */
static void close_memory(void)
{
  const struct rlimit none = { 0, 0 };

  prctl(PR_SET_DUMPABLE, 0);
  setrlimit(RLIMIT_CORE, &none);
}

/* Problems are lines of the log, like all that is said later. */
static int run(const struct process *process)
{
  const envtab_options options = { .sink = envtab_print_json, .context = stdout, .scrub = true };
  const void *config = envtab_load_or_exit(process->schema, &options);
  const struct process_config *common = config; /* the first member of each */
  char fingerprint[20];
  int status = EXIT_UNAVAILABLE;

  log_begin(process->schema->name, common->log_level);
  snprintf(fingerprint, sizeof fingerprint, "%016llx", (unsigned long long)envtab_fingerprint(config));
  log_event(LOG_LEVEL_INFO, "started", "{s:s}", "fingerprint", fingerprint);
  if (stop_begin(common->grace)) status = process->run(config);
  log_event(LOG_LEVEL_INFO, "stopped", "{s:i}", "status", status);
  envtab_free(config);
  return status;
}

int main(int count, char **arguments)
{
  const struct process *process = count > 1 ? find_process(arguments[1]) : NULL;
  int at = process ? 2 : 1;

  close_memory();
  if (count > at && strcmp(arguments[at], "config") == 0)
    return envtab_command(process ? process->schema : &program_schema, count - at, arguments + at, NULL, stdout);
  if (process && count == 2) return run(process);
  fprintf(stderr, "usage: orders web | worker | scheduler | migrate\n"
                  "       orders [web | worker | scheduler | migrate] config WORD\n");
  return EXIT_USAGE;
}
