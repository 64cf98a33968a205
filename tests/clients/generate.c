/*
 * URLs from a grammar: pieces of a dictionary, put together as they belong in most cases; then, in a third of all,
 * bytes are deleted, inserted, swapped, doubled, or the end is cut.
 */
#include <string.h>

#include "clients.h"

/* ---- Chance ---- */

/* splitmix64 */
uint64_t next_random(uint64_t *state)
{
  uint64_t word = *state += UINT64_C(0x9e3779b97f4a7c15);

  word = (word ^ word >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  word = (word ^ word >> 27) * UINT64_C(0x94d049bb133111eb);
  return word ^ word >> 31;
}

struct writer {
  char *out;
  size_t used, capacity;
  uint64_t *state;
};

static size_t below(struct writer *writer, size_t limit) { return (size_t)(next_random(writer->state) >> 33) % limit; }
static bool one_in(struct writer *writer, size_t times) { return below(writer, times) == 0; }

static void put(struct writer *writer, const char *text)
{
  size_t length = strlen(text);

  if (length >= writer->capacity - writer->used) return;
  memcpy(writer->out + writer->used, text, length);
  writer->used += length;
}

static void put_byte(struct writer *writer, unsigned byte)
{
  char text[] = { (char)byte, '\0' };

  put(writer, text);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define PUT_ONE_OF(writer, list) put(writer, (list)[below(writer, COUNT(list))])

/* ---- Pieces ---- */

static const char *const words[] = {
  "app", "u", "db", "orders", "p", "secret", "S3cr3t", "a-b_c.d~e", "0", "12", "a+b", "!$'()*;", "x=y", "A", "guest",
  "long-word-of-a-name"
};
static const char *const escapes[] = {
  "%40", "%3A", "%2F", "%3f", "%23", "%25", "%20", "%41", "%C3%BC", "%e2%82%ac", "%F0%9F%98%80", "%5B", "%2C", "%3D",
  "%26", "%30"
};
static const char *const odd_escapes[] = {
  "%0a", "%7F", "%00", "%zz", "%4", "%", "%%", "%+4", "% 4", "%0x", "%c3", "%ff", "%C0%80", "%ed%a0%80", "%eb0", "%01"
};
static const char specials[] = ":@/?#[]%&=,;+ \t\n\x01\x7f\"'\\<>^`{|}$";
static const char *const wides[] = {
  "\xc3\xbc", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xc2\xa0", "\xe2\x80\xae", "\xef\xbb\xbf", "\xff", "\xc3"
};

static void put_piece(struct writer *writer)
{
  size_t kind = below(writer, 64);

  if (kind < 46) PUT_ONE_OF(writer, words);
  else if (kind < 57) PUT_ONE_OF(writer, escapes);
  else if (kind < 59) PUT_ONE_OF(writer, odd_escapes);
  else if (kind < 61) put_byte(writer, (unsigned char)specials[below(writer, sizeof specials - 1)]);
  else if (kind < 62) PUT_ONE_OF(writer, wides);
  else if (kind < 63) put_byte(writer, 1 + (unsigned)below(writer, one_in(writer, 4) ? 255 : 126));
}

static void put_text(struct writer *writer)
{
  if (one_in(writer, 500))
    for (size_t i = below(writer, 300); i; i--) put_byte(writer, 'l');
  do put_piece(writer);
  while (one_in(writer, 3));
}

static void put_userinfo(struct writer *writer)
{
  size_t kind = below(writer, 16);

  if (kind < 3) return;
  if (kind != 3 && kind != 4) put_text(writer); /* a user */
  if (kind != 5 && kind != 6) put(writer, ":");
  if (kind != 5 && kind != 6 && kind != 7) put_text(writer); /* a password */
  put(writer, "@");
}

static void put_host(struct writer *writer)
{
  static const char *const hosts[] = {
    "h", "db.example.com", "127.0.0.1", "localhost", "[::1]", "[2001:db8::7]", "10.0.0.7", "a_b", "db.internal.",
    "redis-0.redis"
  };
  static const char *const others[] = {
    "", "[fe80::1%25eth0]", "[::1%eb0]", "[fe80::1%eth0]", "%2Ftmp", "%2Fvar%2Frun%2Fpostgresql", "%40abstract",
    "/tmp", "[]", "[db]",
    "[::1", "[::1]x", "[a/b]", "127.1", "-a", "a..b", "%41b", "h%2C", "h%20", "::1", "h1,h2", "h,", ",",
    "xn--mnchen-3ya", "256.0.0.1", "1.2.3"
  };

  if (one_in(writer, 24)) put_text(writer);
  else if (one_in(writer, 6)) PUT_ONE_OF(writer, others);
  else PUT_ONE_OF(writer, hosts);
}

static void put_port(struct writer *writer)
{
  static const char *const ports[] = { ":5432", ":6379", ":5672", ":1", ":65535", ":6543" };
  static const char *const others[] = {
    ":", ":0", ":65536", ":05432", ":+1", ":-1", ": 1", ":1 ", ":x", ":54%33", ":5432x", ":0x10",
    ":99999999999999999999", ":1:2",
    ":tcp://10.0.0.1:80", ":1,", ":\t2", ":4294967297", ":5432:"
  };

  if (one_in(writer, 2)) return;
  if (one_in(writer, 10)) PUT_ONE_OF(writer, others);
  else PUT_ONE_OF(writer, ports);
}

/* ---- Postgres ---- */

#define SOCKET "of-more-than-a-path-of-a-socket-may-have-"
#define LONG SOCKET SOCKET SOCKET
static const struct { const char *name, *right, *wrong; } settings[] = { /* values with blanks between them */
  { "host", "h db.example.com /tmp @abstract a,b 10.0.0.1 %2Fcloudsql%2Fp:r:i", " a,, a%20b , a,b,c /" LONG },
  { "hostaddr", "127.0.0.1 ::1 fe80::1%25eth0 10.0.0.1,10.0.0.2", "h 1.2.3 127.0.0.01 ::g , 1::2::3" },
  { "port", "5432 1 65535 1,2 1,", "0 65536 x 05432 1,,x %2B1 1%20" },
  { "user", "app u%40x %C3%BC", "%00 %zz" }, { "password", "secret p%40ss %C3%BC a@b", "%00 %f" },
  { "dbname", "db a%2Fb", "%0" },
  { "sslmode", "disable allow prefer require verify-ca verify-full", "Require on verify_full true verify-full%20" },
  { "sslrootcert", "/etc/ca.pem system", "%zz" }, { "sslnegotiation", "postgres direct", "Direct" },
  { "ssl_min_protocol_version", "TLSv1.2 tlsv1.3 TLSv1", "TLS1.2 1.2 SSLv3" },
  { "ssl_max_protocol_version", "TLSv1.2 TLSv1.3 TLSV1.1", "TLSv1.4" },
  { "min_protocol_version", "3.0 3.2 latest", "3.1" }, { "max_protocol_version", "3.0 3.2 latest", "3" },
  { "channel_binding", "disable prefer require", "allow" },
  { "connect_timeout", "10 0 -1 2147483647", "10s  2147483648 1.5 01 +1" },
  { "client_encoding", "UTF8 auto", "%fg" },
  { "options", "-csearch_path%3Dapp -c%20geqo%3Doff endpoint%3Dx", "-csearch_path=app" },
  { "application_name", "orders o%20x", "%0" }, { "fallback_application_name", "o", "%" },
  { "keepalives", "1 0", "on" },
  { "keepalives_idle", "30 0", "30s" }, { "keepalives_count", "3", "x" }, { "tcp_user_timeout", "10000", "10s" },
  { "sslcompression", "0 1", "off" }, { "sslsni", "0 1", "true" }, { "sslcert", "/c.pem", "%" },
  { "sslkey", "/k.pem", "%" },
  { "sslpassword", "secret p%26q", "%00" }, { "sslcertmode", "disable allow require", "on" }, { "passfile", "/p", "%" },
  { "gssencmode", "disable prefer require", "allow" }, { "gsslib", "gssapi sspi", "x" },
  { "gssdelegation", "0 1", "on" },
  { "replication", "true database 0", "TRUE" }, { "requirepeer", "postgres", "%" }, { "service", "x", "%" },
  { "target_session_attrs", "any read-write read-only primary standby prefer-standby", "master" },
  { "load_balance_hosts", "disable random", "round-robin" },
  { "require_auth", "scram-sha-256 md5,password !none !md5,!gss none", "md5,md5 !md5,gss SCRAM x" },
  { "scram_client_key", "c2VjcmV0", "%" }, { "oauth_client_secret", "secret", "%" }, { "oauth_scope", "openid", "%" },
  { "ssl", "true", "false 1 TRUE " }, { "requiressl", "1 0 yes", "%" },
};
static const char *const strangers[] = {
  "schema", "pgbouncer", "sslMode", "currentSchema", "x", "", "Host", "options[a]", "pool_max_conns", "database",
  "tty", "s%73lmode", "por%74"
};

/* One of the words, which have a blank between them; an empty one where two blanks stand. */
static void put_word(struct writer *writer, const char *list)
{
  size_t count = 1, which;

  for (const char *blank = list; (blank = strchr(blank, ' ')) != NULL; blank++) count++;
  for (which = below(writer, count); which; which--) list = strchr(list, ' ') + 1;
  for (; *list && *list != ' '; list++) put_byte(writer, (unsigned char)*list);
}

static void put_postgres_parameter(struct writer *writer)
{
  size_t which = below(writer, COUNT(settings) + 8);

  which = which < COUNT(settings) ? which : 6; /* most often sslmode */
  if (one_in(writer, 24)) {
    PUT_ONE_OF(writer, strangers);
    put(writer, "=1");
    return;
  }
  put(writer, settings[which].name);
  if (!one_in(writer, 64)) put(writer, "=");
  if (one_in(writer, 24)) put_text(writer);
  else put_word(writer, one_in(writer, 12) ? settings[which].wrong : settings[which].right);
}

static void put_postgres(struct writer *writer)
{
  put_userinfo(writer);
  do {
    put_host(writer);
    put_port(writer);
  } while (one_in(writer, 5) && (put(writer, ","), true));
  if (!one_in(writer, 4)) put(writer, "/");
  if (writer->out[writer->used - 1] == '/' && !one_in(writer, 3)) put_text(writer);
  if (one_in(writer, 2)) return;
  put(writer, "?");
  do put_postgres_parameter(writer);
  while (one_in(writer, 2) && (put(writer, "&"), true));
  if (one_in(writer, 32)) put(writer, "&");
}

/* ---- Redis ---- */

static void put_redis(struct writer *writer, bool socket)
{
  static const char *const databases[] = {
    "/", "/0", "/1", "/15", "/2147483647", "/01", "/-1", "/x", "/1/2", "/2147483648", "/4294967297", "/1?db=2",
    "/?db=3", "/1#x", "/ 1", "/+1", "/%31"
  };
  static const char *const paths[] = {
    "/run/redis.sock", "/run/redis%20x.sock", "/", "", "run/redis.sock", "/r@x.sock", "/a?b", "/tmp/%00"
  };
  static const char *const queries[] = {
    "?db=0", "?db=15", "?db=", "?db=01", "?db=1&db=2", "?timeout=5", "?", "?db=1&"
  };

  put_userinfo(writer);
  if (socket) {
    if (one_in(writer, 16)) put_host(writer);
    PUT_ONE_OF(writer, paths);
    if (one_in(writer, 2)) PUT_ONE_OF(writer, queries);
    return;
  }
  if (!one_in(writer, 12)) put_host(writer);
  put_port(writer);
  if (one_in(writer, 3)) return;
  if (one_in(writer, 16)) put(writer, "/"), put_text(writer);
  else put(writer, databases[below(writer, one_in(writer, 3) ? COUNT(databases) : 5)]);
}

/* ---- AMQP ---- */

static void put_amqp(struct writer *writer)
{
  static const char *const vhosts[] = {
    "/", "/%2f", "/%2F", "/prod", "/a%2fb", "//", "/a/b", "/v:w", "/v@w", "/%C3%BC", "/v#w", "/%00",
    "/" LONG LONG LONG
  };
  static const char *const parameters[] = {
    "heartbeat=30", "heartbeat=0", "channel_max=2047", "frame_max=131072", "connection_timeout=5000",
    "auth_mechanism=plain", "auth_mechanism=external",
    "cacertfile=/ca.pem", "certfile=%2Fc.pem", "keyfile=/k", "server_name_indication=mq.example.com",
    "verify=verify_none", "verify=verify_peer",
    "heartbeat=65536", "heartbeat=", "heartbeat", "frame_max=1", "frameMax=1", "x=1", "", "verify=no",
    "auth_mechanism=gssapi", "heartbeat=30s", "cacertfile="
  };

  put_userinfo(writer);
  if (!one_in(writer, 12)) put_host(writer);
  put_port(writer);
  if (!one_in(writer, 3)) {
    if (one_in(writer, 4)) put(writer, "/"), put_text(writer);
    else put(writer, vhosts[below(writer, one_in(writer, 4) ? COUNT(vhosts) : 5)]);
  }
  if (!one_in(writer, 4)) return;
  put(writer, "?");
  do put(writer, parameters[below(writer, one_in(writer, 6) ? COUNT(parameters) : 13)]);
  while (one_in(writer, 2) && (put(writer, "&"), true));
}

/* ---- Slips ---- */

static void insert(struct writer *writer, size_t at, const char *text, size_t length)
{
  if (length >= writer->capacity - writer->used) return;
  memmove(writer->out + at + length, writer->out + at, writer->used - at);
  memcpy(writer->out + at, text, length);
  writer->used += length;
}

static void slip(struct writer *writer, size_t from)
{
  char *out = writer->out, piece[16];
  size_t length = writer->used - from, at = from + below(writer, length), size;

  switch (below(writer, 7)) {
  case 0:
    memmove(out + at, out + at + 1, writer->used - at - 1);
    writer->used--;
    break;
  case 1:
    piece[0] = specials[below(writer, sizeof specials - 1)];
    insert(writer, at, piece, 1);
    break;
  case 2:
    piece[0] = (char)(1 + below(writer, one_in(writer, 4) ? 255 : 126));
    insert(writer, at, piece, 1);
    break;
  case 3:
    if (at + 1 < writer->used) {
      piece[0] = out[at];
      out[at] = out[at + 1];
      out[at + 1] = piece[0];
    }
    break;
  case 4:
    size = 1 + below(writer, sizeof piece);
    if (size > writer->used - at) size = writer->used - at;
    memcpy(piece, out + at, size);
    insert(writer, from + below(writer, length), piece, size);
    break;
  case 5: out[at] = (char)(1 + below(writer, one_in(writer, 4) ? 255 : 126)); break;
  default:
    if (one_in(writer, 3)) writer->used = at;
    break;
  }
}

void generate(const char *service, uint64_t *state, char *out, size_t capacity)
{
  static const char *const schemes[3][4] = {
    { "postgres://", "postgresql://", "postgres://", "postgresql://" },
    { "redis://", "rediss://", "redis://", "unix://" },
    { "amqp://", "amqps://", "amqp://", "amqps://" }
  };
  static const char *const others[] = {
    "POSTGRES://", "dbname=", "Redis://", "AMQP://", "redis+unix://", "http://", "mysql://", "postgres:/",
    "jdbc:postgresql://", "", "redis-sentinel://", "\"amqp://"
  };
  struct writer writer = { out, 0, capacity, state };
  size_t which = *service == 'p' ? 0 : *service == 'r' ? 1 : 2, kind = below(&writer, 4), from;

  if (one_in(&writer, 60)) PUT_ONE_OF(&writer, others);
  else put(&writer, schemes[which][kind]);
  from = one_in(&writer, 40) ? 0 : writer.used;
  if (which == 0) put_postgres(&writer);
  else if (which == 1) put_redis(&writer, kind == 3);
  else put_amqp(&writer);
  if (one_in(&writer, 3))
    do if (writer.used > from) slip(&writer, from);
    while (one_in(&writer, 2));
  writer.out[writer.used] = '\0';
}
