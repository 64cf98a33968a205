/*
 * envtab for librabbitmq (rabbitmq-c): connects with a field of type envtab_amqp. SPDX-License-Identifier: MIT
 *
 *   #include <envtab/rabbitmq.h>
 *
 *   char error[400];
 *   amqp_connection_state_t broker =
 *     envtab_amqp_connect(&config->queue, "/etc/ssl/certs/ca-certificates.crt", config->timeout, error, sizeof error);
 *   if (!broker) fprintf(stderr, "%s\n", error);
 *   ...
 *   amqp_connection_close(broker, AMQP_REPLY_SUCCESS);
 *   amqp_destroy_connection(broker);
 *
 * Link with librabbitmq: pkg-config --cflags --libs envtab librabbitmq. Tested with 0.11; every function that it calls
 * exists since 0.9. Sources: amqp.h and amqp_ssl_socket.h, and measurements with 0.11.
 */
#ifndef ENVTAB_RABBITMQ_H
#define ENVTAB_RABBITMQ_H

#include <stdio.h>
#include <string.h>

#if defined(__has_include)
#if __has_include(<rabbitmq-c/amqp.h>)
#define ENVTAB_RABBITMQ_FOLDER_
#endif
#endif
#ifdef ENVTAB_RABBITMQ_FOLDER_   /* since 0.12 */
#include <rabbitmq-c/amqp.h>
#include <rabbitmq-c/ssl_socket.h>
#include <rabbitmq-c/tcp_socket.h>
#else
#include <amqp.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#endif

#include <envtab.h>
#include <envtab/adapter.h>

/* ---- What a reply says ---- */

/* The reason of a broker that closed a channel or the connection: "403 ACCESS_REFUSED - ...". */
static inline void envtab_amqp_put_close_(struct envtab_words_ *words, const char *what, uint16_t code,
                                          amqp_bytes_t text, envtab_secret secret)
{
  char number[16];

  snprintf(number, sizeof number, ": %u ", (unsigned)code);
  envtab_put_(words, what);
  envtab_put_(words, number);
  envtab_put_answer_(words, (const char *)text.bytes, text.len, secret);
}

static inline void envtab_amqp_put_exception_(struct envtab_words_ *words, amqp_method_t method, envtab_secret secret)
{
  if (method.id == AMQP_CONNECTION_CLOSE_METHOD) {
    const amqp_connection_close_t *close = (const amqp_connection_close_t *)method.decoded;

    envtab_amqp_put_close_(words, "the broker closed the connection", close->reply_code, close->reply_text, secret);
  } else if (method.id == AMQP_CHANNEL_CLOSE_METHOD) {
    const amqp_channel_close_t *close = (const amqp_channel_close_t *)method.decoded;

    envtab_amqp_put_close_(words, "the broker closed the channel", close->reply_code, close->reply_text, secret);
  } else {
    envtab_put_(words, "the broker answered with a method that was not expected");
  }
}

static inline void envtab_amqp_put_reply_(struct envtab_words_ *words, amqp_rpc_reply_t reply, envtab_secret secret)
{
  switch (reply.reply_type) {
  case AMQP_RESPONSE_NORMAL: envtab_put_(words, amqp_error_string2(AMQP_STATUS_OK)); break;
  case AMQP_RESPONSE_NONE: envtab_put_(words, "there is no reply"); break;
  case AMQP_RESPONSE_LIBRARY_EXCEPTION: envtab_put_(words, amqp_error_string2(reply.library_error)); break;
  case AMQP_RESPONSE_SERVER_EXCEPTION: envtab_amqp_put_exception_(words, reply.reply, secret); break;
  }
}

/*
 * Explains the reply of any call: librabbitmq's message for success and for an error of its own ("request timed
 * out"); if
 * the broker closed the channel or the connection, its code and text ("the broker closed the channel: 404 NOT_FOUND -
 * ..."). Printable ASCII, any other byte as \xNN. Call it before the next call with the same connection, and before its
 * end: a reply points into its buffers.
 *
 * out: cut to capacity bytes, ended by a NUL; may be NULL if capacity is 0. Returns the whole length, as snprintf does.
 */
static inline size_t envtab_amqp_reply_text(amqp_rpc_reply_t reply, char *out, size_t capacity)
{
  struct envtab_words_ words = envtab_begin_words_(out, capacity);
  envtab_secret none = { NULL, 0 };

  envtab_amqp_put_reply_(&words, reply, none);
  return words.length;
}

/* ---- The connection ---- */

/* Returns whether the status is OK; if not, writes what was tried, and librabbitmq's message for the status. */
static inline bool envtab_amqp_ok_(int status, const char *what, struct envtab_words_ *words)
{
  if (status == AMQP_STATUS_OK) return true;
  envtab_put_(words, what);
  envtab_put_(words, ": ");
  envtab_put_(words, amqp_error_string2(status));
  return false;
}

/* What the URL asks for and librabbitmq cannot do, or NULL. ca_file: the URL's, or the caller's. */
static inline const char *envtab_amqp_refusal_(const envtab_amqp *amqp, const char *ca_file)
{
  if (!amqp->host) return "there is no URL: the field is optional, and not set";
  if (amqp->external && !*amqp->user) return "auth_mechanism=external needs a user: librabbitmq sends no empty name";
  if (!amqp->tls) return NULL;
  if (amqp->verify_peer && !ca_file)
    return "amqps: needs a file of CA certificates (cacertfile in the URL), as librabbitmq has none of its own";
  if (amqp->server_name && strcmp(amqp->server_name, amqp->host) != 0)
    return "server_name_indication is not the host, and librabbitmq verifies no other name";
  if (amqp->key_file && !amqp->certificate_file) return "has a keyfile without a certfile";
  return NULL;
}

/* A key that has a password is refused: OpenSSL would ask for it on the terminal. */
static inline bool envtab_amqp_certify_(amqp_socket_t *socket, const envtab_amqp *amqp, struct envtab_words_ *words)
{
  const char *certificate = amqp->certificate_file, *key = amqp->key_file ? amqp->key_file : certificate;

  if (!certificate) return true;
#if AMQP_VERSION >= AMQP_VERSION_CODE(0, 11, 0, 0)
  amqp_ssl_socket_set_key_passwd(socket, "");
#endif
  return envtab_amqp_ok_(amqp_ssl_socket_set_key(socket, certificate, key), "certfile or keyfile", words);
}

/* The socket, which the connection owns, or NULL. */
static inline amqp_socket_t *envtab_amqp_socket_(amqp_connection_state_t connection, const envtab_amqp *amqp,
                                                 const char *ca_file, struct envtab_words_ *words)
{
  amqp_socket_t *socket = amqp->tls ? amqp_ssl_socket_new(connection) : amqp_tcp_socket_new(connection);

  if (!socket) {
    envtab_put_(words, amqp->tls ? "no TLS in librabbitmq, or no memory" : "no memory");
    return NULL;
  }
  if (!amqp->tls) return socket;
  amqp_ssl_socket_set_verify_peer(socket, amqp->verify_peer);
  amqp_ssl_socket_set_verify_hostname(socket, amqp->verify_peer);
  if (ca_file && !envtab_amqp_ok_(amqp_ssl_socket_set_cacert(socket, ca_file), "the file of CA certificates", words))
    return NULL;
  return envtab_amqp_certify_(socket, amqp, words) ? socket : NULL;
}

/* For EXTERNAL RabbitMQ takes the user from the client's certificate, whatever name is sent. */
static inline bool envtab_amqp_log_in_(amqp_connection_state_t connection, const envtab_amqp *amqp,
                                       struct envtab_words_ *words)
{
  int frame_max = amqp->frame_max ? (int)amqp->frame_max : AMQP_DEFAULT_FRAME_SIZE;
  amqp_rpc_reply_t reply;

  if (amqp->external)
    reply = amqp_login(connection, amqp->vhost, amqp->channel_max, frame_max, amqp->heartbeat,
                       AMQP_SASL_METHOD_EXTERNAL, amqp->user);
  else
    reply = amqp_login(connection, amqp->vhost, amqp->channel_max, frame_max, amqp->heartbeat,
                       AMQP_SASL_METHOD_PLAIN, amqp->user, envtab_reveal(amqp->password));
  if (reply.reply_type == AMQP_RESPONSE_NORMAL) return true;
  envtab_put_(words, "login: ");
  envtab_amqp_put_reply_(words, reply, amqp->password);
  return false;
}

static inline bool envtab_amqp_open_(amqp_connection_state_t connection, const envtab_amqp *amqp, const char *ca_file,
                                     struct timeval *timeout, struct envtab_words_ *words)
{
  amqp_socket_t *socket = envtab_amqp_socket_(connection, amqp, ca_file, words);

  return socket &&
         envtab_amqp_ok_(amqp_socket_open_noblock(socket, amqp->host, amqp->port, timeout), "connect", words) &&
         (!timeout || envtab_amqp_ok_(amqp_set_handshake_timeout(connection, timeout), "timeout", words)) &&
         envtab_amqp_log_in_(connection, amqp, words);
}

/*
 * Connects by TCP, or TLS for amqps:, and logs in to the URL's vhost with its user and password or, with
 * auth_mechanism=external, with the client's certificate. The program opens the channels.
 *
 * ca_file: the CA certificates (PEM) to verify the broker of an amqps: URL with, if the URL has no cacertfile; NULL:
 *   none. librabbitmq has none of its own: with neither, amqps: fails, unless the URL says verify=verify_none.
 *   Debian has the system's in /etc/ssl/certs/ca-certificates.crt. The certificate must name the URL's host, too;
 *   librabbitmq 0.11 looks for names there, not for addresses (iPAddress).
 * timeout: for the connection with its TLS, and again for the login; rounded up to milliseconds, at most 24 days. The
 *   URL's connection_timeout has precedence. 0: none, except librabbitmq's own for the login, 12 seconds. It
 *   covers neither
 *   the look-up of the host's name nor any later call: see amqp_set_rpc_timeout().
 * error: on failure, what was tried and the message of librabbitmq or of the broker ("login: the broker closed the
 *   connection: 403 ACCESS_REFUSED - ..."), in printable ASCII, any other byte as \xNN; cut to capacity bytes,
 *   ended by a
 *   NUL. It never contains the password: an answer with four bytes in a row of it is not shown. On success "". May be
 *   NULL if capacity is 0.
 * Returns the connection, to be ended with amqp_connection_close() and freed with amqp_destroy_connection(). NULL on
 *   failure; nothing is left open then. If TLS fails, there is no plain connection in its place.
 *
 * Without a keyfile, the certfile must contain the key, too, as in RabbitMQ's own client. A key that has a password is
 * refused, and so is a server_name_indication other than the host, which librabbitmq cannot send.
 */
static inline amqp_connection_state_t envtab_amqp_connect(const envtab_amqp *amqp, const char *ca_file,
                                                          envtab_duration timeout, char *error, size_t capacity)
{
  envtab_duration within = amqp->connection_timeout.nanoseconds > 0 ? amqp->connection_timeout : timeout;
  struct envtab_words_ words = envtab_begin_words_(error, capacity);
  struct timeval limit = envtab_timeval(within);
  const char *authorities = amqp->ca_file ? amqp->ca_file : ca_file;
  const char *refusal = envtab_amqp_refusal_(amqp, authorities);
  amqp_connection_state_t connection = refusal ? NULL : amqp_new_connection();

  if (!connection)
    envtab_put_(&words, refusal ? refusal : "no memory");
  else if (envtab_amqp_open_(connection, amqp, authorities, within.nanoseconds > 0 ? &limit : NULL, &words))
    return connection;
  if (connection) amqp_destroy_connection(connection);
  return NULL;
}

#endif
