/*
 * How two environments differ in what a program makes of them: 5m and 300s are the same. Of secrets, only whether they
 * are the same is printed.
 */
#include <stdio.h>
#include <string.h>

#include "write/diff.h"
#include "base/secret_bytes.h"
#include "value/disclosure.h"
#include "schema/names.h"
#include "config/config.h"
#include "config/view.h"
#include "load/load.h"
#include "load/state.h"

struct side {                    /* one of the two environments */
  const struct envtab__load *load;
  struct envtab__view view;
  struct envtab__view_texts texts;
  envtab_variable variable;      /* of the row that the view is at */
};
struct comparing {
  struct side here, there;
  size_t width;                  /* of the names */
  FILE *out;
  bool different, compared;      /* compared: to the end */
  size_t *problems;
};

/* ---- The value of a row, on one side ---- */

static void begin_side(struct side *side, const struct envtab__load *load)
{
  side->load = load;
  envtab__begin_view(&side->view, load->names.scopes[0].base);
  envtab__begin_texts(&side->texts);
}

/* The text that the row was read from; NULL: there is none. */
static const char *text_of_side(const struct side *side)
{
  const struct envtab__row *row = &side->load->names.rows[side->view.row - 1];

  return row->state == ENVTAB__READY ? row->from.text : NULL;
}

/* ---- A row ---- */

static bool shows_the_same(const struct comparing *comparing)
{
  const char *mine = comparing->here.variable.value, *theirs = comparing->there.variable.value;

  return mine && theirs && strcmp(mine, theirs) == 0;
}

/* Whether what is shown is all of the value, so that two that show the same are the same. */
static bool is_shown_whole(const struct side *side, const char *text)
{
  return envtab__disclosure(side->view.field, text, envtab__length_of_secret(text)) == ENVTAB__SHOW_VALUE &&
         !envtab__is_masked(side->variable.value);
}

static bool is_same_row(const struct comparing *comparing)
{
  const struct side *here = &comparing->here, *there = &comparing->there;
  const char *mine = text_of_side(here), *theirs = text_of_side(there);

  if (here->view.unread != there->view.unread) return false;
  if (!mine || !theirs) return !mine && !theirs;
  if (envtab__equal_secrets(mine, theirs)) return true;
  return shows_the_same(comparing) && is_shown_whole(here, mine) && is_shown_whole(there, theirs);
}

static void print_side(const struct side *side, FILE *out)
{
  const char *value = side->variable.value;

  if (value) envtab__print_piece(out, value, strlen(value));
  fprintf(out, "%s(%s%s)", value ? " " : "", envtab__source_name(side->view.source), side->view.wrong ? ", wrong" : "");
}

static void print_difference(const struct comparing *comparing)
{
  const char *name = comparing->here.variable.name, *value = comparing->here.variable.value;
  size_t length = strlen(name);

  envtab__print_piece(comparing->out, name, length);
  fprintf(comparing->out, "%*s", (int)(comparing->width - length + 2), "");
  if (shows_the_same(comparing)) {
    envtab__print_piece(comparing->out, value, strlen(value));
    fputs(envtab__is_masked(value) ? " (different)\n" : " (different in what is not shown)\n", comparing->out);
    return;
  }
  print_side(&comparing->here, comparing->out);
  fputs(" -> ", comparing->out);
  print_side(&comparing->there, comparing->out);
  fputs("\n", comparing->out);
}

/* ---- Both environments ---- */

/* Both sides have the same rows, as both have the same table: their views step together. */
static void compare_rows(void *context, const struct envtab__load *loaded)
{
  struct comparing *comparing = context;
  struct side *here = &comparing->here, *there = &comparing->there;

  begin_side(here, here->load);
  begin_side(there, loaded);
  comparing->problems[0] = here->load->report.problems;
  comparing->problems[1] = loaded->report.problems;
  comparing->width = envtab__longest_name(here->load->names.scopes[0].base);
  comparing->compared = true;
  while (envtab__next_row(&here->view) && envtab__next_row(&there->view)) {
    if (!envtab__write_variable(&here->view, &here->texts, &here->variable) ||
        !envtab__write_variable(&there->view, &there->texts, &there->variable)) {
      comparing->compared = false;
      break;
    }
    if (is_same_row(comparing)) continue;
    comparing->different = true;
    print_difference(comparing);
  }
  envtab__release_texts(&here->texts);
  envtab__release_texts(&there->texts);
}

/* A struct lives only as long as its load is looked at: the second load runs while the first one is looked at. */
struct difference { struct comparing comparing; envtab_options other; };

static void load_other(void *context, const struct envtab__load *here)
{
  struct difference *difference = context;

  difference->comparing.here.load = here;
  envtab__look_at_load(here->schema, &difference->other, compare_rows, &difference->comparing);
}

ENVTAB_INTERNAL enum envtab__comparison envtab__diff(const envtab_schema *schema, const envtab_options *options,
                                                     const char *const *entries, FILE *out, size_t problems[2])
{
  struct difference difference = { .comparing = { .out = out, .problems = problems } };
  envtab_options mine = { .sink = envtab__ignore };

  if (options) mine = *options;
  mine.sink = envtab__ignore;
  difference.other = (envtab_options){ .environment = entries, .prefix = mine.prefix, .sink = envtab__ignore };
  envtab__look_at_load(schema, &mine, load_other, &difference);
  if (!difference.comparing.compared) return ENVTAB__NOT_COMPARED;
  return difference.comparing.different ? ENVTAB__DIFFERS : ENVTAB__SAME;
}
