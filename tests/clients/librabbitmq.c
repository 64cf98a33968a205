/* What librabbitmq makes of a URL: its own parser is asked, with what it has no sense for taken out where that is all.
 */
#include <amqp.h>
#include <stdlib.h>
#include <string.h>

#include "clients.h"

static bool parse(char *url, struct reading *reading)
{
  struct amqp_connection_info info;

  if (amqp_parse_url(url, &info) != AMQP_STATUS_OK) return false;
  put_field(reading, "user", info.user);
  put_field(reading, "password", info.password);
  put_field(reading, "host", info.host);
  put_number(reading, 0, "port", info.port);
  put_field(reading, "vhost", info.vhost);
  put_number(reading, 1, "ssl", info.ssl);
  return true;
}

static int hex_digit(char c)
{
  static const char digits[] = "0123456789abcdef0123456789ABCDEF";
  const char *digit = c ? strchr(digits, c) : NULL;

  return digit ? (int)((digit - digits) % 16) : -1;
}

/* Puts the byte for each escape above %7F; false: there was none. */
static bool decode_high(char *text)
{
  char *to = text;
  bool found = false;

  for (; *text; text++) {
    int high = *text == '%' ? hex_digit(text[1]) : -1, low = high < 8 ? -1 : hex_digit(text[2]);

    if (low >= 0) {
      *to++ = (char)(high * 16 + low);
      text += 2;
      found = true;
    } else {
      *to++ = *text;
    }
  }
  *to = '\0';
  return found;
}

void ask_librabbitmq(const char *url, struct reading *reading)
{
  char *query;
  bool high;

  begin_reading(reading);
  reading->text = strdup(url);
  reading->accepted = parse(reading->text, reading);
  if (reading->accepted) return;
  strcpy(reading->text, url);
  query = strchr(reading->text, '?');
  if (query) *query = '\0';
  high = decode_high(reading->text);
  reading->has_fields = (query || high) && parse(reading->text, reading);
  refuse(reading, !reading->has_fields ? "AMQP_STATUS_BAD_URL"
                  : query              ? "takes no query"
                                       : "takes no escapes above %7F");
}
