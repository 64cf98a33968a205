/* How does a library read its own settings inside any program? The program gives it a prefix. */
#include <envtab.h>

/* ---- The library: mailer.c ---- */

struct mailer { envtab_endpoint relay; const char *from; envtab_duration timeout; };
static ENVTAB_TABLE(struct mailer) mailer_fields[] = {
  ENVTAB(struct mailer, relay, "MAIL_RELAY", "The host that takes mail.", .example = "mail.example.org:587"),
  ENVTAB(struct mailer, from, "MAIL_FROM", "Who sends the mail.", .default_value = "noreply@example.org"),
  ENVTAB(struct mailer, timeout, "MAIL_TIMEOUT", "How long to wait for the relay.", .default_value = "10s"),
};
static ENVTAB_SCHEMA(struct mailer, mailer_schema, mailer_fields, "mailer", .reserved_prefix = "MAIL_");

/* Returns NULL after problems: a library reports them, and leaves it to the program whether to end. */
static const struct mailer *open_mailer(const char *prefix, envtab_sink *sink, void *context)
{
  return envtab_load(&mailer_schema, &(envtab_options){ .prefix = prefix, .sink = sink, .context = context });
}

/* ---- The program ---- */

int main(void)
{
  const struct mailer *news = open_mailer("NEWS_", envtab_print, stdout);
  const struct mailer *bills = open_mailer("BILLS_", envtab_print, stdout);

  if (news) envtab_show(news, stdout);
  if (bills) envtab_show(bills, stdout);
  envtab_free(news);
  envtab_free(bills);
  return news && bills ? 0 : ENVTAB_EXIT_CONFIG;
}
