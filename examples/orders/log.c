/* The log: one JSON object a line on standard output, for whatever collects it. */
#include "log.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

static struct {
  const char *program;
  enum log_level level;
} logger = { "orders", LOG_LEVEL_INFO };

void log_begin(const char *program, enum log_level level)
{
  logger.program = program;
  logger.level = level;
  setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* a line is on its way when it is written, and whole */
}

/* RFC 3339, UTC, to the microsecond. */
static void write_time(char *out, size_t capacity)
{
  struct timespec now;
  struct tm utc;
  char seconds[24];

  clock_gettime(CLOCK_REALTIME, &now);
  gmtime_r(&now.tv_sec, &utc);
  strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", &utc);
  snprintf(out, capacity, "%s.%06ldZ", seconds, now.tv_nsec / 1000);
}

void log_event(enum log_level level, const char *message, const char *fields, ...)
{
  static const char *const names[] = { "debug", "info", "warning", "error" };
  char time[64], *line;
  json_t *event, *more = NULL;
  va_list list;

  if (level < logger.level) return;
  write_time(time, sizeof time);
  event = json_pack("{s:s, s:s, s:s, s:s}", "time", time, "level", names[level], "program", logger.program, "message",
                    message);
  va_start(list, fields);
  if (fields) more = json_vpack_ex(NULL, 0, fields, list); /* NULL: a field is not UTF-8; the message is still told */
  va_end(list);
  if (more) json_object_update(event, more);
  line = json_dumps(event, JSON_COMPACT | JSON_REAL_PRECISION(9));
  if (line) printf("%s\n", line);
  free(line);
  json_decref(more);
  json_decref(event);
}
