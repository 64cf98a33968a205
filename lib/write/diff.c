/*
 * How two environments differ in what a program makes of them: 5m and 300s are the same. Of secrets, only whether they
 * are the same is printed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/diff.h"
#include "base/output.h"
#include "base/secret_bytes.h"
#include "value/disclosure.h"
#include "schema/names.h"
#include "config/show.h"
#include "config/view.h"
#include "load/load.h"
#include "load/state.h"
#include "write/status.h"

struct side {                    /* one of the two environments */
  const struct envtab__load *load;
  struct envtab__view view;
  char *shown;                   /* the value of the row that the view is at; NULL: it has none */
};
struct comparing {
  struct side here, there;
  size_t width;                  /* of the names */
  FILE *out;
  bool different, compared;      /* compared: to the end */
  size_t *problems;
};

/* ---- The value of a row, on one side ---- */

struct collected { char *text; size_t length; bool whole; };

static void collect_piece(void *context, const char *piece, size_t length)
{
  struct collected *collected = context;
  char *text = realloc(collected->text, collected->length + length + 1);

  if (!text) {
    collected->whole = false;
    return;
  }
  memcpy(text + collected->length, piece, length);
  collected->text = text;
  collected->length += length;
  text[collected->length] = '\0';
}

static bool next_of_side(struct side *side)
{
  free(side->shown);
  side->shown = NULL;
  return envtab__next_row(&side->view);
}

/* Collects the text that is shown; false: there is no memory for it. */
static bool collect_side(struct side *side)
{
  struct collected collected = { NULL, 0, true };
  struct envtab__sink sink = { collect_piece, &collected };
  bool whole = true;

  if (side->view.source != ENVTAB_SOURCE_NONE && !side->view.unread)
    whole = envtab__send_value(&sink, &side->view);
  side->shown = collected.text;
  return whole && collected.whole;
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
  const char *mine = comparing->here.shown, *theirs = comparing->there.shown;

  return mine && theirs && strcmp(mine, theirs) == 0;
}

/* Whether what is shown is all of the value, so that two that show the same are the same. */
static bool is_shown_whole(const struct side *side, const char *text)
{
  return envtab__disclosure(side->view.field, text, envtab__length_of_secret(text)) == ENVTAB__SHOW_VALUE &&
         !envtab__is_masked(side->shown);
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
  if (side->shown) envtab__print_piece(out, side->shown, strlen(side->shown));
  fprintf(out, "%s(%s%s)", side->shown ? " " : "", envtab__source_name(side->view.source),
          side->view.wrong ? ", wrong" : "");
}

static void print_difference(const struct comparing *comparing)
{
  struct envtab__sink printer = { envtab__print_piece, comparing->out };
  int gap = (int)(comparing->width - envtab__length_of_name(&comparing->here.view) + 2);

  envtab__send_name(&printer, &comparing->here.view);
  fprintf(comparing->out, "%*s", gap, "");
  if (shows_the_same(comparing)) {
    envtab__print_piece(comparing->out, comparing->here.shown, strlen(comparing->here.shown));
    fputs(envtab__is_masked(comparing->here.shown) ? " (different)\n" : " (different in what is not shown)\n",
          comparing->out);
    return;
  }
  print_side(&comparing->here, comparing->out);
  fputs(" -> ", comparing->out);
  print_side(&comparing->there, comparing->out);
  fputs("\n", comparing->out);
}

/* ---- The whole: the second environment is loaded while the first one is looked at ---- */

static void compare_rows(void *context, const struct envtab__load *there)
{
  struct comparing *comparing = context;
  const void *config = comparing->here.load->names.scopes[0].base;

  comparing->there.load = there;
  comparing->problems[0] = comparing->here.load->report.problems;
  comparing->problems[1] = there->report.problems;
  comparing->width = envtab__longest_name(config);
  envtab__begin_view(&comparing->here.view, config);
  envtab__begin_view(&comparing->there.view, there->names.scopes[0].base);
  comparing->compared = true;
  while (next_of_side(&comparing->here)) {
    next_of_side(&comparing->there); /* both have the same rows */
    if (!collect_side(&comparing->here) || !collect_side(&comparing->there)) comparing->compared = false;
    if (is_same_row(comparing)) continue;
    comparing->different = true;
    print_difference(comparing);
  }
  free(comparing->there.shown);
}

struct difference { struct comparing comparing; envtab_options other; };

static void load_other(void *context, const struct envtab__load *here)
{
  struct difference *difference = context;

  difference->comparing.here.load = here;
  envtab__look_at_load(here->schema, &difference->other, compare_rows, &difference->comparing);
}

ENVTAB_INTERNAL int envtab__diff(const envtab_schema *schema, const envtab_options *options,
                                 const char *const *entries, FILE *out, size_t problems[2])
{
  struct difference difference = { .comparing = { .out = out, .problems = problems } };
  envtab_options mine = { .sink = envtab__ignore };

  if (options) mine = *options;
  mine.sink = envtab__ignore;
  difference.other = (envtab_options){ .environment = entries, .prefix = mine.prefix, .sink = envtab__ignore };
  envtab__look_at_load(schema, &mine, load_other, &difference);
  if (!difference.comparing.compared) return ENVTAB__WRONG_CONFIG;
  return difference.comparing.different ? ENVTAB__DIFFERENT : ENVTAB__RIGHT;
}
