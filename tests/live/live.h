/* What the live programs share: they report a connection that failed, and look whether the words hold the password. */
#ifndef LIVE_H
#define LIVE_H

#include <stdio.h>
#include <string.h>

#include <envtab.h>

/* Prints the words of a failure. Status 1; but 3 where they hold four bytes in a row of the password, or all of it. */
static int failed(const char *words, envtab_secret password)
{
  const char *text = envtab_reveal(password);
  size_t run = password.length < 4 ? password.length : 4;

  printf("%s\n", words);
  for (const char *at = words; run && *at; at++)
    for (size_t k = 0; k + run <= password.length; k++)
      if (strncmp(at, text + k, run) == 0) {
        printf("these words hold a piece of the password\n");
        return 3;
      }
  return 1;
}

#endif
