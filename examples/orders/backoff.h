/*
 * When to try again what failed: after a delay that doubles with each failure, of which a part is by chance, so that
 * the processes that lost a service together do not come back to it together. All zero: try at once.
 */
#ifndef ORDERS_BACKOFF_H
#define ORDERS_BACKOFF_H

#include <stdint.h>

struct backoff {
  int delay;
  int64_t until;
};

void backoff_after_failure(struct backoff *backoff);
void backoff_after_success(struct backoff *backoff);

/* Milliseconds until the next attempt; 0: now. */
int backoff_left(const struct backoff *backoff);

/* A clock that is never set, in nanoseconds. */
int64_t monotonic_time(void);

#endif
