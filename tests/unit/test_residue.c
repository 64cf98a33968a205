/*
 * What is left of a secret where nobody looks for one: in vector registers, which a core file holds, and which the
 * dynamic loader saves on the stack at the first call of each function; and below the frames of the calls. For each
 * type, and for each place where a secret may be in its texts.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "row_from_tsv.h"
/* The functions of AddressSanitizer read what is copied. */
#if defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
#include <signal.h>
#include <ucontext.h>

#include "processor_state.h"
#define SEES_STATE 1
#endif

/* ---- The cases ---- */

/*
 * A field, and a text of it, in which "%" is the secret, "&" at the end the secret in hex, and "%25" as it is in URLs.
 * digits: the secret is of digits alone, else of letters and digits.
 */
static const struct subject {
  const char *type, *options, *text;
  bool digits;
} subjects[] = {
  { "string", "secret", "%", false },
  { "string", "-", "app:%@db", false },
  { "string", "-", "postgres://u:%@h/db", false },
  { "string", "-", "password=%", false },
  { "string", "-", "Bearer %", false },
  { "string", "-", "<password>%</password>", false },
  { "string", "-", "AGE-SECRET-KEY-1%", false },
  { "string", "-", "{\"password\":\"%\"}", false },
  { "string", "raw", "-----BEGIN PRIVATE KEY-----\n%\n-----END PRIVATE KEY-----\n", false },
  { "string", "-", "https://%@h/p", false },
  { "string", "raw", "x\nPassword=%\n", false },
  { "string", "min_length=3 max_length=200", "u:%@", false },
  { "string", "secret choices=other:1|SECRET:2", "%", false },
  { "string", "secret deprecated=OLD", "%", false },
  { "secret", "-", "%", false },
  { "secret", "raw min_length=1", "a%", false },
  { "secret", "from_file", "%", false },
  { "string", "from_file", "app:%@db", false },
  { "hex", "-", "%", true },
  { "hex", "-", "&", false },
  { "base64", "-", "%", false },
  { "base64url", "-", "%", false },
  { "url", "-", "https://u:%@h/p", false },
  { "url", "-", "https://u:%25%@h/p?a=%", false },
  { "url", "-", "https://%@h/p", false },
  { "url", "-", "https://%:@h/p", false },
  { "url", "-", "https://%:x-oauth-basic@h/p", false },
  { "url", "-", "https://h/p?%", false },
  { "url", "-", "https://h/p?%==", false },
  { "url", "-", "https://h/a;token=%", false },
  { "url", "-", "https://half/%@h/p", false },
  { "url", "-", "h://u@h?token=%", false },
  { "url", "-", "h://h/?a=%&token=%&b=%25%&%", false },
  { "url", "secret", "https://h/services/%", false },
  { "postgres", "-", "postgres://u:%@h/db", false },
  { "postgres", "-", "postgres://u:%@h", false },
  { "postgres", "-", "postgres://u:%25%@h1,h2:5432,[::1]/db?connect_timeout=1", false },
  { "postgres", "-", "postgres://h?password=%", false },
  { "postgres", "-", "postgres://u:old@h/d?user=me&password=%&application_name=x", false },
  { "postgres", "-", "postgres:///d?sslpassword=%&host=a,b&hostaddr=::1,127.0.0.1&port=1,2", false },
  { "postgres", "-", "postgres://h/d?dbname=postgres://u:%@h/d&application_name=x", false },
  { "postgres", "-", "postgres://h/d?user=u:%&options=password:%25%&application_name=x", false },
  { "postgres", "-", "postgres://h/d?host=u:%@h&port=1", false },
  { "redis", "-", "unix:///u:%25%@x?db=1", false },
  { "amqp", "-", "amqps://h/v?cacertfile=u:%25%@h&heartbeat=10", false },
  { "redis", "-", "redis://:%@h", false },
  { "redis", "-", "rediss://u:%25%@h:1/2", false },
  { "redis", "-", "unix://:%@/run/redis.sock?db=1", false },
  { "amqp", "-", "amqp://u:%@h", false },
  { "amqp", "-", "amqps://u:%25%@h:1/v?heartbeat=10&verify=verify_none&cacertfile=/ca", false },
  { "endpoint", "secret", "%:80", false },
  { "list:string", "secret", "a,%,b", false },
  { "list:string", "-", "a,u:%@h", false },
  { "list:secret", "-", "aa,%,bb", false },
  { "list:base64", "-", "QUJD,%", false },
  { "list:url", "-", "h://u:%@h,https://h/p", false },
  { "list:pair", "secret", "a=%,b=%", false },
  { "list:pair", "-", "a=u:%@h,b=c", false },
  { "list:endpoint", "secret", "h:1,%:80", false },
  { "list:uint64", "secret", "1,%", true },
  { "flags", "secret choices=other:1|SECRET:2", "other,%", false },
  { "uint64", "secret", "%", true },
  { "int64", "secret min=-10 max=1000000000000000", "%", true },
  { "int32", "secret choices=other:1|SECRET:2", "%", false },
  { "double", "secret", "%.%e1", true },
  { "float", "secret min=0.5", "%", true },
  { "duration", "secret unit=ms", "%", true },
  { "duration", "secret", "%ms", true },
  { "size", "secret max=1EB", "%kB", true },
  { "uuid", "secret", "01234567-89ab-cdef-0123-ff%", true },
};
enum { SUBJECTS = sizeof subjects / sizeof *subjects };

/* So many bytes in a row are a piece of the secret: fewer are there by chance. The secret has no byte twice. */
enum { PIECE = 6, LETTERS = 24, DIGITS = 10 };

static struct secret {
  char text[LETTERS + 1];
  size_t length;
  uint8_t place[256];            /* of a byte, from 1; 0: it is not in the secret */
} secret;

static uint64_t random_state;

static size_t random_below(size_t end)
{
  random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(random_state >> 33) % end;
}

/* The first is not a zero: a number does not begin with one. */
static void draw_secret(bool digits)
{
  char bytes[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  size_t count = digits ? DIGITS : sizeof bytes - 1;

  secret.length = digits ? DIGITS : LETTERS;
  memset(secret.place, 0, sizeof secret.place);
  for (size_t i = 0; i < secret.length; i++) {
    size_t other = i + random_below(count - i);
    char byte = bytes[other];

    if (i == 0 && byte == '0') byte = bytes[++other];
    bytes[other] = bytes[i];
    bytes[i] = secret.text[i] = byte;
    secret.place[(unsigned char)byte] = (uint8_t)(i + 1);
  }
  secret.text[secret.length] = '\0';
}

/* Where a piece of the secret is in memory, most of which is zero; NULL: there is none. */
static const unsigned char *find_piece(const unsigned char *bytes, size_t size)
{
  for (size_t i = 0; i + PIECE <= size; i++) {
    size_t at, same = 1;
    uint64_t word;

    while (i + sizeof word <= size && (memcpy(&word, bytes + i, sizeof word), !word)) i += sizeof word;
    if (i + PIECE > size) break;
    at = secret.place[bytes[i]];
    if (!at || at - 1 + PIECE > secret.length) continue;
    while (same < PIECE && bytes[i + same] == (unsigned char)secret.text[at - 1 + same]) same++;
    if (same == PIECE) return bytes + i;
  }
  return NULL;
}

/* ---- One case: a field between two strings ---- */

struct place {
  const char *before;
  union { max_align_t align; char bytes[512]; } member;
  const char *after;
};
static envtab_field fields[3];
static const envtab_schema schema = { .name = "residue",
                                      .fields = fields,
                                      .count = 3,
                                      .field_size = sizeof *fields,
                                      .size = sizeof(struct place),
                                      .alignment = _Alignof(struct place) };
static char before[1024], value[1024], former[1024], path[64], after[] = "AFTER=after";
static char *entries[5];

static void put_entry(char *entry, const char *name, const char *text)
{
  entry += sprintf(entry, "%s=", name);
  for (; *text; text++) {
    if (strncmp(text, "%25", 3) == 0) {
      entry += sprintf(entry, "%%25");
      text += 2;
    } else if (*text == '%') {
      entry += sprintf(entry, "%s", secret.text);
    } else if (*text == '&' && text[1] == '\0') {
      for (size_t i = 0; i < secret.length; i++) entry += sprintf(entry, "%02x", (unsigned)secret.text[i]);
    } else {
      *entry++ = *text;
    }
  }
  *entry = '\0';
}

static void set_field(const struct subject *subject)
{
  struct made *made = make(subject->type, subject->options);

  fields[0] = (envtab_field){ .type = &envtab_type_string, .offset = offsetof(struct place, before),
                              .size = sizeof(const char *), .name = "BEFORE", .help = "A string." };
  fields[1] = made->field;
  fields[1].offset = offsetof(struct place, member);
  fields[2] = fields[0];
  fields[2].offset = offsetof(struct place, after);
  fields[2].name = "AFTER";
  if (made->field.choices) made->choices[1].name = secret.text;
}

static void write_file(const char *name, const char *text)
{
  int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  ck_assert_int_ge(file, 0);
  ck_assert_int_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
  close(file);
}

/* A scrub has wiped the path. */
static void remove_file(void)
{
  snprintf(path, sizeof path, "/tmp/envtab-residue-%ld", (long)getpid());
  if (fields[1].from_file) unlink(path);
}

/*
 * length: of the string before it: how far functions of libc read beyond its end depends on it. A call of its own, so
 * that nothing of the texts is in the registers that a function keeps for its caller.
 */
static __attribute__((noinline)) void set_environment(const struct subject *subject, size_t length)
{
  char **entry = entries;

  draw_secret(subject->digits);
  snprintf(path, sizeof path, "V_FILE=/tmp/envtab-residue-%ld", (long)getpid());
  memset(before, 'b', sizeof before);
  memcpy(before, "BEFORE=", 7);
  before[7 + length] = '\0';
  put_entry(value, "V", subject->text);
  put_entry(former, "OLD", subject->text);
  if (fields[1].from_file) write_file(path + 7, value + 2);
  *entry++ = before;
  *entry++ = fields[1].from_file ? path : value;
  if (fields[1].deprecated) *entry++ = former;
  *entry++ = after;
  *entry = NULL;
}

/* ---- Where texts lie: what a function of libc reads beyond a text is not a piece of a secret ---- */

enum { GAP = 64 };

static struct { char before[GAP], block[32768], after[GAP]; } memory;

/*
 * The texts that the config points to, but for those with the secret in them. A text in pieces, such as a list with a
 * credential in it, lies together; of a type for secrets, each part that is shown lies apart.
 */
static const char *texts[512];
static size_t text_count;

static void list_texts(const struct place *place)
{
  const envtab_type *type = fields[1].element ? fields[1].element : fields[1].type;
  const size_t size = sizeof memory.block;

  texts[0] = place->before;
  texts[1] = place->after;
  text_count = 2;
  if (fields[1].secret || !type->secret) return;
  for (size_t i = 0; i + sizeof(char *) <= size; i += sizeof(char *)) {
    const char *text;

    memcpy(&text, (char *)((uintptr_t)(memory.block + sizeof text - 1) & ~(sizeof text - 1)) + i, sizeof text);
    if (text < memory.block || text >= memory.block + size) continue;
    if (find_piece((const unsigned char *)text, strlen(text) + PIECE)) continue;
    ck_assert_uint_lt(text_count, sizeof texts / sizeof *texts);
    texts[text_count++] = text;
  }
}

static const struct place *load_into_memory(void)
{
  const struct place *place;
  struct report report = { 0 };

  memset(&memory, 0, sizeof memory);
  place = envtab_load(&schema, &(envtab_options){ .environment = (const char *const *)entries,
                                                  .memory = memory.block,
                                                  .capacity = sizeof memory.block,
                                                  .sink = note,
                                                  .context = &report });
  ck_assert_msg(place != NULL, "%s is refused: %s", value, list_problems(&report));
  forget(&report);
  list_texts(place);
  return place;
}

START_TEST(texts_lie_apart_from_secrets)
{
  const struct subject *subject = &subjects[_i];
  const struct place *place;

  set_field(subject);
  for (size_t length = 1; length < 300; length += 13) {
    set_environment(subject, length);
    place = load_into_memory();
    for (size_t i = 0; i < text_count; i++)
      ck_assert_msg(!find_piece((const unsigned char *)texts[i] - GAP, strlen(texts[i]) + 1 + 2 * GAP),
                    "%s: \"%s\" lies beside the secret", value, texts[i]);
    envtab_free(place);
    remove_file();
  }
}
END_TEST

#ifdef SEES_STATE

/* ---- What is left in registers, and on the stack ---- */

enum { ROUNDS = 300 };

static void expect_none(const unsigned char *bytes, size_t size, const char *where, const char *when)
{
  const unsigned char *piece = find_piece(bytes, size);

  ck_assert_msg(!piece, "%s: after %s \"%.*s\" is left in %s", value, when, PIECE, (const char *)piece, where);
}

static void expect_clean_registers(const char *when)
{
  expect_none(state.vectors, sizeof state.vectors, "a vector register", when);
  expect_none(state.general, sizeof state.general, "general registers", when);
}

static void expect_clean(const char *when)
{
  expect_clean_registers(when);
  expect_none(state.stack, sizeof state.stack, "the stack", when);
}

static FILE *nowhere;

static void count_variable(void *context, const envtab_variable *variable)
{
  *(size_t *)context += strlen(variable->value);
}

/* In a function of its own, as all that follow: its frame is dead when it returns, and looked at. */
static __attribute__((noinline)) const struct place *load_and_scrub(void)
{
  return envtab_load(&schema, &(envtab_options){ .scrub = true });
}

static __attribute__((noinline)) void show(const struct place *place)
{
  size_t count = 0;

  envtab_show(place, nowhere);
  fflush(nowhere);
  envtab_visit(place, count_variable, &count);
  envtab_fingerprint(place);
}

static __attribute__((noinline)) const void *parse_and_free(const envtab_type *type)
{
  const void *parsed = envtab_parse(type, value + 2, NULL);

  envtab_free(parsed);
  return parsed;
}

static void load_show_free(const struct subject *subject, size_t length)
{
  const struct place *place;

  set_environment(subject, length);
  use_environ(entries);
  clear_stack();
  clear_registers();
  place = load_and_scrub();
  save_registers();
  save_stack();
  restore_environ();
  ck_assert_msg(place != NULL, "%s is refused", value);
  expect_clean("a load");
  clear_stack();
  clear_registers();
  show(place);
  save_registers();
  save_stack();
  expect_clean("a look");
  clear_stack();
  clear_registers();
  envtab_free(place);
  save_registers();
  save_stack();
  expect_clean("a release");
  remove_file();
  if (*subject->options != '-' || fields[1].element) return;
  set_environment(subject, length);
  clear_stack();
  clear_registers();
  place = parse_and_free(fields[1].type);
  save_registers();
  save_stack();
  ck_assert_msg(place != NULL, "%s is refused", value);
  expect_clean("envtab_parse()");
}

START_TEST(nothing_is_left_of_a_secret)
{
  set_field(&subjects[_i]);
  for (size_t round = 0; round < ROUNDS; round++) load_show_free(&subjects[_i], 1 + round % 40);
}
END_TEST

/* A program that reads its other texts by functions of libc takes no bytes of a secret along. */
START_TEST(reading_other_texts_takes_nothing_along)
{
  static size_t (*volatile length_of)(const char *) = strlen;
  static char *(*volatile find)(const char *, int) = strchr;
  const struct subject *subject = &subjects[_i];
  const struct place *place;

  set_field(subject);
  for (size_t round = 0; round < ROUNDS; round++) {
    set_environment(subject, 1 + round);
    place = load_into_memory();
    for (size_t i = 0; i < text_count; i++) {
      clear_registers();
      length_of(texts[i]);
      save_registers();
      expect_clean_registers("strlen() beside it");
      clear_registers();
      find(texts[i], '\xff');
      save_registers();
      expect_clean_registers("strchr() beside it");
    }
    envtab_free(place);
    remove_file();
  }
}
END_TEST

/* ---- At no time is a piece of a secret in a vector register: looked at after each instruction of a load ---- */

static struct { uintptr_t instruction; bool found; } seen;

/* The kernel saves the registers for a handler as it does for a core file. */
static void on_step(int signal, siginfo_t *info, void *context)
{
  const ucontext_t *thread = context;
  const unsigned char *saved = (const unsigned char *)thread->uc_mcontext.fpregs;
  uint32_t size;

  (void)signal, (void)info;
  memcpy(&size, saved + 468, sizeof size); /* where the kernel says how much it saved */
  if (seen.found || !find_piece(saved, size)) return;
  seen.found = true;
  seen.instruction = (uintptr_t)thread->uc_mcontext.gregs[REG_RIP];
}

/* The flag that stops the processor after each instruction. */
static inline __attribute__((always_inline)) void set_steps(bool on)
{
  __asm__ volatile("sub $128, %%rsp\n\t"
                   "pushfq\n\t"
                   "andq $~0x100, (%%rsp)\n\t"
                   "orq %0, (%%rsp)\n\t"
                   "popfq\n\t"
                   "add $128, %%rsp"
                   :
                   : "r"((uint64_t)on << 8)
                   : "memory", "cc");
}

/* Slow: the first case of each type. The first load is for the dynamic loader, whose steps would be most of them. */
START_TEST(no_vector_register_ever_holds_a_piece)
{
  static unsigned char stack[65536];
  const struct sigaction action = { .sa_sigaction = on_step, .sa_flags = SA_SIGINFO | SA_ONSTACK };
  const struct subject *subject = &subjects[_i];
  const struct place *place;

  if (_i && strcmp(subject->type, subject[-1].type) == 0) return;
  set_field(subject);
  for (int round = 0; round < 2; round++) {
    set_environment(subject, 20);
    use_environ(entries);
    sigaltstack(&(stack_t){ .ss_sp = stack, .ss_size = sizeof stack }, NULL);
    sigaction(SIGTRAP, &action, NULL);
    clear_registers();
    set_steps(round == 1);
    place = load_and_scrub();
    set_steps(false);
    restore_environ();
    envtab_free(place);
    remove_file();
  }
  ck_assert_msg(!seen.found, "%s: %s: at an instruction before %#zx", subject->type, subject->text,
                (size_t)seen.instruction);
}
END_TEST
#endif

static Suite *make_suite(bool steps)
{
  Suite *suite = suite_create(steps ? "residue, step by step" : "residue");
  TCase *residue = tcase_create("residue");

#ifdef SEES_STATE
  if (has_xsave() && steps) tcase_add_loop_test(residue, no_vector_register_ever_holds_a_piece, 0, SUBJECTS);
  if (has_xsave() && !steps) {
    nowhere = fopen("/dev/null", "w");
    tcase_add_loop_test(residue, nothing_is_left_of_a_secret, 0, SUBJECTS);
    tcase_add_loop_test(residue, reading_other_texts_takes_nothing_along, 0, SUBJECTS);
  }
#endif
  if (!steps) tcase_add_loop_test(residue, texts_lie_apart_from_secrets, 0, SUBJECTS);
  suite_add_tcase(suite, residue);
  return suite;
}

/* Each step of a load first; then the rest, with a loader that saves the registers at each call, not the first only. */
int main(int count, char **arguments)
{
  (void)count;
  if (!getenv("LD_BIND_NOT")) {
    if (run(make_suite(true)) != EXIT_SUCCESS) return EXIT_FAILURE;
    setenv("LD_BIND_NOT", "1", 1);
    execv("/proc/self/exe", arguments);
  }
  return run(make_suite(false));
}
