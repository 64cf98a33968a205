/* When to try again what failed. */
#include "backoff.h"

#include <sys/random.h>
#include <time.h>

enum { FIRST_DELAY = 100, LONGEST_DELAY = 5000 };

int64_t monotonic_time(void)
{
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void backoff_after_failure(struct backoff *backoff)
{
  uint32_t chance = 0;
  int least;

  backoff->delay = backoff->delay == 0 ? FIRST_DELAY : backoff->delay * 2;
  if (backoff->delay > LONGEST_DELAY) backoff->delay = LONGEST_DELAY;
  least = backoff->delay / 2;
  if (getrandom(&chance, sizeof chance, 0) != (long)sizeof chance) chance = 0;
  backoff->until = monotonic_time() + (int64_t)(least + (int)(chance % (uint32_t)least)) * 1000000;
}

void backoff_after_success(struct backoff *backoff) { *backoff = (struct backoff){ 0 }; }

int backoff_left(const struct backoff *backoff)
{
  int64_t left = backoff->until ? backoff->until - monotonic_time() : 0;

  return left > 0 ? (int)(left / 1000000) + 1 : 0;
}
