/* A program whose variables were renamed twice; environments.mjs compares what it loads with what its schema accepts. */
#include <envtab.h>

struct config {
  envtab_secret key;
  int level;
};
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, key, "KEY", "Signs the cookies.", .min_length = 4, .from_file = true,
         .deprecated = ENVTAB_NAMES("OLD_KEY", "OLDER_KEY")),
  ENVTAB(struct config, level, "LEVEL", "How much to log.", .default_value = "1",
         .deprecated = ENVTAB_NAMES("OLD_LEVEL", "OLDER_LEVEL", "OLDEST_LEVEL")),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "renamed", .reserved_prefix = "OLD");

int main(int argc, char **argv) { return envtab_command(&schema, argc - 1, argv + 1, NULL, NULL); }
