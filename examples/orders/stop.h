/* How the process is told to stop: by SIGTERM or SIGINT, after which it may finish what it does. */
#ifndef ORDERS_STOP_H
#define ORDERS_STOP_H

#include <envtab.h>

/*
 * From here on the signals do not end the process: they are seen by the functions below, in any thread. When grace has
 * passed after one, the process ends with EXIT_GRACE_PASSED. Before any other thread starts. False: errno says why.
 */
bool stop_begin(envtab_duration grace);

enum { EXIT_GRACE_PASSED = 75 }; /* EX_TEMPFAIL of sysexits.h */

/* Whether a signal came. */
bool stopping(void);

/* Waits, at most so long, for a signal; returns whether one came. */
bool stop_wait(int milliseconds);

/* Can be read once a signal came, and from then on: for poll(2). Nobody reads it. */
int stop_descriptor(void);

#endif
