/*
 * What the adapters share: a timeout as a struct timeval, and how a message is written into a caller's buffer. Programs
 * include the adapter for their client, not this file. SPDX-License-Identifier: MIT
 */
#ifndef ENVTAB_ADAPTER_H
#define ENVTAB_ADAPTER_H

#include <string.h>
#ifdef _WIN32
#include <winsock2.h>            /* struct timeval */
#else
#include <sys/time.h>
#endif

#include <envtab.h>

/*
 * A timeout as the clients' own calls accept it, such as redisSetTimeout() and amqp_set_rpc_timeout(). Rounded up to
 * milliseconds, at most INT_MAX of them: 24 days.
 */
static inline struct timeval envtab_timeval(envtab_duration timeout)
{
  int milliseconds = envtab_milliseconds(timeout);
  struct timeval value;

  value.tv_sec = milliseconds / 1000;
  value.tv_usec = milliseconds % 1000 * 1000;
  return value;
}

/* ---- Messages ---- */

/* A message that is written in pieces into out, which is ended by a NUL; length counts what did not fit, too. */
struct envtab_words_ {
  char *out;
  size_t capacity, length;
};

/* out: may be NULL where capacity is 0. */
static inline struct envtab_words_ envtab_begin_words_(char *out, size_t capacity)
{
  struct envtab_words_ words;

  words.out = out;
  words.capacity = capacity;
  words.length = 0;
  if (capacity) out[0] = '\0';
  return words;
}

static inline void envtab_put_byte_(struct envtab_words_ *words, char byte)
{
  if (words->length + 1 < words->capacity) {
    words->out[words->length] = byte;
    words->out[words->length + 1] = '\0';
  }
  words->length++;
}

/* Printable ASCII as it is; any other byte as \xNN, a backslash as two: a server chose these bytes. */
static inline void envtab_put_text_(struct envtab_words_ *words, const char *text, size_t length)
{
  static const char digits[] = "0123456789abcdef";

  for (size_t i = 0; i < length; i++) {
    unsigned byte = (unsigned char)text[i];

    if (byte >= ' ' && byte <= '~') {
      if (byte == '\\') envtab_put_byte_(words, '\\');
      envtab_put_byte_(words, text[i]);
      continue;
    }
    envtab_put_byte_(words, '\\');
    envtab_put_byte_(words, 'x');
    envtab_put_byte_(words, digits[byte >> 4]);
    envtab_put_byte_(words, digits[byte & 15]);
  }
}

static inline void envtab_put_(struct envtab_words_ *words, const char *text)
{
  envtab_put_text_(words, text, strlen(text));
}

/*
 * What a server answered, unless it contains four bytes in a row of the secret, or all of a shorter one: a Redis whose
 * AUTH command is renamed repeats all that it was sent.
 */
static inline void envtab_put_answer_(struct envtab_words_ *words, const char *text, size_t length,
                                      envtab_secret secret)
{
  const char *hidden = envtab_reveal(secret);
  size_t run = secret.length < 4 ? secret.length : 4;

  for (size_t i = 0; run && i + run <= length; i++)
    for (size_t k = 0; k + run <= secret.length; k++)
      if (memcmp(text + i, hidden + k, run) == 0) {
        envtab_put_(words, "refused, in words that are not shown, as they may hold the password");
        return;
      }
  envtab_put_text_(words, text, length);
}

#endif
