/* The log: one JSON object a line on standard output, for whatever collects it. */
#ifndef ORDERS_LOG_H
#define ORDERS_LOG_H

#include "config.h"

/* Before any thread starts. program: a static string. */
void log_begin(const char *program, enum log_level level);

/*
 * Writes time, level, program, message, and the fields of an object as json_pack() of jansson takes them:
 * log_event(LOG_LEVEL_INFO, "listening", "{s:i}", "port", 8080); NULL: no more fields. Safe from any thread.
 */
void log_event(enum log_level level, const char *message, const char *fields, ...);

#endif
