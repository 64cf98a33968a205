/* AMQP URLs, held against librabbitmq's parser. The rows, and what all services have, are in services.c. */
#include "services.h"

/* What librabbitmq has no field for is absent, and safe, where the URL does not say it. */
START_TEST(parameters_are_absent)
{
  const envtab_amqp *amqp = envtab_parse(&envtab_type_amqp, _i ? "amqps://h" : "amqp://h", NULL);

  ck_assert_ptr_nonnull(amqp);
  ck_assert_uint_eq(amqp->heartbeat, 0);
  ck_assert_uint_eq(amqp->channel_max, 0);
  ck_assert_uint_eq(amqp->frame_max, 0);
  ck_assert_int_eq(amqp->connection_timeout.nanoseconds, 0);
  ck_assert_ptr_null(amqp->ca_file);
  ck_assert_ptr_null(amqp->certificate_file);
  ck_assert_ptr_null(amqp->key_file);
  ck_assert_ptr_null(amqp->server_name);
  ck_assert(amqp->verify_peer);
  ck_assert(!amqp->external);
  ck_assert_int_eq(amqp->tls, _i);
  envtab_free(amqp);
}
END_TEST

int main(void)
{
  Suite *suite = make_service_suite("amqp");
  TCase *tests = tcase_create("parameters");

  tcase_add_loop_test(tests, parameters_are_absent, 0, 2);
  suite_add_tcase(suite, tests);
  return run(suite);
}
