/* What main() starts: each process type runs until it is told to stop, and returns the exit status. */
#ifndef ORDERS_PROCESS_H
#define ORDERS_PROCESS_H

/* Of sysexits.h, which not every system has. 78, for a wrong environment, is envtab's. */
enum { EXIT_USAGE = 64, EXIT_UNAVAILABLE = 69, EXIT_SOFTWARE = 70 };

/* config: what the process's schema describes. */
int web_run(const void *config);
int worker_run(const void *config);
int scheduler_run(const void *config);
int migrate_run(const void *config);

#endif
