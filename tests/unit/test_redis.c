/*
 * Redis URLs, held against redis-cli: it is run with the URL, every host that it looks up is a listener of this test's,
 * and what it sends is recorded. So the rule of redis-cli that services.c and the fuzzer compare with is redis-cli's.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "services.h"

/* ---- One run of redis-cli ---- */

struct run {
  int listener, connection, said, looked; /* said: its output; looked: what it looked up */
  char sent[8192], output[4096], host_and_port[2048];
  size_t sent_length, answered, output_length, looked_length;
  bool tls;
};

static int make_listener(char *port, size_t capacity)
{
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  socklen_t length = sizeof address;

  ck_assert_int_eq(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
  ck_assert_int_eq(listen(listener, 4), 0);
  ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &length), 0);
  snprintf(port, capacity, "ENVTAB_LISTENER=%u", ntohs(address.sin_port));
  return listener;
}

static pid_t start(struct run *run, const char *url)
{
  char port[40], preload[] = "LD_PRELOAD=" REDIRECT, *const environment[] = { preload, port, NULL };
  char *const arguments[] = { (char[]){ "redis-cli" }, (char[]){ "--no-auth-warning" },
                              (char[]){ "-u" },        (char *)(uintptr_t)url,
                              (char[]){ "PING" },      NULL };
  posix_spawn_file_actions_t actions;
  int said[2], looked[2];
  pid_t child;

  run->listener = make_listener(port, sizeof port);
  run->connection = -1;
  ck_assert_int_eq(pipe2(said, O_CLOEXEC), 0);
  ck_assert_int_eq(pipe2(looked, O_CLOEXEC), 0);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, said[1], 1);
  posix_spawn_file_actions_adddup2(&actions, said[1], 2);
  posix_spawn_file_actions_adddup2(&actions, looked[1], 3);
  ck_assert_msg(posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environment) == 0,
                "redis-cli cannot be run");
  posix_spawn_file_actions_destroy(&actions);
  close(said[1]);
  close(looked[1]);
  run->said = said[0];
  run->looked = looked[0];
  return child;
}

/* Appends what is there to read; false: the end. */
static bool take(int file, char *out, size_t capacity, size_t *length)
{
  ssize_t got = read(file, out + *length, capacity - 1 - *length);

  if (got > 0) *length += (size_t)got;
  out[*length] = '\0';
  return got > 0;
}

/* The end of the command, *N $LENGTH TEXT ..., that begins at text, its arguments in words; NULL: there is more to
 * come. */
static const char *read_command(const char *text, const char *end, char words[3][2048], int *count)
{
  char *next;

  if (text == end || *text != '*') return NULL;
  *count = (int)strtol(text + 1, &next, 10);
  for (int i = 0; i < *count; i++) {
    long length;

    if (end - next < 3 || next[2] != '$') return NULL;
    length = strtol(next + 3, &next, 10);
    if (end - next < 2 + length + 2) return NULL;
    if (i < 3) snprintf(words[i], sizeof words[i], "%.*s", (int)length, next + 2);
    next += 2 + length;
  }
  return end - next < 2 ? NULL : next + 2;
}

/* Answers each complete command. */
static void answer(struct run *run)
{
  char words[3][2048];
  const char *end = run->sent + run->sent_length, *next;
  int count;

  run->tls = run->tls || run->sent[0] == 0x16; /* a handshake, RFC 8446 section 5.1 */
  if (run->tls) {
    close(run->connection);
    run->connection = -1;
    return;
  }
  while ((next = read_command(run->sent + run->answered, end, words, &count)) != NULL) {
    const char *reply = strcmp(words[0], "PING") == 0 ? "+PONG\r\n" : "+OK\r\n";

    ck_assert_int_eq(write(run->connection, reply, strlen(reply)), (int)strlen(reply));
    run->answered = (size_t)(next - run->sent);
  }
}

/* Serves it until it has ended, which ends its output. */
static void serve(struct run *run)
{
  for (;;) {
    struct pollfd files[3] = { { run->said, POLLIN, 0 }, { run->looked, POLLIN, 0 }, { run->listener, POLLIN, 0 } };

    if (run->connection >= 0) files[2].fd = run->connection;
    ck_assert_int_gt(poll(files, 3, 20000), 0); /* or it hangs */
    if (files[1].revents & POLLIN)
      take(run->looked, run->host_and_port, sizeof run->host_and_port, &run->looked_length);
    if (files[2].revents && run->connection < 0) run->connection = accept(run->listener, NULL, NULL);
    else if (files[2].revents) {
      if (take(run->connection, run->sent, sizeof run->sent, &run->sent_length)) answer(run);
      else close(run->connection), run->connection = -1;
    }
    if (files[0].revents && !take(run->said, run->output, sizeof run->output, &run->output_length)) return;
  }
}

/* ---- As a reading ---- */

static char *keep(const char *text) { return hold(strdup(text)); }

static void read_commands(const struct run *run, struct reading *reading)
{
  char words[3][2048];
  const char *text = run->sent, *end = run->sent + run->answered, *database = "0";
  int count;

  while ((text = read_command(text, end, words, &count)) != NULL) {
    if (strcmp(words[0], "SELECT") == 0) database = keep(words[1]);
    if (strcmp(words[0], "AUTH") != 0) continue;
    if (count == 3) put_field(reading, "user", keep(words[1]));
    put_field(reading, "password", keep(words[count - 1]));
  }
  put_field(reading, "database", database);
}

/* What redis-cli makes of the URL. With TLS nothing is seen of what it sends. */
static void ask_redis_cli(const char *url, struct reading *reading)
{
  struct run *run = calloc(1, sizeof *run);
  pid_t child = start(run, url);
  int status;

  begin_reading(reading);
  serve(run);
  waitpid(child, &status, 0);
  while (take(run->looked, run->host_and_port, sizeof run->host_and_port, &run->looked_length)) continue;
  reading->accepted = run->looked_length > 0;
  if (reading->accepted) {
    put_field(reading, "host", keep(run->host_and_port));
    put_field(reading, "port", keep(run->host_and_port + strlen(run->host_and_port) + 1));
    put_field(reading, "tls", run->tls ? "1" : "0");
    if (!run->tls) read_commands(run, reading);
    ck_assert_msg(run->tls || strstr(run->output, "PONG"), "%s: %s", url, run->output);
  }
  snprintf(reading->reason, sizeof reading->reason, "%.600s", run->output);
  if (run->connection >= 0) close(run->connection);
  close(run->listener);
  close(run->said);
  close(run->looked);
  free(run);
}

/* ---- The rule is redis-cli's ---- */

static void drop(struct reading *reading, const char *name)
{
  size_t kept = 0;

  for (size_t i = 0; i < reading->count; i++)
    if (strcmp(reading->fields[i].name, name) != 0) reading->fields[kept++] = reading->fields[i];
  reading->count = kept;
}

static void compare_with_rule(const char *url)
{
  struct reading real, rule;
  const char *hidden[] = { "user", "password", "database" };

  ask_redis_cli(url, &real);
  ask_redis_cli_rule(url, &rule);
  ck_assert_msg(real.accepted == rule.accepted, "%s: redis-cli says %s", url, real.reason);
  for (size_t i = 0; i < 3 && real.accepted && *field_of(&real, "tls") == '1'; i++) drop(&rule, hidden[i]);
  ck_assert_msg(is_same(&real, &rule), "%s: %s, redis-cli %s, the rule %s", url, fields_that_differ(&real, &rule),
                write_result(&real, NULL), write_result(&rule, NULL));
  release_reading(&real);
  release_reading(&rule);
}

/* What the installed redis-cli has learned since 7.0. Once, in the process that forks the tests off. */
static void find_out_what_it_knows(void)
{
  struct reading reading;

  ask_redis_cli("redis://[::1]:7", &reading);
  redis_cli.knows_brackets = strcmp(field_of(&reading, "host"), "::1") == 0;
  ask_redis_cli("redis://:p@h", &reading);
  redis_cli.drops_empty = !field_of(&reading, "user");
}

static void compare_both_ways(const char *url)
{
  char *plain = strdup(url);

  compare_with_rule(url);
  if (strncmp(url, "rediss:", 7) == 0) { /* the same without TLS, so that all of it is seen */
    memmove(plain + 5, plain + 6, strlen(plain + 6) + 1);
    compare_with_rule(plain);
  }
  free(plain);
}

static void compare_row(size_t row)
{
  char *url = url_of(row);

  if (strlen(url) < 2000) compare_both_ways(url);
  free(url);
}

START_TEST(redis_cli_reads_rows_by_the_rule)
{
  check_rows((size_t)_i, compare_row);
}
END_TEST

START_TEST(redis_cli_reads_any_url_by_the_rule)
{
  uint64_t state = (uint64_t)_i;
  char url[400];

  for (size_t i = 0; i < 10; i++) {
    generate("redis", &state, url, sizeof url);
    if (*url && *url != '-') compare_both_ways(url);
  }
}
END_TEST

int main(void)
{
  Suite *suite = make_service_suite("redis");
  TCase *tests = tcase_create("redis-cli");

  signal(SIGPIPE, SIG_IGN);
  tcase_add_unchecked_fixture(tests, find_out_what_it_knows, NULL);
  tcase_add_loop_test(tests, redis_cli_reads_rows_by_the_rule, 0, count_blocks());
  tcase_add_loop_test(tests, redis_cli_reads_any_url_by_the_rule, 0, 20);
  suite_add_tcase(suite, tests);
  return run(suite);
}
