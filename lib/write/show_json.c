/* A config for machines: one object, with what the environment gave each variable. */
#include <inttypes.h>
#include <stdio.h>

#include "write/show_json.h"
#include "base/json.h"
#include "base/output.h"
#include "base/writef.h"
#include "config/view.h"
#include "load/state.h"

static const char *const json_sources[] = { "none", "default", "environment", "former_name", "file" };

static void write_json_variable(struct envtab__sink *out, const struct envtab__view *view)
{
  struct envtab__sink in_json = { envtab__write_in_json, out };
  bool there = view->source != ENVTAB_SOURCE_NONE && !view->unread;

  envtab__write(out, "{ \"variable\": \"");
  envtab__send_name(&in_json, view);
  envtab__write(out, there ? "\", \"value\": \"" : "\", \"value\": null");
  if (there) envtab__send_value(&in_json, view);
  envtab__writef(out, "%s, \"source\": \"%s\", \"right\": %s }", there ? "\"" : "", json_sources[view->source],
                 view->wrong ? "false" : "true");
}

ENVTAB_INTERNAL void envtab__show_json(const struct envtab__load *load, FILE *file)
{
  const void *config = load->names.scopes[0].base;
  bool right = load->report.problems == 0;
  const char *between = "\n    ";
  struct envtab__view view;
  struct envtab__output output;
  struct envtab__sink *out = envtab__begin_output(&output, file);
  char fingerprint[32] = "null";

  if (right) snprintf(fingerprint, sizeof fingerprint, "\"%016" PRIx64 "\"", envtab_fingerprint(config));
  envtab__writef(out, "{\n  \"program\": %j,\n  \"right\": %s,\n  \"fingerprint\": %s,\n  \"variables\": [",
                 load->schema->name, right ? "true" : "false", fingerprint);
  envtab__begin_view(&view, config);
  while (envtab__next_row(&view)) {
    envtab__write(out, between);
    write_json_variable(out, &view);
    between = ",\n    ";
  }
  envtab__write(out, "\n  ]\n}\n");
  envtab__flush(&output);
}
