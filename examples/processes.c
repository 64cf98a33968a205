/* How do a web and a worker process share one binary and one environment? A schema each, which know of each other. */
#include <string.h>

#include <envtab.h>

static const envtab_schema web_schema, worker_schema;
static const envtab_schema *const both[] = { &web_schema, &worker_schema, NULL };

struct web { uint16_t port; envtab_endpoint queue; };
static ENVTAB_TABLE(struct web) web_fields[] = {
  ENVTAB_AS(struct web, port, ENVTAB_PORT, "PORT", "Port the HTTP server binds.", .default_value = "3000"),
  ENVTAB(struct web, queue, "SHOP_QUEUE", "Where orders wait.", .example = "queue:5672"),
};
static ENVTAB_SCHEMA(struct web, web_schema, web_fields, "shop web", .reserved_prefix = "SHOP_", .others = both);
ENVTAB_LOADER(load_web, struct web, web_schema);

struct worker { unsigned threads; envtab_endpoint queue; };
static ENVTAB_TABLE(struct worker) worker_fields[] = {
  ENVTAB(struct worker, threads, "SHOP_THREADS", "How many orders are worked on at once.", .default_value = "4"),
  ENVTAB(struct worker, queue, "SHOP_QUEUE", "Where orders wait.", .example = "queue:5672"),
};
static ENVTAB_SCHEMA(struct worker, worker_schema, worker_fields, "shop worker", .reserved_prefix = "SHOP_",
                     .others = both);
ENVTAB_LOADER(load_worker, struct worker, worker_schema);

int main(int count, char **arguments)
{
  if (count == 2 && strcmp(arguments[1], "web") == 0) {
    const struct web *web = load_web_or_exit(NULL);

    printf("web: port %d, queue at %s:%d\n", web->port, web->queue.host, web->queue.port);
    envtab_free(web);
    return 0;
  }
  if (count == 2 && strcmp(arguments[1], "worker") == 0) {
    const struct worker *worker = load_worker_or_exit(NULL);

    printf("worker: %u threads, queue at %s:%d\n", worker->threads, worker->queue.host, worker->queue.port);
    envtab_free(worker);
    return 0;
  }
  fprintf(stderr, "usage: processes web | worker\n");
  return 64; /* EX_USAGE */
}
