/* A config for machines: one object, with what the environment gave each variable. */
#include <inttypes.h>
#include <stdio.h>

#include "write/show_json.h"
#include "base/json.h"
#include "base/output.h"
#include "config/view.h"
#include "load/state.h"

static const char *const json_sources[] = { "none", "default", "environment", "former_name", "file" };

static void put_json_value(struct envtab__output *out, const struct envtab__view *view)
{
  struct envtab__text_sink quoted = { envtab__write_json_piece, out };

  envtab__write(out, ", \"value\": ");
  if (view->source == ENVTAB_SOURCE_NONE || view->unread) {
    envtab__write(out, "null");
  } else {
    envtab__write(out, "\"");
    envtab__send_value(&quoted, view);
    envtab__write(out, "\"");
  }
}

static void put_json_variable(struct envtab__output *out, const struct envtab__view *view)
{
  struct envtab__text_sink quoted = { envtab__write_json_piece, out };

  envtab__write(out, "{ \"variable\": \"");
  envtab__send_name(&quoted, view);
  envtab__write(out, "\"");
  put_json_value(out, view);
  envtab__write(out, ", \"source\": ");
  envtab__write_json(out, json_sources[view->source]);
  envtab__write(out, view->wrong ? ", \"right\": false }" : ", \"right\": true }");
}

ENVTAB_INTERNAL void envtab__show_json(const struct envtab__load *load, FILE *file)
{
  const void *config = load->names.scopes[0].base;
  bool right = load->report.problems == 0;
  const char *between = "\n    ";
  struct envtab__view view;
  struct envtab__output out;
  char number[32] = "null";

  if (right) snprintf(number, sizeof number, "\"%016" PRIx64 "\"", envtab_fingerprint(config));
  envtab__begin_output(&out, file);
  envtab__write(&out, "{\n  \"program\": ");
  envtab__write_json(&out, load->schema->name);
  envtab__write(&out, right ? ",\n  \"right\": true,\n  \"fingerprint\": " : ",\n  \"right\": false,\n  \"fingerprint\": ");
  envtab__write(&out, number);
  envtab__write(&out, ",\n  \"variables\": [");
  envtab__begin_view(&view, config);
  while (envtab__next_row(&view)) {
    envtab__write(&out, between);
    put_json_variable(&out, &view);
    between = ",\n    ";
  }
  envtab__write(&out, "\n  ]\n}\n");
  envtab__flush(&out);
}
