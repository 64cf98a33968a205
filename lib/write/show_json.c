/* A config for machines: one object, with what the environment gave each variable. */
#include <inttypes.h>

#include "write/command.h"

static const char *const json_sources[] = { "none", "default", "environment", "former_name", "file" };

static void put_json_value(struct envtab__output *out, const struct envtab__reading *reading)
{
  struct envtab__listener quoted = { envtab__take_json, out };

  envtab__emit(out, ", \"value\": ");
  if (reading->source == ENVTAB_SOURCE_NONE || reading->unread) {
    envtab__emit(out, "null");
  } else {
    envtab__emit(out, "\"");
    envtab__tell_value(&quoted, reading);
    envtab__emit(out, "\"");
  }
}

static void put_json_variable(struct envtab__output *out, const struct envtab__reading *reading)
{
  struct envtab__listener quoted = { envtab__take_json, out };

  envtab__emit(out, "{ \"variable\": \"");
  envtab__tell_name(&quoted, reading);
  envtab__emit(out, "\"");
  put_json_value(out, reading);
  envtab__emit(out, ", \"source\": ");
  envtab__emit_json(out, json_sources[reading->source]);
  envtab__emit(out, reading->wrong ? ", \"right\": false }" : ", \"right\": true }");
}

ENVTAB_INTERNAL void envtab__show_json(const struct envtab__load *load, FILE *file)
{
  const void *config = load->table.scopes[0].base;
  bool right = load->report.problems == 0;
  const char *between = "\n    ";
  struct envtab__reading reading;
  struct envtab__output out;
  char number[32] = "null";

  if (right) snprintf(number, sizeof number, "\"%016" PRIx64 "\"", envtab_fingerprint(config));
  envtab__begin_output(&out, file);
  envtab__emit(&out, "{\n  \"program\": ");
  envtab__emit_json(&out, load->schema->name);
  envtab__emit(&out, right ? ",\n  \"right\": true,\n  \"fingerprint\": " : ",\n  \"right\": false,\n  \"fingerprint\": ");
  envtab__emit(&out, number);
  envtab__emit(&out, ",\n  \"variables\": [");
  envtab__begin_reading(&reading, config);
  while (envtab__next_row(&reading)) {
    envtab__emit(&out, between);
    put_json_variable(&out, &reading);
    between = ",\n    ";
  }
  envtab__emit(&out, "\n  ]\n}\n");
  envtab__flush(&out);
}
