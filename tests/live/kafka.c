/*
 * Starts librdkafka's own cluster of three brokers (test.mock.num.brokers), has the program that it is given print the
 * bootstrap.servers for them, and sends a message with what was printed.
 * usage: kafka PROGRAM; it finds the brokers in KAFKA_BROKERS
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

/* What became of the message: librdkafka calls it from rd_kafka_flush(). */
static rd_kafka_resp_err_t delivery = RD_KAFKA_RESP_ERR__NO_OFFSET;
static void note_delivery(rd_kafka_t *kafka, const rd_kafka_message_t *message, void *context)
{
  (void)kafka, (void)context;
  delivery = message->err;
}

/* A client with one setting. */
static rd_kafka_t *client(const char *setting, const char *value)
{
  char error[200];
  rd_kafka_conf_t *settings = rd_kafka_conf_new();
  rd_kafka_t *kafka = NULL;

  rd_kafka_conf_set_dr_msg_cb(settings, note_delivery);
  rd_kafka_conf_set_log_cb(settings, NULL);
  if (rd_kafka_conf_set(settings, setting, value, error, sizeof error) == RD_KAFKA_CONF_OK)
    kafka = rd_kafka_new(RD_KAFKA_PRODUCER, settings, error, sizeof error);
  if (!kafka) printf("%s\n", error);
  return kafka;
}

/* What the program prints behind the name and "=", or false. */
static bool printed(const char *program, const char *name, char *value, size_t capacity)
{
  FILE *output = popen(program, "r");
  char line[400];
  bool found = false;

  while (output && fgets(line, sizeof line, output))
    if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == '=') {
      snprintf(value, capacity, "%.*s", (int)strcspn(line + strlen(name) + 1, "\n"), line + strlen(name) + 1);
      found = true;
    }
  return output && pclose(output) == 0 && found;
}

static int send_to(const char *servers)
{
  rd_kafka_t *kafka = client("bootstrap.servers", servers);
  const struct rd_kafka_metadata *metadata = NULL;
  rd_kafka_resp_err_t error = rd_kafka_metadata(kafka, 0, NULL, &metadata, 30000);

  if (!error)
    error = rd_kafka_producev(kafka, RD_KAFKA_V_TOPIC("events"), RD_KAFKA_V_VALUE("ordered", 7), RD_KAFKA_V_END);
  if (!error) error = rd_kafka_flush(kafka, 30000);
  if (!error) error = delivery;
  printf("%d brokers: %s\n", metadata ? metadata->broker_cnt : 0, rd_kafka_err2str(error));
  if (metadata) rd_kafka_metadata_destroy(metadata);
  rd_kafka_destroy(kafka);
  return error ? 1 : 0;
}

int main(int count, char **arguments)
{
  rd_kafka_t *cluster = client("test.mock.num.brokers", "3");
  const char *brokers = rd_kafka_mock_cluster_bootstraps(rd_kafka_handle_mock_cluster(cluster));
  char servers[400];
  int status = 2;

  if (count == 2 && setenv("KAFKA_BROKERS", brokers, 1) == 0 &&
      printed(arguments[1], "bootstrap.servers", servers, sizeof servers))
    status = send_to(servers);
  rd_kafka_destroy(cluster);
  return status;
}
