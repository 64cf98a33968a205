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
 * - No globals, no locale, no getenv. errno is left as it was. Problems go to the sink only. Two things are printed to
 *   stderr instead: a misuse of a loaded struct (see envtab_free()), and what envtab_fails_with() found otherwise.
 * - Functions of the program that the library calls (sinks, visitors, checks, readers) must return normally: no longjmp
 *   and no C++ exceptions, as the library is built without unwind tables.
 * - Everything that a loaded struct points to lies in one block of memory, is read-only, and lives until envtab_free().
 * - Several threads may load at once, unless one of them scrubs. As with getenv(), no other thread may change the
 *   environment during a load; nothing points into the environment afterwards.
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
 * Marks every function and object of the interface, and decides who can link to it. The shared library exports all of
 * them. A pair (envtab.h and envtab.c in your own tree) hides them: they are private to the program or library that
 * carries the pair, so that two libraries in one process can each carry their own version.
 *
 * To change that for a pair, define it where envtab.c is compiled: empty leaves the choice to -fvisibility, and
 * __declspec(dllexport) exports from a DLL. dllimport is not supported: the address of an imported type is not a
 * constant, and a table needs constants.
 */
#ifndef ENVTAB_API
#if defined(__GNUC__) && !defined(_WIN32)
#define ENVTAB_API __attribute__((visibility("default")))
#else
#define ENVTAB_API
#endif
#endif

/** Marks a function whose result must be used: compilers warn where it is ignored. */
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
#define ENVTAB_VERSION_MINOR 1 /**< changes when something is added; before 1.0 a program may have to change, too */
#define ENVTAB_VERSION_PATCH 0 /**< changes when something is corrected */
/** One number that grows with every version, for a condition: 1.2.3 is 1002003. */
#define ENVTAB_VERSION_NUMBER (ENVTAB_VERSION_MAJOR * 1000000 + ENVTAB_VERSION_MINOR * 1000 + ENVTAB_VERSION_PATCH)

/** The version of the library that is linked, such as "0.1.0" (semver.org). A static string. */
ENVTAB_API const char *envtab_version(void);

/* ---- Values: a member's C type says what its text must be ----------------------------------- */

/** A length of time, never negative. Text: 250ms, 1h30m, 1.5s; units d h m s ms us ns. */
typedef struct envtab_duration {
  int64_t nanoseconds;         /**< 0 or more; the longest is 292 years */
} envtab_duration;

/** A number of bytes. Text: 512B, 64kB (SI, 1000), 10MiB (IEC 80000-13, 1024). */
typedef struct envtab_size {
  uint64_t bytes;              /**< 0 to UINT64_MAX */
} envtab_size;

/** A key, written in hex or base64 (RFC 4648). It is treated as a secret. */
typedef struct envtab_bytes {
  const uint8_t *data;         /**< the decoded bytes; NULL when absent */
  size_t length;               /**< of data, in bytes; 0 when absent */
} envtab_bytes;

/** A UUID (RFC 9562). */
typedef struct envtab_uuid {
  uint8_t octets[16];          /**< in the order of the text (network byte order); all zero when absent */
} envtab_uuid;

/** A host and port. Text: host:port, [IPv6]:port. */
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
 * A secret. masked points to the text "<secret>", so that a printf with %s by mistake prints only that. The secret
 * itself lies at a fixed distance after it, which only envtab_reveal() knows.
 */
typedef struct envtab_secret {
  const char *masked;          /**< "<secret>"; NULL when absent */
  size_t length;               /**< of the secret, in bytes; 0 when absent */
} envtab_secret;

/** Returns the secret itself, ended by a NUL; NULL when absent. It lives as long as the struct it came from. */
ENVTAB_API const char *envtab_reveal(envtab_secret secret);

/** An initializer for a secret, for a test that fills a struct by hand: `.key = ENVTAB_SECRET_OF("0123")`. */
#define ENVTAB_SECRET_OF(literal) { ENVTAB_MASK_ literal, sizeof(literal) - 1 }
#define ENVTAB_NULS_ "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define ENVTAB_MASK_                                                                                        \
  "<secret>\0" ENVTAB_NULS_ ENVTAB_NULS_ ENVTAB_NULS_ ENVTAB_NULS_ ENVTAB_NULS_ ENVTAB_NULS_ ENVTAB_NULS_ ENVTAB_NULS_

/**
 * A list: count items; NULL and 0 when absent. In C each use of the macro is a new type: to pass a list to a function,
 * name its type once with a typedef, as here.
 */
#define ENVTAB_LIST_OF(element) struct { element const *items; size_t count; }
typedef ENVTAB_LIST_OF(const char *) envtab_strings;      /**< Texts. */
typedef ENVTAB_LIST_OF(envtab_endpoint) envtab_endpoints; /**< Hosts and ports. */
typedef ENVTAB_LIST_OF(envtab_pair) envtab_pairs;         /**< key=value, key=value; no key is given twice. */

/** Any URL with an authority (RFC 3986): https, smtp, s3, nats, ... All of its strings are NULL when it is absent. */
typedef struct envtab_url {
  const char *scheme;          /**< in lower case */
  const char *user;            /**< decoded; NULL when absent */
  envtab_secret password;      /**< decoded; may be empty, as in `https://u:@h` */
  const char *host;            /**< as written, an IPv6 address without its brackets */
  uint16_t port;               /**< 1 to 65535; 0 when absent */
  const char *path;            /**< as written, not decoded; "" when absent */
  envtab_pairs query;          /**< decoded, in order; "+" is a plus; a name without "=" has the value NULL */
  /**
   * Safe to print: without the password and the values of the query. Without the user too, where that is likely to be a
   * token: there is no password, an empty one, or one that means nothing (`x`, `x-oauth-basic`). Without all before a
   * "@" of the path, as that may end a token with a raw "/", without a path that looks like a credential once it is
   * decoded (`;token=x`) or a user with a ":" in it, and without the names of a query that have no value.
   */
  const char *redacted;
  envtab_secret text;          /**< the whole URL as written */
  const void *reserved[4];     /**< zero */
} envtab_url;

/*
 * URLs of backing services, each read as its C client reads it. Where envtab is stricter, the README says so under
 * "Differences from the clients". Parts are decoded once. All strings are NULL when the URL is absent. The adapters
 * envtab/libpq.h, envtab/hiredis.h and envtab/rabbitmq.h connect with these structs.
 */

/**
 * A postgres:// or postgresql:// URL, read as libpq reads it (PostgreSQL manual, section 34.1.1.2, "Connection URIs"):
 * several hosts, sockets, and every keyword of libpq 15 to 18 as a parameter, with its value checked. What the URL
 * leaves out is left to libpq's defaults.
 */
typedef struct envtab_postgres {
  envtab_endpoints hosts;      /**< one or more; host NULL, port 0: libpq's default; "/...": a socket's directory */
  const char *user;            /**< NULL: libpq's default */
  const char *database;        /**< NULL: libpq's default */
  envtab_secret password;      /**< also absent when the URL has an empty one */
  /** For PQconnectdbParams(): the keywords that the URL sets, ended by NULL; envtab_reveal_values() has the values. */
  const char *const *keywords;
  const void *values_;         /**< private: for envtab_reveal_values() */
  /** Safe to print: without the secrets, and parts that look like one once decoded; a user without ":" is shown. */
  const char *redacted;
  envtab_secret text;          /**< the whole URL as written */
  const void *reserved[4];     /**< zero */
} envtab_postgres;

/**
 * Returns the values of postgres->keywords, in the same order and ended by NULL; the password is among them. They live
 * as long as the struct. NULL when the URL is absent.
 */
ENVTAB_API const char *const *envtab_reveal_values(const envtab_postgres *postgres);

/**
 * A redis://, rediss:// (TLS), unix:// or redis+unix:// URL, read as redis-cli reads it, and as the schemes are
 * registered at IANA. For AUTH send the password alone, or the user and the password.
 */
typedef struct envtab_redis {
  const char *host;            /**< 127.0.0.1 where the URL has none; NULL with a socket */
  const char *socket;          /**< the path of a Unix socket; NULL with a host */
  uint16_t port;               /**< 6379 where the URL has none; 0 with a socket */
  bool tls;                    /**< rediss: */
  const char *user;            /**< NULL: absent */
  envtab_secret password;      /**< never empty: present with text, or absent */
  uint32_t database;           /**< the number for SELECT; 0 where the URL has none */
  /** Safe to print: without the secrets, and parts that look like one once decoded; a user without ":" is shown. */
  const char *redacted;
  envtab_secret text;          /**< the whole URL as written */
  const void *reserved[4];     /**< zero */
} envtab_redis;

/**
 * An amqp:// or amqps:// (TLS) URL, read as librabbitmq's amqp_parse_url() and RabbitMQ's URI specification define it,
 * with the query parameters that RabbitMQ documents for its clients. librabbitmq's own parser accepts no parameters:
 * give it the fields, not the text.
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
  const char *ca_file;         /**< the CA certificates; NULL: absent. Only for amqps, as the next three */
  const char *certificate_file; /**< the client's certificate; NULL: absent */
  const char *key_file;        /**< the private key of the client's certificate; NULL: absent */
  const char *server_name;     /**< the name to send (SNI) and to verify; NULL: absent */
  bool verify_peer;            /**< true unless the URL says verify=verify_none */
  bool external;               /**< auth_mechanism=external */
  /** Safe to print: without the secrets, and parts that look like one once decoded; a user without ":" is shown. */
  const char *redacted;
  envtab_secret text;          /**< the whole URL as written */
  const void *reserved[4];     /**< zero */
} envtab_amqp;

/* ---- The table ------------------------------------------------------------------------------ */

typedef struct envtab_type envtab_type;
typedef struct envtab_schema envtab_schema;
/** The rules that a schema's check reports to: envtab_rules_reject(). */
typedef struct envtab_rules envtab_rules;

/** One accepted text, and the number that an integer or enum member gets for it. */
typedef struct envtab_choice {
  const char *name;            /**< the text; NULL marks the end of the choices */
  int64_t value;               /**< the number, in the range of the member */
} envtab_choice;

/** `.choices = ENVTAB_CHOICES({ "debug", LOG_DEBUG }, { "info", LOG_INFO })`, in a table at file scope. */
#define ENVTAB_CHOICES(...) (const envtab_choice[]){ __VA_ARGS__, { .name = NULL } }

/** `.deprecated = ENVTAB_NAMES("OLD", "OLDER")`, in a table at file scope. */
#define ENVTAB_NAMES(...) (const char *const[]){ __VA_ARGS__, NULL }

/**
 * What NAME= with nothing after it means. A value of nothing but spaces (0x20) counts as empty, too, unless the row has
 * ENVTAB_EMPTY_IS_VALUE or .raw.
 */
typedef enum envtab_empty {
  ENVTAB_EMPTY_IS_UNSET,       /**< the default applies; a required variable is reported as empty */
  ENVTAB_EMPTY_IS_ERROR,       /**< it is reported, even where the variable is optional or has a default */
  /** An empty string, or a list without items; only for strings and lists, never for a secret. */
  ENVTAB_EMPTY_IS_VALUE
} envtab_empty;

/**
 * One row of the table. Write rows with the macros below, which fill the members down to help; zero the rest of a row
 * that you write by hand. The texts are not copied: they must live as long as the table. An option that is zero is not
 * given. A later version may add members at the end: a schema says how large its rows are (field_size).
 */
typedef struct envtab_field {
  const envtab_type *type;     /**< what reads the text */
  size_t offset;               /**< of the member in its struct */
  size_t size;                 /**< of the member, in bytes; a reader writes no further */
  const envtab_type *element;  /**< of a list: the type of its items; else NULL */
  size_t element_size;         /**< of a list: the size of an item; of an optional group: the size of its struct */
  const envtab_schema *group;  /**< of a group: its schema; else NULL */
  const char *name;            /**< of the variable, written in full so that grep finds it; of a group: the prefix */
  const char *help;            /**< one sentence for the operator: what the variable is for */
  /** Read where the variable is not set; NULL: it is required, unless optional. Never a secret. */
  const char *default_value;
  const char *example;         /**< a text that would be accepted, shown when the variable is missing; NULL: none */
  /** The least value that is allowed, as text of the type (of a list: of its items); NULL: none. */
  const char *min;
  const char *max;             /**< the greatest value that is allowed, likewise */
  size_t min_length;           /**< the fewest bytes of a string, secret or key, or items of a list; 0: no bound */
  size_t max_length;           /**< the most, likewise */
  const char *unit;            /**< what a bare number means in a duration or size: "s", "MiB" */
  /** The only texts accepted (of a URL: schemes; of a list: items), ENVTAB_CHOICES(...); NULL: any. */
  const envtab_choice *choices;
  const char *const *deprecated; /**< former names, ENVTAB_NAMES("OLD", "OLDER"): still read, with a warning */
  envtab_empty empty;          /**< what NAME= means */
  /** May be unset: the member is all zero then. Of a group, the member is a pointer, and NULL then. */
  bool optional;
  bool secret;                 /**< never shown, whatever its type: for the URL of a webhook, say */
  /** Any bytes but NUL: UTF-8, control characters, quotes, spaces and `${NAME}` are not checked. */
  bool raw;
  /** NAME_FILE may name a regular file of at most 1 MiB that holds the value, in place of NAME */
  bool from_file;
  const void *extra;           /**< for a type of the program's own; the library does not look at it */
} envtab_field;

/** A table with its struct, its name and its options. Write it with ENVTAB_SCHEMA. */
struct envtab_schema {
  /** Of the program, library or group; messages begin with that of the schema that is loaded. */
  const char *name;
  const char *about;           /**< one sentence on the program, for its help; NULL: none */
  const char *reserved_prefix; /**< a variable with this prefix that no row declares is an error; NULL: none */
  /** The program's other processes, ended by NULL: their names are known, too; NULL: none. */
  const envtab_schema *const *others;
  const envtab_field *fields;  /**< the first row of the table */
  size_t count;                /**< the number of rows */
  size_t field_size;           /**< the size of a row, as the program was compiled: sizeof fields[0] */
  size_t size;                 /**< of the struct, in bytes */
  size_t alignment;            /**< of the struct, a power of two */
  /**
   * Rules across fields; NULL: none. It is called when every field of config is right, for inner groups first, and
   * reports with envtab_rules_reject(). config is the struct of this schema; do not keep the pointer.
   */
  void (*check)(const void *config, envtab_rules *rules);
  const void *context;         /**< for check: envtab_rules_context() returns it; the library does not look at it */
  const void *reserved[4];     /**< zero */
};

/** `.others = ENVTAB_SCHEMAS(&worker_schema, &web_schema)`, in a schema at file scope. */
#define ENVTAB_SCHEMAS(...) (const envtab_schema *const[]){ __VA_ARGS__, NULL }

/* The library's types, each with the member that it fills. A static program has only those that its tables name. */
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
 * For ENVTAB_AS and ENVTAB_LIST_AS: a C type and the type object that reads it. A program can define its own:
 * #define CIDR struct cidr, &cidr_type
 */
#define ENVTAB_PORT uint16_t, &envtab_type_port                 /**< 1 to 65535 */
#define ENVTAB_FLAGS unsigned, &envtab_type_flags               /**< some of .choices; their values are or'ed */
#define ENVTAB_HEX envtab_bytes, &envtab_type_hex               /**< RFC 4648 section 8, either case */
#define ENVTAB_BASE64 envtab_bytes, &envtab_type_base64         /**< RFC 4648 section 4, with padding */
#define ENVTAB_BASE64URL envtab_bytes, &envtab_type_base64url   /**< RFC 4648 section 5, with or without padding */

#ifndef __cplusplus
#ifndef ENVTAB_OWN_TYPES
#define ENVTAB_OWN_TYPES(q)   /**< to add types, define it before the include: `q struct cidr *: &cidr_type,` */
#endif
/**
 * The type object for a member's C type. It goes by the member's address, so that an array is not mistaken for a
 * pointer. q is const for the items of a list, else empty.
 */
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

/**
 * What the compiler's error names when a schema belongs to another struct. A struct does not convert to a pointer, so
 * that it is an error everywhere.
 */
struct the_schema_is_of_another_struct_ {
  char unused;                 /**< C requires a member */
};
/** The same for a table. */
struct the_table_is_of_another_struct_ {
  char unused;                 /**< C requires a member */
};
#define ENVTAB_WRONG_(what) (*(const volatile struct what *)0)

/**
 * A table: `static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, ...), ... };`. Every member of the
 * struct needs a row, as a loaded struct is read-only and nothing else can fill it: a member without a row is a defect
 * that envtab_check_schema() reports.
 *
 * Each row ends in a null pointer to its struct, so that the compiler detects a row of another struct: as an error (gcc
 * 14, clang 16, or -Werror=incompatible-pointer-types), else as a warning. The library never reads the pointer. As it
 * is NULL, an older or newer library cannot mistake it for an option.
 */
#define ENVTAB_TABLE(S) const struct { envtab_field field; const S *struct_of_this_row_; }

/**
 * A row of any struct, as the macros below write it, for tables that are made at run time:
 * `envtab_row row = ENVTAB(struct config, port, "PORT", "The port.");`. Use an array of envtab_row, or of the row.field
 * of each. Write the schema of such a table by hand, with the size of one element as its field_size, and after it
 * ENVTAB_SCHEMA_STRUCT, which groups and loaders need.
 */
typedef struct envtab_row {
  envtab_field field;          /**< the row */
  const void *struct_of_this_row_; /**< NULL; only the compiler looks at it */
} envtab_row;

/**
 * A row: the struct, its member, the variable's name, one sentence of help, then options by name. The member's C type
 * selects what reads the text; a C type that has no reader does not compile.
 */
#define ENVTAB(S, m, env, ...)                                                                    \
  { { .type = ENVTAB_READER_FOR_THIS_MEMBER_(, &((S *)0)->m), ENVTAB_PLACE_(S, m), .name = (env), \
      .help = __VA_ARGS__ /* is the help missing? */ }, (const S *)0 }

/** A row that names its reader, for a C type with several: ENVTAB_AS(S, m, ENVTAB_PORT, "PORT", "Help.", ...). */
#define ENVTAB_AS(S, m, ...) ENVTAB_AS_(S, m, __VA_ARGS__)
#define ENVTAB_AS_(S, m, ctype, reader, env, ...)                                               \
  { { .type = (reader), .offset = offsetof(S, m),                                               \
      .size = sizeof(_Generic(&((S *)0)->m, ctype *: ((S *)0)->m)), .name = (env),              \
      .help = __VA_ARGS__ }, (const S *)0 }

/** A row of a list, a member made with ENVTAB_LIST_OF: the C type of its items selects what reads them. */
#define ENVTAB_LIST(S, m, env, ...)                                                             \
  { { .type = &envtab_type_list, ENVTAB_PLACE_(S, m),                                           \
      .element = ENVTAB_READER_FOR_THIS_MEMBER_(const, ((S *)0)->m.items),                      \
      .element_size = sizeof(*((S *)0)->m.items), .name = (env), .help = __VA_ARGS__ }, (const S *)0 }

/** A row of a list whose items' reader is named: ENVTAB_LIST_AS(S, m, ENVTAB_PORT, "PORTS", "Help.", ...). */
#define ENVTAB_LIST_AS(S, m, ...) ENVTAB_LIST_AS_(S, m, __VA_ARGS__)
#define ENVTAB_LIST_AS_(S, m, ctype, reader, env, ...)                                          \
  { { .type = &envtab_type_list, ENVTAB_PLACE_(S, m), .element = (reader),                      \
      .element_size = sizeof(_Generic(((S *)0)->m.items, const ctype *: *((S *)0)->m.items)),   \
      .name = (env), .help = __VA_ARGS__ }, (const S *)0 }

/**
 * A row of a group: a member that is a struct with a table of its own. schema is the name that ENVTAB_SCHEMA gave it,
 * not its address; a schema of another struct does not compile. env is the prefix of all its names, former ones too.
 * One schema may serve several groups, and groups may contain groups, eight deep.
 */
#define ENVTAB_GROUP(S, m, schema, env, ...)                                                    \
  { { .type = &envtab_type_group, ENVTAB_PLACE_(S, m),                                          \
      .group = _Generic(&((S *)0)->m, schema##_struct_ *: &schema,                              \
                        default: ENVTAB_WRONG_(the_schema_is_of_another_struct_)),              \
      .name = (env), .help = __VA_ARGS__ }, (const S *)0 }

/** The same for a member that is a pointer to the struct: NULL when none of the group's variables is set. */
#define ENVTAB_OPTIONAL_GROUP(S, m, schema, env, ...)                                           \
  { { .type = &envtab_type_group, ENVTAB_PLACE_(S, m), .element_size = sizeof(schema##_struct_), \
      .group = _Generic(&((S *)0)->m, const schema##_struct_ **: &schema, schema##_struct_ **: &schema, \
                        default: ENVTAB_WRONG_(the_schema_is_of_another_struct_)),              \
      .name = (env), .optional = true, .help = __VA_ARGS__ }, (const S *)0 }

/**
 * `static ENVTAB_SCHEMA(struct config, schema, fields, "orders", ...);` defines a schema: the struct, the schema's own
 * name, the table, the program's name, then options by name. A table of another struct does not compile. Leave out
 * static where a header declares the schema.
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
 * `ENVTAB_SCHEMA_DECLARE(struct web, web_schema);` declares, in a header for C and C++, a schema that one .c file
 * defines with ENVTAB_SCHEMA, without static.
 */
#define ENVTAB_SCHEMA_DECLARE(S, schema) ENVTAB_EXTERN_ const envtab_schema schema; ENVTAB_SCHEMA_STRUCT(S, schema)

/**
 * `ENVTAB_LOADER(load_web, struct web, web_schema);` defines load_web(options) and load_web_or_exit(options):
 * envtab_load() and envtab_load_or_exit() that return a const struct web *. A schema of another struct does not
 * compile. It may be in a header, for C and C++.
 */
#define ENVTAB_LOADER(function, S, schema)                                                      \
  ENVTAB_UNUSED_ static inline const S *function(const envtab_options *options)                 \
  { ENVTAB_LOAD_(envtab_load, S, schema) }                                                      \
  ENVTAB_UNUSED_ static inline const S *function##_or_exit(const envtab_options *options)       \
  { ENVTAB_LOAD_(envtab_load_or_exit, S, schema) }                                              \
  struct function##_ends_with_a_semicolon_

#ifdef __cplusplus
#define ENVTAB_EXTERN_ extern "C"
/* A pointer to another struct does not convert to S. */
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

/** What is wrong. A code keeps its number and its meaning forever. */
typedef enum envtab_code {
  ENVTAB_PROBLEM_MISSING = 1,  /**< a required variable is not set */
  ENVTAB_PROBLEM_EMPTY = 2,    /**< it is set, to nothing */
  ENVTAB_PROBLEM_MALFORMED = 3, /**< its text is not valid for its type */
  ENVTAB_PROBLEM_RANGE = 4,    /**< less than .min, more than .max, too short, too long, too large for the member */
  ENVTAB_PROBLEM_CHOICE = 5,   /**< not one of .choices */
  ENVTAB_PROBLEM_UNKNOWN = 6,  /**< has the reserved prefix, but no field declares it */
  ENVTAB_PROBLEM_TWICE = 7,    /**< the name is set twice in the environment */
  ENVTAB_PROBLEM_CONFLICT = 8, /**< the name and its former name, or NAME and NAME_FILE, are both set */
  ENVTAB_PROBLEM_FORMER_NAME = 9, /**< a warning: the former name is set */
  ENVTAB_PROBLEM_RULE = 10,    /**< a rule across fields, from the schema's check */
  ENVTAB_PROBLEM_FILE = 11,    /**< the file of NAME_FILE cannot be read */
  ENVTAB_PROBLEM_MEMORY = 12,  /**< no memory, too little .capacity (the hint says what is enough), or .scrub failed */
  ENVTAB_PROBLEM_PRIVILEGED = 13, /**< the process is set-uid or its file has capabilities */
  ENVTAB_PROBLEM_SCHEMA = 14,  /**< a defect of the table itself, which the programmer must fix */
  ENVTAB_PROBLEM_MISUSE = 15,  /**< the options contradict each other, or a struct was not loaded by envtab */
  ENVTAB_PROBLEM_SUMMARY = 16, /**< once, last, after the problems of a load that failed: how many they were */
  ENVTAB_PROBLEM_SUSPICIOUS = 17 /**< a warning: the value is accepted, but may not be what was meant */
} envtab_code;

/** Where a field's value came from. */
typedef enum envtab_source {
  ENVTAB_SOURCE_NONE,          /**< optional and unset */
  ENVTAB_SOURCE_DEFAULT,       /**< its .default_value */
  ENVTAB_SOURCE_ENVIRONMENT,   /**< the variable NAME */
  ENVTAB_SOURCE_FORMER_NAME,   /**< a former name, or its file */
  ENVTAB_SOURCE_FILE           /**< the file that NAME_FILE names */
} envtab_source;

/**
 * One problem, as data. Its strings live until the sink returns; schema and field point to the program's own. name and
 * value are printable ASCII: any other byte is written as `\xNN`, a backslash as two, and a text of more than 60 bytes
 * is cut and ends in "... (N bytes)". reason and hint are texts of the program and the library, in UTF-8.
 */
typedef struct envtab_problem {
  envtab_code code;            /**< what is wrong */
  bool warning;                /**< it does not stop the load */
  const envtab_schema *schema; /**< the one that was loaded; NULL: a value was parsed on its own */
  const envtab_field *field;   /**< NULL: it does not concern a row of the table */
  envtab_source source;        /**< where the value came from */
  const char *name;            /**< of the variable to fix, with every prefix; NULL: it does not concern a variable */
  const char *value;           /**< NULL: absent, or not to be shown */
  /** What follows name and value: "is not a port ..."; no part of a secret, nor its length. */
  const char *reason;
  const char *hint;            /**< what to do about it, in whole sentences, or NULL */
  /** The offset in the value of the byte that is wrong, from 0; SIZE_MAX: none in particular, or in a list of secrets. */
  size_t at;
  size_t longest;              /**< the length of the longest name in the table, for aligned output */
  size_t count;                /**< in a summary: how many problems there were, warnings not counted; else 0 */
} envtab_problem;

/** Receives each problem as it is found, on the thread that loads. It may print, count or copy; it must not load. */
typedef void envtab_sink(void *context, const envtab_problem *problem);

/**
 * The sink for people. context: a FILE *; NULL: stderr. On a terminal, lines are wrapped at its width and coloured,
 * unless NO_COLOR (no-color.org) is set and not empty, or TERM is dumb. In a file or pipe each problem is one line, and
 * its hint a second.
 */
ENVTAB_API envtab_sink envtab_print;

/**
 * The sink for a log stream. context: a FILE *; NULL: stderr. Each problem is one JSON object (RFC 8259) on a line of
 * its own, with level ("error" or "warning"), program, problem (the code's name in lower case), code, and, where
 * present, variable, value, reason, hint, at, problems.
 */
ENVTAB_API envtab_sink envtab_print_json;

/* ---- Loading -------------------------------------------------------------------------------- */

/**
 * Options of a load. NULL, or all zero, is the ordinary load: the process's environment, memory of the library's own,
 * problems to stderr.
 */
typedef struct envtab_options {
  const char *const *environment; /**< "NAME=value" strings, then NULL; NULL: the process's own */
  /** Put before every name and the reserved prefix, for a library inside a program; NULL: none. */
  const char *prefix;
  envtab_sink *sink;           /**< NULL: envtab_print */
  void *context;               /**< handed to the sink */
  /** Load into this memory of the caller's: nothing is allocated or made read-only; NULL: the library's. */
  void *memory;
  size_t capacity;             /**< of memory, in bytes; envtab_capacity() says how much is enough */
  /**
   * When the load has found no problem, overwrite this table's secrets in the process's environment and remove their
   * variables, so that child processes and /proc/PID/environ do not show them. Secrets are fields that are .secret or
   * of a secret type, URLs among them, and any value that looks like one (user:password@, password=, a query after
   * "://"), under each of their names; those of .others are not touched. On Linux this holds for the values that the
   * process was started with, too, where setenv() has replaced them since. Scrub before any other thread starts, and
   * after every other load: it writes to the environment. It needs no file descriptor and no /proc.
   *
   * When bytes cannot be overwritten (in read-only memory, or where it cannot be proved that they can be), the load
   * fails with ENVTAB_PROBLEM_MEMORY: it returns NULL, but what was scrubbed stays scrubbed, and its variables stay
   * removed. In place of the bytes there are NULs: /proc/PID/environ still shows the names and how long the values
   * were. With .environment it is a misuse.
   */
  bool scrub;
  bool privileged;             /**< load although the process is set-uid or its file has capabilities (AT_SECURE) */
  /** Keep the struct until the process ends: envtab_free() does nothing; mseal(2) seals it where the kernel has it. */
  bool permanent;
  bool scrub_is_best_effort;   /**< with .scrub: what cannot be overwritten is a warning, and the load goes on */
  const void *reserved[4];     /**< zero */
} envtab_options;

/**
 * Loads the struct that the schema describes, from the environment. Returns it; the caller frees it with envtab_free().
 * Returns NULL after problems: all of them went to the sink, and nothing is left allocated. The struct and all that it
 * points to are read-only: writing to it ends the process (except in .memory). Time is linear in the bytes of the
 * environment and of the table, whatever is wrong in them: names that are unknown or missing are compared with others,
 * for "Did you mean", until that took two million steps. This is enough for 200 rows that are all missing, with their
 * files' names, and 300 variables; beyond it, problems are reported without it. At most 65,534 names, and groups eight
 * deep. It needs 12 KiB of stack at most, with what envtab_print() or envtab_print_json() prints of it; a program's own
 * readers, rules and sink need what they need.
 */
ENVTAB_NODISCARD ENVTAB_API const void *envtab_load(const envtab_schema *schema, const envtab_options *options);

/** The status that a process ends with when its configuration is wrong: EX_CONFIG of sysexits.h. */
#define ENVTAB_EXIT_CONFIG 78

/** The same, but after problems it ends the process: exit(ENVTAB_EXIT_CONFIG). Never returns NULL. */
ENVTAB_NODISCARD ENVTAB_API const void *envtab_load_or_exit(const envtab_schema *schema, const envtab_options *options);

/**
 * Reads one text by a type (not a list or group), as if it were the value of a variable; problems name the type
 * instead. Returns the value, of type->size bytes, which the caller frees with envtab_free(); NULL after problems.
 */
ENVTAB_NODISCARD ENVTAB_API const void *envtab_parse(const envtab_type *type, const char *text, const envtab_options *options);

/**
 * Wipes and releases what envtab_load() or envtab_parse() returned. NULL: does nothing. Memory of the caller's
 * (.memory) is only wiped.
 *
 * This and the functions below that have a parameter "config" accept only what a load returned. Anything else is a
 * misuse: a struct that was filled by hand, a copy, or a config in .memory that was freed before. A misuse is printed
 * to stderr, and the function does nothing; it returns false, ENVTAB_SOURCE_NONE or the fingerprint of nothing. Two
 * cases cannot be detected, as that would mean reading memory that may not exist: a struct at the very start of a page,
 * and a config in the library's own memory that was freed before.
 */
ENVTAB_API void envtab_free(const void *config);

/**
 * Returns a .capacity, in bytes, that is enough for this schema and environment (NULL: the process's own), at any
 * alignment, for a load without .prefix. 0: the schema has a defect, or there is not enough memory.
 */
ENVTAB_NODISCARD ENVTAB_API size_t envtab_capacity(const envtab_schema *schema, const char *const *environment);

/**
 * Returns where a member's value came from: envtab_source_of(config, &config->port). Of an optional group:
 * ENVTAB_SOURCE_ENVIRONMENT when any of its variables is set, else ENVTAB_SOURCE_NONE. Any other group has the address
 * of its first member, and the answer is about that member.
 */
ENVTAB_API envtab_source envtab_source_of(const void *config, const void *member);

/** Returns whether the environment set a member: by its name, a former name or a file. */
ENVTAB_API bool envtab_is_set(const void *config, const void *member);

/**
 * Returns a number that is the same for the same config on every platform: FNV-1a (64 bits) over NAME=value, or NAME
 * where it is not set, and a NUL, of each row in the order of the table. The values are those that envtab_visit() gives,
 * so the texts of secrets do not count. Replicas with the same number have the same config, secrets aside.
 */
ENVTAB_API uint64_t envtab_fingerprint(const void *config);

/**
 * Prints a line for each variable: its name, its value, its source. out: NULL: stdout. A secret is printed as
 * `<secret>`, and so is a text in a field of any type that looks like a credential: user:password@; a "@" or a query
 * after "://"; a setting of a name that ends in password, secret, token, api_key or the like, also in JSON; "Bearer x";
 * a private key. A URL is printed without its password, or a token in its place.
 */
ENVTAB_API void envtab_show(const void *config, FILE *out);

/** One variable of a loaded config, as it may be shown. Its texts live until the visitor returns. */
typedef struct envtab_variable {
  const envtab_field *field;   /**< its row in the program's table */
  const void *member;          /**< the member; NULL: of an optional group that is absent */
  const char *name;            /**< the declared name, with every prefix, even when a former name was read */
  /** What envtab_show() prints, not escaped; NULL: the member has no value (source NONE). */
  const char *value;
  envtab_source source;        /**< where the value came from */
  /** A secret, or looks like one: value is `<secret>`, or what its type shows, such as a redacted URL. */
  bool hidden;
  const void *reserved[4];     /**< zero */
} envtab_variable;

/** Receives the variables one by one, on the calling thread. It must return normally: no exception, no longjmp. */
typedef void envtab_visitor(void *context, const envtab_variable *variable);

/**
 * Calls visit with each variable, in table order, those of groups too: for a log line, a metric or a status page of
 * your own. context is passed to the visitor. Returns true; false: a value of more than 1,000 bytes is given as
 * `<secret>`, as there was no memory to see whether it holds one, or config did not come from envtab_load().
 */
ENVTAB_API bool envtab_visit(const void *config, envtab_visitor *visit, void *context);

/**
 * For a unit test of the program: reports every defect of the table itself (code SCHEMA), to the sink of the options.
 * Defects are wrong names and offsets, members that no row fills, defaults, bounds and examples that the type refuses,
 * and options that the type does not use. Reads no environment. Returns true when there is none.
 */
ENVTAB_NODISCARD ENVTAB_API bool envtab_check_schema(const envtab_schema *schema, const envtab_options *options);

/**
 * For a unit test of the program: returns whether this environment (NULL: the process's own) has exactly one problem,
 * warnings not counted, with this code and of the variable with this name (NULL: any). If not, prints the problems that
 * it does have to stderr.
 */
ENVTAB_NODISCARD ENVTAB_API bool envtab_fails_with(const envtab_schema *schema, const char *const *environment,
                                                   envtab_code code, const char *name);

/** Returns a duration in milliseconds, rounded up, at most INT_MAX: for poll(2). */
static inline int envtab_milliseconds(envtab_duration duration)
{
  int64_t ms = duration.nanoseconds / 1000000 + (duration.nanoseconds % 1000000 > 0);
  return ms > INT_MAX ? INT_MAX : (int)ms;
}

/* ---- Types of the program's own, built like the library's ------------------------------------ */

/**
 * A value that is being read. Its text is a private copy that lives as long as the loaded struct: a reader may change
 * it, and the member may point into it. A reader that needs more memory declares it with .capacity and
 * .capacity_per_byte, and allocates it with envtab_value_alloc().
 */
typedef struct envtab_value envtab_value;

/** What the .choices of a row mean to its type. */
typedef enum envtab_choices_are {
  /** The only texts that are accepted: the library compares, and refuses all others before read. */
  ENVTAB_CHOICES_ARE_TEXTS,
  /** A text is some of these names with commas between them, as for flags: the reader compares. */
  ENVTAB_CHOICES_ARE_NAMES,
  ENVTAB_CHOICES_ARE_SCHEMES   /**< the only schemes of a URL that are accepted: the reader compares */
} envtab_choices_are;

/**
 * A type: a name, what it expects, and functions that read, compare and show. The library's own types are such objects,
 * too. The layout is frozen at 1.0, as programs contain its size. Do not compare the address of a type.
 */
struct envtab_type {
  const char *name;            /**< one word for messages and schemas, such as "duration" */
  /**
   * What follows "is not": "a duration such as 250ms, 30s or 1h30m". A row's .min and .max are put after it, so that it
   * names no range of its own; where least and greatest are set, the range of the row replaces it.
   */
  const char *expects;
  /**
   * A regular expression that its texts match (ECMA-262, flag u), which begins with "^", for JSON Schema and the like.
   * Without "$" at its end any text may follow, and .min_length counts the bytes of the text. NULL: any text.
   */
  const char *pattern;
  const char *least;           /**< of a type of whole numbers: the least of them, in decimal; else NULL */
  const char *greatest;        /**< of a type of whole numbers: the greatest of them; else NULL */
  size_t size;                 /**< of the member, in bytes */
  size_t capacity;             /**< the most bytes that a value allocates, padding included */
  size_t capacity_per_byte;    /**< what is added to that for each byte of the text */
  /** Its text is never printed, so reasons and hints must not hold any part of it; only what show writes is seen. */
  bool secret;
  bool is_url;                 /**< its texts are URLs: hints about URLs apply */
  /** The reader refuses no text for its form, so a hint may suggest .raw where the library does. */
  bool takes_any_text;
  bool takes_unit;             /**< a row may have .unit */
  bool takes_empty;            /**< a row may have ENVTAB_EMPTY_IS_VALUE: read can get an empty text */
  envtab_choices_are choices_are; /**< what .choices mean to it */
  /** The hint for a text that .min_length or .max_length refuses: whole sentences, or NULL. */
  const char *length_hint;
  /* Each function gets its type as self, so that one can serve several types that differ in .size or .user. */
  /** Fills the member, which is all zero, and returns true; or calls envtab_value_reject() and returns false. */
  bool (*read)(const envtab_type *self, envtab_value *value, void *member);
  /** Compares two members, as strcmp does; NULL: rows cannot have .min and .max. */
  int (*compare)(const envtab_type *self, const void *a, const void *b);
  /** Returns the length that .min_length and .max_length limit; NULL: rows cannot have these. */
  size_t (*length)(const envtab_type *self, const void *member);
  /**
   * Writes the value as text, as snprintf does: cuts what does not fit in capacity, and returns the whole length. Equal
   * values give equal texts, and read makes the same value of the text again.
   */
  size_t (*show)(const envtab_type *self, const envtab_field *field, const void *member, char *out, size_t capacity);
  /** Returns the part of an item that must not occur twice in a list; NULL: items may repeat. */
  const char *(*key)(const envtab_type *self, const void *member);
  const void *user;            /**< for the functions above; the library does not look at it */
  const void *reserved[4];     /**< zero */
};

/** Returns the text to read, ended by a NUL. length: where to store its length in bytes; may be NULL. */
ENVTAB_API char *envtab_value_text(envtab_value *value, size_t *length);

/** Returns the row of the table: for an item, that of the list; for envtab_parse(), a row with nothing but the type. */
ENVTAB_API const envtab_field *envtab_value_field(const envtab_value *value);

/** Returns the one of .choices that the text names; NULL: the row has none, or the reader compares. */
ENVTAB_API const envtab_choice *envtab_value_choice(const envtab_value *value);

/** Returns whether the text is part of the program (a default): it must not contain a credential then. */
ENVTAB_API bool envtab_value_from_program(const envtab_value *value);

/**
 * Returns size bytes of zeroed memory that live as long as the loaded struct. alignment: a power of two. Never NULL
 * within the capacity that the type declares; NULL beyond it.
 */
ENVTAB_API void *envtab_value_alloc(envtab_value *value, size_t size, size_t alignment);

/**
 * Bytes that envtab_value_secret() needs beside the text: add it to the type's .capacity, once for each secret. Most of
 * them keep the secret away from other texts: whoever measures one of those with strlen() reads beyond its end.
 */
#define ENVTAB_SECRET_CAPACITY 266

/**
 * Makes a secret of text, usually a part of the value's: a copy that lives as long as the loaded struct. It needs
 * ENVTAB_SECRET_CAPACITY bytes in the type's .capacity, and a byte for each byte of text: 1 in .capacity_per_byte,
 * where each byte of the value is kept once. The text itself is left as it is: a reader that no longer needs it should
 * overwrite it. Beyond the capacity that the type declares, masked is NULL.
 */
ENVTAB_API envtab_secret envtab_value_secret(envtab_value *value, const char *text, size_t length);

/**
 * Reads an item of a list into member, by the type of the row's items. text is a part of the value's text; a NUL is
 * written to text[length]. Returns true; false: the item was rejected.
 */
ENVTAB_NODISCARD ENVTAB_API bool envtab_value_read_item(envtab_value *value, char *text, size_t length, void *member);

/**
 * Rejects the value; returns false. code: MALFORMED, RANGE or CHOICE. at: the offset of the wrong byte in
 * envtab_value_text(); SIZE_MAX: none in particular. reason: what follows the name, such as "is not a port"; NULL: "is
 * not" and what the type expects. hint: whole sentences, or NULL. Both are copied, and cut at 400 bytes; a line break or
 * control character in them becomes "?". Only the first rejection of a value counts. Where the value must not be shown
 * and the type is not secret, the library's own reason and hint replace them.
 */
ENVTAB_API bool envtab_value_reject(envtab_value *value, envtab_code code, size_t at, const char *reason, const char *hint);

/**
 * Warns about a value (code SUSPICIOUS), if it is accepted in the end. at, reason and hint: as above. Only the first
 * warning of a value counts.
 */
ENVTAB_API void envtab_value_warn(envtab_value *value, size_t at, const char *reason, const char *hint);

/**
 * For a schema's check: reports a broken rule (code RULE), and makes the load fail. member: the one that the problem
 * names; NULL: none. reason: what follows the name, such as "is more than WORKERS_MAX". hint: whole sentences, or NULL.
 * Both are copied, cut at 400 bytes, and go to the sink at once; a line break or control character in them becomes "?".
 * One that looks like a credential is replaced or left out, but the library cannot see whether it quotes a secret that
 * looks like nothing: it must not.
 */
ENVTAB_API void envtab_rules_reject(envtab_rules *rules, const void *member, const char *reason, const char *hint);

/**
 * Returns the name of a member's variable, with every prefix, for the reason of a rule. It lives until the check
 * returns. NULL: no row fills the member.
 */
ENVTAB_API const char *envtab_rules_name(const envtab_rules *rules, const void *member);

/** Returns the .context of the schema whose check runs; in a group's check, that of the group's schema. */
ENVTAB_API const void *envtab_rules_context(const envtab_rules *rules);

/* ---- What the table can write, and the program's own "config" command ------------------------- */

/** What a table can be written as. */
typedef enum envtab_format {
  ENVTAB_FORMAT_HELP,          /**< for people: each variable, what it is for, what it accepts; 80 columns in a file */
  ENVTAB_FORMAT_DOTENV,        /**< an example of a .env file, for docker run --env-file and for a POSIX shell */
  ENVTAB_FORMAT_MARKDOWN,      /**< a table, for the program's documentation */
  ENVTAB_FORMAT_JSON_SCHEMA,   /**< draft 2020-12, of the environment as an object of strings */
  ENVTAB_FORMAT_ENV_SCHEMA,    /**< varlock's .env.schema */
  ENVTAB_FORMAT_KUBERNETES,    /**< YAML: a ConfigMap, a Secret, a Deployment for each process */
  ENVTAB_FORMAT_COMPOSE,       /**< a compose file with a service for each process */
  ENVTAB_FORMAT_SYSTEMD        /**< a unit, with EnvironmentFile and LoadCredential */
} envtab_format;

/** What envtab_write() returns. */
typedef enum envtab_write_result {
  ENVTAB_WRITE_OK,             /**< 0: the whole table was written */
  ENVTAB_WRITE_SCHEMA,         /**< the schema has a defect, which envtab_check_schema() reports; nothing was written */
  ENVTAB_WRITE_FORMAT,         /**< the format is not one of envtab_format; nothing was written */
  ENVTAB_WRITE_MEMORY,         /**< there is not enough memory; nothing was written */
  ENVTAB_WRITE_OUTPUT          /**< out could not be written in full */
} envtab_write_result;

/**
 * Writes the table and those of its .others, each variable once, in a format. out: NULL: stdout; it is flushed. Returns
 * ENVTAB_WRITE_OK, which is 0, or what went wrong. The output depends on the schema alone (but for colours and width of
 * the help on a terminal): the same bytes every time, nothing of the environment, and no default or example of a
 * secret; the example of a URL is written without its password.
 */
ENVTAB_NODISCARD ENVTAB_API envtab_write_result envtab_write(const envtab_schema *schema, envtab_format format, FILE *out);

/**
 * The program's config command. argv[0] is its name for the usage line, argv[1] what to do, then the options of that:
 *
 *   check [--verbose]   reports every problem of the table and the environment, as at start; verbose: each source
 *   show [--json]       prints each variable with its value and source, and the fingerprint; marks what is wrong
 *   diff FILE           prints the variables that differ from FILE, which has NAME=value lines as env(1) prints them;
 *                       of secrets, only that they differ. "-" is stdin. Where values have line breaks, lines must end
 *                       with a NUL (env -0). stderr says which of the two environments would not start
 *   help dotenv markdown json-schema env-schema kubernetes compose systemd   writes the table in that format
 *
 * Output goes to out (NULL: stdout), problems to the sink of the options, usage to stderr. Nothing is scrubbed. Returns
 * the exit status, those of sysexits.h: 0: all is right; 1: diff found a difference; 64: wrong usage, a usage line was
 * printed; 66: FILE cannot be read; 74: out cannot be written; 78 (ENVTAB_EXIT_CONFIG): the environment or the table is
 * wrong.
 */
ENVTAB_NODISCARD ENVTAB_API int envtab_command(const envtab_schema *schema, int argc, char **argv,
                                               const envtab_options *options, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
