/**
 * @file
 * envtab: a typed table of the environment. SPDX-License-Identifier: MIT
 *
 * A program declares a plain struct and a table of its members; one call loads the struct strictly from the
 * environment, or reports everything that is wrong with the environment and how to fix it.
 *
 * @code
 *   struct config {
 *     uint16_t        port;
 *     envtab_duration cache_ttl;
 *     envtab_secret   session_key;
 *   };
 *   static ENVTAB_TABLE(struct config) fields[] = {
 *     ENVTAB_AS(struct config, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
 *     ENVTAB(struct config, cache_ttl, "CACHE_TTL", "How long an order stays in the cache.", .default_value = "5m"),
 *     ENVTAB(struct config, session_key, "SESSION_KEY", "Signs the session cookie.", .min_length = 32),
 *   };
 *   static ENVTAB_SCHEMA(struct config, schema, fields, "orders", .reserved_prefix = "ORDERS_");
 *   ENVTAB_LOADER(load_config, struct config, schema);
 *
 *   int main(void)
 *   {
 *     const struct config *config = load_config_or_exit(NULL);
 *     ...
 *   }
 * @endcode
 *
 * Rules that hold for every function here:
 *
 * - No globals, no locale, no getenv. errno is left as it was. Problems go to the sink alone. Only a misuse of what was
 *   loaded, and envtab_fails_with() when its answer is no, print to stderr.
 * - Functions of the program that the library calls (sinks, visitors, checks, readers) must return: no longjmp, and no
 *   exception of C++, as the library has no tables for unwinding.
 * - Everything that a loaded struct points to lies in one block of memory, is read-only, and lives until envtab_free().
 * - Two loads in two threads do not disturb each other, unless one of them scrubs. As with getenv(), no other thread
 *   may change the environment during a load; nothing points into the environment afterwards.
 * - Lengths are in bytes and do not count the final NUL.
 */
#ifndef ENVTAB_H
#define ENVTAB_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Stands before every function and object of the interface, and says who sees it outside of the file that is linked:
 * those who link the shared library do; a pair (envtab.h and envtab.c in one's own tree) stays private to the program or
 * library that carries it, so that two libraries in one process each run their own. A program may define it to say
 * something else, where envtab.c is compiled: as nothing, it leaves that to -fvisibility; a DLL that shows its pair
 * says __declspec(dllexport). There is no dllimport, with which no address of a type would be a constant for a table.
 */
#ifndef ENVTAB_API
#if defined(__GNUC__) && !defined(_WIN32)
#define ENVTAB_API __attribute__((visibility("default")))
#else
#define ENVTAB_API
#endif
#endif

/** Stands before a function whose result must be looked at: compilers warn where it is not. */
#ifndef ENVTAB_NODISCARD
#ifdef __GNUC__
#define ENVTAB_NODISCARD __attribute__((warn_unused_result))
#else
#define ENVTAB_NODISCARD
#endif
#endif

/** The version of this header (semver.org), as text and in numbers. */
#define ENVTAB_VERSION "0.1.0"
#define ENVTAB_VERSION_MAJOR 0 /**< changes when a program may have to change */
#define ENVTAB_VERSION_MINOR 1 /**< changes when something is new; before 1.0, as major does */
#define ENVTAB_VERSION_PATCH 0 /**< changes when something is corrected */
/** One number that grows with every version, for a condition: 1.2.3 is 1002003. */
#define ENVTAB_VERSION_NUMBER (ENVTAB_VERSION_MAJOR * 1000000 + ENVTAB_VERSION_MINOR * 1000 + ENVTAB_VERSION_PATCH)

/** The version of the library that is linked, such as "0.1.0" (semver.org). A static string. */
ENVTAB_API const char *envtab_version(void);

/* ---- Values: a member's C type says what its text must be ----------------------------------- */

/** A length of time, never negative. Text: 250ms, 1h30m, 1.5s; units d h m s ms us ns. */
typedef struct envtab_duration {
  int64_t nanoseconds;         /**< from 0 on: 292 years fit */
} envtab_duration;

/** A number of bytes. Text: 512B, 64kB (SI, 1000), 10MiB (IEC 80000-13, 1024). */
typedef struct envtab_size {
  uint64_t bytes;              /**< the number, of the whole range of the type */
} envtab_size;

/** A key that is written in hex or base64 (RFC 4648). It counts as a secret. */
typedef struct envtab_bytes {
  const uint8_t *data;         /**< what was encoded; NULL when absent */
  size_t length;               /**< of the data */
} envtab_bytes;

/** A UUID (RFC 9562). */
typedef struct envtab_uuid {
  uint8_t octets[16];          /**< in the order in which they are written */
} envtab_uuid;

/** A place on the network. Text: host:port, [IPv6]:port. */
typedef struct envtab_endpoint {
  const char *host;            /**< a name, an IPv4 address, an IPv6 address without its brackets; NULL when absent */
  uint16_t port;               /**< 1 to 65535; 0 when absent */
} envtab_endpoint;

/** One key=value of a list, or of a URL's query. */
typedef struct envtab_pair {
  const char *key;             /**< NULL when absent */
  const char *value;           /**< NULL when absent, and in a query where there is no "=" */
} envtab_pair;

/**
 * A secret. masked leads to the text "<secret>", so that a printf with %s by mistake prints that; the secret lies
 * at a fixed distance after it, which only envtab_reveal() knows. masked is NULL when the secret is absent.
 */
typedef struct envtab_secret {
  const char *masked;
  size_t length;               /**< of the secret; 0 when absent */
} envtab_secret;

/** The secret itself, ended by a NUL; NULL when absent. It lives as long as the struct it came from. */
ENVTAB_API const char *envtab_reveal(envtab_secret secret);

/** An initializer for a secret, so that a test can fill a struct by hand: `.key = ENVTAB_SECRET_OF("0123")` */
#define ENVTAB_SECRET_OF(literal) { "<secret>\0" literal, sizeof(literal) - 1 }

/**
 * A list: count items, NULL and 0 when absent. Two of these are two types in C; where a list is passed to functions,
 * name its type once, as here.
 */
#define ENVTAB_LIST_OF(element) struct { element const *items; size_t count; }
typedef ENVTAB_LIST_OF(const char *) envtab_strings;      /**< Texts. */
typedef ENVTAB_LIST_OF(envtab_endpoint) envtab_endpoints; /**< Places on the network. */
typedef ENVTAB_LIST_OF(envtab_pair) envtab_pairs;         /**< key=value, key=value; no key is given twice. */

/** Any URL with an authority (RFC 3986): https, smtp, s3, nats, ... All of its strings are NULL when it is absent. */
typedef struct envtab_url {
  const char *scheme;          /**< in lower case */
  const char *user;            /**< decoded; NULL: absent */
  envtab_secret password;      /**< decoded; `https://u:@h` has an empty one */
  const char *host;            /**< as written, an IPv6 address without its brackets */
  uint16_t port;               /**< 0: absent */
  const char *path;            /**< as written, not decoded; "" when absent */
  envtab_pairs query;          /**< decoded, in order; "+" is a plus; a name without "=" has the value NULL */
  const char *redacted;        /**< safe to print: without the password and without the values of the query */
  envtab_secret text;          /**< the whole URL as written */
  const void *reserved[4];     /**< zero */
} envtab_url;

/*
 * Backing services, by URLs that mean what their C clients take them to mean; where envtab is stricter, the README has
 * the table of differences. Parts are decoded once. All strings are NULL when the whole is absent. The adapters in
 * envtab/libpq.h, envtab/hiredis.h and envtab/rabbitmq.h connect with them.
 */

/**
 * What libpq takes a postgres:// or postgresql:// URL to mean (libpq manual, section 34.1.1.2): several hosts, sockets,
 * every keyword of libpq 15 to 18 as a parameter, its value checked. What is absent is left to libpq's own defaults.
 */
typedef struct envtab_postgres {
  envtab_endpoints hosts;      /**< one or more; host NULL, port 0: libpq's default; "/...": a socket's directory */
  const char *user;            /**< NULL: libpq's default */
  const char *database;        /**< NULL: libpq's default */
  envtab_secret password;      /**< absent, too, where the URL has an empty one */
  /** For PQconnectdbParams(), with the values that envtab_reveal_values() gives: all that is set; the last is NULL. */
  const char *const *keywords;
  const void *values_;
  const char *redacted;        /**< safe to print */
  envtab_secret text;          /**< the whole URL as written */
  const void *reserved[4];     /**< zero */
} envtab_postgres;

/** The values of postgres->keywords, secrets among them, in the same order; they live as long as the struct. */
ENVTAB_API const char *const *envtab_reveal_values(const envtab_postgres *postgres);

/**
 * A redis://, rediss:// (TLS), unix:// or redis+unix:// URL, as redis-cli takes it, and the registrations of the
 * schemes at IANA. AUTH takes password alone, or user and password.
 */
typedef struct envtab_redis {
  const char *host;            /**< 127.0.0.1 where the URL has none; NULL with a socket */
  const char *socket;          /**< the path of a Unix socket; NULL with a host */
  uint16_t port;               /**< 6379 where the URL has none; 0 with a socket */
  bool tls;                    /**< rediss: */
  const char *user;            /**< NULL: absent */
  envtab_secret password;      /**< absent, or not empty */
  uint32_t database;           /**< for SELECT */
  const char *redacted;        /**< safe to print */
  envtab_secret text;          /**< the whole URL as written */
  const void *reserved[4];     /**< zero */
} envtab_redis;

/**
 * An amqp:// or amqps:// (TLS) URL, as librabbitmq's amqp_parse_url() and RabbitMQ's specification of it have it, and
 * the parameters that RabbitMQ documents for its clients. librabbitmq itself takes no parameters: hand on the fields.
 */
typedef struct envtab_amqp {
  const char *host;            /**< "localhost" where the URL has none */
  uint16_t port;               /**< 5672, or 5671 for amqps, where the URL has none */
  bool tls;                    /**< amqps: */
  const char *user;            /**< "guest" where the URL has no "@" */
  envtab_secret password;      /**< "guest" where the URL has none */
  const char *vhost;           /**< "/" when the URL has no path; "" for amqp://host/ */
  uint16_t heartbeat;          /**< seconds; 0: absent, librabbitmq's default */
  uint16_t channel_max;        /**< channels; 0: absent, librabbitmq's default */
  uint32_t frame_max;          /**< bytes; 0: absent, librabbitmq's default */
  envtab_duration connection_timeout; /**< 0: absent */
  const char *ca_file;         /**< the CA's certificates; NULL: absent; for amqps alone, as the next three */
  const char *certificate_file; /**< the client's certificate; NULL: absent */
  const char *key_file;        /**< the key of that; NULL: absent */
  const char *server_name;     /**< the name to ask for, and to verify; NULL: absent */
  bool verify_peer;            /**< true unless the URL says verify=verify_none */
  bool external;               /**< auth_mechanism=external */
  const char *redacted;        /**< safe to print */
  envtab_secret text;          /**< the whole URL as written */
  const void *reserved[4];     /**< zero */
} envtab_amqp;

/* ---- The table ------------------------------------------------------------------------------ */

typedef struct envtab_type envtab_type;
typedef struct envtab_schema envtab_schema;
/** The rules that a schema's check reports to: envtab_rules_reject(). */
typedef struct envtab_rules envtab_rules;

/** One accepted text, and the number that an integer or enum member takes for it. */
typedef struct envtab_choice {
  const char *name;            /**< the text; NULL: the end of the choices */
  int64_t value;               /**< the number, in the range of the member */
} envtab_choice;

/** `.choices = ENVTAB_CHOICES({ "debug", LOG_DEBUG }, { "info", LOG_INFO })`, in a table at file scope. */
#define ENVTAB_CHOICES(...) (const envtab_choice[]){ __VA_ARGS__, { .name = NULL } }

/** `.deprecated = ENVTAB_NAMES("OLD", "OLDER")`, in a table at file scope. */
#define ENVTAB_NAMES(...) (const char *const[]){ __VA_ARGS__, NULL }

/** What NAME= with nothing after it means. A value of blanks (0x20) only counts as nothing too, unless it is a value or raw. */
typedef enum envtab_empty {
  ENVTAB_EMPTY_IS_UNSET,       /**< the default applies; a required field reports that it is empty */
  ENVTAB_EMPTY_IS_ERROR,       /**< it is reported, of a field that need not be set, too */
  ENVTAB_EMPTY_IS_VALUE        /**< "", or a list without items; for strings and lists only, never a secret */
} envtab_empty;

/**
 * One row of the table. Write rows with the macros below, which fill the first members; a row made by hand starts
 * from zero. Every text lives as long as the table. A zero option is an option that is not there. Rows can grow at
 * their end: a schema tells how large its rows are (field_size).
 */
typedef struct envtab_field {
  const envtab_type *type;     /**< what reads the text */
  size_t offset;               /**< of the member in its struct */
  size_t size;                 /**< of the member; a reader writes no further */
  const envtab_type *element;  /**< a list's: the type of its items; else NULL */
  size_t element_size;         /**< of an item in memory; of what the pointer of an optional group leads to */
  const envtab_schema *group;  /**< a group's table; else NULL */
  const char *name;            /**< the variable's whole name, so that grep finds it; a group's: put before its names */
  const char *help;            /**< one sentence, for the operator */
  const char *default_value;   /**< text, read as the variable's; NULL: required, unless optional. Never a secret */
  const char *example;         /**< text that would be accepted, shown when the variable is missing */
  const char *min;             /**< the least value: text of the field's type (a list's: of its items'); NULL: none */
  const char *max;             /**< the greatest value, likewise; both belong to the range */
  size_t min_length;           /**< the least bytes of a string, secret or key, or items of a list; 0: no bound */
  size_t max_length;           /**< the most, likewise */
  const char *unit;            /**< what a bare number means in a duration or size: "s", "MiB" */
  const envtab_choice *choices; /**< the only texts taken (a URL's schemes, a list's items); a last row has no name */
  const char *const *deprecated; /**< names that it had, ENVTAB_NAMES("OLD", "OLDER"): still read, with a warning */
  envtab_empty empty;          /**< what NAME= means */
  bool optional;               /**< unset: all zero. A group's member is a pointer, NULL when no name of it is set */
  bool secret;                 /**< never shown, whatever its type: a webhook's URL, say */
  bool raw;                    /**< any bytes: no look at UTF-8, control characters, quotes, blanks and `${NAME}` */
  bool from_file;              /**< NAME_FILE may name a regular file of at most 1 MiB that holds the value */
  const void *extra;           /**< for a type of the program's own */
} envtab_field;

/** A table and what belongs to it. Write it with ENVTAB_SCHEMA. */
struct envtab_schema {
  const char *name;            /**< of the program, library or group; messages begin with it */
  const char *about;           /**< one sentence on the program, for its help; may be NULL */
  const char *reserved_prefix; /**< variables with this prefix that no field declares are errors; NULL: none */
  const envtab_schema *const *others; /**< schemas whose names are known too: the program's other process types */
  const envtab_field *fields; /**< the table: its first row */
  size_t count;                /**< of the rows */
  size_t field_size;           /**< of a row, as the program was built with it: sizeof fields[0] */
  size_t size;                 /**< of the struct */
  size_t alignment;            /**< of the struct, a power of two */
  /**
   * Rules across fields: runs when every field of config is right, inner groups first; reports by
   * envtab_rules_reject().
   */
  void (*check)(const void *config, envtab_rules *rules);
  const void *context;         /**< for check, which gets it by envtab_rules_context(); the library does not look at it */
  const void *reserved[4];     /**< zero */
};

/** `.others = ENVTAB_SCHEMAS(&worker_schema, &web_schema)`, in a schema at file scope. */
#define ENVTAB_SCHEMAS(...) (const envtab_schema *const[]){ __VA_ARGS__, NULL }

/* The library's types, each by its member. Only those that a table names are linked into a static program. */
extern ENVTAB_API const envtab_type envtab_type_bool;      /**< bool */
extern ENVTAB_API const envtab_type envtab_type_int8;      /**< int8_t */
extern ENVTAB_API const envtab_type envtab_type_int16;     /**< int16_t */
extern ENVTAB_API const envtab_type envtab_type_int32;     /**< int32_t, and a long where it has 32 bits */
extern ENVTAB_API const envtab_type envtab_type_int64;     /**< int64_t, and a long where it has 64 bits */
extern ENVTAB_API const envtab_type envtab_type_uint8;     /**< uint8_t */
extern ENVTAB_API const envtab_type envtab_type_uint16;    /**< uint16_t */
extern ENVTAB_API const envtab_type envtab_type_uint32;    /**< uint32_t, and an unsigned long where it has 32 bits */
extern ENVTAB_API const envtab_type envtab_type_uint64;    /**< uint64_t, and an unsigned long where it has 64 bits */
extern ENVTAB_API const envtab_type envtab_type_port;      /**< uint16_t, with ENVTAB_PORT */
extern ENVTAB_API const envtab_type envtab_type_flags;     /**< unsigned, with ENVTAB_FLAGS */
extern ENVTAB_API const envtab_type envtab_type_float;     /**< float */
extern ENVTAB_API const envtab_type envtab_type_double;    /**< double */
extern ENVTAB_API const envtab_type envtab_type_string;    /**< const char * */
extern ENVTAB_API const envtab_type envtab_type_secret;    /**< envtab_secret */
extern ENVTAB_API const envtab_type envtab_type_hex;       /**< envtab_bytes, with ENVTAB_HEX */
extern ENVTAB_API const envtab_type envtab_type_base64;    /**< envtab_bytes, with ENVTAB_BASE64 */
extern ENVTAB_API const envtab_type envtab_type_base64url; /**< envtab_bytes, with ENVTAB_BASE64URL */
extern ENVTAB_API const envtab_type envtab_type_duration;  /**< envtab_duration */
extern ENVTAB_API const envtab_type envtab_type_size;      /**< envtab_size */
extern ENVTAB_API const envtab_type envtab_type_uuid;      /**< envtab_uuid */
extern ENVTAB_API const envtab_type envtab_type_endpoint;  /**< envtab_endpoint */
extern ENVTAB_API const envtab_type envtab_type_pair;      /**< envtab_pair */
extern ENVTAB_API const envtab_type envtab_type_url;       /**< envtab_url */
extern ENVTAB_API const envtab_type envtab_type_postgres;  /**< envtab_postgres */
extern ENVTAB_API const envtab_type envtab_type_redis;     /**< envtab_redis */
extern ENVTAB_API const envtab_type envtab_type_amqp;      /**< envtab_amqp */
extern ENVTAB_API const envtab_type envtab_type_list;      /**< ENVTAB_LIST_OF, with ENVTAB_LIST or ENVTAB_LIST_AS */
extern ENVTAB_API const envtab_type envtab_type_group;     /**< a struct, with ENVTAB_GROUP or ENVTAB_OPTIONAL_GROUP */

/*
 * For ENVTAB_AS and ENVTAB_LIST_AS: the member's C type and its reader travel together. A program's own:
 * #define CIDR struct cidr, &cidr_type
 */
#define ENVTAB_PORT uint16_t, &envtab_type_port                 /**< 1 to 65535 */
#define ENVTAB_FLAGS unsigned, &envtab_type_flags               /**< some of .choices with commas, or'ed */
#define ENVTAB_HEX envtab_bytes, &envtab_type_hex               /**< RFC 4648 section 8, either case */
#define ENVTAB_BASE64 envtab_bytes, &envtab_type_base64         /**< RFC 4648 section 4, with padding */
#define ENVTAB_BASE64URL envtab_bytes, &envtab_type_base64url   /**< RFC 4648 section 5, padding as one likes */

#ifndef __cplusplus
#ifndef ENVTAB_OWN_TYPES
#define ENVTAB_OWN_TYPES(q)   /**< a program may add, before the include: `q struct cidr *: &cidr_type,` */
#endif
/** By address, so that an array does not pass for a pointer; q is const for the items of a list, else nothing. */
#define ENVTAB_READER_FOR_THIS_MEMBER_(q, member) _Generic((member), /* no association: no type reads this C type */ \
  ENVTAB_OWN_TYPES(q)                                                                                       \
  q bool *: &envtab_type_bool,                                                                              \
  q signed char *: &envtab_type_int8, q short *: &envtab_type_int16, q int *: &envtab_type_int32,           \
  q long *: sizeof(long) == 8 ? &envtab_type_int64 : &envtab_type_int32, q long long *: &envtab_type_int64, \
  q unsigned char *: &envtab_type_uint8, q unsigned short *: &envtab_type_uint16,                           \
  q unsigned *: &envtab_type_uint32,                                                                        \
  q unsigned long *: sizeof(long) == 8 ? &envtab_type_uint64 : &envtab_type_uint32,                         \
  q unsigned long long *: &envtab_type_uint64,                                                              \
  q float *: &envtab_type_float, q double *: &envtab_type_double, const char *q *: &envtab_type_string,     \
  q envtab_secret *: &envtab_type_secret, q envtab_duration *: &envtab_type_duration,                       \
  q envtab_size *: &envtab_type_size, q envtab_uuid *: &envtab_type_uuid,                                   \
  q envtab_endpoint *: &envtab_type_endpoint, q envtab_pair *: &envtab_type_pair,                           \
  q envtab_url *: &envtab_type_url, q envtab_postgres *: &envtab_type_postgres,                             \
  q envtab_redis *: &envtab_type_redis, q envtab_amqp *: &envtab_type_amqp)

#define ENVTAB_PLACE_(S, m) .offset = offsetof(S, m), .size = sizeof(((S *)0)->m)

/** What a compiler names where a schema is of another struct. It converts to no pointer, so that this is an error. */
struct the_schema_is_of_another_struct_ {
  char unused;                 /**< a struct has a member */
};
/** The same where a table is. */
struct the_table_is_of_another_struct_ {
  char unused;                 /**< a struct has a member */
};
#define ENVTAB_WRONG_(what) (*(const volatile struct what *)0)

/**
 * A table: `static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, ...), ... };`. Each member of the
 * struct has a row, as nobody else can fill it: a member without one is a mistake in the table.
 *
 * Each row carries a null pointer to its struct, so that a compiler tells of a row of another struct: as an error (gcc
 * 14, clang 16, -Werror=incompatible-pointer-types) or a warning. Nothing reads it; schema.field_size steps over it,
 * and as it is zero it is no option that an older or a newer library would miss.
 */
#define ENVTAB_TABLE(S) const struct { envtab_field field; const S *struct_of_this_row_; }

/**
 * A row of any struct, as the macros below write it, for tables that are put together by hand or at run time:
 * `envtab_row row = ENVTAB(struct config, port, "PORT", "The port.");`, then `row.field`. The schema of such a table is
 * written by hand, with sizeof(envtab_row) as its field_size, and ENVTAB_SCHEMA_STRUCT tells groups and loaders of its
 * struct; so is that of a plain array of envtab_field.
 */
typedef struct envtab_row {
  envtab_field field;          /**< the row */
  const void *struct_of_this_row_; /**< NULL, for the compiler alone */
} envtab_row;

/** One row: the struct, its member, the variable's name, one sentence of help, then options by name. */
#define ENVTAB(S, m, env, ...)                                                                    \
  { { .type = ENVTAB_READER_FOR_THIS_MEMBER_(, &((S *)0)->m), ENVTAB_PLACE_(S, m), .name = (env), \
      .help = __VA_ARGS__ /* is the help missing? */ }, (const S *)0 }

/** ENVTAB_AS(S, m, ENVTAB_PORT, "PORT", "Help.", ...): where the C type does not tell the reader. */
#define ENVTAB_AS(S, m, ...) ENVTAB_AS_(S, m, __VA_ARGS__)
#define ENVTAB_AS_(S, m, ctype, reader, env, ...)                                               \
  { { .type = (reader), .offset = offsetof(S, m),                                               \
      .size = sizeof(_Generic(&((S *)0)->m, ctype *: ((S *)0)->m)), .name = (env),              \
      .help = __VA_ARGS__ }, (const S *)0 }

/** A member made with ENVTAB_LIST_OF, whose items' C type tells their reader. */
#define ENVTAB_LIST(S, m, env, ...)                                                             \
  { { .type = &envtab_type_list, ENVTAB_PLACE_(S, m),                                           \
      .element = ENVTAB_READER_FOR_THIS_MEMBER_(const, ((S *)0)->m.items),                      \
      .element_size = sizeof(*((S *)0)->m.items), .name = (env), .help = __VA_ARGS__ }, (const S *)0 }

/** ENVTAB_LIST_AS(S, m, ENVTAB_PORT, "PORTS", "Help.", ...): a list whose items' C type does not tell their reader. */
#define ENVTAB_LIST_AS(S, m, ...) ENVTAB_LIST_AS_(S, m, __VA_ARGS__)
#define ENVTAB_LIST_AS_(S, m, ctype, reader, env, ...)                                          \
  { { .type = &envtab_type_list, ENVTAB_PLACE_(S, m), .element = (reader),                      \
      .element_size = sizeof(_Generic(((S *)0)->m.items, const ctype *: *((S *)0)->m.items)),   \
      .name = (env), .help = __VA_ARGS__ }, (const S *)0 }

/**
 * A struct with a table of its own (schema: the name that ENVTAB_SCHEMA gave it, not its address); env is put before
 * each of its names, former ones too. A group may be used twice and hold groups, eight deep.
 */
#define ENVTAB_GROUP(S, m, schema, env, ...)                                                    \
  { { .type = &envtab_type_group, ENVTAB_PLACE_(S, m),                                          \
      .group = _Generic(&((S *)0)->m, schema##_struct_ *: &schema,                              \
                        default: ENVTAB_WRONG_(the_schema_is_of_another_struct_)),              \
      .name = (env), .help = __VA_ARGS__ }, (const S *)0 }

/** The same where the member is a pointer to the struct: NULL when the environment sets none of the group's names. */
#define ENVTAB_OPTIONAL_GROUP(S, m, schema, env, ...)                                           \
  { { .type = &envtab_type_group, ENVTAB_PLACE_(S, m), .element_size = sizeof(schema##_struct_), \
      .group = _Generic(&((S *)0)->m, const schema##_struct_ **: &schema, schema##_struct_ **: &schema, \
                        default: ENVTAB_WRONG_(the_schema_is_of_another_struct_)),              \
      .name = (env), .optional = true, .help = __VA_ARGS__ }, (const S *)0 }

/**
 * `static ENVTAB_SCHEMA(struct config, schema, fields, "orders", ...);` defines a schema: the struct, the schema's own
 * name, the table, the program's name, then options by name. Without static where a header declares it.
 */
#define ENVTAB_SCHEMA(S, schema, table, ...)                                                    \
  const envtab_schema schema = {                                                                \
    .fields = _Generic(&*(table)[0].struct_of_this_row_, const S *: &(table)[0].field,          \
                       default: ENVTAB_WRONG_(the_table_is_of_another_struct_)),                \
    .count = sizeof(table) / sizeof((table)[0]), .field_size = sizeof((table)[0]),              \
    .size = sizeof(S), .alignment = _Alignof(S), .name = __VA_ARGS__ };                         \
  ENVTAB_SCHEMA_STRUCT(S, schema)
#endif

#ifdef __GNUC__
#define ENVTAB_UNUSED_ __attribute__((unused))
#else
#define ENVTAB_UNUSED_
#endif

/** `ENVTAB_SCHEMA_STRUCT(struct config, schema);` after a schema written by hand, for groups and loaders of it. */
#define ENVTAB_SCHEMA_STRUCT(S, schema) typedef S schema##_struct_ ENVTAB_UNUSED_

/**
 * `ENVTAB_SCHEMA_DECLARE(struct web, web_schema);` in a header, for C and C++: declares what ENVTAB_SCHEMA defines
 * without static in one .c file.
 */
#define ENVTAB_SCHEMA_DECLARE(S, schema) ENVTAB_EXTERN_ const envtab_schema schema; ENVTAB_SCHEMA_STRUCT(S, schema)

/**
 * `ENVTAB_LOADER(load_web, struct web, web_schema);` makes load_web(options) and load_web_or_exit(options), typed; in a
 * header too, for C and C++.
 */
#define ENVTAB_LOADER(function, S, schema)                                                      \
  ENVTAB_UNUSED_ static inline const S *function(const envtab_options *options)                 \
  { ENVTAB_LOAD_(envtab_load, S, schema) }                                                      \
  ENVTAB_UNUSED_ static inline const S *function##_or_exit(const envtab_options *options)       \
  { ENVTAB_LOAD_(envtab_load_or_exit, S, schema) }                                              \
  struct function##_ends_with_a_semicolon_

#ifdef __cplusplus
#define ENVTAB_EXTERN_ extern "C"
/* Where the schema is of another struct, that does not convert to S. */
#define ENVTAB_LOAD_(load, S, schema) return static_cast<const schema##_struct_ *>(load(&schema, options));
#else
#define ENVTAB_EXTERN_ extern
#define ENVTAB_LOAD_(load, S, schema)                                                           \
  const envtab_schema *const schema_to_load_ =                                                  \
    _Generic((schema##_struct_ *)0, S *: &schema,                                               \
             default: ENVTAB_WRONG_(the_schema_is_of_another_struct_));                         \
  return (const S *)load(schema_to_load_, options);
#endif

/* ---- Problems: reported as they are found, all of them, in table order ------------------------ */

/** A code keeps its number and its meaning forever. */
typedef enum envtab_code {
  ENVTAB_PROBLEM_MISSING = 1,  /**< a required variable is not set */
  ENVTAB_PROBLEM_EMPTY = 2,    /**< it is set, to nothing */
  ENVTAB_PROBLEM_MALFORMED = 3, /**< its text is not one of its type */
  ENVTAB_PROBLEM_RANGE = 4,    /**< less than .min, more than .max, too short, too long, too large for the member */
  ENVTAB_PROBLEM_CHOICE = 5,   /**< not one of .choices */
  ENVTAB_PROBLEM_UNKNOWN = 6,  /**< has the prefix that the schema owns, but no field declares it */
  ENVTAB_PROBLEM_TWICE = 7,    /**< the name is set twice in the environment */
  ENVTAB_PROBLEM_CONFLICT = 8, /**< the name and its former name, or NAME and NAME_FILE, are both set */
  ENVTAB_PROBLEM_FORMER_NAME = 9, /**< a warning: the former name is set */
  ENVTAB_PROBLEM_RULE = 10,    /**< a rule across fields, from the schema's check */
  ENVTAB_PROBLEM_FILE = 11,    /**< the file of NAME_FILE cannot be read */
  ENVTAB_PROBLEM_MEMORY = 12,  /**< no memory, or .capacity is too small (the reason says how much is enough) */
  ENVTAB_PROBLEM_PRIVILEGED = 13, /**< the process is set-uid or its file has capabilities */
  ENVTAB_PROBLEM_SCHEMA = 14,  /**< the table itself is wrong: the programmer's mistake */
  ENVTAB_PROBLEM_MISUSE = 15,  /**< the options contradict each other; or a struct that was not loaded is used as one that was */
  ENVTAB_PROBLEM_SUMMARY = 16, /**< once, last, after the problems of a load that failed: how many they were */
  ENVTAB_PROBLEM_SUSPICIOUS = 17 /**< a warning of a type's: the value is taken, but may not be what is meant */
} envtab_code;

/** Where a field's value came from. */
typedef enum envtab_source {
  ENVTAB_SOURCE_NONE,          /**< optional and unset */
  ENVTAB_SOURCE_DEFAULT,       /**< the text that the table gives */
  ENVTAB_SOURCE_ENVIRONMENT,   /**< the variable of its name */
  ENVTAB_SOURCE_FORMER_NAME,   /**< a former name, or its file */
  ENVTAB_SOURCE_FILE           /**< the file that NAME_FILE names */
} envtab_source;

/**
 * One problem, as data. Its strings live until the sink returns; schema and field are the program's. name and value
 * are printable ASCII: any other byte is written as `\xNN`, a backslash as two, and what is longer than 60 bytes is cut and
 * ends in "... (N bytes)". reason and hint are texts of the program and the library, in UTF-8.
 */
typedef struct envtab_problem {
  envtab_code code;            /**< what is wrong */
  bool warning;                /**< it does not stop the load */
  const envtab_schema *schema; /**< the one that was loaded; NULL: a value was parsed on its own */
  const envtab_field *field;   /**< NULL: the problem is not one of a field */
  envtab_source source;        /**< where the value came from */
  const char *name;            /**< of the variable to fix, with every prefix; NULL: the problem is not one of a variable */
  const char *value;           /**< NULL: absent, or not to be shown */
  const char *reason;          /**< what follows them: "is not a port ..."; never a secret's text, length or part */
  const char *hint;            /**< what to do about it, in whole sentences, or NULL */
  size_t at;                   /**< the byte of the value that is wrong, from 0; SIZE_MAX: none in particular */
  size_t longest;              /**< the length of the longest name in the table, to align names by */
  size_t count;                /**< in a summary: how many problems there were, warnings not counted; else 0 */
} envtab_problem;

/** A sink gets each problem as it is found, on the thread that loads. It may print, count or copy; it must not load. */
typedef void envtab_sink(void *context, const envtab_problem *problem);

/**
 * For people. context: a FILE *; NULL: stderr. Lines are wrapped at a terminal's width and coloured on a terminal,
 * unless NO_COLOR (no-color.org) is set and not empty, or TERM is dumb. Into a file or pipe each problem is one line,
 * its hint a second.
 */
ENVTAB_API envtab_sink envtab_print;

/**
 * For a log stream. context: a FILE *; NULL: stderr. One JSON object (RFC 8259) a line, with level ("error" or
 * "warning"), program, problem (the code's name in lower case), code, and, where there are any, variable, value,
 * reason, hint, at, problems.
 */
ENVTAB_API envtab_sink envtab_print_json;

/* ---- Loading -------------------------------------------------------------------------------- */

/** NULL, or all zero, is the ordinary load: the process's environment, a block of its own, problems to stderr. */
typedef struct envtab_options {
  const char *const *environment; /**< "NAME=value" strings, then NULL; NULL: the process's own */
  const char *prefix;          /**< put before every name, and before the reserved prefix: a library inside a program */
  envtab_sink *sink;           /**< NULL: envtab_print */
  void *context;               /**< handed to the sink */
  void *memory;                /**< load into this memory of the caller's instead: nothing is allocated or sealed */
  size_t capacity;             /**< bytes of it; envtab_capacity() tells how much is enough */
  /**
   * After the load, overwrite the secrets in the process's environment (fields that are secret or of a secret type,
   * URLs among them, and any value that looks like one: user:password@, password=, a query after "://"; by any of
   * their names; not those of .others), then remove these variables: children and /proc/PID/environ do not see them.
   * Before any other thread starts; load every other schema first. A value that lies in read-only memory is removed,
   * with a warning. With .environment it is a misuse.
   */
  bool scrub;
  bool privileged;             /**< load although the process is set-uid or its file has capabilities (AT_SECURE) */
  /** Keep the block until the process ends: envtab_free() does nothing then; mseal(2) seals it where there is one. */
  bool permanent;
  const void *reserved[4];     /**< zero */
} envtab_options;

/**
 * Loads the struct that the schema describes. Returns it, or NULL when there were problems; nothing is left allocated
 * then. The struct and all that it points to are read-only: a store ends the process (except in .memory). Time is
 * linear in the bytes of the environment and of the table. At most 65,534 names; eight groups deep.
 */
ENVTAB_NODISCARD ENVTAB_API const void *envtab_load(const envtab_schema *schema, const envtab_options *options);

/** The status that a process ends with when its configuration is wrong: EX_CONFIG of sysexits.h. */
#define ENVTAB_EXIT_CONFIG 78

/** The same, but problems end the process with ENVTAB_EXIT_CONFIG, by exit(3). Never NULL. */
ENVTAB_NODISCARD ENVTAB_API const void *envtab_load_or_exit(const envtab_schema *schema, const envtab_options *options);

/**
 * Reads one text by a type (not a list or group), as a field's: returns the value, to be freed, or NULL after
 * problems. Its name in them is the type's.
 */
ENVTAB_NODISCARD ENVTAB_API const void *envtab_parse(const envtab_type *type, const char *text, const envtab_options *options);

/**
 * Wipes and releases what envtab_load() or envtab_parse() gave; NULL is fine. Memory of the caller's is wiped only.
 *
 * This and the functions below that have a parameter "config" take what a load gave, and nothing else. A struct that was
 * filled by hand, a copy, or a config in the caller's memory that was freed before is a misuse: it is printed to stderr,
 * and nothing else is done. Two cases cannot be known, as memory would be read that may not be there: a struct that lies
 * at the very start of a page, and a config that was freed before and was in the library's own memory.
 */
ENVTAB_API void envtab_free(const void *config);

/**
 * A .capacity that is enough for this schema and environment (NULL: the process's own), at any alignment, for a load
 * without .prefix; 0: the schema is wrong, or there is no memory for its index.
 */
ENVTAB_NODISCARD ENVTAB_API size_t envtab_capacity(const envtab_schema *schema, const char *const *environment);

/**
 * Where a member's value came from: envtab_source_of(config, &config->port). An optional group's: ENVIRONMENT when any
 * of its names is set, else NONE. Any other group has the address of its first member, and the answer is about that.
 */
ENVTAB_API envtab_source envtab_source_of(const void *config, const void *member);

/** Whether the environment set it, by its name, a former name or a file. */
ENVTAB_API bool envtab_is_set(const void *config, const void *member);

/**
 * A number that is the same for the same config on every platform: FNV-1a (64 bits) over the names and what
 * envtab_show() prints as values; the texts of secrets do not enter. Two replicas with one number have one config.
 */
ENVTAB_API uint64_t envtab_fingerprint(const void *config);

/**
 * Prints a line for each field: its name, its value, its source. A secret, and in a field of any type a text that looks
 * like one (user:password@, password=, a query after "://"), is printed as `<secret>`, a URL without its password.
 * out: NULL: stdout.
 */
ENVTAB_API void envtab_show(const void *config, FILE *out);

/** One variable of a loaded config, as it may be shown. Its texts live until the visitor returns. */
typedef struct envtab_variable {
  const envtab_field *field;   /**< its row in the program's table */
  const void *member;          /**< the member; NULL: in an optional group that is not there */
  const char *name;            /**< the whole name, with every prefix; the declared one, also when a former name was read */
  const char *value;           /**< what envtab_show() prints, not escaped; NULL: the member has no value (source NONE) */
  envtab_source source;        /**< where the value came from */
  bool hidden;                 /**< it is a secret or looks like one: the value is `<secret>`, or what its type shows */
  const void *reserved[4];     /**< zero */
} envtab_variable;

/** Gets the variables one by one, on the calling thread. It must return: no exception, no longjmp. */
typedef void envtab_visitor(void *context, const envtab_variable *variable);

/**
 * Hands each variable to visit, in table order, groups flattened; context goes to the visitor. For a log line, a metric,
 * a page of one's own. False: a text of more than 1,000 bytes was cut, as there was no memory for it; or config is
 * not of envtab_load().
 */
ENVTAB_API bool envtab_visit(const void *config, envtab_visitor *visit, void *context);

/**
 * Reports every mistake in the table itself (code SCHEMA): names, places, members that no row fills, texts that their
 * type refuses, options that their type has no use for. For a unit test of the program. Reads no environment. True:
 * none.
 */
ENVTAB_NODISCARD ENVTAB_API bool envtab_check_schema(const envtab_schema *schema, const envtab_options *options);

/**
 * For unit tests: is this the one problem (warnings not counted) that the environment has? name: of its variable; NULL:
 * any. environment: NULL: the process's own. Silent when the answer is yes; else the problems are printed to stderr.
 */
ENVTAB_NODISCARD ENVTAB_API bool envtab_fails_with(const envtab_schema *schema, const char *const *environment,
                                                   envtab_code code, const char *name);

/** A duration in milliseconds, rounded up, at most INT_MAX: for poll(2). */
static inline int envtab_milliseconds(envtab_duration duration)
{
  int64_t ms = duration.nanoseconds / 1000000 + (duration.nanoseconds % 1000000 > 0);
  return ms > INT_MAX ? INT_MAX : (int)ms;
}

/* ---- Types of the program's own, built like the library's ------------------------------------ */

/**
 * A value that is being read. Its text is a copy in the block, ended with a NUL: a reader may change it and let the
 * member point into it. What it needs beyond that it declares with capacity, and allocates with envtab_value_alloc().
 */
typedef struct envtab_value envtab_value;

/** What the .choices of a row are to its type. */
typedef enum envtab_choices_are {
  ENVTAB_CHOICES_ARE_TEXTS,    /**< the only texts: the library compares, and the reader sees none but these */
  ENVTAB_CHOICES_ARE_NAMES,    /**< a text is some of them with commas between, as of flags: the reader compares */
  ENVTAB_CHOICES_ARE_SCHEMES   /**< the only schemes of a URL: the reader compares */
} envtab_choices_are;

/** What reads the texts of a type. Frozen at 1.0: programs are built with its size. Never compare its address. */
struct envtab_type {
  const char *name;            /**< such as "duration" */
  const char *expects;         /**< what follows "is not": "a duration such as 250ms, 30s or 1h30m" */
  /**
   * Of its texts, ECMA-262 with u, from "^" on, for what the table writes. Without a "$" at its end any text may
   * follow, and .min_length counts the bytes of the text. NULL: any text.
   */
  const char *pattern;
  const char *least;           /**< where texts and member are whole numbers of a range: the first, in decimal; or NULL */
  const char *greatest;        /**< the last of them, or NULL */
  size_t size;                 /**< of the member */
  size_t capacity;             /**< the most bytes kept for a text, padding included */
  size_t capacity_per_byte;    /**< what is added to that for each byte of the text */
  /** Its text is never echoed, so reasons and hints hold no part of it; what show gives is all that is seen. */
  bool secret;
  bool is_url;                 /**< its texts are URLs, so hints may speak of them as such */
  bool takes_any_text;         /**< the reader refuses no text for its form: what the library refuses, .raw allows */
  bool takes_unit;             /**< the reader looks at .unit */
  bool takes_empty;            /**< it can be empty (ENVTAB_EMPTY_IS_VALUE) */
  envtab_choices_are choices_are; /**< what .choices are to it */
  const char *length_hint;     /**< for a text that .min_length or .max_length refuses: whole sentences, or NULL */
  /* Each function gets its type first, so that one can serve several types, by their .size or .user. */
  /** Fills the zeroed member, or rejects and returns false. */
  bool (*read)(const envtab_type *self, envtab_value *value, void *member);
  /** As strcmp; NULL: no .min and .max. */
  int (*compare)(const envtab_type *self, const void *a, const void *b);
  /** NULL: no .min_length and .max_length. */
  size_t (*length)(const envtab_type *self, const void *member);
  /**
   * As snprintf: what does not fit is cut, the whole length returned. Of two equal values the same text, which reads
   * back to the value.
   */
  size_t (*show)(const envtab_type *self, const envtab_field *field, const void *member, char *out, size_t capacity);
  /** What no two items of a list may share; NULL: items may repeat. */
  const char *(*key)(const envtab_type *self, const void *member);
  const void *user;            /**< for the functions above; the library does not look at it */
  const void *reserved[4];     /**< zero */
};

/** The text to read, ended with a NUL; length: where to put its length, or NULL. */
ENVTAB_API char *envtab_value_text(envtab_value *value, size_t *length);

/** The row of the table; for an item, the list's; for envtab_parse(), a row with the type alone. */
ENVTAB_API const envtab_field *envtab_value_field(const envtab_value *value);

/** The row of .choices that the text named; NULL: the field has none, or the reader compares. */
ENVTAB_API const envtab_choice *envtab_value_choice(const envtab_value *value);

/** Whether the text is part of the program (a default): it must not contain a credential. */
ENVTAB_API bool envtab_value_from_program(const envtab_value *value);

/** Zeroed memory in the block, alignment a power of two. Never NULL within the capacity of the type. */
ENVTAB_API void *envtab_value_alloc(envtab_value *value, size_t size, size_t alignment);

/** What envtab_value_secret() keeps beside the text, in bytes: a type has it in .capacity, once for each secret. */
#define ENVTAB_SECRET_CAPACITY 10

/**
 * Keeps a copy of text, most often a part of the value's, as a secret. Room: ENVTAB_SECRET_CAPACITY in the type's
 * .capacity and a byte for each byte of text, 1 in .capacity_per_byte where each byte of the value is kept once. The
 * text itself stays where it is: a reader that needs it no longer overwrites it. The secret's masked is NULL beyond the
 * room that the type declares.
 */
ENVTAB_API envtab_secret envtab_value_secret(envtab_value *value, const char *text, size_t length);

/**
 * Reads an item of a list (a part of the text, which gets a NUL at text[length]) by the field's element. False:
 * rejected.
 */
ENVTAB_NODISCARD ENVTAB_API bool envtab_value_read_item(envtab_value *value, char *text, size_t length, void *member);

/**
 * Rejects the value; returns false. code: MALFORMED, RANGE or CHOICE. at: from the start of envtab_value_text(), or SIZE_MAX.
 * reason: what follows the name, such as "is not a port"; NULL: "is not" and what the type expects. hint: whole
 * sentences, or NULL. Both are copied, and cut at 400 bytes. Only the first rejection of a value counts.
 * Where the value may not be shown and the type is not secret, the library's own words replace them.
 */
ENVTAB_API bool envtab_value_reject(envtab_value *value, envtab_code code, size_t at, const char *reason, const char *hint);

/**
 * Warns of a value that is taken (code SUSPICIOUS), when it is; the arguments as above. Only the first warning of a value
 * counts.
 */
ENVTAB_API void envtab_value_warn(envtab_value *value, size_t at, const char *reason, const char *hint);

/**
 * For a schema's check: reports a broken rule (code RULE). member: whose name stands first, or NULL. hint may be NULL.
 */
ENVTAB_API void envtab_rules_reject(envtab_rules *rules, const void *member, const char *reason, const char *hint);

/**
 * The whole name of a member's variable, with every prefix, for the words of a rule; NULL: no row fills the member. It
 * lives until the check returns.
 */
ENVTAB_API const char *envtab_rules_name(const envtab_rules *rules, const void *member);

/** The .context of the schema whose check runs: a group's check gets that of the group's schema. */
ENVTAB_API const void *envtab_rules_context(const envtab_rules *rules);

/* ---- What the table can write, and the program's own "config" command ------------------------- */

/** What a table can be written as. */
typedef enum envtab_format {
  ENVTAB_FORMAT_HELP,          /**< for people: each variable, what it is for, what it takes; 80 columns in a file */
  ENVTAB_FORMAT_DOTENV,        /**< an example of a .env file, for docker run --env-file and for a POSIX shell */
  ENVTAB_FORMAT_MARKDOWN,      /**< a table, for the program's documentation */
  ENVTAB_FORMAT_JSON_SCHEMA,   /**< draft 2020-12, of the environment as an object of strings */
  ENVTAB_FORMAT_ENV_SCHEMA,    /**< varlock's .env.schema */
  ENVTAB_FORMAT_KUBERNETES,    /**< YAML: a ConfigMap, a Secret, a Deployment for each process */
  ENVTAB_FORMAT_COMPOSE,       /**< a compose file with a service for each process */
  ENVTAB_FORMAT_SYSTEMD        /**< a unit, with EnvironmentFile and LoadCredential */
} envtab_format;

/** What came of envtab_write(). */
typedef enum envtab_write_result {
  ENVTAB_WRITE_OK,             /**< 0: the whole table was written */
  ENVTAB_WRITE_SCHEMA,         /**< the schema is wrong, and nothing was written: envtab_check_schema() says why */
  ENVTAB_WRITE_FORMAT,         /**< the format is not one of envtab_format; nothing was written */
  ENVTAB_WRITE_MEMORY,         /**< there is not enough memory; nothing was written */
  ENVTAB_WRITE_OUTPUT          /**< out cannot be written, or not all of it */
} envtab_write_result;

/**
 * Writes the table and those of its .others, each variable once, groups flattened. A pure function of the schema: the
 * same bytes every time (but for colours and width of the help on a terminal), nothing of the environment in them, and
 * no default or example of a secret; the example of a URL is written without its password. out: NULL: stdout; it is
 * flushed. Returns 0 (ENVTAB_WRITE_OK), or what went wrong.
 */
ENVTAB_NODISCARD ENVTAB_API envtab_write_result envtab_write(const envtab_schema *schema, envtab_format format, FILE *out);

/**
 * The program's config command. argv[0] is its name for the usage line, argv[1] the word, then its options:
 *
 *   check [--verbose]   reports every problem of the table and the environment, as at start; verbose: each source
 *   show [--json]       prints each variable with its value and source, and the fingerprint; marks what is wrong
 *   diff FILE           prints the variables that FILE, with NAME=value lines as env prints them, gives other values;
 *                       of secrets only that they differ. "-" is stdin; a NUL may stand for the line ends (env -0),
 *                       which it must where values have line breaks; stderr tells which side would not start
 *   help dotenv markdown json-schema env-schema kubernetes compose systemd: write the table in that format
 *
 * Output goes to out (NULL: stdout), problems to the sink of the options, usage to stderr. Nothing is scrubbed. Returns
 * the exit status, of sysexits.h: 0; 1: diff found a difference; 64: a usage line was printed; 66: FILE cannot be read;
 * 74: out cannot be written; 78 (ENVTAB_EXIT_CONFIG): the environment or the table is wrong.
 */
ENVTAB_NODISCARD ENVTAB_API int envtab_command(const envtab_schema *schema, int argc, char **argv,
                                               const envtab_options *options, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
